"""Wat is er veranderd?: since a day that can be chosen, by what happened."""

from __future__ import annotations

from datetime import date

import streamlit as st

from gis.workspace.meetings import Meeting
from layers.report import Report
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.meeting import since_sentence


def chosen_day(desk: Desk) -> date | None:
    """Return the day that was chosen to look back to in this workspace; None when none was."""
    day = state.choice(_name(desk))
    return day if isinstance(day, date) else None


def show_changes(desk: Desk, meeting: Meeting, report: Report) -> None:
    """Ask since when, and show what happened since, under a heading per kind."""
    key = f"{_name(desk)}.veld"
    asked, told = st.columns([1, 3], vertical_alignment="bottom")
    with asked:
        st.date_input(
            "Sinds welke dag?",
            value=meeting.since.day,
            max_value=desk.reference_day,
            format="DD-MM-YYYY",
            key=key,
            on_change=lambda: state.remember(_name(desk), state.choice(key)),
        )
    with told:
        st.markdown(
            f"{since_sentence(meeting.since, asked=chosen_day(desk) is not None)} "
            f"**{inert(report.changes.sentence)}**"
        )
    for kind, rows in report.changes.table.groupby("Wat", sort=False):
        st.subheader(f"{kind} ({len(rows)})", anchor=False)
        st.markdown("\n".join(f"- {inert(line)}" for line in rows["Verandering"]))


def _name(desk: Desk) -> str:
    return f"overleg.sinds.{desk.view.workspace}"
