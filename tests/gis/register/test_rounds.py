import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import shapely

from gis.errors import StoreError
from gis.register import rounds
from gis.register.records import Drawing
from gis.register.rounds import FELT, MEANT, Round, new_key
from gis.register.store import open_store
from gis.register.visible import visible_drawings
from gis.workspace.home import Home, read_vocabulary
from tests.homes import AT, DAY

HERE = "deze werkplek"
AREA = shapely.box(232_500, 583_500, 232_600, 583_600)
QUESTIONS = (FELT, MEANT)
WRITTEN = AT.replace(tzinfo=None)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def begin(store, **other):
    asked = Round(**{"question": FELT, "meeting": "bewonersavond", **other})
    return store.begin_round(asked, questions=QUESTIONS, organisation=HERE, at=AT)


def drawing(name, *, round_id=None, **other):
    return Drawing(name, "Selwerd", "bewoner", FELT, "", DAY, AREA, round_id=round_id, **other)


def _code(call, *arguments, **options):
    with pytest.raises(StoreError) as error:
        call(*arguments, **options)
    return error.value.code


def seen(store):
    return [one.id for one in visible_drawings(store.drawings(), store.rounds())]


def test_drawings_of_a_round_exist_for_nobody_until_it_is_shown(store):
    store.add_drawings([drawing("before")])
    going = begin(store)
    store.add_drawings([drawing("A", round_id=going.id), drawing("B", round_id=going.id)])
    assert seen(store) == ["before"]
    assert store.count_drawings(going.id) == 2
    store.show_round(going.id, at=AT)
    assert seen(store) == ["before", "A", "B"]
    assert store.rounds()[0].shown_at == WRITTEN


def test_drawing_of_a_round_that_is_not_known_stays_hidden():
    assert visible_drawings([drawing("A", round_id="elsewhere")], []) == []


def test_round_keeps_what_was_asked(store):
    going = begin(store, question=MEANT, name=" Selwerd ", gemeente="GM0014", year=2024, layers=("water",))
    assert going == store.rounds()[0]
    assert (going.name, going.by, going.at, going.shown_at) == ("Selwerd", HERE, WRITTEN, None)
    assert (going.gemeente, going.year, going.layers, going.tiles) == ("GM0014", 2024, ("water",), False)


def test_one_round_at_a_time(store):
    first = begin(store)
    assert _code(begin, store) == "round_open"
    store.show_round(first.id, at=AT)
    second = begin(store)
    assert [one.id for one in store.rounds()] == [first.id, second.id]
    assert first.key != second.key


def test_of_two_who_begin_at_once_one_is_told(tmp_path):
    stores = [open_store(tmp_path / "register.sqlite") for _ in range(4)]

    def try_it(one):
        try:
            begin(one)
        except StoreError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(try_it, stores))
    assert sorted(told) == ["", "round_open", "round_open", "round_open"]
    assert len(stores[0].rounds()) == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"question": "wat u mooi vindt"}, "round_question_unknown"),
        ({"question": MEANT, "name": "  "}, "round_name_missing"),
        ({"question": MEANT, "name": "jan@voorbeeld.nl"}, "personal_data"),
        ({"meeting": "bij 06 12345678"}, "personal_data"),
    ],
)
def test_round_that_is_not_right_does_not_begin(store, asked, code):
    before = store.revision
    assert _code(begin, store, **asked) == code
    assert store.rounds() == []
    assert store.revision == before


def test_nothing_comes_into_a_round_that_was_shown(store):
    going = begin(store)
    store.show_round(going.id, at=AT)
    store.show_round(going.id, at=AT.replace(year=2030))  # once more changes nothing
    assert store.rounds()[0].shown_at == WRITTEN
    assert _code(store.add_drawings, [drawing("A", round_id=going.id)]) == "round_over"
    assert _code(store.add_drawings, [drawing("A", round_id="elsewhere")]) == "round_over"
    assert _code(store.show_round, "elsewhere", at=AT) == "round_unknown"
    assert store.drawings() == []


def test_round_has_an_end(store, monkeypatch):
    monkeypatch.setattr(rounds, "MOST_DRAWINGS", 2)
    going = begin(store)
    store.add_drawings([drawing("A", round_id=going.id), drawing("B", round_id=going.id)])
    assert _code(store.add_drawings, [drawing("C", round_id=going.id)]) == "round_full"
    store.add_drawings([drawing("B", round_id=going.id)])  # the same once more is no other
    assert store.count_drawings(going.id) == 2


@pytest.mark.parametrize("name", ["bij jan@voorbeeld.nl", "06-12345678", "9741 AB", "9741AB 12"])
def test_drawing_never_holds_data_of_a_person(store, name):
    assert _code(store.add_drawings, [drawing("A"), replace(drawing("B"), name=name)]) == "personal_data"
    assert store.drawings() == []


@pytest.mark.parametrize("name", ["Plan Oost 2", "Selwerd", "Wijk 9741", "de Buurt!"])
def test_names_of_neighbourhoods_are_no_persons(store, name):
    store.add_drawings([replace(drawing("A"), name=name)])
    assert store.drawings()[0].name == name


def test_what_the_map_showed_stands_with_the_drawing(store):
    made = drawing("A", extent=(232_000, 583_000, 233_000, 584_000), zoom=15.5)
    store.add_drawings([made, drawing("B")])
    first, second = store.drawings()
    assert (first.extent, first.zoom) == (made.extent, 15.5)
    assert (second.extent, second.zoom, second.round_id) == (None, None, None)


def test_drawings_from_before_there_were_rounds_are_seen(tmp_path):
    path = tmp_path / "register.sqlite"
    store = open_store(path)
    store.add_drawings([drawing("A")])
    with sqlite3.connect(path) as rows:
        (row,) = rows.execute("select round_id, extent, zoom from drawings").fetchall()
    assert row == (None, None, None)
    assert seen(store) == ["A"]


def test_key_cannot_be_guessed_nor_misread():
    keys = {new_key() for _ in range(1_000)}
    assert len(keys) == 1_000
    assert not set("".join(keys)) & set("ilo01 /?#%")
    assert "key" not in repr(Round(FELT))


def test_questions_are_those_of_the_vocabulary(tmp_path):
    assert read_vocabulary(Home(tmp_path)).lists["drawing_questions"] == QUESTIONS
