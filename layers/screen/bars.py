"""Bars over time on screen: who does what when, a year that plays, and the money told per year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from layers.bars import Bar, Scale
from layers.screen.routes import START, file_address
from layers.style import GROUP_COLOURS

_mount = st.components.v2.component(
    "koppelkaart_bars", html='<div class="kk-plan"></div>\n', js=START, isolate_styles=False
)


@dataclass(frozen=True)
class Lanes:
    """Bars under one heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class YearMoney:
    """The money told for one year, in words; "" is not told.

    Parameters
    ----------
    year
        None for what was told without a year.
    """

    year: int | None
    label: str
    committed: str
    sought: str
    unstated: str


def show_bars(
    lanes: Sequence[Lanes],
    *,
    scale: Scale,
    money: Sequence[YearMoney],
    money_note: str,
    key: str,
    chosen: str | None = None,
) -> str | None:
    """Show the bars and return the id of the one whose name was clicked just now, else None.

    Parameters
    ----------
    scale
        The years that are shown.
    money, money_note
        What is told per year, in order, and the sentence below it.
    key
        Of this picture.
    chosen
        Id of the bar that stands out.
    """
    told = _mount(
        key=key,
        data={
            "script": file_address("bars.js"),
            "lanes": [asdict(one) for one in lanes],
            "scale": asdict(scale),
            "money": [asdict(one) for one in money],
            "moneyNote": money_note,
            "chosen": chosen,
            "colours": GROUP_COLOURS,
        },
        on_chosen_change=_nothing,
    )
    clicked = told.get("chosen")
    return clicked if clicked in {bar.id for one in lanes for bar in one.bars} else None


def _nothing() -> None:
    """Only declares that the browser may tell this; the caller reads it from the result."""
