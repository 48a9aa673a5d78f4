"""Witte vlekken on the screen: the tables, the cell that is chosen in them, and the map beside them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.analysis.begun import Moment
from gis.analysis.gaps import CROWDED
from gis.workspace.gaps import call_words
from gis.workspace.tasks import mark_cells, see_answers
from layers.ui import (
    accepted,
    cached,
    drawn,
    gap_calls,
    gap_cell,
    gap_choices,
    gap_parties,
    gap_unshared,
    map_view,
    signals,
    state,
)
from layers.ui.cell_table import Head, records, show_cells
from layers.ui.front import Desk
from layers.ui.gap_choices import Cell
from layers.words import gaps as words
from layers.words.accepted import ESTIMATED
from layers.words.figures import SIGNAL

PART = "Witte vlekken"  # of the page Kansen en witte vlekken
HEIGHT = "calc(100vh - 32rem)"  # of the map: below it stands the cell
_BUURT, _NARROW, _BUSY, _CLIMATE, _THEME = 122, 45, 64, 62, 110  # pixels


def show_gaps(desk: Desk) -> None:
    """Show the table that is chosen, with its cell and the map beside it."""
    with st.container(key="vlekkenkop", horizontal=True, vertical_alignment="center"):
        st.markdown("**Witte vlekken** · Waar doet nog niemand iets?", width="content")
        view = gap_choices.choose_view(desk)
        desk = accepted.choose_areas(desk) if view == gap_choices.BUURTEN else desk
    if desk.place.buurten.geometry.isna().all():
        st.info(
            "Van deze gemeente zijn hier geen grenzen. Kies op de pagina Kaart 'Begin met mijn gemeente'."
        )
    elif view == gap_choices.UNSHARED:
        gap_unshared.show_unshared(desk)
    elif view == gap_choices.CALLS:
        gap_calls.show_calls(desk)
    elif view == gap_choices.BUURTEN:
        _show_buurten(desk)
    else:
        gap_parties.show_parties(desk, by_figure=view == gap_choices.FIGURES)


def _show_buurten(desk: Desk) -> None:
    left, right = st.container(key="naast").columns([4, 3])
    with left:
        cell, moment = gap_choices.choose_cell(desk)
        gaps = cached.gaps(desk.seen_by, desk.area, desk.today, moment, cell.by)
        answers = see_answers(desk.register, desk.place, audience=desk.view.audience)
        marks = mark_cells(gaps, answers, gemeente=desk.place.gemeentecode)
        with st.container(key="vlekkentabel", height=330, border=False):
            _show_table(desk, gaps, marks, cell)
        st.caption(_legend(desk))
        if desk.place.whole is not None:
            st.caption(ESTIMATED)
    with right:
        _show_map(desk, cell, moment)
        chosen = (gaps["buurtcode"] == cell.code) & (
            gaps["thema" if cell.theme else "themagroep"] == cell.row
        )
        gap_cell.show_cell(desk, gaps[chosen], cell, moment=moment, answers=answers)


def _show_map(desk: Desk, cell: Cell, moment: Moment) -> None:
    layer = drawn.gap_layer(desk.seen_by, desk.area, cell.group, desk.today, moment=moment, theme=cell.theme)
    listed = gap_cell.listed(desk, cell, moment)
    event = map_view.show(
        desk,
        [
            layer,
            *map_view.quiet_layers(desk),
            drawn.activity_layer(desk.seen_by, desk.area, desk.reference_day),
            *signals.layers(desk, clickable=False),
        ],
        key="vlekken",
        lit=[cell.code],
        shown={"activities": listed["id"].tolist()},
        height=HEIGHT,
    )
    if event.at is not None and event.id in set(desk.place.buurten["buurtcode"]) - {cell.code}:
        state.change(**{gap_choices.BUURT: event.id})


def _show_table(desk: Desk, gaps: pd.DataFrame, marks: pd.Series, cell: Cell) -> None:
    by = "thema" if cell.theme else "themagroep"
    shown = gaps[gaps["themagroep"] == cell.group] if cell.theme else gaps
    cells = [words.cell_mark(mark, row) for mark, row in zip(marks[shown.index], records(shown), strict=True)]
    told = shown.assign(cell=cells).set_index(["buurtcode", by])["cell"].unstack()  # noqa: PD010 - no sums
    codes = list(dict.fromkeys(shown["buurtcode"]))  # as CBS gives them, never by score

    def choose(code: str, row: str) -> None:
        state.plan(**{gap_choices.BUURT: code, gap_choices.THEME if cell.theme else gap_choices.GROUP: row})

    show_cells(
        told.reindex(codes),
        name="vlekken.buurten",
        first=("Buurt", [desk.place.area_name(code) for code in codes], _BUURT),
        heads=_heads(desk, shown, by=by),
        chosen=(cell.code, cell.row),
        choose=choose,
        alt="Per buurt en thema hoeveel activiteiten er zijn. Kies een cel met Buurt en Thema hierboven.",
    )


def _heads(desk: Desk, shown: pd.DataFrame, *, by: str) -> list[Head]:
    names = gap_choices.group_names(desk)
    widths = dict.fromkeys(gap_choices.HEADS, _CLIMATE)
    busy = set(shown.loc[shown["supply"] == CROWDED, by])
    return [
        Head(
            name,
            gap_choices.HEADS.get(name, name),
            _THEME if by == "thema" else _BUSY if name in busy else widths.get(name, _NARROW),
            _figure_of(desk, name, names.get(name, name)),
        )
        for name in dict.fromkeys(shown[by])
    ]


def _figure_of(desk: Desk, row: str, name: str) -> str:
    """Return the name of a theme (group) and the dimensions of the Leefbaarometer that belong to it."""
    vocabulary = call_words(desk.register)
    found = [
        vocabulary.dimensions.get(dimension, dimension)
        for dimension, themes in vocabulary.dimension_themes.items()
        if any(row in {theme, vocabulary.themes[theme].group} for theme in themes)
    ]
    return f"{name}. Cijfer: {', '.join(found) or 'geen cijfer'}. {words.LOW}: lager dan in de gemeente."


def _legend(desk: Desk) -> str:
    asked = (
        f" · {words.MARKS['no task']} wie gevraagd is, heeft hier geen taak" if desk.view.may_change else ""
    )
    made = " In dit voorbeeld: de activiteiten zijn verzonnen, de cijfers zijn echt."
    return (
        f"– niemand doet iets{asked} · een getal: zoveel activiteiten · {words.BUSY_MEANS} · {words.LOW} het "
        f"cijfer is lager dan in de gemeente · {words.UNKNOWN} geen cijfer · {words.WIDE} ook iets dat geldt "
        f"voor de hele gemeente. {SIGNAL} Bron: Leefbaarometer, Ministerie van BZK."
        + (made if desk.register.workspace.fictional else "")
    )
