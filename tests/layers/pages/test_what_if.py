"""Weights, what is only possible, plans that move, and what themes do for each other: on the screen."""

from datetime import UTC, datetime

import pytest

from gis.workspace.registers import open_register
from layers.ui import state
from tests.layers.pages.screens import choose, control, labels, press
from tests.layers.pages.screens import words as said

AT = datetime(2027, 3, 11, 10, tzinfo=UTC)
GROUP = "In het najaar van 2027 komen hier 6 plannen samen."


def _plain(screen):
    return said(screen).replace("\\", "")


def test_weights_change_the_points_and_the_standard_comes_back(visit, on_cards):
    screen = visit("analysis")
    before = on_cards.told["paren.zeker"]
    assert before[0].lines[-1].startswith("100 punten (plek 30 + tijd 25 + thema 30 + schuiven 15) · ")
    over = [card for card in before if "Dat is voorbij: klopt de tijd nog?" in " ".join(card.lines)]
    assert [card.id for card in over] == ["F08+F24"]  # before 1 July 2026, and the peildatum is in 2027
    ends = {
        card.lines[-1].rsplit(" · ", 1)[-1]
        for card in before
        if card.title == "Koppelkans" and card not in over
    }
    assert ends == {"blijft in de top 10", "hangt af van de weging"}
    choose(screen, "Plek", 0.0)
    assert on_cards.told["paren.zeker"][0].lines[-1].startswith("70 punten (plek 0 + tijd 25")
    screen.switch_page("layers/pages/about.py").run().switch_page("layers/pages/analysis.py").run()
    assert control(screen, "Plek").value == 0.0
    press(screen, "Terug naar de standaard")
    assert on_cards.told["paren.zeker"] == before
    press(screen, "Pas de weging aan op wat u nuttig vond")
    assert "nog te weinig oordelen" in _plain(screen)


def test_weights_follow_votes_when_somebody_says_so(visit, home, on_cards):
    store = open_register(home, "voorbeeld").store
    screen = choose(visit("analysis"), "U kijkt als …", "gemeente")
    kansen = [card.id.split("+") for card in on_cards.told["paren.zeker"] if card.title == "Koppelkans"]
    for number, (one, other) in enumerate(kansen[:24]):
        store.vote(one, other, useful=number % 3 == 0, organisation="gemeente", at=AT)
    press(screen, "Pas de weging aan op wat u nuttig vond")
    table = next(one.value for one in screen.dataframe if "Plaats straks" in one.value)
    assert list(table["Plaats straks"]) == list(range(1, len(table) + 1))
    assert "Op grond van 24 oordelen" in _plain(screen)
    assert control(screen, "Plek").value == 30.0
    press(screen, "Neem deze weging over")
    told = [control(screen, name).value for name in ("Plek", "Tijd", "Thema", "Ruimte om te schuiven")]
    assert sum(told) == pytest.approx(100)
    assert told != [30.0, 25.0, 30.0, 15.0]


def test_what_is_possible_opens_who_can_fill_in_what(visit, home):
    screen = visit("analysis", werkruimte="publicatie")
    assert "Nog 45 mogelijk: plek of periode onbekend." in labels(screen, "expander")
    assert not [name for name in labels(screen, "button") if name == "Vul aan"]
    screen.session_state["mogelijk.open"] = True
    screen.run()
    assert "**sociaal wijkteam**" in said(screen)
    assert "plek onbekend, periode onbekend" in _plain(screen)
    screen.button("vulaan.S05").click().run()
    assert screen.session_state["gekozen"] == "S05"
    assert control(screen, "Naam")


def test_riool_18_months_earlier_joins_the_first_group(visit, home, on_cards, on_map):
    screen = choose(visit("analysis"), "U kijkt als …", "gemeente")
    revision = open_register(home, "voorbeeld").store.revision
    choose(screen, "Wat wilt u zien?", "Wat als plannen schuiven?")
    assert "**Riool vervangen** 16 maanden eerder brengt" in _plain(screen)
    choose(screen, "Schuif zelf een plan", "F21")
    assert "De datum van Stroomnet verzwaren staat vast. Die schuift nooit." in _plain(screen)
    choose(screen, "Schuif zelf een plan", "F05")
    choose(screen, "Maanden: links eerder, rechts later", -18)
    told = _plain(screen)
    assert "Riool vervangen** 18 maanden eerder: was 2029, wordt van juli 2027 tot en met juni 2028" in told
    assert f"‘Riool vervangen’ komt erbij. {GROUP} Straat open: nu 3 keer, samen 1 keer." in told
    assert "Vervalt: ‘Warmtenet, deel 2’ en ‘Riool vervangen’ komen niet meer samen." in told
    assert "**Wat als** · 1 plan schuift." in told
    assert on_cards.told["groepen.watals"][0].title == GROUP
    assert "Wat als: waar plannen samenkomen" in [layer.title for layer in on_map.layers]
    press(screen, "Zoek het beste pakket")
    assert "meer kan niet" in _plain(screen)
    press(screen, "Probeer dit pakket")
    assert "plannen schuiven." in _plain(screen)
    press(screen, "Terug naar de plannen zoals ze zijn")
    assert "er schuift nog niets" in _plain(screen)
    assert "Wat als: waar plannen samenkomen" not in [layer.title for layer in on_map.layers]
    assert open_register(home, "voorbeeld").store.revision == revision


def test_a_phase_that_passes_the_next_one_is_told(visit):
    screen = choose(visit("analysis"), "U kijkt als …", "gemeente")
    choose(screen, "Wat wilt u zien?", "Wat als plannen schuiven?")
    choose(screen, "Schuif zelf een plan", "F01a")
    choose(screen, "Maanden: links eerder, rechts later", 3)
    told = "‘Warmtenet, deel 2’ begint dan voordat ‘Warmtenet, deel 1’ klaar is: het zijn fasen van één plan."
    assert told in _plain(screen)
    press(screen, "Terug naar de plannen zoals ze zijn")
    assert "klaar is" not in _plain(screen)


def test_partners_say_what_themes_do_for_each_other_in_versions(visit, home, on_cards):
    screen = choose(visit("analysis"), "U kijkt als …", "gemeente")
    choose(screen, "Wat wilt u zien?", "Wat versterkt elkaar?")
    choose(screen, "Het ene thema", "energie")
    choose(screen, "Het andere thema", "openbare ruimte")
    assert "Standaard: versterkt sterk." in said(screen)
    control(screen, "Wat doen ze voor elkaar?").set_value("belemmert")
    control(screen, "Waarom? (geen namen van personen)").set_value("Te druk in de straat.")
    press(screen, "Bewaar als nieuwe versie")
    store = open_register(home, "voorbeeld").store
    newest = store.interactions()[0]
    assert newest.values == {("energie", "openbare ruimte"): -2}
    assert (newest.organisation, newest.note) == ("gemeente", "Te druk in de straat.")
    row = screen.dataframe[0].value.iloc[0]
    assert (row["Standaard"], row["De partners"], row["Wie"]) == ("versterkt sterk", "belemmert", "gemeente")
    store.save_interactions(
        {}, vocabulary=open_register(home, "voorbeeld").vocabulary, version=1, organisation="GGD", at=AT
    )
    control(screen, "Wat doen ze voor elkaar?").set_value("neutraal")
    press(screen, "Bewaar als nieuwe versie")
    assert "Iemand anders heeft intussen bewaard" in _plain(screen)
    choose(screen, "Welke versie?", 1)
    press(screen, "Ga terug naar deze versie")
    newest = store.interactions()[0]
    assert (newest.number, newest.values) == (3, {("energie", "openbare ruimte"): -2})
    choose(screen, "U kijkt als …", state.RESIDENT)
    assert control(screen, "Wat wilt u zien?").value == "Koppelkansen"
