"""One cell of the witte vlekken: who is there, the figure, what would change it, and what a party can do."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from gis.analysis.begun import Moment
from gis.analysis.matrices import CITY, HERE, REACHING, WIDER, list_cell
from gis.register.tasks import TaskAnswer
from gis.workspace.tasks import answers_in, list_parties
from layers.ui import cached, gap_answers, quick_add
from layers.ui.cell_table import records
from layers.ui.front import Desk
from layers.ui.gap_choices import Cell, group_names, themes_of
from layers.ui.text import inert
from layers.words import gaps as words
from layers.words import plural

MOST = 4  # activities told by name; the rest is a number, and on the map


def listed(desk: Desk, cell: Cell, moment: Moment) -> pd.DataFrame:
    """Return what there is in a cell at a moment, as `gis.analysis.matrices.list_cell` gives it."""
    return list_cell(
        cached.placed(desk.seen_by, desk.area),
        code=cell.code,
        row=cell.row,
        reference_day=desk.reference_day,
        moment=moment,
        by=cell.by,
    )


def show_cell(
    desk: Desk, gap: pd.DataFrame, cell: Cell, *, moment: Moment, answers: Sequence[TaskAnswer]
) -> None:
    """Show what one cell holds.

    Parameters
    ----------
    gap
        The row of `gis.workspace.gaps.see_gaps` of the cell; empty when the buurt has no outline.
    """
    name = cell.theme or group_names(desk)[cell.group]
    with st.container(key="vlek", height=300, border=True):
        st.markdown(f"**{inert(desk.place.area_name(cell.code))} · {inert(name)}**")
        if gap.empty:
            st.caption("Van deze buurt is hier geen grens, dus wij tellen er niets.")
            return
        row = records(gap)[0]
        about = answers_in(answers, row=cell.group, code=cell.code, gemeente=desk.place.gemeentecode)
        if desk.view.may_change:
            _offer(desk, cell, answers=answers)
        _show_there(listed(desk, cell, moment))
        for one in about:
            st.markdown(f"- {inert(words.answer_line(one, gemeente=desk.place.gemeentecode))}")
        _show_figure(desk, row)
        if row["gap"]:
            st.markdown("**Wat zou het veranderen?**")
            st.markdown("\n".join(f"- {inert(line)}" for line in words.change_lines(row)))


def _offer(desk: Desk, cell: Cell, *, answers: Sequence[TaskAnswer]) -> None:
    themes = [cell.theme] if cell.theme else themes_of(desk, cell.group)
    with st.container(key="vlekknoppen", horizontal=True):
        quick_add.offer_idea(desk, key=f"vlek.idee.{cell.code}.{cell.row}", themes=themes, code=cell.code)
        gap_answers.offer_answers(
            desk,
            row=cell.group,
            area=cell.code,
            answers=answers,
            parties=list_parties(desk.register, desk.activities, answers),
        )


def _show_there(told: pd.DataFrame) -> None:
    """Name who does something here first, then what is for everybody, then what is only an idea or later."""
    here = told[told["begun"] & told["where"].isin([HERE, REACHING])]
    if here.empty:
        st.markdown("Niemand doet hier iets op dit thema.")
    else:
        _name(plural(len(here), "activiteit", "activiteiten"), here)
    wide = told[told["begun"] & told["where"].isin([CITY, WIDER])]
    if len(wide):
        _name("Geldt voor de hele gemeente of meer", wide)
    ideas = told[~told["begun"] & (told["shown_as"] == "idee")]
    if len(ideas):
        _name("Nog een idee", ideas)
    later = told[~told["begun"] & (told["shown_as"] == "gepland")]
    if len(later):
        _name("Gepland, op dit moment nog niet begonnen", later)


def _name(head: str, told: pd.DataFrame) -> None:
    lines = [f"- {inert(words.activity_line(row))}" for row in records(told.head(MOST))]
    if len(told) > MOST:
        lines.append(f"- en nog {len(told) - MOST}")
    st.markdown(f"**{head}**\n\n" + "\n".join(lines))


def _show_figure(desk: Desk, row: dict[str, object]) -> None:
    origins = [one for one in desk.place.origins if one.role == "scores"]
    told = [f"{one.publisher}, {one.title} {one.edition}" for one in origins]
    lines = words.figure_lines(
        row,
        dimensions=desk.register.vocabulary.dimensions,
        gemeente=desk.place.gemeentenaam,
        source=("Bron: " if desk.place.whole is None else "Schatting uit: ")
        + ("; ".join(dict.fromkeys(told)) or "Leefbaarometer"),
    )
    st.markdown("**Het cijfer**\n\n" + "  \n".join(inert(line) for line in lines))
