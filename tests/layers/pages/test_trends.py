"""Verloop on the screen: what it says of the sample, one's own editions, and what stands beside the line."""

from datetime import UTC, date, datetime

from gis.register.events import DESIGNATION, Event
from gis.workspace import sample
from gis.workspace.registers import open_register
from tests.layers.pages.screens import choose, labels, press
from tests.layers.pages.screens import words as said

AT = datetime(2027, 3, 11, 10, tzinfo=UTC)


def _open(visit):
    return choose(visit("analysis"), "Wat wilt u zien?", "Verloop")


def _plain(screen):
    return said(screen).replace("\\", "")


def test_level_and_distance_are_two_sentences_and_the_table_says_the_same(visit):
    screen = _open(visit)
    told = _plain(screen)
    assert "Postcodegebied 9741" in told
    assert "De score zelf gaat vooruit: van 3,957 in 2002 naar 4,035 in 2022." in told
    assert (
        "**Het verschil met het gemiddelde wordt kleiner.** In 2002 was postcodegebied 9741 0,146 lager"
        in told
    )
    assert "Dit cijfer is een signaal. Het zegt niet waardoor het komt." in told
    assert "Dit is een postcodegebied, geen buurt" in told
    assert "Bron: Leefbaarometer 3.0, postcodegebieden 2002-2022, Ministerie van BZK (CC0)" in told
    table = screen.dataframe[0].value
    assert table.iloc[[0, -1]].to_numpy().tolist() == [
        ["2002", "3,957", "4,102", "−0,146"],
        ["2022", "4,035", "4,102", "−0,068"],
    ]
    choose(screen, "Cijfer", "won")
    assert "Voor 2002, 2008, 2012 en 2016" not in _plain(screen)
    assert "Van dit cijfer is voor 2002, 2008, 2012 en 2016 geen cijfer gepubliceerd" in _plain(screen)
    assert screen.dataframe[0].value["Verschil"].tolist().count("geen cijfer") == 4
    assert "Het verschil met het gemiddelde blijft gelijk" in _plain(screen)
    choose(screen, "Van", 2002)
    assert "**Te weinig waarnemingen.** Voor 2002 is hier geen cijfer." in _plain(screen)
    choose(screen, "Waarvan?", "Buurt")
    assert "alleen de Leefbaarometer van 2024" in _plain(screen)
    assert not screen.exception


def test_two_editions_of_the_buurten_show_what_changed(visit, home):
    scores = sample.read_place().scores
    before = scores.assign(score_jaar=2022, afw=scores["afw"] + 0.05, won=None)
    folder = home.path / "series" / "GM0014" / "buurten"
    folder.mkdir(parents=True)
    before.to_csv(folder / "scores_2022.csv", index=False)
    screen = _open(visit)
    choose(screen, "Waarvan?", "Buurt")
    choose(screen, "Buurt", "BU00141000")
    told = _plain(screen)
    assert "**Selwerd · Leefbaarometer**" in told
    assert "**Het verschil met het gemiddelde wordt groter.** In 2022 was Selwerd 0,107 lager" in told
    assert "Bron: Leefbaarometer per buurt, uitgaven 2022 en 2024, Ministerie van BZK" in told
    assert "geen buurt" not in told
    choose(screen, "Cijfer", "won")
    assert "**Te weinig waarnemingen.**" in _plain(screen)
    choose(screen, "Vergelijk met", "gemeente")
    assert not screen.exception


def test_an_event_a_cause_and_a_list_stand_beside_the_line(visit, home):
    register = open_register(home, "voorbeeld")
    listed = Event(DESIGNATION, "aandachtswijk", ("9741",), date(2010, 1, 1), date(2018, 12, 31), public=True)
    register.store.save_event(listed, vocabulary=register.vocabulary, organisation="deze werkplek", at=AT)
    screen = _open(visit)
    assert "aandachtswijk, 1 januari 2010 tot en met 31 december 2018 · staat er niet meer op" in _plain(
        screen
    )
    press(screen, "Bewaar")
    assert "Er is nog niet alles ingevuld" in _plain(screen)
    screen.text_input(key=_key(screen, "Wat is er gebeurd?")).set_value("School open")
    screen.date_input(key=_key(screen, "Vanaf", "date_input")).set_value(date(2016, 9, 1))
    press(screen, "Bewaar")
    assert "**A** · School open, sinds 1 september 2016" in _plain(screen)
    assert [one.words for one in register.store.events()] == ["aandachtswijk", "School open"]
    press(screen, "Haal weg: School open")
    assert "School open, sinds" not in _plain(screen)
    choose(screen, "U kijkt als …", "bewoner")
    choose(screen, "Wat wilt u zien?", "Verloop")
    assert "aandachtswijk" not in _plain(screen)
    assert "Zet er iets bij" not in labels(screen, "expander")


def _key(screen, label, kind="text_input"):
    return next(one for one in getattr(screen, kind) if one.label == label).key
