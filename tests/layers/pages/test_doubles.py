"""Activiteiten: doen we dit al, what looks alike, merging and undoing it."""

import sys
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from tests.homes import activity
from tests.layers.pages.screens import choose, labels, press, titles, words

MOMENT = datetime(2027, 3, 11)  # noqa: DTZ001 - the peildatum of the example
EDIT = "Toevoegen of wijzigen"
ASK = "Doen we dit al? Typ waar u aan denkt"
NOBODY = "Nog niemand doet dit hier, voor zover wij weten."


def _told(screen):
    return words(screen).replace("\\", "")


@pytest.fixture
def run(monkeypatch):
    """Run a function as a page of its own; a process started later never takes it for the program."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return lambda script: AppTest.from_function(script, default_timeout=60).run()


@pytest.fixture
def mine(home):
    """Two records of one's own that look alike, and one that does not."""
    store = open_register(home, "eigen").store
    records = [
        activity("A", title="Samen eten op dinsdag", theme="ontmoeten"),
        activity("B", title="Samen eten dinsdag", theme="ontmoeten"),
        activity("C", title="Riool vervangen", theme="water en riool"),
    ]
    store.save(records, organisation="deze werkplek", at=MOMENT)
    return store


def test_what_is_typed_is_found_and_looked_at(visit):
    screen = visit("register")
    choose(screen, "Wat wilt u doen?", EDIT)
    assert NOBODY not in words(screen)
    choose(screen, ASK, "samen eten met ouderen")
    assert "Samen eten op dinsdag" in _told(screen)
    assert "wijkbedrijf (voorbeeld) · doorlopend · Selwerd" in _told(screen)
    press(screen, "Bekijk")
    assert "**Samen eten op dinsdag** wijzigen" in _told(screen)
    assert ASK not in labels(screen, "text_input")  # an activity is in hand now


def test_theme_and_neighbourhood_make_it_narrower(visit, on_map):
    screen = visit("register")
    choose(screen, "Wat wilt u doen?", EDIT)
    choose(screen, ASK, "spreekuur")
    assert _told(screen).count("Spreekuur") == 2
    choose(screen, "Binnen welk thema?", "schulden")
    assert "Spreekuur geldzorgen" in _told(screen)
    assert "Spreekuur wijkagent" not in _told(screen)
    choose(screen, "In de buurt van?", "BU00141001")
    assert NOBODY in words(screen)
    on_map.events.append(MapEvent(None, None, (6.5561, 53.2370)))
    screen.run()
    choose(screen, "In de buurt van?", "hier")
    assert NOBODY in words(screen) or " meter" in words(screen)


def test_a_concept_of_another_is_not_found(visit):
    screen = visit("register")
    choose(screen, "U kijkt als …", "Corporatie B")
    choose(screen, "Wat wilt u doen?", EDIT)
    choose(screen, ASK, "groot onderhoud flatwoningen")
    assert NOBODY in words(screen)


def test_merged_and_undone(visit, home, mine):
    screen = visit("register", werkruimte="eigen", gekozen="B")
    assert "Lijken op elkaar (1)" in labels(screen, "expander")
    screen.session_state["dubbel.open"] = True
    screen.run()
    assert "Lijkt op 'Samen eten dinsdag'" in _told(screen)
    assert "Bij samenvoegen blijft **Samen eten op dinsdag**" in _told(screen)
    press(screen, "Voeg samen")
    assert titles(home, "eigen") == {"Samen eten op dinsdag", "Riool vervangen"}
    assert mine.merged() == {"B": "A"}
    assert "'Samen eten dinsdag' is opgegaan in 'Samen eten op dinsdag'." in _told(screen)
    choose(screen, "Wat wilt u doen?", "Geschiedenis")  # of the one that stands for both
    assert "samengevoegd met een andere" in words(screen)
    choose(screen, "Wat wilt u doen?", "Lijst")
    press(screen, "Maak ongedaan")
    assert len(titles(home, "eigen")) == 3
    assert mine.merged() == {}


def test_of_another_is_shown_and_not_merged(visit):
    screen = visit("register")
    choose(screen, "U kijkt als …", "bewonersvereniging")
    assert "Lijken op elkaar (1)" in labels(screen, "expander")
    screen.session_state["dubbel.open"] = True
    screen.run()
    assert "Lijkt op 'Samen eten op dinsdag' van wijkbedrijf (voorbeeld): 76 meter uit elkaar" in _told(
        screen
    )
    assert "Voeg samen" not in labels(screen, "button")
    assert "De andere is van wijkbedrijf (voorbeeld). Overleg samen." in _told(screen)


def test_nothing_when_nothing_looks_alike(visit, home):
    screen = visit("register")
    choose(screen, "U kijkt als …", "GGD")
    assert not [one for one in labels(screen, "expander") if one.startswith(("Lijken", "Samengevoegd"))]


def _import_step():
    from layers.ui import doubles, front  # noqa: PLC0415 - the script of a page of its own

    front.set_up(painted=True)
    here = front.desk()
    twice = here.activities[here.activities["id"].isin(["F05", "F12", "F13"])]
    new = twice.assign(id=["N1", "N2", "N3"], owner="Corporatie B")
    doubles.show_doubles(here, here.activities)  # nothing of it is new
    doubles.show_doubles(here, here.activities[:0])
    doubles.show_doubles(here, new)
    doubles.show_doubles(
        here, new[new["id"] == "N1"].assign(title="Iets anders", theme="groen", kind="onbekend")
    )


def test_new_rows_that_look_like_what_is_there_are_told_before_saving(run):
    screen = run(_import_step)
    assert not screen.exception
    [sheet] = [one for one in screen.get("expander") if "Is het dubbel?" in one.label]
    assert sheet.label == "3 nieuwe rijen lijken op iets anders. Is het dubbel?"
    assert not sheet.proto.expanded  # four pairs: also the other table for the elderly
    told = _told(screen)
    assert (
        "**Riool vervangen** · Lijkt op 'Riool vervangen' van gemeente: dezelfde naam, op dezelfde plek"
        in told
    )
    assert "Lijkt op 'Samen eten op dinsdag' van wijkbedrijf (voorbeeld): 76 meter uit elkaar" in told


def test_two_new_rows_that_look_like_each_other_are_one_pair(run):
    def step():
        from layers.ui import doubles, front  # noqa: PLC0415 - the script of a page of its own

        front.set_up(painted=True)
        here = front.desk()
        one = here.activities[here.activities["id"] == "F19"].assign(title="Koken met buren", theme="groen")
        one = one.set_geometry(one.geometry.translate(3000, 3000))
        doubles.show_doubles(here, one.loc[one.index.repeat(2)].assign(id=["N1", "N2"]))

    screen = run(step)
    assert not screen.exception
    [sheet] = [one for one in screen.get("expander") if "Is het dubbel?" in one.label]
    assert (sheet.label, sheet.proto.expanded) == ("1 nieuwe rij lijkt op iets anders. Is het dubbel?", True)
    assert _told(screen).count("Lijkt op") == 1
