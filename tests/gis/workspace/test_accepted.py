"""Areas that a meeting settled on, in the place of buurten."""

from dataclasses import replace
from datetime import date

import pytest

from gis.analysis.rows import list_rows
from gis.crs import RD
from gis.errors import ExportError
from gis.register.records import to_frame
from gis.register.visible import Audience
from gis.tables import DIMENSIONS
from gis.workspace import answers
from gis.workspace.accepted import SETTLED, as_place, in_outlines, see_accepted
from gis.workspace.compass import Ask, open_compass
from gis.workspace.gaps import place_here, see_gaps
from gis.workspace.leaflet import see_leaflet
from tests.gis.register.test_accepted import AT, SELWERD
from tests.homes import VOCABULARY, activity

HERE = "deze werkplek"
DAY = date(2027, 3, 11)


@pytest.fixture
def register(example, place):
    outline = place.buurten.loc[place.buurten["buurtnaam"] == "Selwerd"].geometry.iloc[0]
    for name, shape, public in (("Heel", outline, True), ("Half", outline.buffer(-150), False)):
        area = replace(SELWERD, name=name, shape=shape, public=public, organisation=HERE)
        example.store.save_accepted(area, organisation=HERE, at=AT)
    return example


def test_partners_see_all_areas_and_everybody_the_public_ones(register):
    assert see_accepted(register, audience=Audience.PARTNERS)["name"].tolist() == ["Half", "Heel"]
    public = see_accepted(register, audience=Audience.PUBLIC)
    assert public[["name", "role"]].to_numpy().tolist() == [["Heel", ""]]
    assert public.crs == RD


def test_nobody_settled_anything_gives_an_empty_table(example):
    told = see_accepted(example, audience=Audience.OWN)
    assert told.empty
    assert "code" in told


def test_an_area_that_is_a_buurt_has_its_figures(register, place):
    areas = as_place(place, see_accepted(register, audience=Audience.OWN))
    assert areas.whole is place
    assert areas.buurten["omtrek_bron"].unique().tolist() == [SETTLED]
    code = areas.buurten.set_index("buurtnaam").loc["Heel", "buurtcode"]
    buurt = place.buurten.set_index("buurtnaam").loc["Selwerd", "buurtcode"]
    told, own = (frame.set_index("code") for frame in (areas.scores, place.scores))
    reference = place.reference
    for name in DIMENSIONS:
        # A published figure has no doubt, so it is on one side of its gemeente.
        assert told.loc[code, name] == pytest.approx(own.loc[buurt, name]), name
        assert areas.reference[name] == reference[name]
    people = areas.figures.set_index("code").loc[code, "inwoners"]
    assert people == pytest.approx(place.figures.set_index("code").loc[buurt, "inwoners"], rel=0.01)


def test_a_score_that_may_lie_on_either_side_is_missing(register, place):
    areas = as_place(place, see_accepted(register, audience=Audience.OWN))
    code = areas.buurten.set_index("buurtnaam").loc["Half", "buurtcode"]
    scores = areas.scores.set_index("code").loc[code, list(DIMENSIONS)]
    assert scores.isna().any()
    assert scores.notna().any()


def test_what_holds_for_a_whole_buurt_lies_in_an_area_that_it_covers(register, place):
    areas = as_place(place, see_accepted(register, audience=Audience.OWN))
    code = place.buurten.set_index("buurtnaam").loc["Selwerd", "buurtcode"]
    whole = activity("W", theme="groen", reach="buurt", area_codes=(code,))
    somewhere = activity("S", theme="groen", area_codes=(code,))
    told = to_frame([whole, somewhere], vocabulary=VOCABULARY)
    drawn = in_outlines(told, place.buurten)
    assert drawn.geometry.notna().tolist() == [True, False]
    assert told.geometry.notna().tolist() == [False, False]
    gaps = see_gaps(place_here(told, areas, register), areas, register, today=DAY)
    green = gaps[gaps["themagroep"] == "G"].set_index("buurtcode")["activities"]
    assert green.tolist() == [1, 1]


def test_witte_vlekken_have_a_row_per_area_and_theme_group(register, place):
    areas = as_place(place, see_accepted(register, audience=Audience.OWN))
    seen = answers.see_activities(register, organisation=HERE, audience=Audience.OWN)
    placed = place_here(answers.in_gemeente(seen, areas), areas, register)
    gaps = see_gaps(placed, areas, register, today=DAY)
    rows = len(list_rows(register.vocabulary, by="group"))
    assert gaps["buurtcode"].value_counts().tolist() == [rows, rows]
    whole = see_gaps(
        place_here(answers.in_gemeente(seen, place), place, register), place, register, today=DAY
    )
    selwerd = place.buurten.set_index("buurtnaam").loc["Selwerd", "buurtcode"]
    heel = areas.buurten.set_index("buurtnaam").loc["Heel", "buurtcode"]
    same = [
        one[one["buurtcode"] == code]["activities"].tolist() for one, code in ((gaps, heel), (whole, selwerd))
    ]
    assert same[0] == same[1]


def test_a_gemeente_itself_is_no_choice_of_areas(place):
    assert place.whole is None


def test_a_settled_area_has_a_buurtblad_with_estimates(register, place, home):
    accepted = see_accepted(register, audience=Audience.OWN).set_index("name")
    kompas = open_compass(home, place, register, ask=Ask())
    ask = {"organisation": HERE, "today": DAY, "audience": Audience.PUBLIC}
    whole = see_leaflet(kompas, place, register, code=accepted.loc["Heel", "code"], **ask)
    buurt = place.buurten.set_index("buurtnaam").loc["Selwerd", "buurtcode"]
    same = see_leaflet(kompas, place, register, code=buurt, **ask)
    assert sorted(whole.activities["id"]) == sorted(same.activities["id"])
    values = [told.rows.set_index("indicator")["value"].dropna() for told in (whole, same)]
    for name in DIMENSIONS:
        assert values[0][name] == pytest.approx(values[1][name])
    assert (whole.name, whole.settled["version"], whole.settled["role"]) == ("Heel", 1, "")
    assert whole.settled["shares"]["buurtcode"].iloc[0] == buurt
    assert whole.counts["low"] <= whole.counts["inwoners"] <= whole.counts["high"]
    with pytest.raises(ExportError) as refused:  # what is between partners is not there for everybody
        see_leaflet(kompas, place, register, code=accepted.loc["Half", "code"], **ask)
    assert refused.value.code == "area_not_here"
