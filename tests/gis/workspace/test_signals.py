from dataclasses import replace
from datetime import timedelta

import pytest
import shapely

from gis.errors import StoreError
from gis.register.signals import ANSWERED, TAKEN_UP, WITHDRAWN, Signal
from gis.register.visible import FEWEST_SIGNALS, Audience
from gis.workspace.registers import open_register
from gis.workspace.signals import (
    SignalCount,
    buurten_of,
    cell_of,
    count_signals,
    keep_signal,
    see_signals,
    set_cell,
    take_step,
)
from tests.homes import AT, DAY

HERE, SELWERD = "deze werkplek", "BU00141000"
SEEN = Signal("afval en rommel", "Zakken naast de container.", "postbezorger", DAY, "PostNL")


@pytest.fixture(scope="module")
def spot(place):
    """The middle of a square that lies in Selwerd."""
    outline = place.buurten.set_index("buurtcode").geometry[SELWERD]
    x, y = outline.representative_point().coords[0]
    return shapely.Point(x // 100 * 100 + 50, y // 100 * 100 + 50)


@pytest.fixture
def register(home):
    return open_register(home, "eigen")


def _keep(register, place, spot, **changes):
    return keep_signal(register, place, replace(SEEN, **changes), place=spot, organisation=HERE, at=AT)


def _step(register, told, status):
    return take_step(register, told, status, on=DAY, by_whom="gemeente", organisation=HERE, at=AT)


def test_a_signal_counts_where_its_square_is_with_what_was_done(register, place, spot):
    first = _keep(register, place, spot)
    _keep(register, place, None, area=SELWERD, on=DAY + timedelta(days=1))
    third = _keep(register, place, spot)
    assert count_signals(register, place, audience=Audience.PARTNERS) == {SELWERD: SignalCount(3, 0, 0)}
    _step(register, first, TAKEN_UP)
    _step(register, third, ANSWERED)
    assert count_signals(register, place, audience=Audience.OWN) == {SELWERD: SignalCount(3, 1, 1)}
    told = see_signals(register, place, audience=Audience.OWN)
    assert [one.on for one in told] == [DAY + timedelta(days=1), DAY, DAY]
    taken = see_signals(register, place, audience=Audience.OWN, statuses=[TAKEN_UP])
    assert [one.id for one in taken] == [first.id]


def test_everybody_reads_a_number_alone_and_no_small_one(register, place, spot):
    for _ in range(FEWEST_SIGNALS - 1):
        _keep(register, place, spot, counted=True)
    _keep(register, place, spot)
    assert see_signals(register, place, audience=Audience.PUBLIC) == []
    assert count_signals(register, place, audience=Audience.PUBLIC) == {}
    _keep(register, place, spot, counted=True)
    told = count_signals(register, place, audience=Audience.PUBLIC)
    assert told == {SELWERD: SignalCount(FEWEST_SIGNALS, 0, 0)}


def test_what_was_withdrawn_counts_nowhere(register, place, spot):
    _step(register, _keep(register, place, spot), WITHDRAWN)
    assert count_signals(register, place, audience=Audience.OWN) == {}
    assert see_signals(register, place, audience=Audience.OWN) == []


def test_a_spot_of_no_known_buurt_is_refused(register, place):
    with pytest.raises(StoreError, match="signal_elsewhere"):
        _keep(register, place, shapely.Point(90_000, 450_000))
    assert register.store.signals() == []


def test_signals_of_another_gemeente_are_not_here(register, place, spot):
    told = [
        replace(SEEN, area="BU06370101"),
        replace(SEEN, cells=((90_050.0, 450_050.0),)),
        replace(SEEN, area=SELWERD),
    ]
    assert buurten_of(told, place) == [(), (), (SELWERD,)]
    bare = replace(place, buurten=place.buurten.assign(geometry=None).set_crs(28992))
    assert buurten_of(told, bare) == [(), (place.gemeentecode,), (SELWERD,)]
    assert _keep(register, bare, spot).cells == ((spot.x, spot.y),)
    assert count_signals(register, bare, audience=Audience.OWN) == {}


def test_places_are_rounded_as_the_workspace_says(register, place):
    assert cell_of(register) == 100
    set_cell(register, 250)
    assert cell_of(register) == 250
    with pytest.raises(StoreError, match="signal_cell_unknown"):
        set_cell(register, 10)
