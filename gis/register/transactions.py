"""The transactions of a register, and the settings and the revision that it keeps."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from gis.register import schema
from gis.register.database import reader_of, told_as_ours


class Transactions:
    """One database. Every write is one transaction and raises the revision by one."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._reader = reader_of(engine)

    @property
    def revision(self) -> int:
        """How many writes there have been; equal revisions have equal contents."""
        return int(self.setting("revision") or 0)

    def setting(self, name: str) -> str | None:
        """Return a setting such as ``peildatum`` or ``title``, None when it was never given."""
        with self._read() as rows:
            return _setting(rows, name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        with self._write() as rows:
            _put_setting(rows, name, value)

    @contextlib.contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with told_as_ours(), self._reader.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with told_as_ours(), self._engine.begin() as connection:
            yield connection
            _put_setting(connection, "revision", str(int(_setting(connection, "revision") or 0) + 1))


def _setting(rows: sa.Connection, name: str) -> str | None:
    query = sa.select(schema.settings.c.value).where(schema.settings.c.name == name)
    told: str | None = rows.execute(query).scalar()
    return told


def _put_setting(rows: sa.Connection, name: str, value: str) -> None:
    rows.execute(sa.delete(schema.settings).where(schema.settings.c.name == name))
    rows.execute(sa.insert(schema.settings).values(name=name, value=value))
