from dataclasses import replace
from datetime import date

import shapely

from gis.periods import Period
from gis.register.differences import find_differences
from tests.homes import DAY, activity

AREA = shapely.box(232_500, 583_500, 232_600, 583_600)


def _fields(one, two):
    return [difference.fields for difference in find_differences([one], [two])]


def test_what_keeps_a_record_is_no_difference():
    other = replace(activity(), owner="GGD", version=9, changed_on=DAY, confirmed_on=DAY)
    assert find_differences([activity()], [other]) == []


def test_every_field_that_differs_is_named():
    other = replace(activity(), title="Ander", status="klaar", target_groups=("ouderen",))
    assert _fields(activity(), other) == [("title", "status", "target_groups")]


def test_a_shape_differs_when_it_moved():
    here = activity(geometry=AREA)
    assert _fields(here, replace(here, geometry=shapely.affinity.translate(AREA, 0.01))) == []
    assert _fields(here, replace(here, geometry=shapely.affinity.translate(AREA, 1))) == [("geometry",)]
    assert _fields(here, replace(here, geometry=None)) == [("geometry",)]
    assert _fields(replace(here, title="X"), replace(here, geometry=None)) == [("title", "geometry")]


def test_only_another_period_is_a_move():
    def moved(one, two):
        [found] = find_differences([activity(when=one)], [activity(when=two)])
        return found.moved

    assert moved("voorjaar 2028", "najaar 2027")
    assert moved("najaar 2027", "onbekend")
    assert not moved("najaar 2027", "september tot en met november 2027")
    words = [replace(activity(), period=Period(text)) for text in ("als het kan", "ooit")]
    assert find_differences(words[:1], words[1:])[0].moved
    known = Period("ooit", date(2027, 1, 1))
    assert find_differences(words[:1], [replace(words[0], period=known)])[0].moved


def test_only_what_stands_in_both_is_compared_in_the_order_of_the_later():
    before = [activity("A"), activity("B"), activity("C")]
    after = [replace(activity(name), title="Ander") for name in "CBD"]
    assert [one.after.id for one in find_differences(before, after)] == ["C", "B"]
