"""A list of cards beside the map: pointing at one lights up its shapes, clicking chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from layers.bars import Chart
from layers.screen.routes import START, file_address
from layers.style import GROUP_COLOURS

_mount = st.components.v2.component(
    "koppelkaart_cards", html='<ul class="kk-cards"></ul>\n', js=START, isolate_styles=False
)


@dataclass(frozen=True)
class Card:
    """One thing to choose from a list.

    Parameters
    ----------
    id
        What is told when it is clicked.
    title, lines
        Text, shown as text.
    lights
        Ids of the features on the map that light up while somebody points at it.
    mark
        A few characters in a ring before the title, as on the map.
    chart
        When its plans run, drawn as bars below the lines.
    """

    id: str
    title: str
    lines: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    mark: str = ""
    chart: Chart | None = None


def show_cards(cards: Sequence[Card], *, key: str, chart: str, chosen: str | None = None) -> str | None:
    """Show the cards and return the id of the one that was clicked just now, else None.

    Parameters
    ----------
    key
        Of this list.
    chart
        Key of the map whose shapes light up.
    chosen
        Id of the card that stands out.
    """
    told = _mount(
        key=key,
        data={
            "script": file_address("cards.js"),
            "chart": chart,
            "chosen": chosen,
            "colours": GROUP_COLOURS,
            "cards": [asdict(card) for card in cards],
        },
        on_chosen_change=_nothing,
    )
    clicked = told.get("chosen")
    return clicked if clicked in {card.id for card in cards} else None


def _nothing() -> None:
    """Only declares that the browser may tell this; the caller reads it from the result."""
