"""Every row of a list with what becomes of it, and the rows that a person left out before."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from gis.workspace.weighing import DROPPED, PARKED, Imported, Row
from layers import problems
from layers.ui import state
from layers.ui.text import inert
from layers.words import lists, reports

_AT_ONCE = 20  # rows left out that are told one by one
_WIDTHS = {"Wat is er?": st.column_config.Column(width=380)}  # px; the whole sentence stands at the question


def show_rows(found: Imported) -> None:
    """Show every row with what becomes of it."""
    shown = st.segmented_control(
        "Welke rijen?",
        ["Alle rijen", "Hulp nodig", "Let op"],
        default="Alle rijen",
        label_visibility="collapsed",
    )
    rows = [row for row in found.told if _belongs(row, shown)]
    if not rows:
        st.caption("Geen rijen.")
        return
    st.dataframe(pd.DataFrame([_told(row) for row in rows]), hide_index=True, column_config=_WIDTHS)


def _belongs(row: Row, shown: str | None) -> bool:
    if shown == "Hulp nodig":
        return row.fate == PARKED
    return shown != "Let op" or bool(row.verdict.remarks)


def _told(row: Row) -> Mapping[str, object]:
    activity, verdict = row.activity, row.verdict
    findings = verdict.problems if row.fate in (PARKED, DROPPED) else verdict.remarks
    return {
        "Rij": verdict.number,
        "Naam": activity.title,
        "Uitkomst": lists.fate_words(row),
        "Wat is er?": " ".join(problems.problem_sentence(one) for one in findings),
        "Thema": activity.theme,
        "Hoe ver": activity.status,
        "Wanneer": reports.told_period(activity.period),
        "Plek": lists.place_words(activity),
        "Geld": " | ".join(money.text for money in activity.money),
        "Lijst": row.file,
    }


def show_dropped(found: Imported) -> None:
    """Say how many rows a person left out before, show them, and let them be taken in after all."""
    taken: frozenset[tuple[str, int]] = state.choice("lijst.toch")
    rows = {_key(row): row for row in found.told if row.fate == DROPPED or _key(row) in taken}
    if not rows:
        return
    key = f"lijst.toch.{hash(tuple(rows))}"

    def keep() -> None:
        state.remember("lijst.toch", frozenset(state.choice(key)))

    label = lists.dropped_sentence(found) if found.dropped else "U leest eerder weggelaten rijen nu toch in."
    with st.expander(f"{label} Toon ze", icon=":material/visibility_off:", expanded=bool(taken)):
        st.multiselect(
            "Lees toch in",
            list(rows),
            default=[name for name in rows if name in taken],
            format_func=lambda name: _called(rows[name], several=len(found.columns) > 1),
            placeholder="Niets: sla deze rijen over",
            key=key,
            on_change=keep,
        )
        for row in found.dropped[:_AT_ONCE]:
            why = " ".join(problems.problem_sentence(one) for one in row.verdict.problems)
            st.caption(inert(f"{_called(row, several=len(found.columns) > 1)}. {why}"))


def _key(row: Row) -> tuple[str, int]:
    return row.file, row.verdict.number


def _called(row: Row, *, several: bool) -> str:
    of = f" · {row.file}" if several else ""
    return f"Rij {row.verdict.number} · {row.activity.title or 'zonder naam'}{of}"
