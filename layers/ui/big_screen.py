"""Groot scherm: one thing at a time in large letters, for a beamer; arrow keys go on, Escape goes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from layers.report import Part, Report
from layers.ui import state
from layers.ui.text import inert
from layers.words.reports import day

ON, AT = "overleg.groot", "overleg.blad"
_CHANGES_AT_ONCE = 6  # lines that fit on one sheet


@dataclass(frozen=True)
class Slide:
    """One thing: above it what it is part of, then its title and some lines."""

    over: str
    title: str
    lines: tuple[str, ...] = ()


def offer() -> None:
    """Offer the large screen."""
    if st.button(
        "Groot scherm",
        icon=":material/fullscreen:",
        help="Eén ding tegelijk, in grote letters",
        key="beamer",
    ):
        state.remember(AT, 0)
        state.remember(ON, value=True)
        st.rerun()


def show_big(report: Report) -> None:
    """Show the slide that somebody is at, with the way on and back."""
    slides = list(make_slides(report))
    at = min(int(state.choice(AT) or 0), len(slides) - 1)
    slide = slides[at]
    with st.container(key="groot"):
        made = "verzonnen voorbeeld (fictief) · " if report.fictional else ""
        st.caption(f"{made}peildatum {day(report.reference_day)} · {at + 1} van {len(slides)}")
        st.markdown(inert(slide.over))
        st.title(inert(slide.title), anchor=False)
        for line in slide.lines:
            st.markdown(inert(line))
    with st.container(key="groot_knoppen", horizontal=True):
        if st.button("Vorige", shortcut="Left", disabled=at == 0):
            _go(at - 1)
        if st.button("Volgende", shortcut="Right", type="primary", disabled=at + 1 == len(slides)):
            _go(at + 1)
        if st.button("Terug", shortcut="Esc"):
            state.remember(ON, value=False)
            st.rerun()


def make_slides(report: Report) -> Iterator[Slide]:
    """Give the agenda first, then each thing on it, then what changed."""
    yield Slide("Agenda", report.summary, ("Ga verder met de pijltjestoetsen.",))
    for part, head, lines in (
        (report.open, "Waarover", ("Besluit", "Wie", "Uiterlijk", "Stand", "Wat nu?")),
        (report.stale, "Plan", ("Wie", "Laatst bevestigd", "Wat nu?")),
        (report.groups, "Groep", ("Plannen", "Wie", "Geld")),
        (report.money, "Activiteit", ("Geld", "Tot en met", "Wat nu?")),
    ):
        yield from _each(part, head, lines)
    told = [f"{row['Wat']}: {row['Verandering']}" for row in report.changes.table.to_dict("records")]
    for first in range(0, max(len(told), 1), _CHANGES_AT_ONCE):
        yield Slide(
            report.changes.title, report.changes.sentence, tuple(told[first : first + _CHANGES_AT_ONCE])
        )


def _each(part: Part, head: str, lines: tuple[str, ...]) -> Iterator[Slide]:
    for row in part.table.to_dict("records"):
        told = (row[name] if name.endswith("?") else f"{name}: {row[name]}" for name in lines)
        yield Slide(part.title, str(row[head]), tuple(str(line) for line in told))


def _go(number: int) -> None:
    state.remember(AT, number)
    st.rerun()
