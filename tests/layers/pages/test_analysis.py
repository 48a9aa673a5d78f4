"""Kansen en witte vlekken: the same answer as gis gives, lit up on the map."""

from datetime import date

import pytest

from gis.register.visible import Audience
from gis.workspace import answers, cache
from gis.workspace.gaps import place_here, see_gaps
from gis.workspace.registers import open_register
from layers import listings, words
from layers.screen.component import MapEvent
from tests.layers.pages.screens import choose
from tests.layers.pages.screens import words as said

DAY = date(2027, 3, 11)


@pytest.fixture
def known(example):
    """What gis answers about the example, as an organisation."""

    def ask(organisation="deze werkplek", audience=Audience.OWN, reach=None):
        register = open_register(example, "voorbeeld")
        place = cache.open_place(example, "GM0014", jaar=2024)
        seen = answers.see_activities(register, organisation=organisation, audience=audience)
        here = answers.in_gemeente(seen, place)
        chances = answers.find_chances(here, place, register, reach=reach or answers.Reach(), today=DAY)
        return chances, see_gaps(place_here(here, place, register), place, register, today=DAY)

    return ask


def _table(screen, part):
    return next(one.value for one in screen.dataframe if part in one.value.columns)


def _reason(card):
    """The line of a pair that is neither its decision nor its points."""
    return next(line for line in card.lines if not line.startswith("Uitzoeken") and " punten (" not in line)


def _told(card):
    return f"{card.title} {' '.join(card.lines)}"


def test_groups_and_pairs_are_those_that_gis_finds(visit, known, on_cards):
    screen = visit("analysis")
    chances, _ = known()
    groups = [group for group in chances.groups if group.certainty == "zeker"]
    assert set(groups[0].members) == {"F01a", "F01b", "F02", "F03", "F04", "F21"}
    cards = on_cards.told["groepen"]
    assert [(card.mark, card.title) for card in cards] == [
        (str(number), words.group_sentence(group)) for number, group in enumerate(groups, start=1)
    ]
    sure = chances.pairs[chances.pairs["certainty"] == "zeker"]
    reasons = listings.reasons(sure, chances.activities)
    assert [_reason(card) for card in on_cards.told["paren.zeker"]] == reasons
    assert f"**Alle paren ({len(sure)})**" in said(screen)
    assert cards[0].title == "In het najaar van 2027 komen hier 5 plannen samen."
    assert "straat open: nu 2 keer, samen 1 keer" in cards[0].lines


def test_group_shows_when_its_plans_run_and_what_is_short_term(visit, on_cards):
    visit("analysis")
    card = on_cards.told["groepen"][0]
    bars = {bar.id: bar for bar in card.chart.bars}
    assert set(bars) == {"F01a", "F01b", "F02", "F03", "F04", "F21"}
    assert bars["F04"].unsure == "einde ergens in mei-augustus 2028"
    december = (12 * 2027 + 11, 12 * 2028)  # with half of the slack beside each period
    assert card.chart.moment == pytest.approx(december, abs=0.05)
    assert any(line.startswith("Het dichtst bij elkaar: in december 2027.") for line in card.lines)
    assert "Op korte termijn (begin vóór maart 2029): 5 plannen" in card.lines
    assert [card.chart for card in on_cards.told["paren.zeker"] if card.chart] == []


def test_chosen_group_is_lit_on_the_map(visit, on_map, on_cards):
    screen = visit("analysis")
    assert on_map.told["lit"] == []
    on_cards.clicks["groepen"] = on_cards.told["groepen"][0].id
    screen.run()
    assert set(on_map.told["lit"]) > {"F01a", "F01b", "F02", "F03", "F04", "F21"}
    assert "F15" not in on_map.told["shown"]["activities"]


def test_pointing_at_a_card_lights_its_plans(visit, on_cards):
    visit("analysis")
    assert set(on_cards.told["groepen"][0].lights) == {"F01a", "F01b", "F02", "F03", "F04", "F21"}
    for card in on_cards.told["paren.zeker"]:
        assert card.lights == (*card.id.split("+"), card.id)


def test_pair_that_is_clicked_on_the_map_is_lit_with_its_two_plans(visit, on_map):
    screen = visit("analysis")
    on_map.events.append(MapEvent("pairs", "F11+F12", (6.55, 53.23)))
    screen.run()
    assert on_map.told["lit"] == ["F11", "F12", "F11+F12"]


def test_reach_changes_the_answer_and_is_the_same_answer(visit, known, on_cards):
    screen = visit("analysis")
    choose(screen, "Afstand tussen twee plannen (meter)", 25)
    choose(screen, "Speelruimte (maanden)", 0)
    chances, _ = known(reach=answers.Reach(25.0, 0.0, 25.0))
    sure = chances.pairs[chances.pairs["certainty"] == "zeker"]
    reasons = listings.reasons(sure, chances.activities)
    assert [_reason(card) for card in on_cards.told["paren.zeker"]] == reasons


def test_corporatie_a_sees_a_chance_that_nobody_else_sees(visit, on_cards):
    screen = visit("analysis")
    counts = {}
    for viewer in ("Corporatie A", "Corporatie B", "bewoner"):
        choose(screen, "U kijkt als …", viewer)
        counts[viewer] = len(on_cards.told["groepen"])
        told = said(screen) + " ".join(_told(card) for cards in on_cards.told.values() for card in cards)
        assert ("Groot onderhoud 96 flatwoningen" in told.replace("\\", "")) is (viewer == "Corporatie A")
    assert counts == {"Corporatie A": 5, "Corporatie B": 4, "bewoner": 3}


def test_possible_ones_stand_behind_one_line(visit):
    screen = visit("analysis", werkruimte="publicatie")
    lines = [one.label for one in screen.expander if "mogelijk: plek of periode onbekend" in one.label]
    assert len(lines) == 1


def test_gaps_are_those_that_gis_finds(visit, known):
    screen = visit("analysis")
    choose(screen, "Wat wilt u zien?", "Witte vlekken")
    _, gaps = known()
    told = _table(screen, "Buurt").set_index("Buurt")
    assert len(told) == gaps["buurtcode"].nunique()
    selwerd = gaps[gaps["buurtcode"] == "BU00141000"].set_index("themagroep")
    for group in "WESGZMKV":
        count = int(selwerd.loc[group, "activities"])
        assert told.loc["Selwerd", group].startswith(str(count) if count else "–")
        assert ("▼" in told.loc["Selwerd", group]) is (selwerd.loc[group, "need"] == "below")
    assert told["Klimaat"].str.startswith("–").all()
    assert "In dit voorbeeld" in said(screen)
    assert "Dit cijfer is een signaal." in said(screen)


def test_chosen_theme_group_is_on_the_map(visit, on_map):
    screen = visit("analysis")
    choose(screen, "Wat wilt u zien?", "Witte vlekken")
    choose(screen, "Thema", "V")
    assert "Witte vlekken: Veiligheid" in [layer.title for layer in on_map.layers]


def test_without_figures_there_is_no_need_and_no_zero(visit):
    screen = visit("analysis", werkruimte="eigen")
    choose(screen, "Wat wilt u zien?", "Witte vlekken")
    told = _table(screen, "Buurt")
    assert not told.isin(["0"]).any().any()
