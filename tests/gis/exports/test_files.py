import os

import pytest

from gis.errors import ExportError
from gis.exports.files import UNFINISHED, in_the_making, write_whole


def test_what_stood_there_is_replaced(tmp_path):
    target = tmp_path / "a.txt"
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_fault_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.txt"
    write_whole(target, b"old")

    def break_off():
        with in_the_making(target) as draft:
            draft.write_bytes(b"ha")
            assert draft.parent.name.startswith(UNFINISHED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError) as error:
        write_whole(tmp_path / "nowhere" / "a.txt", b"x")
    assert error.value.code == "not_written"


def test_it_reaches_the_disk_before_it_takes_the_place(tmp_path, monkeypatch):
    order = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), sync(handle)))
    monkeypatch.setattr(os, "replace", lambda *names: (order.append("replace"), replace(*names)))
    write_whole(tmp_path / "a.txt", b"x")
    assert order[:2] == ["fsync", "replace"]
