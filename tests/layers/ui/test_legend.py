"""The legend: small pictures of our own making, each thing said once."""

from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from layers.layer import Layer
from layers.style import NO_FIGURE, Mark, activity_mark
from layers.ui.legend import short_marks, show_legend, swatch

GROUPS = {"W": "Wonen", "E": "Energie"}


def _picture(mark):
    quoted = swatch(mark).partition("data:image/svg+xml,")[2].removesuffix('">')
    return ET.fromstring(unquote(quoted))  # noqa: S314 - our own text


@pytest.mark.parametrize(
    "mark",
    [
        NO_FIGURE,
        activity_mark("W", "bestaand", label="Wonen"),
        activity_mark("E", "gepland", label="Energie"),
        Mark("3", "3", fill="#112233"),
        Mark("<b>", "x", letter="<"),
    ],
)
def test_swatch_is_a_picture_of_the_mark(mark):
    told = swatch(mark)
    assert told.startswith('<img alt=""')
    assert told.count("<") == 1  # everything of the picture is quoted
    picture = _picture(mark)
    shape = next(one for one in picture.iter() if one.tag.endswith("rect") and one.get("x") == "2")
    assert shape.get("stroke-dasharray") == (mark.dash or None)
    assert shape.get("fill") == ("url(#h)" if mark.hatch else mark.fill or "none")
    letters = [one.text for one in picture.iter() if one.tag.endswith("text")]
    assert letters == ([mark.letter] if mark.letter else [])


def test_groups_and_steps_stand_there_once():
    marks = [activity_mark(group, step, label="") for group in GROUPS for step in ("gepland", "idee")]
    letters, steps = short_marks(marks, groups=GROUPS)
    assert [(mark.letter, mark.label) for mark in letters] == [("W", "Wonen"), ("E", "Energie")]
    assert [(mark.letter, mark.label, bool(mark.dash)) for mark in steps] == [
        ("", "gepland", True),
        ("", "idee", True),
    ]


def test_what_is_special_is_explained_after_the_steps():
    mark = activity_mark("Z", "voorbij", label="Z Zorg, voorbij, geldt voor het hele gebied")
    special = Mark("Z|voorbij|heel gebied", mark.label, fill="#fff")
    letters, steps = short_marks([special], groups={"Z": "Zorg"})
    assert [one.label for one in letters] == ["Zorg"]
    assert [one.label for one in steps] == ["voorbij", "geldt voor het hele gebied"]


def test_group_of_a_gemeente_itself_has_its_letter():
    letters, _ = short_marks([activity_mark("Q", "idee", label="")], groups={})
    assert [(mark.letter, mark.label) for mark in letters] == [("Q", "Q")]


def test_only_what_fills_the_map_itself_has_no_ground_of_its_own(monkeypatch):
    """In the dark the others get the ground that they have on the map."""
    told = []
    monkeypatch.setattr("layers.ui.legend.st.html", told.append)
    classes = Mark("1", "vlak", fill="#112233"), Mark("2", "geen vlak", fill="")
    shown = {"classes": ("area", classes), "borders": ("area", classes[1:]), "drawn": ("drawing", classes)}
    layers = [
        Layer(id=name, title=name, kind=kind, features="", marks=marks)
        for name, (kind, marks) in shown.items()
    ]
    show_legend(layers, groups={})
    assert told[0].count("kk-row") == 5
    assert told[0].count("kk-lowest") == 2
