import contextlib
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import shapely
import sqlalchemy as sa
from alembic import op

from gis.errors import StoreError
from gis.register import database, schema
from gis.register.records import Drawing, Problem
from gis.register.store import open_store
from gis.register.waiting import Delivery, Parked
from tests.gating import repeats
from tests.homes import AT, DAY, ROOT, activity

HERE = "deze werkplek"
AREA = shapely.box(232_500, 583_500, 232_600, 583_600)
WRITERS, EDITS = 8, 10


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def _save(store, *records, organisation=HERE, at=AT, **options):
    return store.save(records, organisation=organisation, at=at, **options)


def _code(call, *arguments, **options):
    with pytest.raises(StoreError) as error:
        call(*arguments, **options)
    return error.value.code


def test_a_new_register_holds_one_organisation_and_nothing_else(store):
    assert store.organisations() == [HERE]
    assert (store.activities(), store.drawings(), store.begun, store.revision) == ([], [], False, 0)


def test_added_changed_unchanged(store):
    assert _save(store, activity(geometry=AREA)) == ["added"]
    [first] = store.activities()
    assert (first.version, first.changed_on, first.geometry) == (1, DAY, AREA)
    assert _save(store, first, activity("B")) == ["unchanged", "added"]
    assert _save(store, replace(first, title="Ander"), at=AT + timedelta(days=1)) == ["changed"]
    again = store.activities()[0]
    assert (again.title, again.version, again.changed_on) == ("Ander", 2, DAY + timedelta(days=1))
    assert [one.id for one in store.activities()] == ["A", "B"]


def test_every_write_raises_the_revision_by_one_and_a_failed_one_does_not(store):
    for number, write in enumerate(
        (
            lambda: _save(store, activity()),
            lambda: store.add_organisation("GGD"),
            lambda: store.set_setting("title", "x"),
            lambda: store.withdraw("A", organisation=HERE, at=AT, version=1),
        ),
        start=1,
    ):
        write()
        assert store.revision == number
    assert _code(store.withdraw, "A", organisation=HERE, at=AT, version=0) == "activity_unknown"
    assert store.revision == 4


def test_withdrawn_is_gone_with_its_history_kept_and_comes_back_when_saved(store):
    _save(store, activity())
    store.withdraw("A", organisation=HERE, at=AT, version=1)
    assert store.activities() == []
    assert [one.id for one in store.activities(withdrawn=True)] == ["A"]
    assert _save(store, activity()) == ["changed"]
    assert [one.version for one in store.activities()] == [3]
    steps = [(change.version, change.action, change.organisation) for change in store.history("A")]
    assert steps == [(1, "added", HERE), (2, "withdrawn", HERE), (3, "changed", HERE)]


def test_history_tells_the_whole_record(store):
    _save(store, activity(geometry=AREA, confirmed_on=DAY))
    [change] = store.history("A")
    assert change.at == AT.replace(tzinfo=None)
    assert (change.told["title"], change.told["confirmed_on"]) == ("Plan A", "2027-03-11")
    assert shapely.from_wkt(change.told["geometry"]).equals(AREA)
    assert store.history("nothing") == []


def test_changed_meanwhile_saves_nothing_at_all(store):
    _save(store, activity())
    [read] = store.activities()
    _save(store, replace(read, title="Van de een"))
    late = replace(read, title="Van de ander")
    assert _code(_save, store, activity("B"), late) == "changed_meanwhile"
    assert [(one.id, one.title) for one in store.activities()] == [("A", "Van de een")]
    assert _code(store.withdraw, "A", organisation=HERE, at=AT, version=1) == "changed_meanwhile"
    assert len(store.history("A")) == 2


def test_what_is_of_another_is_not_changed(store):
    store.add_organisation("GGD")
    _save(store, activity(), activity("B", owner="GGD"))
    assert _code(_save, store, activity("B", title="Ander")) == "not_yours"
    assert _code(_save, store, activity(title="Ander"), organisation="GGD") == "not_yours"
    assert _code(store.withdraw, "B", organisation=HERE, at=AT, version=1) == "not_yours"
    assert [one.title for one in store.activities()] == ["Plan A", "Plan B"]


def test_an_owner_cannot_be_changed_by_saving(store):
    store.add_organisation("GGD")
    _save(store, activity())
    _save(store, activity(owner="GGD", title="Ander"))
    assert [(one.owner, one.title) for one in store.activities()] == [(HERE, "Ander")]


@pytest.mark.parametrize(("owner", "organisation"), [("niemand", HERE), (HERE, "niemand")])
def test_an_organisation_must_be_known(store, owner, organisation):
    with pytest.raises(StoreError) as error:
        _save(store, activity(owner=owner), organisation=organisation)
    assert (error.value.code, error.value.facts) == ("organisation_unknown", {"name": "niemand"})
    assert store.activities() == []


def test_organisations_are_added_once_and_sorted(store):
    for name in ("welzijn", "GGD", "welzijn"):
        store.add_organisation(name)
    assert store.organisations() == [HERE, "GGD", "welzijn"]
    assert store.require_organisation("GGD") == "GGD"
    assert _code(store.require_organisation, "ggd") == "organisation_unknown"


def test_parked_rows_wait_for_their_organisation_once(store):
    row = Parked("lijst.csv", 4, {"naam": "x"}, (Problem(4, "thema", "theme_unknown", "y"),))
    _save(store, parked=[row])
    assert store.begun
    assert store.parked(organisation=HERE) == [row]
    _save(store, parked=[row, replace(row, row=5)])
    assert [one.row for one in store.parked(organisation=HERE)] == [4, 5]
    assert store.parked(organisation="GGD") == []


def test_drawings_replace_and_go(store):
    drawing = Drawing("T1", "Selwerd", "bewoner", "vraag", "avond", DAY, AREA, weight=2.0)
    store.add_drawings([drawing])
    store.add_drawings([replace(drawing, name="Tuinwijk")])
    assert [(one.name, one.geometry, one.weight) for one in store.drawings()] == [("Tuinwijk", AREA, 2.0)]
    store.remove_drawing("T1")
    assert store.drawings() == []


def test_a_newer_register_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "register.sqlite"
    _save(open_store(path), activity())
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE alembic_version SET version_num = '9999'")
    rows.close()
    with pytest.raises(StoreError) as error:
        open_store(path)
    assert (error.value.code, error.value.facts["version"]) == ("register_too_new", "9999")
    with sqlite3.connect(path) as rows:
        assert rows.execute("SELECT count(*) FROM activities").fetchone() == (1,)
    rows.close()


@pytest.mark.parametrize(
    "content", [b"no database, but long enough to be read as one " * 40, b"SQLite format 3\0" + b"x" * 4096]
)
def test_a_file_that_is_no_database_is_said_and_kept(tmp_path, content):
    path = tmp_path / "register.sqlite"
    path.write_bytes(content)
    assert _code(open_store, path) == "register_broken"
    assert path.read_bytes() == content


def test_a_register_that_is_cut_off_is_said(tmp_path):
    path = tmp_path / "register.sqlite"
    store = open_store(path)
    _save(store, *(activity(str(number)) for number in range(300)))
    store._engine.dispose()
    path.write_bytes(path.read_bytes()[:20_000])
    assert _code(lambda: open_store(path).activities()) == "register_broken"


def test_a_home_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert _code(open_store, tmp_path / "file" / "registers" / "x.sqlite") == "not_written"


def test_a_register_that_somebody_holds_is_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT_MS", 50)
    store = open_store(tmp_path / "register.sqlite")
    holder = sqlite3.connect(tmp_path / "register.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert _code(_save, store, activity()) == "register_busy"
    assert store.activities() == []  # reading goes on
    holder.execute("ROLLBACK")
    holder.close()
    assert _save(store, activity()) == ["added"]


def test_a_step_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "register.sqlite"
    make = op.create_table

    def make_until_parked(name, *columns, **options):
        if name == "parked":
            raise sa.exc.OperationalError("CREATE TABLE", {}, sqlite3.OperationalError("disk I/O error"))
        return make(name, *columns, **options)

    monkeypatch.setattr(op, "create_table", make_until_parked)
    assert _code(open_store, path) == "register_broken"
    rows = sqlite3.connect(path)
    assert rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == []
    rows.close()
    monkeypatch.undo()
    assert open_store(path).organisations() == [HERE]


def test_the_steps_make_what_the_code_expects(tmp_path):
    engine = database.open_database(tmp_path / "register.sqlite")
    found = sa.inspect(engine)
    for table in schema.metadata.sorted_tables:
        held = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert held == {column.name: column.nullable for column in table.columns}
        assert {index["name"] for index in found.get_indexes(table.name)} == {
            one.name for one in table.indexes
        }
    engine.dispose()


def test_a_register_of_the_step_before_opens_with_its_lists(tmp_path, monkeypatch):
    path = tmp_path / "register.sqlite"
    with monkeypatch.context() as older:
        upgrade = database.command.upgrade
        older.setattr(database.command, "upgrade", lambda config, _: upgrade(config, "0002"))
        engine = database.open_database(path)
    with engine.begin() as rows:
        told = (HERE, "plannen.csv", "aa", AT.isoformat(" "), '{"s": ""}')
        rows.exec_driver_sql(
            "INSERT INTO deliveries (organisation, file, sha256, at, rows) VALUES (?, ?, ?, ?, ?)", told
        )
    engine.dispose()
    store = open_store(path)
    assert store.deliveries(organisation=HERE) == [Delivery("plannen.csv", "aa", {"s": ""})]
    store._engine.dispose()


def test_the_database_is_careful(store):
    with store._engine.connect() as rows:
        settings = {
            name: rows.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": 10_000,
    }


def _edit(fresh, shared, writer):
    """Make or open one register, and edit the activity of another as often as it takes."""
    _save(open_store(fresh), activity(f"own-{writer}"))
    store = open_store(shared)
    done = 0
    while done < EDITS:
        [read] = store.activities()
        try:
            _save(store, replace(read, note=f"{read.note or ''}{writer}.{done} "))
        except StoreError as error:
            assert error.code == "changed_meanwhile"  # noqa: PT017 - the loser reads again
        else:
            done += 1


def test_eight_writers_lose_nothing(tmp_path):
    fresh, shared = tmp_path / "fresh.sqlite", tmp_path / "shared.sqlite"
    store = open_store(shared)
    _save(store, activity())
    context = multiprocessing.get_context("forkserver")  # imports once, so that all begin together
    context.set_forkserver_preload(["gis.register.store", "tests.homes"])
    workers = [context.Process(target=_edit, args=(fresh, shared, number)) for number in range(WRITERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * WRITERS
    [found] = store.activities()
    edits = [f"{writer}.{edit}" for writer in range(WRITERS) for edit in range(EDITS)]
    assert sorted(found.note.split()) == sorted(edits)
    assert [change.version for change in store.history("A")] == list(range(1, len(edits) + 2))
    assert found.version == store.revision == len(edits) + 1
    made = open_store(fresh)
    assert made.organisations() == [HERE]
    assert sorted(one.id for one in made.activities()) == [f"own-{number}" for number in range(WRITERS)]


def test_many_at_once_may_make_one_file(tmp_path):
    def make(path):
        together.wait()
        with contextlib.closing(sqlite3.connect(path, timeout=database.WAIT_MS / 1000)) as connection:
            database._prepare(connection, None)
            connection.execute("CREATE TABLE IF NOT EXISTS one (id TEXT)")

    together = threading.Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as pool:
        for number in range(40):  # of 150 files, 13 gave "locked" when nobody tried again
            list(pool.map(make, [tmp_path / f"{number}.sqlite"] * WRITERS))


_SCRIPT = """
import sys
from pathlib import Path
from gis.register.store import open_store
from tests.homes import AT, activity
store = open_store(Path(sys.argv[1]))
for number in range(10_000):
    name = f"{sys.argv[2]}-{number}"
    store.save([activity(name)], organisation="deze werkplek", at=AT)
    print(name, flush=True)
"""


@pytest.mark.soak
@pytest.mark.parametrize("acknowledged", repeats([1, 7, 25], range(1, 51)))
def test_a_killed_writer_loses_nothing_that_it_was_told_is_saved(tmp_path, acknowledged):
    path = tmp_path / "register.sqlite"
    writer = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(path), "w"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = [writer.stdout.readline().strip() for _ in range(acknowledged)]
    time.sleep(0.003 * acknowledged)  # somewhere in the middle of a next write
    writer.send_signal(signal.SIGKILL)
    told += writer.communicate()[0].split()
    rows = sqlite3.connect(path)
    assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows.close()
    store = open_store(path)
    held = [one.id for one in store.activities()]
    assert set(told) <= set(held)
    assert len(held) - len(told) in {0, 1}  # at most the one that was saved and not yet told
    assert all(len(store.history(name)) == 1 for name in held)
    assert _save(store, activity("after"), at=datetime(2027, 3, 12, tzinfo=UTC)) == ["added"]
