import itertools

import pytest
import shapely

from gis.register.visible import SMALLEST_COUNT, Audience, visible
from tests.homes import VOCABULARY, activity

POINT = shapely.Point(232_500, 583_500)
AREA = shapely.box(232_500, 583_500, 232_600, 583_600)
HOME_KINDS = [name for name, kind in VOCABULARY.kinds.items() if kind.household]

# Who sees what: rows are visibilities, columns audiences; "own" means: the owner itself, nobody else.
MATRIX = {
    ("concept", "public"): "nobody",
    ("concept", "partners"): "nobody",
    ("concept", "own"): "owner",
    ("partners", "public"): "nobody",
    ("partners", "partners"): "all",
    ("partners", "own"): "all",
    ("openbaar", "public"): "all",
    ("openbaar", "partners"): "all",
    ("openbaar", "own"): "all",
}


def _see(record, organisation="GGD", audience=Audience.OWN):
    return visible([record], organisation=organisation, audience=audience, vocabulary=VOCABULARY)


def test_the_matrix_is_whole():
    assert set(MATRIX) == set(itertools.product(VOCABULARY.visibilities, map(str, Audience)))


@pytest.mark.parametrize(("level", "audience"), MATRIX)
@pytest.mark.parametrize("organisation", ["gemeente", "GGD", "deze werkplek", ""])
def test_who_sees_what(level, audience, organisation):
    who = MATRIX[level, audience]
    seen = _see(activity(visibility=level, owner="gemeente"), organisation, Audience(audience))
    assert bool(seen) == (who == "all" or (who == "owner" and organisation == "gemeente"))


def test_an_unknown_visibility_is_seen_by_its_owner_alone():
    record = activity(visibility="per ongeluk", owner="gemeente")
    assert [bool(_see(record, name)) for name in ("gemeente", "GGD")] == [True, False]
    assert not _see(record, audience=Audience.PUBLIC)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("organisation", ["gemeente", "GGD"])
@pytest.mark.parametrize(
    "changes", [*({"kind": kind} for kind in HOME_KINDS), {"privacy_class": "alleen aantallen"}]
)
@pytest.mark.parametrize(
    "shape", [POINT, shapely.MultiPoint([POINT]), shapely.GeometryCollection([AREA, POINT])]
)
def test_work_at_home_never_has_a_point_for_anybody(audience, organisation, changes, shape):
    record = activity(visibility="openbaar", owner="gemeente", geometry=shape, **changes)
    [seen] = _see(record, organisation, audience)
    assert seen.geometry is None


def test_work_at_home_keeps_its_area():
    [seen] = _see(
        activity(visibility="openbaar", kind=HOME_KINDS[0], geometry=AREA), audience=Audience.PUBLIC
    )
    assert seen.geometry == AREA


@pytest.mark.parametrize(
    ("count", "told"), [(None, None), (0, None), (SMALLEST_COUNT - 1, None), (SMALLEST_COUNT, 10), (120, 120)]
)
def test_small_numbers_are_the_owners(count, told):
    record = activity(visibility="partners", owner="gemeente", count=count)
    assert _see(record, "GGD")[0].count == told
    assert _see(record, audience=Audience.PARTNERS)[0].count == told
    assert _see(record, "gemeente")[0].count == count
    assert _see(record, "gemeente", Audience.PARTNERS)[0].count == told


@pytest.mark.parametrize("shape", [POINT, AREA])
def test_not_on_the_map_is_on_nobody_elses_map(shape):
    record = activity(visibility="openbaar", privacy_class="niet op kaart", owner="gemeente", geometry=shape)
    assert _see(record, "gemeente")[0].geometry == shape
    for organisation, audience in (("GGD", "own"), ("gemeente", "partners"), ("gemeente", "public")):
        assert _see(record, organisation, Audience(audience))[0].geometry is None


def test_everybody_gets_the_name_for_residents_and_no_notes():
    record = activity(visibility="openbaar", public_title="Voor u", note="intern", owner="gemeente")
    for audience, title, note in (
        ("public", "Voor u", None),
        ("partners", "Plan A", "intern"),
        ("own", "Plan A", "intern"),
    ):
        [seen] = _see(record, audience=Audience(audience))
        assert (seen.title, seen.note) == (title, note)
    assert _see(activity(visibility="openbaar"), audience=Audience.PUBLIC)[0].title == "Plan A"


def test_order_stays_and_the_records_given_too():
    records = [activity(name, visibility="openbaar", note="intern", geometry=POINT) for name in "CAB"]
    seen = visible(records, organisation="", audience=Audience.PUBLIC, vocabulary=VOCABULARY)
    assert [one.id for one in seen] == ["C", "A", "B"]
    assert [one.note for one in records] == ["intern"] * 3
