"""Processes that stay warm: they outlive the copies that do the work, and end with the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from gis.errors import SourceError
from gis.sources import keeper, reader
from gis.sources.reader import read_file

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc")

SLOW = """
import json, os, subprocess, sys, time
sign = json.loads(sys.stdin.readline())["sign"]
os.write(1, f"taken {sign}\\n".encode())
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
time.sleep(60)
"""


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    return path


@pytest.fixture(autouse=True)
def empty_room():
    """No process of an earlier test is idle."""
    keeper._stop_all()


def _idle():
    return [one._process.pid for kept in keeper._idle.values() for one in kept]


def _gone(pid):
    for _ in range(200):
        with suppress(FileNotFoundError):
            if (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.05)
                continue
        return True
    return False


def _group(pid):
    """The processes of the group of a process, itself included."""
    members = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, _, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(group) == pid and state != "Z":
                members.append(int(folder.name))
    return members


def test_one_process_serves_file_after_file(csv):
    read_file(csv)
    first = _idle()
    read_file(csv)
    assert len(first) == 1
    assert _idle() == first


def test_a_file_that_ends_its_copy_harms_no_other(csv, tmp_path):
    (tmp_path / "x.geojson").write_text('{"type": ' + "[" * 200_000)
    read_file(csv)
    before = _idle()
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "x.geojson")
    assert caught.value.code == "file_unreadable"
    assert _idle() == before  # both are read without a driver, so by one process
    assert read_file(csv)[0].frame["b"].tolist() == ["2"]


@pytest.mark.parametrize("who", ["keeper", "copy"])
def test_what_was_killed_while_idle_is_replaced(csv, who):
    read_file(csv)
    [pid] = _idle()
    copies = [one for one in _group(pid) if one != pid]
    for victim in [pid] if who == "keeper" else copies:
        os.kill(victim, signal.SIGKILL)
    assert read_file(csv)[0].frame["a"].tolist() == ["1"]
    assert len(_idle()) == 1


def test_what_takes_too_long_is_killed_with_all_it_started(tmp_path):
    (tmp_path / "slow.py").write_text(SLOW)
    groups: list[int] = []
    start = keeper._Keeper.__init__

    def noted(self, *args):
        start(self, *args)
        groups.append(self._process.pid)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper._Keeper, "__init__", noted)
        with pytest.raises(TimeoutError):
            keeper.ask({}, module="slow", argument="", environment={"PYTHONPATH": str(tmp_path)}, seconds=1)
    assert len(groups) == 1
    assert all(_gone(pid) for pid in _group(groups[0]))
    assert _idle() == []


def test_what_nobody_asked_for_is_not_taken_for_an_answer(tmp_path):
    (tmp_path / "eager.py").write_text("import os\nos.write(1, b'taken x\\ndone x\\n')\nos.read(0, 1000)\n")
    told = keeper.ask({}, module="eager", argument="", environment={"PYTHONPATH": str(tmp_path)}, seconds=30)
    assert told == keeper.GONE


def test_a_process_that_does_not_start_is_told(tmp_path):
    told = keeper.ask({}, module="absent", argument="", environment={}, seconds=30)
    assert told == keeper.GONE


def test_nothing_runs_beside_the_one_that_is_copied(csv):
    read_file(csv)
    [pid] = _idle()
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1


def test_four_threads_read_at_once(csv):
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: read_file(csv)[0].frame["a"].tolist(), range(8)))
    assert told == [["1"]] * 8
    assert len(_idle()) <= 2


def test_it_ends_when_the_program_is_killed(csv):
    code = (
        "import os, sys; from pathlib import Path; from gis.sources import keeper; "
        "from gis.sources.reader import read_file; read_file(Path(sys.argv[1])); "
        "print([k._process.pid for kept in keeper._idle.values() for k in kept][0], flush=True); "
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(csv)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert _gone(int(done.stdout))


def test_a_hash_is_of_what_the_file_holds_now(csv):
    [first] = read_file(csv)
    csv.write_text("a;b\n1;3\n")
    [second] = read_file(csv)
    assert first.sha256 != second.sha256
    assert second.sha256 == reader._hash(csv)
