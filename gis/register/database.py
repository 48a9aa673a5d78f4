"""The database file of a register: how it is opened, and brought up to date."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from gis.errors import StoreError
from gis.register import schema
from gis.register.records import HOME_ORGANISATION
from gis.register.rows import to_json

WAIT_MS = 10_000  # how long a writer waits for another before the register counts as busy

_AGAIN_S = 0.02  # between two tries at the journal
_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF")


def open_database(path: Path) -> sa.Engine:
    """Open the database at `path`, made or brought up to date when needed.

    Raises
    ------
    StoreError
        ``register_broken`` when the file is not a register, ``register_too_new`` when a newer version
        of the program made it, ``register_busy`` when another writer holds it too long, ``not_written``
        when its folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("not_written", path=str(path), reason=error.strerror or str(error)) from error
    engine = sa.create_engine(
        f"sqlite:///{path}", connect_args={"timeout": WAIT_MS / 1000}, json_serializer=to_json
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    with told_as_ours(path=str(path)):
        _migrate(engine, path)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own transactions would split a migration
    _write_ahead(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Two that make one file at once: SQLite tells the second "locked" here without waiting its time out.
    end = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def reader_of(engine: sa.Engine) -> sa.Engine:
    """Return the engine for reading: what it sees is of one moment, and it waits for no writer."""
    return engine.execution_options(reads_only=True)


def _begin(connection: sa.Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _migrate(engine: sa.Engine, path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "gis.register:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    with reader_of(engine).connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {step.revision for step in scripts.walk_revisions()}:
        raise StoreError("register_too_new", path=str(path), version=current)
    # All steps in one transaction: between two of them another process would begin with the next one too.
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        # Another process may have made the register while this one waited for the door.
        if connection.execute(sa.select(schema.organisations.c.name)).first() is None:
            connection.execute(sa.insert(schema.organisations).values(name=HOME_ORGANISATION))


@contextlib.contextmanager
def told_as_ours(*, path: str = "") -> Iterator[None]:
    """Tell the database's complaints as ours."""
    try:
        yield
    except sa.exc.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError("register_busy") from error
        raise StoreError("register_broken", path=path, reason=str(error.orig)) from error
    except sa.exc.DatabaseError as error:
        raise StoreError("register_broken", path=path, reason=str(error.orig)) from error
