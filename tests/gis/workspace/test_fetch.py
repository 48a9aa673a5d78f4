import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import rasterio

from gis.errors import SourceError, TableError
from gis.workspace import cache
from gis.workspace.fetch import fetch_place
from gis.workspace.home import Home
from tests.gating import need
from tests.homes import CODES, DAY, write_areas, write_scores


def _code(*arguments, **options):
    with pytest.raises(SourceError) as error:
        fetch_place(*arguments, **{"year": None, "today": DAY} | options)
    return error.value.code


def test_what_was_brought(fetched):
    _, found = fetched
    place = found.place
    assert (place.gemeentecode, place.gemeentenaam, place.jaar) == ("GM0014", "Groningen", 2024)
    assert (len(place.buurten), len(place.gemeenten), found.water, len(found.mended)) == (3, 1, 1, 0)
    assert place.buurten["buurtcode"].tolist() == list(CODES)
    assert [(used.file, used.layer, used.roles) for used in found.used] == [
        ("grenzen.gpkg", "buurten", ("buurt", "figures")),
        ("grenzen.gpkg", "gemeenten", ("gemeente",)),
        ("scores.csv", "scores", ("scores",)),
    ]


def test_a_fill_code_is_missing_with_its_reason_and_zero_is_zero(fetched):
    figures = fetched[1].place.figures.set_index("code")["inwoners"]
    assert figures[list(CODES)].tolist() == [1000, pd.NA, 0]
    missing = fetched[1].place.missing
    assert missing[["code", "kolom", "reden"]].to_numpy().tolist() == [["BU00141002", "inwoners", "geheim"]]


def test_what_does_not_join_is_listed_on_both_sides(fetched):
    found = fetched[1].place.unmatched
    assert found[["code", "table", "side"]].to_numpy().tolist() == [
        ["BU00141002", "scores", "boundaries"],
        ["BU00147777", "scores", "other"],
    ]


def test_a_buurt_without_score_has_no_row_and_the_gemeente_has_its_own(fetched):
    place = fetched[1].place
    assert "BU00141002" not in set(place.scores["code"])
    assert (place.reference["kscore"], place.reference["afw"]) == (7, 0.0273)


def test_origins_say_publisher_file_and_sum(fetched):
    origins = {one.role: one for one in fetched[1].place.origins}
    assert set(origins) == {"boundaries", "figures", "scores"}
    told = origins["scores"]
    assert (told.file, told.edition, told.retrieved) == ("scores.csv", "2024", DAY.isoformat())
    assert len(told.sha256) == 64
    assert told.licence == "CC0"


def test_figures_of_two_files_complete_each_other_and_the_first_named_wins(home, tmp_path):
    write_areas(tmp_path / "grenzen.gpkg", inhabitants=(1000, -99997, 0))
    pd.DataFrame({"gwb_code": CODES, "a_inw": ["1005", "640", "."], "a_hh": ["500", "300", "0"]}).to_csv(
        tmp_path / "kwb.csv", index=False
    )
    files = [tmp_path / "grenzen.gpkg", tmp_path / "kwb.csv"]
    found = fetch_place(home, "GM0014", files=files[::-1], year=None, today=DAY)
    figures = found.place.figures.set_index("code")
    assert figures["inwoners"][list(CODES)].tolist() == [1005, 640, 0]
    assert figures["huishoudens"][list(CODES)].tolist() == [500, 300, 0]
    assert found.place.missing.empty  # what one keeps back the other gives


def test_the_year_asked_is_the_year_read(home, tmp_path):
    areas = write_areas(tmp_path / "grenzen.gpkg", year=2022)
    scores = write_scores(tmp_path / "scores.csv", years=(2020, 2022))
    found = fetch_place(home, "GM0014", files=[areas, scores], year=2022, today=DAY).place
    assert (found.jaar, set(found.scores["score_jaar"])) == (2022, {2022})
    assert cache.known_places(home)[1] == ("GM0014", "Groningen", 2022)
    assert _code(home, "GM0014", files=[areas, scores], year=2020) == "year_not_in_file"
    assert cache.known_places(home)[1] == ("GM0014", "Groningen", 2022)  # what stood there stands


def test_squares_are_kept_as_a_grid_on_hundreds_of_metres(home, tmp_path):
    write_areas(tmp_path / "grenzen.gpkg")
    cells = pd.DataFrame(
        {
            "grid_id": ["E2320N5830", "E2345N5835", "E1000N4000"],
            "year": 2024,
            "kscore": 5,
            "afw": [0.1, -0.2, 0.3],
        }
    )
    cells.to_csv(tmp_path / "vierkanten.csv", index=False)
    people = pd.DataFrame({"crs28992res100m": ["E2320N5830"], "aantal_inwoners": ["-99997"]})
    people.to_csv(tmp_path / "inwoners.csv", index=False)
    files = [tmp_path / name for name in ("grenzen.gpkg", "vierkanten.csv", "inwoners.csv")]
    place = fetch_place(home, "GM0014", files=files, year=None, today=DAY).place
    kept = cache.open_place(home, "GM0014")
    for name in ("scores", "inwoners"):
        assert cache.grid_path(place, name) == cache.grid_path(kept, name)
    with rasterio.open(cache.grid_path(kept, "scores")) as grid:
        assert grid.crs.to_epsg() == 28992
        assert grid.res == (100, 100)
        assert all(edge % 100 == 0 for edge in grid.bounds)
        afw = grid.read(grid.descriptions.index("afw") + 1, masked=True)
        assert np.isclose(afw.compressed().sum(), -0.1)
        row, column = grid.index(232_050, 583_050)
        assert np.isclose(afw[row, column], 0.1)
    with rasterio.open(cache.grid_path(kept, "inwoners")) as grid:
        assert grid.read(1, masked=True).count() == 0  # a secret number is no number
    assert cache.grid_path(kept, "onbekend") is None


@pytest.mark.parametrize(
    ("files", "gemeente", "code"),
    [
        (["grenzen.gpkg"], "GM0363", "gemeente_unknown"),
        (["grenzen.gpkg"], "Groningen", "gemeente_unknown"),
        (["scores.csv"], "GM0014", "no_boundaries"),
        (["grenzen.gpkg", "plannen.csv"], "GM0014", "nothing_recognised"),
        (["er_niet.gpkg"], "GM0014", "file_missing"),
        (["stuk.gpkg"], "GM0014", "file_unreadable"),
        (["leeg.csv"], "GM0014", "file_empty"),
    ],
)
def test_what_cannot_be_used_has_a_code_and_nothing_is_kept(home, tmp_path, files, gemeente, code):
    whole = write_areas(tmp_path / "grenzen.gpkg").read_bytes()
    write_scores(tmp_path / "scores.csv")
    (tmp_path / "plannen.csv").write_text("naam;kleur\na;b\n", encoding="utf-8")
    (tmp_path / "stuk.gpkg").write_bytes(whole[:20_000])
    (tmp_path / "leeg.csv").write_text("", encoding="utf-8")
    assert _code(home, gemeente, files=[tmp_path / name for name in files]) == code
    assert home.place_folders() == []


def test_text_where_a_number_belongs_is_told(home, tmp_path):
    areas = write_areas(tmp_path / "grenzen.gpkg", inhabitants=("veel", "1", "2"))
    with pytest.raises(TableError) as error:
        fetch_place(home, "GM0014", files=[areas], year=None, today=DAY)
    assert (error.value.code, error.value.facts["reason"]) == ("not_a_number", "veel")


@pytest.fixture(scope="module")
def national():
    folder = os.environ.get("KOPPELKAART_REAL_DATA", "")
    need("data", bool(folder), "KOPPELKAART_REAL_DATA is not set")
    return [
        Path(folder) / "cbs_buurten/nl_buurten_2024.gpkg",
        Path(folder) / "leefbaarometer/nl_leefbaarometer_2024.gpkg",
    ]


@pytest.mark.data
@pytest.mark.parametrize(
    ("gemeente", "name", "counts"),
    [
        ("GM0014", "Groningen", (151, 104)),
        ("GM0363", "Amsterdam", (516, 441)),
        ("GM0935", "Maastricht", (44, 39)),
    ],
)
def test_three_gemeenten_of_the_national_files(national, tmp_path, gemeente, name, counts):
    buurten, scored = counts
    home = Home(tmp_path)
    found = fetch_place(home, gemeente, files=national, year=2024, today=DAY).place
    assert (found.gemeentenaam, len(found.buurten)) == (name, buurten)
    assert found.scores["code"].str.startswith("BU").sum() == scored
    assert (found.unmatched["side"] == "boundaries").sum() >= buurten - scored
    if gemeente == "GM0363":
        assert "BU0363AB10" in set(found.buurten["buurtcode"])
    kept = cache.open_place(home, gemeente, jaar=2024)
    for table in ("figures", "scores", "missing", "unmatched"):
        pd.testing.assert_frame_equal(getattr(kept, table), getattr(found, table))
    for table in ("buurten", "wijken", "gemeenten"):
        one, other = getattr(kept, table), getattr(found, table)
        pd.testing.assert_frame_equal(one.drop(columns="geometry"), other.drop(columns="geometry"))
        assert one.geometry.normalize().geom_equals(other.geometry.normalize()).all()
    assert kept.origins == found.origins
