"""The kompas of a gemeente: which reference, from where, and what is set."""

import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from gis.analysis.compass import BETTER, EQUAL, LOWER, NO_FIGURE, NO_REFERENCE, OTHER, TO_BE_SET, TOO_FEW
from gis.sources.indicators import INDICATORS
from gis.tables import DIMENSIONS, SCORES, conform, empty
from gis.workspace import sample
from gis.workspace.compass import Ask, see_compass
from gis.workspace.compass_figures import COMPOSITION, OWN
from gis.workspace.compass_settings import Setting, Target, keep_setting, read_settings
from gis.workspace.registers import open_register
from tests.gating import need

SELWERD, ZUID = "BU00141000", "BU00141001"


def own(*rows):
    columns = ["code", "jaar", "indicator", "value", "to_be_set", "unit", "way", "source", "themes"]
    return conform(pd.DataFrame(rows, columns=columns), INDICATORS)


def of(compass, code=SELWERD):
    return compass.rows[compass.rows["code"] == code].set_index("indicator")


def test_own_gemeente_is_the_published_figure(place):
    told = see_compass(place, {}, ask=Ask())
    selwerd = of(told)
    assert selwerd["class"].to_dict() == {
        "won": LOWER,
        "fys": EQUAL,
        "vrz": EQUAL,
        "soc": EQUAL,
        "onv": LOWER,
        "afw": LOWER,
        "koopwoningen_pct": OTHER,
        "woz_waarde_keur": OTHER,
    }
    assert selwerd.loc["won", ["value", "reference", "difference"]].tolist() == [
        -0.1204,
        -0.0212705,
        -0.09913,
    ]
    assert {one.basis for one in told.references.values()} == {"published"}
    assert told.rows["code"].drop_duplicates().tolist() == place.buurten["buurtcode"].tolist()
    assert len(told.rows) == len(place.buurten) * len(told.indicators)


def test_composition_is_never_good_or_bad(place):
    told = see_compass(place, {key: Setting(floor=1000) for key in COMPOSITION}, ask=Ask())
    found = told.rows[told.rows["indicator"].isin(COMPOSITION)]
    assert set(found["class"]) <= {EQUAL, OTHER, NO_FIGURE, TOO_FEW}


def test_netherlands_is_zero_for_the_score_and_nothing_for_the_rest(place):
    told = see_compass(place, {}, ask=Ask("nl"))
    selwerd = of(told)
    assert (selwerd.loc[list(DIMENSIONS), "difference"] == selwerd.loc[list(DIMENSIONS), "value"]).all()
    assert told.references["koopwoningen_pct"].basis == "not_of_nl"
    assert selwerd.loc["koopwoningen_pct", "class"] == NO_REFERENCE


def test_big_cities_are_weighed_and_of_the_same_edition(place):
    told = see_compass(place, {}, ask=Ask("g4"))
    people = {"a": 931_298, "r": 670_610, "d": 566_221, "u": 374_238}
    won = {"a": -0.0522638, "r": -0.0326518, "d": -0.0305155, "u": -0.0287183}
    mean = sum(people[city] * won[city] for city in people) / sum(people.values())
    assert told.references["won"].value == pytest.approx(mean, abs=1e-6)
    assert (told.references["won"].basis, told.references["won"].areas) == ("people", 4)
    homes = {"a": 515_181, "r": 341_460, "d": 283_132, "u": 193_267}
    koop = {"a": 30, "r": 35, "d": 42, "u": 44}
    mean = sum(homes[city] * koop[city] for city in homes) / sum(homes.values())
    assert told.references["koopwoningen_pct"].value == pytest.approx(mean, abs=1e-6)
    assert told.references["koopwoningen_pct"].basis == "households"
    older = replace(place, scores=place.scores.assign(score_jaar=2022))
    found = see_compass(older, {}, ask=Ask("g4"))
    assert found.references["won"].basis == "other_year"
    assert of(found).loc["won", "class"] == NO_REFERENCE
    assert found.references["koopwoningen_pct"].basis == "households"


@pytest.fixture
def real_data():
    folder = os.environ.get("KOPPELKAART_REAL_DATA", "")
    need("data", bool(folder), "KOPPELKAART_REAL_DATA is not set")
    return Path(folder)


@pytest.mark.data
def test_big_cities_are_those_of_the_publishers(real_data):
    shipped = sample.read_big_cities().set_index("code")
    figures = (
        pd.read_csv(real_data / "cbs_kwb" / "kwb2024_gemeenten.csv.gz").set_index("code").loc[shipped.index]
    )
    scores = pd.read_csv(real_data / "leefbaarometer" / "lbm3_2024_gemeenten.csv").set_index("gemeentecode")
    theirs = {
        "inwoners": "inwoners",
        "huishoudens": "huishoudens",
        "inwoners_0_15": "inwoners0tot15",
        "inwoners_65plus": "inwoners65plus",
        "dichtheid_km2": "dichtheid",
        "woz_waarde_keur": "wozWaarde",
        "koopwoningen_pct": "koopwoningen",
        "inkomen_keur": "inkomenPerInwoner",
    }
    for ours, name in theirs.items():
        assert shipped[ours].tolist() == figures[name].tolist(), ours
    for name in ("kscore", "afw", *DIMENSIONS):
        assert shipped[name].tolist() == scores.loc[shipped.index, name].tolist(), name
    groningen = sample.read_place().figures.set_index("code").loc["GM0014"]
    assert groningen[["huishoudens", "woz_waarde_keur", "koopwoningen_pct"]].tolist() == [145_764, 300, 40]


def test_chosen_buurten_are_weighed_by_their_people(place):
    told = see_compass(place, {}, ask=Ask("buurten", (SELWERD, ZUID)))
    assert told.references["won"].value == pytest.approx((6580 * -0.1204 + 5335 * -0.0669) / 11915, abs=1e-4)
    assert (told.references["won"].areas, told.references["won"].among) == (2, 2)
    assert {one.basis for one in see_compass(place, {}, ask=Ask("buurten")).references.values()} == {
        "none_chosen"
    }
    alone = of(see_compass(place, {}, ask=Ask("buurten", (SELWERD,))))
    assert set(alone["class"]) == {EQUAL}


def test_small_and_unmeasured_buurten_have_no_class(place):
    found = see_compass(place, {}, ask=Ask()).rows
    people = place.figures.set_index("code")["inwoners"]
    few = found[found["code"].map(people).fillna(0) < 50]
    assert set(few["class"]) <= {TOO_FEW, NO_FIGURE}
    assert TOO_FEW in set(few["class"])
    nobody = see_compass(replace(place, figures=place.figures.iloc[:0]), {}, ask=Ask())
    assert not nobody.people_known
    assert TOO_FEW not in set(nobody.rows["class"])


def test_without_figures_there_is_nothing_to_tell(place):
    bare = replace(place, scores=empty(SCORES), figures=place.figures.iloc[:0])
    told = see_compass(bare, {}, ask=Ask())
    assert (told.indicators, len(told.rows)) == ((), 0)


def test_own_figures_have_their_way_year_and_reference(place):
    rows = own(
        (SELWERD, 2023, "Eenzaam", 30.0, False, "%", -1, "GGD", "ontmoeten | zorg en gezondheid"),
        (SELWERD, 2025, "Eenzaam", 20.0, False, "%", -1, "GGD", "ontmoeten | zorg en gezondheid"),
        (ZUID, 2025, "Eenzaam", 10.0, False, "%", -1, "GGD", "ontmoeten | zorg en gezondheid"),
        (SELWERD, 2025, "Sport", None, True, "%", 1, "gemeente", None),
        ("GM0014", 2025, "Sport", 50.0, False, "%", 1, "gemeente", None),
    )
    told = see_compass(place, {}, ask=Ask(), own=rows)
    mine = {one.key: one for one in told.indicators if one.role == "indicators"}
    assert (mine["eigen:Eenzaam"].jaar, mine["eigen:Eenzaam"].themes) == (
        2025,
        ("ontmoeten", "zorg en gezondheid"),
    )
    selwerd = of(told)
    assert selwerd.loc["eigen:Eenzaam", "class"] == LOWER
    assert told.references["eigen:Eenzaam"].basis == "estimate"
    assert of(told, ZUID).loc["eigen:Eenzaam", "class"] == BETTER
    assert told.references["eigen:Sport"].value == 50.0
    assert selwerd.loc["eigen:Sport", "class"] == TO_BE_SET
    assert of(told, ZUID).loc["eigen:Sport", "class"] == NO_FIGURE
    assert see_compass(place, {}, ask=Ask("g4"), own=rows).references["eigen:Sport"].basis == "not_of_g4"


def test_what_is_set_is_kept_and_counts(place, tmp_path, home):
    register = open_register(home, "voorbeeld")
    assert read_settings(register, DIMENSIONS) == {}
    keep_setting(register, "soc", Setting(width=0.01, target=Target(EQUAL, 2030)))
    keep_setting(register, OWN + "a:b", Setting(floor=-1.5))
    kept = read_settings(register, [*DIMENSIONS, OWN + "a:b"])
    assert kept == {
        "soc": Setting(width=0.01, target=Target(EQUAL, 2030)),
        OWN + "a:b": Setting(floor=-1.5),
    }
    told = of(see_compass(place, kept, ask=Ask()))
    assert (told.loc["soc", "width"], told.loc["soc", "class"]) == (0.01, LOWER)
    floor = of(see_compass(place, {"fys": Setting(floor=0.02)}, ask=Ask()))
    assert floor.loc["fys", ["class", "below_floor"]].tolist() == [LOWER, True]
    keep_setting(register, "soc", Setting())
    assert read_settings(register, DIMENSIONS) == {}
