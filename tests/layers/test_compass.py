"""The kompas drawn and listed: words beside every mark, missing never a class."""

import json

import pytest

from gis.analysis.compass import BETTER, EQUAL, LOWER, OTHER, TOO_FEW
from gis.workspace import sample
from gis.workspace.compass import REFERENCES, Ask, Reference, see_compass
from gis.workspace.compass_figures import Indicator
from gis.workspace.compass_settings import Setting, Target
from layers.compass import LIST_COLUMNS, draw_compass, list_compass, width_words
from layers.words import compass as words
from tests.homes import VOCABULARY

NAMES = VOCABULARY.dimensions
WON = Indicator("won", "scores", 2024, 1)
ALONE = Indicator("eigen:Eenzaam", "indicators", 2025, -1, name="Eenzaam", unit="%", source="GGD")


@pytest.fixture(scope="module")
def place():
    return sample.read_place()


def draw(place, key="won", kind="gemeente"):
    told = see_compass(place, {}, ask=Ask(kind))
    indicator = next(one for one in told.indicators if one.key == key)
    layer = draw_compass(
        told,
        place.buurten,
        indicator=indicator,
        name="Woningvoorraad",
        than="de gemeente Groningen",
        source="BZK",
    )
    return (
        told,
        layer,
        {one["properties"]["id"]: one["properties"] for one in json.loads(layer.features)["features"]},
    )


def test_the_map_has_the_classes_of_the_table(place):
    told, layer, shown = draw(place)
    rows = told.rows[told.rows["indicator"] == "won"].set_index("code")
    assert shown["BU00141000"]["mark"] == LOWER
    assert shown["BU00141000"]["note"] == ("Woningvoorraad: ▼ lager (−0,120; de gemeente Groningen −0,021)")
    for code, one in shown.items():
        state = rows.loc[code, "class"]
        assert one["mark"] == (
            state if state in {LOWER, EQUAL, BETTER} else "few" if state == TOO_FEW else "none"
        )
    assert "Dit cijfer is een signaal." in layer.explanation


def test_no_look_is_told_by_colour_alone(place):
    for key in ("won", "koopwoningen_pct"):
        layer = draw(place, key)[1]
        assert all(mark.label for mark in layer.marks)
        looks = {(mark.fill_opacity and mark.fill, mark.dash, mark.hatch, mark.width) for mark in layer.marks}
        assert len(looks) == len(layer.marks)
    assert [mark.label[0] for mark in draw(place)[1].marks[:3]] == ["▼", "●", "▲"]


def test_composition_has_no_mark_of_good_or_bad(place):
    _, layer, shown = draw(place, "koopwoningen_pct")
    assert {mark.key for mark in layer.marks} == {EQUAL, OTHER, "few", "none"}
    assert not any("▼" in one["note"] or "▲" in one["note"] for one in shown.values())


def test_nothing_to_compare_with_is_hatched(place):
    _, _, shown = draw(place, "koopwoningen_pct", "nl")
    assert {one["mark"] for one in shown.values()} <= {"none", "few"}


@pytest.mark.parametrize("kind", REFERENCES)
def test_the_list_has_every_row_with_its_source(place, kind):
    told = see_compass(place, {"soc": Setting(target=Target(EQUAL, 2030))}, ask=Ask(kind, ("BU00141000",)))
    listed = list_compass(told, place, dimensions=NAMES)
    assert tuple(listed.columns) == LIST_COLUMNS
    assert len(listed) == len(told.rows)
    assert listed["waarde"].equals(told.rows["value"].rename("waarde"))
    assert (listed["bron"] != "").all()
    assert (listed["hoe_vergeleken"] != "").all()
    assert set(listed.loc[listed["doeljaar"].notna(), "indicator"]) == {"soc"}
    assert listed.loc[listed["waarde"].isna(), "klasse"].isin(["geen cijfer", "te weinig inwoners"]).all()


def test_words_say_which_side_is_good():
    assert words.state_words(LOWER, WON) == "▼ lager"
    assert words.state_words(LOWER, Indicator("onv", "scores", 2024, 1)) == "▼ minder goed"
    assert words.state_words(BETTER, ALONE) == "▲ beter"
    assert words.side_words(ALONE) == ["2025, lager is beter"]
    assert words.below_floor_words(way=-1) == "boven de bovengrens"
    assert (
        words.target_words(Target(EQUAL, 2030), WON, reached=False)
        == "doel: gelijk in 2030 (nog niet bereikt)"
    )
    assert words.target_words(Target(EQUAL, 2030), WON, reached=None) == "doel: gelijk in 2030"


def test_numbers_have_their_unit():
    assert words.figure(-0.12044, WON) == "−0,120"
    assert words.figure(-75.0, Indicator("woz_waarde_keur", "figures", 2024, 0)) == "−€ 75.000"
    assert words.figure(38.5, Indicator("inkomen_keur", "figures", 2024, 0)) == "€ 38.500"
    assert words.figure(7.1, ALONE) == "7,1 %"
    assert words.difference(-2.0, ALONE) == "−2 procentpunt"
    assert words.figure(None, ALONE) == "geen cijfer"
    assert width_words(0.0392, WON) == "±0,0392"
    assert width_words(None, WON) == "te weinig buurten met een cijfer"


def test_where_the_number_compared_with_comes_from():
    assert words.basis_words(Reference(1.0, "people", 4, 4)) == "gemiddelde van 4 gebieden, naar inwoners"
    assert (
        words.basis_words(Reference(1.0, "people", 1, 3))
        == "gemiddelde van 1 van de 3 gebieden, naar inwoners"
    )
    assert "huishoudens" in words.basis_words(Reference(1.0, "households", 4, 4))
    assert (
        words.basis_words(Reference(None, "not_of_nl"))
        == "van heel Nederland staat dit cijfer niet in de bron"
    )


def test_strengths_are_told_first(place):
    told = see_compass(place, {}, ask=Ask())
    rows = told.rows[told.rows["code"] == "BU00140000"]
    lines = words.area_lines(told, rows, dimensions=NAMES)
    assert lines == [
        "▲ beter: voorzieningen",
        "● ongeveer gelijk: woningvoorraad, fysieke omgeving en sociale samenhang",
        "▼ lager of minder goed: overlast en onveiligheid",
    ]
    empty = told.rows[told.rows["value"].isna()]["code"].iloc[0]
    assert words.area_lines(told, told.rows[told.rows["code"] == empty], dimensions=NAMES)[0] in {
        "geen cijfer",
        words.STATES[TOO_FEW],
    }
