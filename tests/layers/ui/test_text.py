"""Text of others shows as it is."""

import pytest

from layers.ui.text import inert

UNSEEN = "\u2060"  # in an address, so that it is no link
MARKS = "\\`*_{}[]()#+-.!|~<>$:&"


@pytest.mark.parametrize(
    "told",
    [
        "![x](https://elders.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "$a$ :red[rood] :material/home: **vet** ~~weg~~ | cel |",
        "# kop",
        "- lijst",
        "&lt;script&gt;",
    ],
)
def test_every_mark_is_escaped_and_nothing_else_changes(told):
    shown = inert(told)
    assert shown.replace("\\", "").replace(UNSEEN, "") == told.replace("\\", "")
    unescaped = [
        mark for before, mark in zip(" " + shown, shown, strict=False) if mark in MARKS[1:] and before != "\\"
    ]
    assert unescaped == []


@pytest.mark.parametrize(
    "told", ["https://elders.example", "HTTP://elders.example", "zie www.elders.example"]
)
def test_an_address_is_no_link(told):
    assert UNSEEN in inert(told)


def test_backslash_cannot_undo_the_escape():
    assert inert("\\*") == "\\\\\\*"


def test_plain_words_and_numbers_stay():
    assert inert("Taalcafé ’t Hoekje") == "Taalcafé ’t Hoekje"
    assert inert(12) == "12"
