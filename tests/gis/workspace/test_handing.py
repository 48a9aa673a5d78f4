from datetime import date

import pytest

from gis.errors import ExportError
from gis.exports.handover import LAYERS
from gis.register.visible import Audience
from gis.workspace import answers, handing
from gis.workspace.registers import open_register

TODAY = date(2026, 5, 4)


def _prepare(
    home, place, name="voorbeeld", audience=Audience.PUBLIC, organisation="deze werkplek", **options
):
    register = open_register(home, name)
    return handing.prepare(
        place, register, organisation=organisation, audience=audience, today=TODAY, **options
    )


def test_it_says_what_it_is(home, place):
    told = _prepare(home, place)
    assert (told.title, told.reference_day) == (
        "Overleg Selwerd, maart 2027 (fictief) · Groningen 2024",
        date(2027, 3, 11),
    )
    assert (told.audience, told.layers, told.fictional) == ("public", LAYERS, True)
    assert len(told.buurten) == 151


@pytest.mark.parametrize(
    ("organisation", "audience", "ids"),
    [
        ("deze werkplek", "public", 17),
        ("deze werkplek", "partners", 24),
        ("deze werkplek", "own", 24),
        ("Corporatie A", "public", 17),
        ("Corporatie A", "partners", 24),
        ("Corporatie A", "own", 25),
    ],
)
def test_each_audience_gets_its_own_rows(home, place, organisation, audience, ids):
    told = _prepare(home, place, organisation=organisation, audience=Audience(audience))
    assert len(told.activities) == ids
    assert ("F06" in set(told.activities["id"])) == (ids == 25)
    if audience == "public":
        assert set(told.activities["visibility"]) == {"openbaar"}
        assert told.activities["note"].isna().all()


def test_work_at_home_has_no_point_in_any_file(home, place):
    for name in ("voorbeeld", "publicatie"):
        told = _prepare(home, place, name, Audience.OWN).activities
        counted = told[told["privacy_class"] == "alleen aantallen"]
        assert len(counted) > 0
        assert not counted.geom_type.isin(["Point", "MultiPoint"]).any()


def test_kern_and_rand_per_name_and_question(home, place):
    told = _prepare(home, place).perceived
    assert told["id"].is_unique
    assert set(told["part"]) == {"kern", "rand"}
    assert set(told["name"]) == {"Selwerd"}
    assert sorted(set(told["question"])) == ["het gebied dat u bedoelt", "waar u zich thuis voelt"]
    assert told["fictional"].all()
    assert _prepare(home, place, "eigen").perceived.empty


def test_sources_travel_with_what_is_made_of_them(home, place):
    told = {
        name: [one["title"] for one in _prepare(home, place, name).sources]
        for name in ("voorbeeld", "publicatie", "eigen")
    }
    assert "Overleg Selwerd, maart 2027 (verzonnen voorbeeld)" in told["voorbeeld"]
    assert "Publicatie over kwetsbare wijken" in told["publicatie"]
    assert told["eigen"] == ["Wijk- en buurtkaart", "Kerncijfers wijken en buurten", "Leefbaarometer 3.0"]


def test_a_layer_that_is_not_there_is_said(home, place):
    with pytest.raises(ExportError) as error:
        _prepare(home, place, layers=["buurten", "wegen"])
    assert error.value.code == "layer_not_offered"


def test_areas_alone(home):
    cores = answers.see_cores(answers.see_drawings(open_register(home, "voorbeeld")), k=0.5)
    told = handing.areas_only(cores.assign(fictional=True), reference_day=TODAY)
    assert told.layers == ("perceived",)
    assert told.fictional
    assert told.perceived["id"].is_unique
