import shutil

import pytest
import shapely

from gis.crs import WGS84
from gis.sources.coverage import LEVELS
from gis.workspace import cache, outlines, sample
from gis.workspace.home import Home
from gis.workspace.outlines import PUBLISHED_M, make_outlines, open_outlines

TOLERANCES = {PUBLISHED_M, *(level.tolerance_m for level in LEVELS)}


@pytest.fixture
def kept(fetched, tmp_path):
    """A copy of the fetched home, to break."""
    shutil.copytree(fetched[0].path, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def never_made(monkeypatch):
    def refuse(_):
        pytest.fail("made again")

    monkeypatch.setattr(outlines, "make_outlines", refuse)


def test_every_area_with_an_outline_has_every_level_in_degrees():
    place = sample.read_place()
    told = make_outlines(place)
    assert told.crs == WGS84
    assert told.groupby("code")["tolerance_m"].agg(set).map(TOLERANCES.__eq__).all()
    drawn = place.buurten.loc[place.buurten.geometry.notna(), "buurtcode"]
    wijken = place.wijken.loc[place.wijken.geometry.notna(), "wijkcode"]
    assert set(told["code"]) == {*drawn, *wijken}  # the sample holds no whole gemeente
    west, south, east, north = told.total_bounds
    assert 6.4 < west < east < 6.8
    assert 53.1 < south < north < 53.4


def test_coordinates_have_six_decimals():
    told = shapely.get_coordinates(make_outlines(sample.read_place()).geometry.to_numpy())
    assert (told.round(outlines.MAP_DECIMALS) == told).all()


def test_a_fetched_gemeente_brings_its_outlines(fetched, never_made):
    home, _ = fetched
    place = cache.open_place(home, "GM0014")
    told = open_outlines(place, home)
    assert set(told["code"]) >= set(place.buurten["buurtcode"])
    assert set(told["tolerance_m"]) == TOLERANCES


def test_the_sample_is_kept_at_first_use(home, monkeypatch):
    place = sample.read_place()
    first = open_outlines(place, home)
    (path,) = (home.path / "cache").iterdir()
    assert path.name.startswith("sample-")
    assert cache.known_places(home) == [("GM0014", "Groningen", 2024)]
    monkeypatch.setattr(outlines, "make_outlines", None)
    again = open_outlines(place, home)
    assert again.geom_equals_exact(first, 0).all()
    assert again.drop(columns="geometry").equals(first.drop(columns="geometry"))
    assert again.crs == first.crs


def test_another_outline_is_another_copy(home):
    place = sample.read_place()
    open_outlines(place, home)
    moved = place.buurten.set_geometry(place.buurten.geometry.translate(1, 0), crs=place.buurten.crs)
    other = type(place)(**{**vars(place), "buurten": moved})
    assert not open_outlines(other, home).geom_equals(open_outlines(place, home)).all()
    assert len(list((home.path / "cache").iterdir())) == 2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, None])
def test_a_copy_that_is_cut_off_or_gone_is_made_again(kept, share, monkeypatch):
    place = cache.open_place(kept, "GM0014")
    (path,) = place.folder.glob("outlines-*.feather")
    whole = path.read_bytes()
    path.unlink()
    if share is not None:
        path.write_bytes(whole[: int(len(whole) * share)])
    made = open_outlines(place, kept)
    monkeypatch.setattr(outlines, "make_outlines", None)
    assert open_outlines(place, kept).geom_equals_exact(made, 0).all()
    assert {one.name for one in place.folder.iterdir()} == {"place.gpkg", "manifest.json", path.name}


def test_a_disk_that_refuses_is_no_error(home, monkeypatch):
    home.path.mkdir()
    (home.path / "cache").write_text("in the way")
    assert len(open_outlines(sample.read_place(), home))
