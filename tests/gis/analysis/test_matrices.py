"""Tables by party: counted by hand from the made example, and by one loop over every activity."""

from datetime import date

import pytest

from gis.analysis.begun import Moment, find_begun
from gis.analysis.gaps import NONE
from gis.analysis.matrices import CITY, HERE, count_by_figure, count_by_party, list_cell
from gis.analysis.rows import list_rows
from gis.analysis.supply import count_supply
from gis.register.visible import Audience
from gis.workspace import answers, sample
from gis.workspace.gaps import place_here
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.homes import VOCABULARY

DAY = date(2027, 3, 11)
SELWERD = "BU00141000"
NOW = Moment("now")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    register = open_register(Home(tmp_path_factory.mktemp("home")), "voorbeeld")
    place = sample.read_place()
    seen = answers.see_activities(register, organisation="deze werkplek", audience=Audience.OWN)
    here = answers.in_gemeente(seen, place)
    return here, place_here(here, place, register)


def _parties(here):
    return sorted({name for names in here["partners"] for name in names})


@pytest.mark.parametrize("moment", [NOW, Moment()])
def test_every_activity_counts_once_for_each_of_its_parties(example, moment):
    here, _ = example
    found = count_by_party(here, _parties(here), reference_day=DAY, vocabulary=VOCABULARY, moment=moment)
    begun, _ = find_begun(here, reference_day=DAY, moment=moment)
    counts = {}
    for row, there in zip(here.to_dict("records"), begun, strict=True):
        group = "klimaatadaptatie" if row["theme"] == "klimaatadaptatie" else row["theme_group"]
        for party in row["partners"]:
            counts[party, group] = counts.get((party, group), 0) + int(there)
    told = found.set_index(["party", "themagroep"])["activities"]
    assert {key: count for key, count in told.items() if count} == {
        key: count for key, count in counts.items() if count and key[1] != "R"
    }
    assert len(found) == len(_parties(here)) * len(list_rows(VOCABULARY, by="group"))
    assert found.loc[found["themagroep"] == "klimaatadaptatie", "activities"].sum() == 0


def test_figures_count_the_themes_that_they_call_for(example):
    here, _ = example
    parties = _parties(here)
    calls = {"won": ("wonen", "energie"), "leeg": ()}
    found = count_by_figure(here, parties, calls=calls, reference_day=DAY).set_index(["indicator", "party"])
    by_theme = count_by_party(here, parties, reference_day=DAY, vocabulary=VOCABULARY, by="theme")
    both = by_theme[by_theme["thema"].isin(calls["won"])].groupby("party")["activities"].sum()
    assert found.loc["won", "activities"].to_dict() == both.to_dict()
    assert found.loc["leeg", "activities"].sum() == 0


@pytest.mark.parametrize("moment", [NOW, Moment(), Moment("delayed", delay_months=30)])
def test_a_cell_lists_what_its_number_counts(example, moment):
    _, placed = example
    supply = count_supply(placed, reference_day=DAY, moment=moment)
    for row in supply[supply["buurtcode"].isin([SELWERD, "BU00141005"])].to_dict("records"):
        told = list_cell(
            placed, code=row["buurtcode"], row=row["themagroep"], reference_day=DAY, moment=moment
        )
        counted = told.loc[told["begun"], "where"].value_counts()
        assert counted.get(HERE, 0) == row["activities"]
        assert counted.get(CITY, 0) == row["citywide"]
        assert counted.get("wider", 0) == row["wider"]
        assert counted.get(HERE, 0) + counted.get("reaching", 0) == row["reaching"]


def test_an_unknown_cell_is_empty(example):
    _, placed = example
    assert list_cell(placed, code="BU99999999", row="W", reference_day=DAY).empty
    assert list_cell(placed, code=SELWERD, row=NONE, reference_day=DAY).empty
