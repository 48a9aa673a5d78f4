import pandas as pd
import pytest
import shapely

from gis.periods import Period
from gis.register.money import Money, parse_money
from gis.register.records import (
    Drawing,
    check,
    drawings_frame,
    holds_point,
    to_frame,
)
from tests.homes import DAY, VOCABULARY, activity

POINT, LINE, AREA = (
    shapely.Point(232_500, 583_500),
    shapely.LineString([(232_500, 583_500), (232_600, 583_500)]),
    shapely.box(232_500, 583_500, 232_600, 583_600),
)


def _codes(record):
    return [problem.code for problem in check(record, vocabulary=VOCABULARY)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"theme": "vliegen"}, "theme_unknown"),
        ({"other_themes": ("groen", "vliegen")}, "theme_unknown"),
        ({"kind": "raket"}, "kind_unknown"),
        ({"status": "misschien"}, "status_unknown"),
        ({"visibility": "iedereen"}, "visibility_unknown"),
        ({"accuracy": "ongeveer"}, "accuracy_unknown"),
        ({"reach": "straat"}, "reach_unknown"),
        ({"origin": "hoorde ik"}, "origin_unknown"),
        ({"privacy_class": "geheim"}, "privacy_class_unknown"),
        ({"target_groups": ("iedereen",)}, "target_group_unknown"),
        ({"title": "  "}, "title_missing"),
        ({"kind": "langs de deuren", "geometry": POINT}, "household_point"),
        ({"kind": "langs de deuren", "accuracy": "adres"}, "household_point"),
        ({"privacy_class": "alleen aantallen", "geometry": POINT}, "household_point"),
        (
            {"kind": "langs de deuren", "geometry": shapely.GeometryCollection([AREA, POINT])},
            "household_point",
        ),
        ({"period": Period("x", start_earliest=DAY, end_latest=DAY.replace(year=2026))}, "period_reversed"),
    ],
)
def test_each_thing_that_is_wrong_has_its_code(changes, code):
    assert _codes(activity(**changes)) == [code]


def test_everything_wrong_is_told_at_once():
    assert _codes(activity(theme="x", kind="y", title="")) == [
        "theme_unknown",
        "kind_unknown",
        "title_missing",
    ]


@pytest.mark.parametrize("shape", [None, LINE, AREA])
def test_work_at_home_may_have_an_area_or_nothing(shape):
    assert _codes(activity(kind="gesprekken wijkteam", geometry=shape)) == []


@pytest.mark.parametrize(
    ("shape", "point"),
    [
        (None, False),
        (POINT, True),
        (shapely.MultiPoint([POINT]), True),
        (LINE, False),
        (AREA, False),
        (shapely.GeometryCollection([AREA, shapely.GeometryCollection([LINE, POINT])]), True),
        (shapely.GeometryCollection([AREA, LINE]), False),
    ],
)
def test_a_point_is_found_however_deep(shape, point):
    assert holds_point(shape) is point


def test_the_same_apart_from_what_does_not_travel():
    one = activity(geometry=LINE)
    moved = shapely.transform(LINE, lambda xy: xy + 0.01)
    assert one.same_as(activity(owner="x", version=4, changed_on=DAY, geometry=moved))
    assert not one.same_as(activity(geometry=shapely.transform(LINE, lambda xy: xy + 1)))
    assert not one.same_as(activity(geometry=None))
    assert not one.same_as(activity(geometry=LINE, title="Anders"))
    assert activity().same_as(activity())


def test_a_frame_follows_the_vocabulary_and_the_money():
    money = (Money("a", 10.0, "toegezegd"), Money("b", 5.0, "toegezegd"), Money("c"))
    rows = to_frame(
        [activity(geometry=LINE, money=money), activity("B", status="klaar")], vocabulary=VOCABULARY
    )
    assert rows["theme_group"].tolist() == ["G", "G"]
    assert rows["shown_as"].tolist() == ["gepland", "voorbij"]
    assert rows["money_committed"].tolist() == [15.0, pd.NA]
    assert rows[["money_sought", "money_unstated"]].isna().all(axis=None)
    assert rows["money_text"].tolist()[0] == "a | b | c"
    assert rows.geometry.notna().tolist() == [True, False]
    assert rows.crs.to_epsg() == 28992


def test_what_is_per_year_is_no_part_of_a_total():
    rows = to_frame(
        [activity(money=parse_money("€ 10 toegezegd | € 70.000 per jaar toegezegd"))], vocabulary=VOCABULARY
    )
    assert rows.loc[0, "money_committed"] == 10


def test_no_records_make_an_empty_frame_with_every_column():
    none, some = (to_frame(rows, vocabulary=VOCABULARY) for rows in ([], [activity()]))
    assert list(none.columns) == list(some.columns)
    assert drawings_frame([]).empty


def test_drawings_hold_a_role_and_a_day():
    frame = drawings_frame([Drawing("T1", "Selwerd", "bewoner", "vraag", "avond", DAY, AREA)])
    assert frame.loc[0, ["role", "weight", "fictional"]].tolist() == ["bewoner", 1.0, False]
    assert frame.loc[0, "drawn_on"] == pd.Timestamp(DAY)
