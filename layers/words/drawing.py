"""What is said to people who draw, on the screen and on a phone."""

from __future__ import annotations

from gis.register.rounds import FELT, MEANT
from gis.workspace.drawings import Outline
from layers.words.formats import plural
from layers.words.perceived import hectares

_WHO = {FELT: "bewoners: de buurt waar u zich thuis voelt", MEANT: "professionals: het gebied dat u bedoelt"}
ROLE = "Wie tekende? (een rol, geen naam)"


def asked(question: str, name: str = "") -> str:
    """Return what people are asked to draw.

    Examples
    --------
    >>> asked("het gebied dat u bedoelt", "Selwerd")
    "Teken het gebied dat u bedoelt als u 'Selwerd' zegt."
    """
    if question == FELT:
        return "Teken de buurt waar u zich thuis voelt. Hoe noemt u die?"
    if question == MEANT and name:
        return f"Teken het gebied dat u bedoelt als u '{name}' zegt."
    return f"Teken {question}." if question.startswith("het") else f"Teken de buurt {question}."


def who_is_asked(question: str) -> str:
    """Return the question with whom it is for."""
    return _WHO.get(question, question)


def mended(outline: Outline) -> str:
    """Return what became of a line that crossed itself; the area before counts a knot as it was drawn."""
    return (
        "De lijn kruiste zichzelf. Die knoop is eruit gehaald: "
        f"met de knoop telde het gebied {hectares(outline.before_m2)}, nu {hectares(outline.area_m2)}."
    )


def hidden(count: int) -> str:
    """Return how many drawings nobody sees yet.

    Examples
    --------
    >>> hidden(4), hidden(0)
    ('4 tekeningen, nog verborgen', 'nog geen tekeningen')
    """
    return f"{plural(count, 'tekening', 'tekeningen')}, nog verborgen" if count else "nog geen tekeningen"


def phones(busy: int, drawings: int) -> str:
    """Return how many phones draw, and how many drawings came in.

    Examples
    --------
    >>> phones(3, 5), phones(1, 0)
    ('Er zijn 3 telefoons bezig, 5 tekeningen binnen.', 'Er is 1 telefoon bezig, nog geen tekeningen binnen.')
    """
    verb = "is" if busy == 1 else "zijn"
    inside = plural(drawings, "tekening", "tekeningen") if drawings else "nog geen tekeningen"
    return f"Er {verb} {plural(busy, 'telefoon', 'telefoons')} bezig, {inside} binnen."
