"""The agenda: open decisions, plans to confirm, groups to decide on, money that ends; each with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from gis.workspace.agreements import BY_DECISION
from gis.workspace.meetings import Meeting
from layers import words
from layers.report import Part, Report
from layers.ui import agreements, leading, state
from layers.ui.front import Desk
from layers.ui.lines import line
from layers.ui.text import inert

MOST_LINES = 12  # of one part; more is no agenda any more, and slow to draw


def show_agenda(desk: Desk, meeting: Meeting, report: Report) -> None:
    """Show the agenda in two columns, what asks for an answer today on the left."""
    left, right = st.columns(2)
    with left:
        _head(report.open)
        told_by = dict(
            zip(meeting.upkeep.agreements["id"], meeting.upkeep.agreements["told_by"], strict=True)
        )
        for name, row in _rows(report.open):
            _show_open(desk, name, row, by_decision=told_by[name] == BY_DECISION)
        _head(report.stale)
        owners = dict(zip(meeting.activities["id"], meeting.activities["owner"], strict=True))
        stale = meeting.upkeep.stale
        overdue = set(stale.loc[stale["overdue"], "id"])
        for name, row in _rows(report.stale):
            mine = owners[name] == desk.view.organisation
            _show_stale(desk, name, row, may_confirm=mine and name not in overdue)
    with right:
        _head(report.groups)
        for name, row in _rows(report.groups):
            _show_group(name, row)
        if len(meeting.groups) > len(report.groups.table):
            more = len(meeting.groups) - len(report.groups.table)
            st.caption(
                f"{words.plural(more, 'andere groep staat', 'andere groepen staan')} op de pagina Kansen."
            )
        _head(report.money)
        for name, row in _rows(report.money):
            with line(f"geld.{name}"):
                _tell(row["Activiteit"], f"{row['Geld']}, tot en met {row['Tot en met']}", row["Wat nu?"])
                if st.button("Bekijk", key=f"geld.{name}"):
                    leading.to_record(name.rpartition("/")[0])


def _show_open(desk: Desk, name: str, row: Mapping[str, str], *, by_decision: bool) -> None:
    with line(f"open.{name}"):
        until = row["Uiterlijk"]
        told = f"{row['Besluit']}, {row['Wie']}" + (f", uiterlijk {until}" if until[0].isdigit() else "")
        _tell(row["Waarover"], f"{told[:1].upper()}{told[1:]}", row["Wat nu?"], mark=row["Stand"])
        if by_decision and desk.view.may_change:
            if st.button("Gedaan", key=f"agenda.{name}"):
                agreements.keep(desk, name, done=True)
        elif not by_decision and st.button("Bekijk", key=f"agenda.{name}"):
            leading.to_record(name)


def _show_stale(desk: Desk, name: str, row: Mapping[str, str], *, may_confirm: bool) -> None:
    with line(f"plan.{name}"):
        _tell(row["Plan"], f"Laatst bevestigd: {row['Laatst bevestigd']}", row["Wat nu?"])
        if may_confirm and desk.view.may_change and st.button("Ja, nog actueel", key=f"actueel.{name}"):
            _confirm(desk, name)
        if st.button("Bekijk", key=f"plan.{name}"):
            leading.to_record(name)


def _show_group(name: str, row: Mapping[str, str]) -> None:
    with line(f"groep.{name}"):
        st.markdown(f"**{row['Nr.']} · {inert(row['Groep'])}**  \n{inert(row['Plannen'])}", width="stretch")
        if st.button("Bekijk", key=f"groep.{name}"):
            leading.to_chance(name)


def _confirm(desk: Desk, name: str) -> None:
    store = desk.register.store
    there = next((one for one in store.activities() if one.id == name), None)
    if there is None:  # withdrawn meanwhile
        st.rerun()
    confirmed = replace(there, confirmed_on=desk.reference_day)
    store.save([confirmed], organisation=desk.view.organisation, at=desk.now)
    state.remember("melding", f"Nog actueel: {inert(there.title)}.")
    st.rerun()


def _head(part: Part) -> None:
    st.subheader(part.title, anchor=False)
    if part.table.empty:
        st.caption(part.sentence)
    elif len(part.table) > MOST_LINES:
        st.caption(f"{part.sentence} De eerste {MOST_LINES} staan hier, alle staan in het verslag.")


def _rows(part: Part) -> list[tuple[str, Mapping[str, str]]]:
    shown = part.table.head(MOST_LINES)
    return [
        (str(name), {str(head): str(cell) for head, cell in row.items()})
        for name, row in zip(shown.index, shown.to_dict("records"), strict=True)
    ]


def _tell(title: str, told: str, todo: str, *, mark: str = "") -> None:
    late = f" :red-badge[{inert(mark)}]" if mark.endswith("te laat") else ""
    st.markdown(f"**{inert(title)}**{late}  \n{inert(told)}. {inert(todo)}", width="stretch")
