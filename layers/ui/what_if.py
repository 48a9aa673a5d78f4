"""What if plans move: choose by how many months, see which groups come and go; nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from gis.analysis.packages import MOST_FLEXIBLE
from gis.analysis.phases import find_turned
from gis.analysis.rewards import find_moves
from gis.analysis.shifts import WhatIf
from gis.errors import TableError
from gis.workspace.answers import Chances
from layers import listings, messages
from layers.ui import asking, chances, state
from layers.ui.asking import Months, Question
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import plural, span_of_months
from layers.words.shifts import effect_lines, gain_words, months_words, turned_lines

_MOVED = "wat_als"  # months by id; of this session alone
_TURN = "wat_als.beurt"  # the sliders of a later turn are others, so that they show what holds then
_PACKAGE = "wat_als.pakket"
_MOST_MONTHS = 36
_AT_ONCE = 100  # plans that may move, for which the best shifts are worked out without asking
_OVER = ("voorbij", "bestaand")


def moved_months(found: Chances) -> Months:
    """Return by how many months which plans move now, as far as they are there and may move."""
    fixed = dict(zip(found.activities["id"], found.activities["fixed_date"], strict=True))
    told: Mapping[str, int] = state.choice(_MOVED) or {}
    return tuple(sorted((one, by) for one, by in told.items() if by and one in fixed and not fixed[one]))


def show_what_if(desk: Desk, found: Chances, asked: Question) -> Chances:
    """Show the controls and what the shifts do, and return the chances as they would be."""
    months = moved_months(found)
    titles = listings.titles_of(found.activities)
    slack = st.slider("Hoeveel maanden mag een plan schuiven?", 1, _MOST_MONTHS, key="watals.ruimte")
    with st.container(height=480, border=False, key="kansenlijst"):
        _choose_shift(found, dict(months), int(slack))
        shown = found
        if months:
            shown, told = asking.shifted(asked, months)
            _show_moved(found, shown, dict(months), titles)
            _show_effects(told, titles)
        _offer_best(desk, found, asked, int(slack), titles)
        if months:
            st.markdown("**Wat als: deze groepen zijn er dan**")
            chances.show_groups(desk, shown, asked.reach, key="groepen.watals")
    return shown


def show_banner(found: Chances) -> None:
    """Say above the map that what it shows is no more than a question."""
    months = moved_months(found)
    with st.container(key="strook.watals", horizontal=True, vertical_alignment="center"):
        if not months:
            st.markdown("**Wat als** · er schuift nog niets.", width="stretch")
            return
        count = plural(len(months), "plan schuift", "plannen schuiven")
        st.markdown(f"**Wat als** · {count}.", width="stretch")
        st.button("Terug naar de plannen zoals ze zijn", on_click=_put, args=({},), width="content")


def _choose_shift(found: Chances, months: dict[str, int], slack: int) -> None:
    """Let one plan be chosen and moved; what has a fixed date says that it never does."""
    plans = found.activities[
        ~found.activities["shown_as"].isin(_OVER) & ~found.activities["framework"].astype(bool)
    ].sort_values("title", key=lambda names: names.str.casefold())
    told = plans.set_index("id")
    chosen = st.selectbox(
        "Schuif zelf een plan",
        list(told.index),
        index=None,
        placeholder="Kies een plan",
        format_func=lambda name: _plan_words(told.loc[name]),
        key="wat_als.plan",
    )
    if chosen is None:
        return
    row = told.loc[chosen]
    if row["fixed_date"]:
        st.info(f"De datum van {inert(row['title'])} staat vast. Die schuift nooit.")
        return
    if pd.isna(row["start_earliest"]) and pd.isna(row["end_latest"]):
        st.info(f"Van {inert(row['title'])} is de periode onbekend. Vul die eerst in bij Activiteiten.")
        return
    key = f"wat_als.{state.choice(_TURN) or 0}.{slack}.{chosen}"
    st.slider(
        "Maanden: links eerder, rechts later",
        -slack,
        slack,
        max(-slack, min(slack, months.get(chosen, 0))),
        key=key,
        on_change=_take_slider,
        args=(key, chosen, months),
    )


def _plan_words(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    when = row["period_text"] or "periode onbekend"
    return f"{row['title']} · {when}" + (" · datum staat vast" if row["fixed_date"] else "")


def _show_moved(found: Chances, shown: Chances, months: Mapping[str, int], titles: Mapping[str, str]) -> None:
    """Tell per plan that moves how far, to when, and offer to leave it where it was."""
    was, now = (some.activities.set_index("id") for some in (found, shown))
    for name, by in months.items():
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            dates = (_day(now.loc[name], side) for side in ("start_earliest", "end_latest"))
            told = f"**{inert(titles[name])}** {months_words(by)}: was {inert(was.loc[name, 'period_text'])}"
            st.markdown(f"{told}, wordt {span_of_months(*dates)}", width="stretch")
            left = {one: count for one, count in months.items() if one != name}
            st.button("✕", key=f"wat_als.weg.{name}", on_click=_put, args=(left,), help="Laat dit plan staan")
    for line in turned_lines(
        find_turned(found.activities, {one: (by,) for one, by in months.items()}), titles
    ):
        st.warning(inert(line))


def _day(row: Any, name: str) -> date | None:  # noqa: ANN401 - a row of a frame
    return None if pd.isna(row[name]) else row[name].date()


def _show_effects(told: WhatIf, titles: Mapping[str, str]) -> None:
    lines = effect_lines(told, titles)
    if not lines:
        st.info("Dit verandert niets aan de groepen.")
    for line in lines:
        st.markdown(f"- {inert(line)}")


def _offer_best(desk: Desk, found: Chances, asked: Question, slack: int, titles: Mapping[str, str]) -> None:
    """Tell the three shifts that matter most and the best package, each with a button that tries it here."""
    moves = find_moves(found.activities, slack=slack, reference_day=desk.reference_day)
    sheet = st.expander(
        "De drie verschuivingen die het meest opleveren",
        expanded=len(moves) <= _AT_ONCE,
        on_change="rerun",
    )
    if sheet.open:  # takes long with many plans
        with sheet:
            _offer_shifts(asked, moves, slack, titles)
    with st.expander("Beste pakket: welke plannen samen schuiven?", expanded=bool(state.choice(_PACKAGE))):
        _offer_package(asked, moves, slack, titles)


def _offer_shifts(asked: Question, moves: Iterable[str], slack: int, titles: Mapping[str, str]) -> None:
    st.caption(
        "Een plan met een vaste datum schuift nooit; wat al loopt ook niet. Fasen houden hun volgorde."
    )
    best = asking.best_shifts(asked, tuple((name, slack) for name in moves))
    if not best:
        st.caption("Geen enkele verschuiving levert iets op.")
    for one in best:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            effects = effect_lines(one.what_if, titles)[:1]
            told = f"**{inert(titles[one.id])}** {months_words(one.months)} {gain_words(one.gain)}."
            st.markdown(" ".join([told, *map(inert, effects)]), width="stretch")
            st.button("Probeer", key=f"wat_als.probeer.{one.id}", on_click=_put, args=({one.id: one.months},))


def _offer_package(
    asked: Question, moves: Mapping[str, object], slack: int, titles: Mapping[str, str]
) -> None:
    chosen = st.multiselect(
        "Welke plannen mogen schuiven?",
        list(moves),
        default=list(moves)[:MOST_FLEXIBLE],
        format_func=lambda name: titles[name],
        placeholder="Kies plannen",
        key="wat_als.mogen",
    )
    st.button("Zoek het beste pakket", on_click=state.remember, args=(_PACKAGE, True), disabled=not chosen)
    if not state.choice(_PACKAGE) or not chosen:
        return
    try:
        package = asking.best_package(asked, tuple((name, slack) for name in chosen))
    except TableError as error:
        st.info(inert(messages.sentence(error)))
        return
    if not package.months:
        st.info("Geen enkel pakket levert meer op dan de plannen zoals ze zijn.")
        return
    sure = "meer kan niet" if package.exact else "misschien kan het nog beter"
    st.markdown(f"Dit pakket {gain_words(package.gain)}; {sure}.")
    st.markdown(
        "\n".join(f"- {inert(titles[name])}: {months_words(by)}" for name, by in package.months.items())
    )
    st.button("Probeer dit pakket", type="primary", on_click=_put, args=(package.months,))


def _take_slider(key: str, chosen: str, months: Mapping[str, int]) -> None:
    state.remember(_MOVED, {**months, chosen: int(state.choice(key))})


def _put(months: Mapping[str, int]) -> None:
    state.remember(_MOVED, dict(months))
    state.remember(_TURN, (state.choice(_TURN) or 0) + 1)
