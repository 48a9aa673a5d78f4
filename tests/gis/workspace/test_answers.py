from datetime import date
from itertools import combinations

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.analysis.scoring import Weights
from gis.crs import RD
from gis.register.records import Drawing, drawings_frame, to_frame
from gis.register.visible import Audience, visible
from gis.workspace import answers
from gis.workspace.answers import Reach
from gis.workspace.registers import open_register
from tests.homes import AT, DAY, VOCABULARY, activity

HERE, OWNER = "deze werkplek", "Corporatie A"
FIRST = ("F01a", "F01b", "F02", "F03", "F04", "F21")


def _see(register, organisation=HERE, audience=Audience.OWN):
    return answers.see_activities(register, organisation=organisation, audience=audience)


def _chances(register, place, organisation=HERE, audience=Audience.OWN, reach=None):
    seen = answers.in_gemeente(_see(register, organisation, audience), place)
    return answers.find_chances(seen, place, register, reach=reach or Reach(), today=date(2020, 1, 1))


def test_only_its_owner_knows_of_a_concept(example):
    known = {
        (organisation, str(audience)): "F06" in set(_see(example, organisation, audience)["id"])
        for organisation in (HERE, OWNER, "Corporatie B")
        for audience in Audience
    }
    assert [who for who, sees in known.items() if sees] == [(OWNER, "own")]


@pytest.mark.parametrize(
    ("organisation", "audience", "groups"),
    [
        (HERE, "partners", [FIRST, ("F01b", "F05"), ("F01b", "F13"), ("F02", "F10")]),
        (OWNER, "own", [FIRST, ("F06", "F07"), ("F01b", "F05"), ("F01b", "F13"), ("F02", "F10")]),
        (HERE, "public", [("F01a", "F01b", "F02", "F03"), ("F01b", "F13"), ("F02", "F10")]),
    ],
)
def test_the_groups_of_the_example(example, place, organisation, audience, groups):
    chances = _chances(example, place, organisation, Audience(audience))
    found = [group.members for group in chances.groups if group.certainty == "zeker"]
    assert sorted(found) == sorted(groups)
    assert found[0] == groups[0]


def test_a_hidden_plan_is_in_no_pair_of_others(example, place):
    mine, theirs = (_chances(example, place, name).pairs for name in (OWNER, HERE))
    assert "F06" in {*mine["a_id"], *mine["b_id"]}
    assert "F06" not in {*theirs["a_id"], *theirs["b_id"]}
    assert len(mine) > len(theirs)


def test_reach_and_slack_are_what_was_asked(example, place):
    counts = [
        len(_chances(example, place, reach=Reach(reach, slack)).pairs)
        for reach, slack in ((0, 0), (100, 6), (500, 24))
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_programmes_are_listed_apart_and_never_paired(home, place):
    found = _chances(open_register(home, "publicatie"), place)
    assert {"S01", "S06", "S07", "S22"} & set(found.frameworks["id"])
    assert not {"S01", "S06", "S07", "S22"} & {*found.pairs["a_id"], *found.pairs["b_id"]}


def test_the_plans_of_2017_without_place_and_period_are_all_possible_pairs(home, place):
    pairs = _chances(open_register(home, "publicatie"), place).pairs
    found = set(zip(pairs["a_id"], pairs["b_id"], strict=True))
    assert set(combinations(("S02", "S03", "S04", "S05"), 2)) <= found
    assert set(pairs["certainty"]) == {"mogelijk"}


# --- what the partners say themselves ------------------------------------------------------------


def _say(register, values, version=0):
    return register.store.save_interactions(
        values, vocabulary=VOCABULARY, version=version, organisation=HERE, at=AT
    )


def _pair(chances, one, other):
    pairs = chances.pairs.set_index(["a_id", "b_id"])
    return pairs.loc[(one, other)] if (one, other) in pairs.index else None


def test_a_negative_value_of_the_partners_makes_a_conflict(example, place):
    before = _pair(_chances(example, place, audience=Audience.PARTNERS), "F02", "F10")
    assert (before["relation"], before["theme"], before["part_theme"]) == ("kans", 2, 20.0)
    said = _say(example, {("groen", "mobiliteit en verkeersveiligheid"): -2})
    found = _chances(example, place, audience=Audience.PARTNERS)
    after = _pair(found, "F02", "F10")
    assert (after["relation"], after["theme"], after["part_theme"]) == ("conflict", -2, -20.0)
    assert after["score"] == pytest.approx(before["score"] - 40)
    assert ("F02", "F10") not in {group.members for group in found.groups}
    _say(example, {}, version=said.number)  # the newest version holds
    assert _pair(_chances(example, place, audience=Audience.PARTNERS), "F02", "F10").equals(before)


def test_a_theme_with_itself_can_be_given_a_value(example, place):
    assert _pair(_chances(example, place), "F01a", "F21")["theme"] == 3  # two kinds of works in one street
    _say(example, {("energie", "energie"): -1})
    assert _pair(_chances(example, place), "F01a", "F21")["relation"] == "conflict"


def test_two_of_one_theme_that_strengthen_each_other_are_still_asked_whether_it_is_done_twice(example, place):
    _say(example, {("ontmoeten", "ontmoeten"): 1})
    pair = _pair(_chances(example, place), "F11", "F12")
    assert (pair["relation"], pair["theme"]) == ("dubbel", 1)


# --- weights -------------------------------------------------------------------------------------


def test_other_weights_give_what_asking_again_would(example, place):
    weights = Weights(space=5, time=70, theme=20, room=5)
    found = _chances(example, place, OWNER)
    told = answers.reweigh(found, weights=weights)
    asked = answers.find_chances(found.activities, place, example, reach=Reach(), today=DAY, weights=weights)
    assert told.pairs.equals(asked.pairs)
    assert told.groups == asked.groups
    assert not told.pairs.equals(found.pairs)


# --- a concept exists for its owner alone --------------------------------------------------------

MADE = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(["energie", "wonen", "groen", "ontmoeten"]),
        "when": st.sampled_from(["2027", "najaar 2027", "2028", "doorlopend", "onbekend"]),
        "visibility": st.sampled_from(["concept", "concept", "partners", "openbaar"]),
        "owner": st.sampled_from([OWNER, "Corporatie B"]),
        "target_groups": st.sampled_from([(), ("ouderen",)]),
        "accuracy": st.sampled_from(["gebouw", "schatting"]),
        "geometry": st.builds(shapely.Point, st.integers(232_600, 232_750), st.integers(583_500, 583_650)),
    }
)


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(MADE, min_size=2, max_size=8),
    organisation=st.sampled_from([OWNER, "Corporatie B", HERE]),
)
def test_a_concept_is_nothing_to_anybody_else(example, place, made, organisation):
    records = [activity(f"A{number}", **told) for number, told in enumerate(made)]
    hidden = [one for one in records if one.visibility == "concept" and one.owner != organisation]
    seen = visible(records, organisation=organisation, audience=Audience.OWN, vocabulary=VOCABULARY)
    told, without = (
        answers.find_chances(to_frame(some, vocabulary=VOCABULARY), place, example, reach=Reach(), today=DAY)
        for some in (seen, [one for one in records if one not in hidden])
    )
    assert told.pairs.equals(without.pairs)
    assert told.groups == without.groups
    taking_part = {*told.pairs["a_id"], *told.pairs["b_id"]}.union(
        *({*group.members, *group.can_join} for group in told.groups)
    )
    assert taking_part.isdisjoint(one.id for one in hidden)


@pytest.mark.parametrize(
    ("name", "changes", "here"),
    [
        ("in a buurt", {"geometry": shapely.Point(232_700, 583_500)}, True),
        ("in Maastricht", {"geometry": shapely.Point(176_000, 318_000)}, False),
        ("by code", {"area_codes": ("BU00141000",)}, True),
        ("whole gemeente", {"area_codes": ("GM0014",), "reach": "gemeente"}, True),
        ("code of another", {"area_codes": ("BU03630000",)}, False),
        ("without anything", {}, True),
        (
            "without outline here, by code",
            {"area_codes": ("BU00140900",), "geometry": shapely.Point(241_000, 580_000)},
            True,
        ),
    ],
)
def test_what_is_of_this_gemeente(place, name, changes, here):
    code = next(iter(set(place.buurten.loc[place.buurten.geometry.isna(), "buurtcode"])))
    if changes.get("area_codes") == ("BU00140900",):
        changes = changes | {"area_codes": (code,)}
    frame = to_frame([activity(name, **changes)], vocabulary=VOCABULARY)
    assert (len(answers.in_gemeente(frame, place)) == 1) is here


@pytest.mark.parametrize(
    ("question", "kern_ha", "rand_ha"),
    [("het gebied dat u bedoelt", 20.4, 5.3), ("waar u zich thuis voelt", 24.9, 37.4)],
)
def test_kern_and_rand_of_the_example_per_question(example, question, kern_ha, rand_ha):
    cores = answers.see_cores(answers.see_drawings(example), k=0.5)
    mine = cores[cores["question"] == question].set_index("part").geometry.area / 10_000
    assert mine.to_dict() == pytest.approx({"kern": kern_ha, "rand": rand_ha}, abs=0.1)


def test_all_drawings_counted_together_are_the_most_in_one_cell(example):
    drawings = answers.see_drawings(example)
    surface = answers.count_all(drawings)
    assert surface.counts.max() <= len(drawings) == 12
    assert surface.counts.max() >= 7


def test_without_drawings_there_is_nothing_to_count():
    assert answers.see_cores(drawings_frame([]), k=0.5).geometry.is_empty.all()


def test_one_drawing_is_its_own_kern(home):
    square = shapely.box(232_000, 583_000, 232_500, 583_500)
    register = open_register(home, "eigen")
    register.store.add_drawings([Drawing("T", "Selwerd", "bewoner", "", "", DAY, square)])
    cores = answers.see_cores(answers.see_drawings(register), k=0.5)
    kern = gpd.GeoSeries(cores.loc[cores["part"] == "kern"].geometry, crs=RD)
    assert kern.iloc[0].symmetric_difference(square).area < 1


def test_the_peildatum_of_ones_own_is_today(home):
    register = open_register(home, "eigen")
    register.store.save([activity()], organisation=HERE, at=AT)
    assert register.reference_day(today=DAY) == DAY


def test_plans_move_through_the_same_question(example, place):
    chances = _chances(example, place)
    asked = {"reach": Reach(), "today": date(2020, 1, 1)}
    found = answers.shift_plans(chances, place, example, months={"F05": -18}, **asked)
    assert found.groups[0].members == tuple(sorted((*FIRST, "F05")))
    assert ("F01b", "F05") in [group.members for group in found.vanished]
    assert answers.shift_plans(chances, place, example, months={}, **asked).pairs.equals(chances.pairs)
    best = answers.find_best_shifts(chances, place, example, slack=3, **asked)
    package = answers.find_best_package(chances, place, example, slack=3, **asked)
    assert len(best) == 3
    assert package.exact
    assert package.gain >= best[0].gain > 0
    assert "F21" not in package.months
