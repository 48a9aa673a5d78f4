from datetime import date

import pytest

from gis.errors import ExportError
from gis.register.visible import Audience
from gis.workspace import answers
from gis.workspace.compass import Ask, see_compass
from gis.workspace.home import Home
from gis.workspace.leaflet import see_leaflet
from gis.workspace.registers import open_register

SELWERD = "BU00141000"


@pytest.fixture
def register(tmp_path):
    return open_register(Home(tmp_path), "voorbeeld")


def _see(place, register, code, audience, organisation="deze werkplek"):
    return see_leaflet(
        see_compass(place, {}, ask=Ask()),
        place,
        register,
        code=code,
        organisation=organisation,
        audience=audience,
        today=date(2027, 1, 1),
    )


@pytest.mark.parametrize("audience", list(Audience))
def test_only_what_the_audience_sees_is_told(place, register, audience):
    told = _see(place, register, SELWERD, audience, "Corporatie A")
    seen = answers.see_activities(register, organisation="Corporatie A", audience=audience)
    assert set(told.titles) == set(seen["id"])
    assert set(told.activities["id"]) <= set(seen["id"])
    assert set(told.activities["title"]) <= set(seen["title"])
    assert told.fictional


def test_steps_are_apart_and_ideas_are_counted_only(place, register):
    told = _see(place, register, SELWERD, Audience.PARTNERS)
    assert told.ideas > 0
    assert "idee" not in set(told.activities["shown_as"])
    assert set(told.shown("bestaand")["shown_as"]) == {"bestaand"}
    assert set(told.finished["status"]) == {"klaar"}
    assert not set(told.citywide["id"]) & set(told.activities["id"])


def test_rows_are_those_of_the_kompas(place, register):
    whole = see_compass(place, {}, ask=Ask())
    told = _see(place, register, SELWERD, Audience.PARTNERS)
    assert told.rows.equals(whole.rows[whole.rows["code"] == SELWERD])


def test_an_unknown_buurt_is_an_error(place, register):
    with pytest.raises(ExportError, match="area_not_here"):
        _see(place, register, "BU00149999", Audience.PARTNERS)
