"""The table of the kompas: a row per figure, a column per area, each cell with its class in words."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from gis.analysis.compass import BETTER, EQUAL, LOWER, meets, strengths_first
from gis.workspace.compass import Compass
from gis.workspace.compass_figures import Indicator
from layers import compass as drawing
from layers.ui.front import Desk
from layers.words import compass as words

_STYLES = {LOWER: "kk-lower", EQUAL: "kk-equal", BETTER: "kk-better"}


def show_table(
    desk: Desk, answer: Compass, indicators: Sequence[Indicator], areas: Mapping[str, tuple[str, str]]
) -> None:
    """Show areas side by side, what is strong in the first one above.

    Parameters
    ----------
    areas
        By code the name of each, and in words how many people live there.
    """
    if not areas:
        return
    first = next(iter(areas))
    order = strengths_first(answer.rows[answer.rows["code"] == first])["indicator"].tolist()
    judged = sorted((one for one in indicators if one.way), key=lambda one: order.index(one.key))
    judged.sort(key=lambda one: one.key == "afw")  # the whole comes after its parts
    others = [one for one in indicators if not one.way]
    head = "".join(
        f'<th scope="col">{html.escape(name)}<small>{html.escape(people)}</small></th>'
        for name, people in areas.values()
    )
    parts = [
        f'<table class="kk-compass"><thead><tr><th scope="col">Cijfer</th>{head}</tr></thead>',
        f"<tbody>{''.join(_row(desk, answer, one, areas) for one in judged)}</tbody>",
    ]
    if others:
        parts.append(
            f'<tbody><tr><th class="kk-group" colspan="{len(areas) + 1}" scope="rowgroup">Wie er wonen en '
            "waarin: niet goed of slecht, wel anders of gelijk</th></tr>"
            f"{''.join(_row(desk, answer, one, areas) for one in others)}</tbody>"
        )
    st.html("".join([*parts, "</table>"]))


def _row(desk: Desk, answer: Compass, indicator: Indicator, areas: Mapping[str, tuple[str, str]]) -> str:
    reference = answer.references[indicator.key]
    told = [
        f"{words.SHORT[answer.ask.reference]}: {words.figure(reference.value, indicator)}",
        *([] if reference.basis == "published" else [words.basis_words(reference)]),
        *words.side_words(indicator),
        drawing.source_words(indicator, desk.place),
    ]
    name = html.escape(words.indicator_name(indicator, dimensions=desk.register.vocabulary.dimensions))
    small = "".join(f"<small>{html.escape(text)}</small>" for text in told)
    rows = answer.rows[answer.rows["indicator"] == indicator.key].set_index("code")
    cells = []
    for code, (area_name, _) in areas.items():
        area = html.escape(area_name, quote=True)
        first, *rest = _cell_lines(answer, indicator, dict(rows.loc[code]))
        lines = "".join(f"<span>{html.escape(line)}</span>" for line in rest)
        style = _STYLES.get(str(rows.loc[code, "class"]), "kk-open")
        cells.append(f'<td class="{style}" data-area="{area}"><b>{html.escape(first)}</b>{lines}</td>')
    return f'<tr><th scope="row">{name}{small}</th>{"".join(cells)}</tr>'


def _cell_lines(answer: Compass, indicator: Indicator, row: Mapping[str, Any]) -> list[str]:
    """Return what a cell says: the class, the value, the difference, the floor, the target."""
    lines = [words.state_words(row["class"], indicator)]
    if pd.notna(row["value"]):
        lines.append(words.figure(row["value"], indicator))
    if between := words.interval_words(row, indicator):
        lines.append(between)
    if pd.notna(row["difference"]):
        lines.append(f"verschil {words.difference(row['difference'], indicator)}")
    if row["below_floor"]:
        lines.append(words.below_floor_words(way=indicator.way))
    setting = answer.settings.get(indicator.key)
    if setting is not None and setting.target is not None:
        reached = meets(row["class"], setting.target.state)
        lines.append(words.target_words(setting.target, indicator, reached=reached))
    return lines
