"""The national files, when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gis.sources.boundaries import read_boundaries
from gis.sources.figures import read_figures
from gis.sources.join import unmatched
from gis.sources.reader import read_file
from gis.sources.roles import find_roles
from gis.sources.scores import read_scores
from tests.gating import need

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def national():
    """The folder with the national files."""
    folder = os.environ.get("KOPPELKAART_REAL_DATA", "")
    need("data", bool(folder), "KOPPELKAART_REAL_DATA is not set")
    return Path(folder)


@pytest.mark.parametrize(
    ("gemeente", "buurten", "scored"), [("GM0014", 151, 104), ("GM0363", 516, 441), ("GM0935", 44, 39)]
)
def test_a_gemeente_of_the_national_files(national, gemeente, buurten, scored):
    [outlines] = read_file(
        national / "cbs_buurten/nl_buurten_2024.gpkg", layer="buurten", gemeentecode=gemeente
    )
    [told] = read_file(
        national / "leefbaarometer/nl_leefbaarometer_2024.gpkg", layer="buurtscore24", gemeentecode=gemeente
    )
    assert find_roles(outlines.frame) == ("buurt", "figures")
    assert find_roles(told.frame) == ("buurt", "scores")
    boundaries = read_boundaries(outlines.frame, level="buurt", gemeentecode=gemeente, year=2024)
    scores = read_scores(told.frame, gemeentecode=gemeente, year=2024)
    assert (len(boundaries.areas), len(boundaries.mended), len(scores)) == (buurten, 0, scored)
    sides = unmatched(boundaries.areas, scores, level="buurt", table="scores")["side"]
    assert sides.tolist() == ["boundaries"] * (buurten - scored)


def test_codes_with_letters_and_the_published_class(national):
    [told] = read_file(
        national / "leefbaarometer/nl_leefbaarometer_2024.gpkg", layer="buurtscore24", gemeentecode="GM0363"
    )
    row = read_scores(told.frame).set_index("code").loc["BU0363AB10"]
    assert (row["kscore"], row["kafw"], row["kwon"], row["afw"]) == (9, 9, 5, 0.371047)


def test_key_figures_of_groningen(national):
    [told] = read_file(national / "cbs_kwb/kwb2024_buurten.csv.gz", gemeentecode="GM0014")
    figures, missing = read_figures(told.frame, gemeentecode="GM0014", year=2024)
    selwerd = figures.set_index("code").loc["BU00141000"]
    names = ["inwoners", "dichtheid_km2", "woz_waarde_keur", "koopwoningen_pct"]
    assert len(figures) == 151
    assert selwerd[names].tolist() == [6580, 7980, 225, 21]
    assert len(missing) == figures.drop(columns=["code", "jaar"]).isna().sum().sum()
