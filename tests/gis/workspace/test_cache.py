import json
import shutil
from dataclasses import replace

import pandas as pd
import pyogrio
import pytest

from gis.errors import SourceError
from gis.workspace import cache, sample
from gis.workspace.home import Home
from gis.workspace.imports import known_codes


@pytest.fixture
def kept(fetched, tmp_path):
    """A copy of the fetched home, to break."""
    shutil.copytree(fetched[0].path, tmp_path / "home")
    return Home(tmp_path / "home")


def _code(call, *arguments, **options):
    with pytest.raises(SourceError) as error:
        call(*arguments, **options)
    return error.value.code


def test_a_later_open_needs_no_file_and_tells_the_same(fetched):
    home, found = fetched
    place = cache.open_place(home, "GM0014")
    for table in ("figures", "scores", "missing", "unmatched"):
        pd.testing.assert_frame_equal(getattr(place, table), getattr(found.place, table))
    for table in ("buurten", "wijken", "gemeenten"):
        one, other = getattr(place, table), getattr(found.place, table)
        assert list(one.columns) == list(other.columns)
        assert one.crs == other.crs
        assert one.geometry.geom_equals(other.geometry).all() or one.empty
    assert (place.origins, place.folder) == (found.place.origins, found.place.folder)
    assert place.codes >= {"GM0014", "WK001410", "BU0014AB10"}
    assert known_codes(home) == place.codes


def test_the_sample_is_there_without_anything_fetched(home):
    assert cache.known_places(home) == [("GM0014", "Groningen", 2024)]
    place = cache.open_place(home, "GM0014", jaar=2024)
    assert (len(place.buurten), place.folder, cache.grid_path(place, "scores")) == (151, None, None)
    assert cache.stamp(home, "GM0014", 2024) == "sample"


def test_what_was_fetched_takes_the_place_of_the_sample(fetched):
    home, _ = fetched
    assert cache.known_places(home) == [("GM0014", "Groningen", 2024)]
    assert len(cache.open_place(home, "GM0014").buurten) == 3
    assert cache.stamp(home, "GM0014", 2024) != "sample"


def test_another_gemeente_stands_beside_the_sample(kept, fetched):
    other = replace(fetched[1].place, gemeentecode="GM0363", gemeentenaam="Amsterdam", jaar=2022)
    cache.save_place(other, kept)
    cache.save_place(replace(other, jaar=2023), kept)
    assert [(code, year) for code, _, year in cache.known_places(kept)] == [
        ("GM0014", 2024),
        ("GM0363", 2022),
        ("GM0363", 2023),
    ]
    assert cache.open_place(kept, "GM0363").jaar == 2023  # the newest
    assert cache.open_place(kept, "GM0363", jaar=2022).jaar == 2022


def test_what_is_not_here_is_said(home):
    assert _code(cache.open_place, home, "GM0363") == "gemeente_not_fetched"
    assert _code(cache.open_place, home, "../../etc") == "gemeente_not_fetched"
    assert _code(cache.open_place, home, "GM0014", jaar=2019) == "year_not_fetched"


@pytest.mark.parametrize("table", ["buurten", "scores", "unmatched"])
def test_an_interrupted_write_leaves_the_old_one_and_nothing_else(kept, fetched, monkeypatch, table):
    write = pyogrio.write_dataframe

    def stop(frame, path, *, layer, **options):
        if layer == table:
            raise KeyboardInterrupt
        write(frame, path, layer=layer, **options)

    monkeypatch.setattr(pyogrio, "write_dataframe", stop)
    with pytest.raises(KeyboardInterrupt):
        cache.save_place(replace(fetched[1].place, gemeentenaam="Anders"), kept)
    assert cache.open_place(kept, "GM0014").gemeentenaam == "Groningen"
    assert [path.name for path in (kept.path / "cache").iterdir()] == ["GM0014_2024"]


def test_a_disk_that_refuses_is_said(kept, fetched, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyogrio, "write_dataframe", full)
    assert _code(cache.save_place, fetched[1].place, kept) == "not_written"
    assert cache.open_place(kept, "GM0014").jaar == 2024
    (kept.path / "x").touch()
    assert _code(cache.save_place, fetched[1].place, Home(kept.path / "x")) == "not_written"


def test_fetched_again_takes_its_place_whole(kept, fetched):
    before = cache.stamp(kept, "GM0014", 2024)
    cache.save_place(replace(fetched[1].place, gemeentenaam="Anders"), kept)
    assert cache.open_place(kept, "GM0014").gemeentenaam == "Anders"
    assert cache.stamp(kept, "GM0014", 2024) != before
    assert [path.name for path in (kept.path / "cache").iterdir()] == ["GM0014_2024"]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_broken_and_said(kept, share):
    path = kept.place_folder("GM0014", 2024) / "place.gpkg"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert _code(cache.open_place, kept, "GM0014") == "cache_broken"


def test_a_table_that_is_gone_is_broken_and_said(kept):
    path = kept.place_folder("GM0014", 2024) / "place.gpkg"
    frame = pyogrio.read_dataframe(path, layer="buurten")
    path.unlink()
    pyogrio.write_dataframe(frame, path, layer="buurten", driver="GPKG")
    assert _code(cache.open_place, kept, "GM0014") == "cache_broken"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"gemeentecode": "GM0014"}'])
def test_a_manifest_that_is_broken_hides_no_other_gemeente(kept, fetched, text):
    cache.save_place(replace(fetched[1].place, gemeentecode="GM0363"), kept)
    (kept.place_folder("GM0363", 2024) / "manifest.json").write_text(text, encoding="utf-8")
    assert ("GM0363", "Amsterdam", 2024) in cache.known_places(kept)
    assert _code(cache.open_place, kept, "GM0363") == "cache_broken"
    assert len(cache.open_place(kept, "GM0014").buurten) == 3


def test_the_manifest_says_source_edition_day_and_sum(kept):
    told = json.loads((kept.place_folder("GM0014", 2024) / "manifest.json").read_text(encoding="utf-8"))
    assert {"publisher", "title", "licence", "edition", "retrieved", "file", "sha256"} <= set(
        told["origins"][0]
    )


def test_an_area_has_its_name_or_its_code(fetched):
    place = fetched[1].place
    names = [place.area_name(code) for code in ("BU00141000", "GM0014", "BU99999999")]
    assert names == ["Selwerd", "Groningen", "BU99999999"]
    assert sample.read_place().area_name("BU00141000") == "Selwerd"
