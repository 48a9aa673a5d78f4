"""The timeline: what is shown as bars over the years, by partner or theme group, with the money per year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from layers import words
from layers.bars import Bar, make_bars, make_scale
from layers.screen.bars import Lanes, YearMoney, show_bars
from layers.ui import cached, state
from layers.ui.front import Desk
from layers.words.money import state_words

MOST_BARS = 1000  # more is no picture any more, and too much for one message to the browser
_BY_PARTNER, _BY_GROUP = "Per organisatie", "Per thema"
_LEGEND = (
    "Vol: bestaand · gestreept: gepland · gestippeld: idee · grijs: voorbij · vervaagd: ergens daar · **?**: niet bekend · "
    "pijl: gaat door · rechte lijn: peildatum"
)


def show_planning(desk: Desk) -> None:
    """Show what passes the filters as bars over time and choose the one whose name is clicked."""
    shown = desk.shown
    if shown.empty:
        st.info("Geen activiteiten met dit filter. Zet links een filter uit of voeg een activiteit toe.")
        return
    way = st.segmented_control(
        "Hoe geordend?",
        [_BY_PARTNER, _BY_GROUP],
        default=_BY_PARTNER,
        key="tijdlijn.hoe",
        label_visibility="collapsed",
    )
    bars = make_bars(shown, reference_day=desk.reference_day)
    left_out = len(bars) - MOST_BARS
    bars = bars[:MOST_BARS]
    st.caption(_LEGEND)
    if left_out > 0:
        st.info(
            f"U ziet de {words.number(MOST_BARS)} activiteiten die het eerst beginnen; {words.number(left_out)} "
            f"staan er niet bij, maar hun geld telt wel mee. Kies links bij 'Filter de activiteiten' een thema, een "
            f"partij of een periode."
        )
    if way == _BY_GROUP:
        heads = {bar.id: f"{bar.group} · {desk.register.vocabulary.groups[bar.group]}" for bar in bars}
    else:
        told = shown["organisation"].fillna("").replace("", "organisatie onbekend")
        heads = dict(zip(shown["id"], told, strict=True))
    totals = cached.money(desk.seen_by, tuple(shown["id"]), "year")
    clicked = show_bars(
        by_head(bars, heads),
        scale=make_scale(bars, reference_day=desk.reference_day),
        money=per_year(totals),
        money_note=money_note(totals),
        key="tijdlijn",
        chosen=state.selected(),
    )
    if clicked is not None:
        state.select(clicked)


def by_head(bars: Sequence[Bar], heads: Mapping[str, str]) -> list[Lanes]:
    """Return the bars under their headings, in the order of the headings; bars keep their order.

    Parameters
    ----------
    heads
        Heading by id of the bar.
    """
    lanes: dict[str, list[Bar]] = {}
    for bar in bars:
        lanes.setdefault(heads[bar.id], []).append(bar)
    return [Lanes(title, tuple(lanes[title])) for title in sorted(lanes, key=str.casefold)]


def per_year(totals: pd.DataFrame) -> list[YearMoney]:
    """Return the money told per year in words, what was told without a year last; nothing told is no row.

    Parameters
    ----------
    totals
        Result of `gis.analysis.money.totals` by year.
    """
    return [_year_money(row) for row in totals[~totals["whole"]].to_dict("records")]


def money_note(totals: pd.DataFrame) -> str:
    """Return the sentence below the money per year."""
    years = totals[~totals["whole"]]
    if not years["sums"].sum():
        return "Bij deze activiteiten is nog geen geld genoemd. Noem het bij 'Toevoegen of wijzigen'."
    note = "Alleen geld waarbij een jaar is genoemd, staat bij dat jaar. De periode van een plan zegt niet wanneer het geld komt."
    if years["shared"].any():
        note += " Een bedrag voor meer jaren staat bij elk van die jaren heel."
    return note


def _year_money(row: Mapping[Any, Any]) -> YearMoney:
    known = not pd.isna(row["year"])
    return YearMoney(
        int(row["year"]) if known else None,
        str(row["year"]) if known else "zonder jaar",
        *(state_words(row, state=name) for name in ("committed", "sought", "unstated")),
    )
