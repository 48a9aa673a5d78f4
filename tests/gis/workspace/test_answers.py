from datetime import date

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.register.records import Drawing, drawings_frame, to_frame
from gis.register.visible import Audience
from gis.workspace import answers, sample
from gis.workspace.answers import Reach
from gis.workspace.registers import open_register
from tests.homes import AT, DAY, VOCABULARY, activity

HERE, OWNER = "deze werkplek", "Corporatie A"
FIRST = ("F01a", "F01b", "F02", "F03", "F04", "F21")


@pytest.fixture(scope="module")
def place():
    return sample.read_place()


@pytest.fixture
def example(home):
    return open_register(home, "voorbeeld")


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


def test_gaps_are_of_every_buurt_with_an_outline(example, place):
    found = answers.see_gaps(answers.in_gemeente(_see(example), place), place, example)
    assert found["buurtcode"].nunique() == 39
    assert set(found["themagroep"]) == {*"WESGZMKV", "klimaatadaptatie"}
    empty = found[found["themagroep"] == "klimaatadaptatie"]
    assert empty["activities"].sum() == 0
    selwerd = found[(found["buurtcode"] == "BU00141000") & (found["themagroep"] == "V")]
    assert selwerd["activities"].tolist() == [1]
    assert found.loc[found["themagroep"] == "Z", "citywide"].unique().tolist() == [
        1
    ]  # F15, the whole gemeente


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
