import json
import threading
from datetime import timedelta

import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal

from gis.crs import RD
from gis.errors import SourceError
from gis.sources.services.client import Client
from gis.sources.services.limits import Limits
from gis.workspace import cache
from gis.workspace.fetch import Fetched, Kept, fetch_from_services, fetch_place
from tests import replay as bad
from tests.homes import CODES, DAY
from tests.replay import replaying

QUICK = Limits(deadline_s=20, pause_s=0.01)
TABLES = ("figures", "scores", "missing", "unmatched")
AREAS = ("buurten", "wijken", "gemeenten", "neighbours")


@pytest.fixture
def services():
    with replaying() as told:
        yield told


@pytest.fixture
def fetch(services, home):
    def ask(gemeente="GM0014", *, year=None, today=DAY, **options):
        client = Client(services.address, QUICK, **options)
        return fetch_from_services(home, gemeente, client=client, year=year, today=today)

    return ask


def _code(call, **options):
    with pytest.raises(SourceError) as error:
        call(**options)
    return error.value.code


def _write(path, features, **members):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | members))
    return path


def _same(one, other, names):
    for name in names:
        mine, theirs = getattr(one, name), getattr(other, name)
        pd.testing.assert_frame_equal(pd.DataFrame(mine), pd.DataFrame(theirs))


def test_a_gemeente_of_the_services_is_whole_and_stays(fetch, home):
    found = fetch()
    assert isinstance(found, Fetched)
    place = found.place
    assert (place.gemeentenaam, place.jaar, found.water, len(found.mended)) == ("Groningen", 2024, 1, 0)
    assert place.buurten["buurtcode"].tolist() == list(CODES)
    figures = place.figures.set_index("code")
    assert figures["inwoners"][list(CODES)].tolist() == [1000, pd.NA, 0]
    assert figures["huishoudens"][list(CODES)].tolist() == [500, 320, pd.NA]  # PDOK has none, CBS has
    assert place.reference["afw"] == 0.0273
    assert place.neighbours["gemeentenaam"].tolist() == ["Midden-Groningen"]
    assert place.gemeenten["gemeentecode"].tolist() == ["GM0014"]
    assert "GM1952" not in place.codes
    kept = cache.open_place(home, "GM0014")
    _same(kept, place, TABLES)
    for name in AREAS:
        one, other = getattr(kept, name), getattr(place, name)
        assert one.crs == other.crs == RD
        assert one.geometry.normalize().geom_equals(other.geometry.normalize()).all()
    assert kept.origins == place.origins


def test_origins_say_address_and_sum_of_every_answer(fetch, services):
    origins = fetch().place.origins
    assert {origin.role for origin in origins} == {"boundaries", "figures", "scores"}
    assert {origin.file for origin in origins} == {"PDOK", "Leefbaarometer", "CBS"}
    assert all(origin.address.startswith(services.address) for origin in origins)
    assert all(len(origin.sha256) == 64 and origin.retrieved == DAY.isoformat() for origin in origins)


def test_files_with_the_same_rows_give_the_same_gemeente(fetch, home, tmp_path):
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}
    files = [
        _write(tmp_path / f"{name}.geojson", features, **crs)
        for name, features in {
            "gemeenten": bad.gemeenten(),
            "wijken": bad.wijken(),
            "buurten": bad.buurten(),
            **{level: bad.scores(level) for level in ("gemeente", "wijk", "buurt")},
        }.items()
    ]
    sheet = tmp_path / "cijfers.csv"
    pd.DataFrame(bad.figures()).to_csv(sheet, index=False)
    by_file = fetch_place(home, "GM0014", files=[*files, sheet], year=2024, today=DAY).place
    by_service = fetch().place
    _same(by_service, by_file, TABLES)
    for name in ("buurten", "wijken", "gemeenten"):
        assert_geodataframe_equal(getattr(by_service, name), getattr(by_file, name))


@pytest.mark.parametrize(
    "manner",
    [bad.hang_up, bad.status(503), bad.said(bad.XML), bad.said({}), bad.status(301, Location="/x")],
    ids=["gone", "broken", "xml", "empty", "moved"],
)
@pytest.mark.parametrize("path", ["gemeenten/items", "buurtscore"])
def test_a_dead_or_changed_service_leaves_the_last_good_copy(fetch, services, manner, path):
    first = fetch()
    services.manners.append(bad.only(path, manner))
    kept = fetch(today=DAY + timedelta(days=30))
    assert isinstance(kept, Kept)
    _same(kept.place, first.place, TABLES)
    assert {origin.retrieved for origin in kept.place.origins} == {DAY.isoformat()}


def test_a_value_that_cannot_be_is_a_changed_service(fetch, services):
    first = fetch()
    wrong = bad.scores("buurt")
    wrong[0]["properties"]["kscore"] = 12
    services.manners.append(bad.only("buurtscore", bad.said({"features": wrong})))
    kept = fetch()
    assert isinstance(kept, Kept)
    assert kept.error.code == "class_unknown"
    _same(kept.place, first.place, TABLES)


@pytest.mark.parametrize("path", ["gemeenten/items", "wijken/items", "buurtscore"])
def test_without_a_copy_a_fault_is_a_fault_and_nothing_is_kept(fetch, home, services, path):
    services.manners.append(bad.only(path, bad.said(bad.XML)))
    assert _code(fetch) == "service_changed"
    assert home.place_folders() == []


def test_what_can_be_done_without_is_told(fetch, services):
    services.manners += [bad.only("TypedDataSet", bad.status(404)), bad.only("bbox-crs", bad.status(400))]
    found = fetch()
    assert [error.code for error in found.lacking] == ["service_refused", "service_refused"]
    assert found.place.neighbours.empty
    assert found.place.figures["huishoudens"].isna().all()


def test_stopped_is_stopped_even_with_a_copy(fetch, home, services):
    fetch()
    before = cache.stamp(home, "GM0014", 2024)
    stop = threading.Event()
    services.manners.append(bad.only("wijkscore", lambda handler: stop.set() or bad.hang(handler)))
    assert _code(fetch, stopped=stop.is_set) == "fetch_cancelled"
    assert cache.stamp(home, "GM0014", 2024) == before


def test_a_year_that_nobody_serves(fetch, services):
    assert _code(fetch, year=2001) == "year_not_served"
    assert services.asked == []


def test_a_copy_of_before_there_were_neighbours_still_opens(fetch, home, services):
    services.manners.append(bad.only("bbox-crs", bad.status(400)))
    fetch()
    assert cache.open_place(home, "GM0014").neighbours.empty
