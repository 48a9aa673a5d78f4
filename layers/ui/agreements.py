"""Afspraken: per organisation what is late, open and done, with done and effect in one click each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from gis.workspace.agreements import BY_DECISION
from gis.workspace.decisions import see_decisions
from gis.workspace.meetings import Meeting
from layers.report import Report
from layers.ui import leading, state
from layers.ui.front import Desk
from layers.ui.lines import line
from layers.ui.text import inert


def show_agreements(desk: Desk, meeting: Meeting, report: Report) -> None:
    """Show the agreements under each organisation, and how many were done and had an effect."""
    listed, counted = st.columns([5, 2])
    with counted:
        st.subheader(report.effects.title, anchor=False)
        st.caption(report.effects.sentence)
        st.table(report.effects.table.set_index("Stand"))
    with listed:
        st.caption(report.agreements.sentence)
        told = report.agreements.table
        told_by = meeting.upkeep.agreements.set_index("id")["told_by"]
        for who in told["Wie"].drop_duplicates():
            st.subheader(inert(who), anchor=False)
            for name, row in told[told["Wie"] == who].iterrows():
                _show_line(desk, str(name), row, by_decision=told_by[name] == BY_DECISION)


def keep(desk: Desk, name: str, **said: bool | None) -> None:
    """Write down what came of a decision, and run again.

    Parameters
    ----------
    said
        ``done`` or ``effect``.
    """
    seen = see_decisions(desk.register, organisation=desk.view.organisation, audience=desk.view.audience)
    decision = next((one for one in seen if one.id == name), None)
    if decision is None:  # it may not be seen any more
        st.rerun()
    changed = replace(decision, **said)  # type: ignore[arg-type]
    desk.register.store.decide(changed, organisation=desk.view.organisation, at=desk.now)
    state.remember("melding", "Bewaard. De geschiedenis van het besluit blijft.")
    st.rerun()


def _show_line(desk: Desk, name: str, row: pd.Series, *, by_decision: bool) -> None:
    with line(f"afspraak.{name}"):
        late = row["Stand"].endswith("te laat")
        mark = f":red-badge[{inert(row['Stand'])}]" if late else f"· {inert(row['Stand'])}"
        st.markdown(
            f"**{inert(row['Waarover'])}** {mark}  \n{inert(row['Besluit'].capitalize())}, uiterlijk: {inert(row['Uiterlijk'])} · "
            f"gedaan: {row['Gedaan']} · effect: {row['Effect']}",
            width="stretch",
        )
        if not by_decision:
            if st.button("Bekijk", key=f"afspraak.{name}"):
                leading.to_record(name)
        elif desk.view.may_change:
            _ask(desk, name, row)


def _ask(desk: Desk, name: str, row: pd.Series) -> None:
    """Offer done and effect; what was said already is a filled button, and a click on it takes it back."""
    done = row["Gedaan"] == "ja"
    if st.button("Gedaan", key=f"gedaan.{name}", type="primary" if done else "secondary"):
        keep(desk, name, done=None if done else True)
    for label, word, value in (("Had effect", "ja", True), ("Geen effect", "nee", False)):
        set_so = row["Effect"] == word
        if st.button(label, key=f"effect.{word}.{name}", type="primary" if set_so else "secondary"):
            keep(desk, name, effect=None if set_so else value)
