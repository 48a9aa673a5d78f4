"""Gaps that no figure tells: what nobody took or all declined, agreements that nobody sees to, money that ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from gis.analysis.unshared import DECLINED, REASONS
from gis.workspace.gaps import see_unshared
from gis.workspace.tasks import see_answers, see_declined
from layers import words
from layers.ui import cached, leading
from layers.ui.cell_table import records
from layers.ui.front import Desk
from layers.ui.gap_choices import group_names
from layers.ui.text import inert
from layers.words import reports
from layers.words.formats import listed, plural

_NAMED = 4  # buurten told by name; more are a number


def show_unshared(desk: Desk) -> None:
    """Show them by reason, each with its activity, and the way to its record."""
    told = see_unshared(
        desk.register, organisation=desk.view.organisation, audience=desk.view.audience, today=desk.today
    )
    here = desk.activities.drop_duplicates("id").set_index("id")["title"]
    told = told[told["members"].map(lambda names: any(name in here.index for name in names))]
    gaps = cached.gaps(desk.seen_by, desk.area, desk.today)
    answers = see_answers(desk.register, desk.place, audience=desk.view.audience)
    declined = see_declined(gaps, answers, gemeente=desk.place.gemeentecode)
    told = pd.concat([told, declined], ignore_index=True)
    st.caption("Dit zijn ook witte vlekken, maar er is geen cijfer dat ze laat zien.")
    if told.empty:
        st.info("Alles is verdeeld: elke activiteit heeft een partij, en er loopt geen geld of afspraak af.")
        return
    for reason in REASONS:
        rows = told[told["reason"] == reason]
        if rows.empty:
            continue
        st.markdown(f"**{words.unshared_words(reason).capitalize()}** ({len(rows)})")
        for number, row in enumerate(records(rows)):
            if reason == DECLINED:
                st.markdown(f"- {inert(_declined_line(desk, row))}")
                continue
            line, way = st.columns([6, 1], vertical_alignment="center")
            names = [here[name] for name in row["members"] if name in here.index]
            line.markdown(f"- {inert(_line(row, names))}")
            first = next(name for name in row["members"] if name in here.index)
            if way.button("Bekijk", key=f"vlekken.los.{reason}.{number}.{first}", type="tertiary"):
                leading.to_record(first)
    if desk.register.workspace.fictional:
        st.caption("In dit voorbeeld zijn de activiteiten verzonnen.")


def _declined_line(desk: Desk, row: Mapping[str, Any]) -> str:
    """Return a theme group, the buurten where nobody does it, and who was asked."""
    names = [desk.place.area_name(code) for code in row["area_codes"]]
    where = listed(names) if len(names) <= _NAMED else plural(len(names), "buurt", "buurten")
    group = group_names(desk).get(row["themagroep"], row["themagroep"])
    return f"{group} · {where} · gevraagd: {row['organisation']}"


def _line(row: Mapping[str, Any], names: list[str]) -> str:
    told = [listed(names)]
    if isinstance(row["organisation"], str) and row["organisation"]:
        told.append(row["organisation"])
    due = row["due_on"]
    if isinstance(due, pd.Timestamp) and not pd.isna(due):
        told.append(f"tot {reports.day(due.date())}")
    if isinstance(row["text"], str) and row["text"]:
        told.append(row["text"])
    return " · ".join(told)
