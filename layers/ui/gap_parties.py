"""Who does what: theme groups and figures by party, the cell that is chosen, and its activities on the map."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from gis.analysis.begun import Moment, find_begun
from gis.analysis.matrices import NOBODY
from gis.analysis.rows import rows_of
from gis.register.tasks import TaskAnswer
from gis.workspace.gaps import call_words
from gis.workspace.tasks import list_parties, see_answers, see_figures, see_parties
from layers.ui import drawn, gap_answers, gap_choices, map_view, quick_add, state
from layers.ui.cell_table import Head, records, show_cells
from layers.ui.front import Desk
from layers.ui.gap_cell import MOST
from layers.ui.text import inert
from layers.words import gaps as words
from layers.words import plural
from layers.words.figures import SIGNAL
from layers.words.formats import listed

HEIGHT = "calc(100vh - 32rem)"  # of the map: below it stands the cell
_PARTY, _NARROW, _CLIMATE = 165, 45, 62  # pixels
_PADDING, _LETTER = 18, 6.6  # pixels


def show_parties(desk: Desk, *, by_figure: bool) -> None:
    """Show the table of theme group or figure by party, with the cell that is chosen beside it."""
    answers = see_answers(desk.register, desk.place, audience=desk.view.audience)
    parties = list_parties(desk.register, desk.activities, answers)
    if not parties:
        st.info(
            "Er zijn nog geen partijen. Voeg links een organisatie toe, of een activiteit met een partij."
        )
        return
    left, right = st.container(key="naast").columns([4, 3])
    with left:
        party, column, moment = _choose(desk, parties, by_figure=by_figure)
        with st.container(key="vlekkentabel", height=330, border=False):
            if by_figure:
                _show_figures(desk, answers, moment, (party, column))
            else:
                _show_themes(desk, answers, moment, (party, column))
        st.caption(_legend(desk, by_figure=by_figure))
    with right:
        told = _of_party(desk, party, column, moment, by_figure=by_figure)
        _show_map(desk, told, column if not by_figure else "", moment)
        with st.container(key="vlek", height=300, border=True):
            _show_cell(desk, told, (party, column), answers=answers, by_figure=by_figure)


def _choose(desk: Desk, parties: Sequence[str], *, by_figure: bool) -> tuple[str, str, Moment]:
    if state.choice(gap_choices.PARTY) not in parties:
        own = desk.view.organisation
        state.remember(gap_choices.PARTY, own if own in parties else parties[0])
    who, what, when = st.columns(3, gap="small")
    party = who.selectbox("Partner", list(parties), key=gap_choices.PARTY)
    with when:
        moment = gap_choices.choose_moment()
    with what:
        column = _choose_figure(desk) if by_figure else gap_choices.choose_group(desk)
    return party, column, gap_choices.delay(moment)


def _choose_figure(desk: Desk) -> str:
    names = _figures(desk)
    state.keep_within(gap_choices.FIGURE, list(names))
    return str(st.selectbox("Cijfer", list(names), format_func=names.__getitem__, key=gap_choices.FIGURE))


def _figures(desk: Desk) -> dict[str, str]:
    vocabulary = call_words(desk.register)
    return {name: vocabulary.dimensions.get(name, name) for name in vocabulary.dimension_themes}


def _show_themes(desk: Desk, answers: Sequence[TaskAnswer], moment: Moment, chosen: tuple[str, str]) -> None:
    told = see_parties(
        desk.register,
        desk.activities,
        answers,
        gemeente=desk.place.gemeentecode,
        today=desk.today,
        moment=moment,
    )
    cells = [words.party_mark(cell, n) for cell, n in zip(told["cell"], told["activities"], strict=True)]
    names = gap_choices.group_names(desk)
    heads = [
        Head(
            name,
            gap_choices.HEADS.get(name, name),
            _CLIMATE if name in gap_choices.HEADS else _NARROW,
            names[name],
        )
        for name in dict.fromkeys(told["themagroep"])
    ]
    table = told.assign(shown=cells).set_index(["party", "themagroep"])["shown"].unstack()  # noqa: PD010 - no sums
    _show_table(table, heads, chosen, where=gap_choices.GROUP)


def _show_figures(desk: Desk, answers: Sequence[TaskAnswer], moment: Moment, chosen: tuple[str, str]) -> None:
    told = see_figures(desk.register, desk.activities, answers, today=desk.today, moment=moment)
    cells = [str(count) if count else words.MARKS[NOBODY] for count in told["activities"]]
    names, themes = _figures(desk), call_words(desk.register).dimension_themes
    heads = [
        Head(
            name,
            words.FIGURE_HEADS.get(name, name),
            _width(words.FIGURE_HEADS.get(name, name)),
            f"{names[name]}. Thema's: {listed(themes[name]) or 'geen'}.",
        )
        for name in dict.fromkeys(told["indicator"])
    ]
    table = told.assign(shown=cells).set_index(["party", "indicator"])["shown"].unstack()  # noqa: PD010 - no sums
    _show_table(table, heads, chosen, where=gap_choices.FIGURE)


def _width(head: str) -> int:
    return round(_PADDING + _LETTER * len(head))


def _show_table(table: pd.DataFrame, heads: Sequence[Head], chosen: tuple[str, str], *, where: str) -> None:
    parties = sorted(table.index, key=str.casefold)

    def choose(party: str, column: str) -> None:
        state.plan(**{gap_choices.PARTY: party, where: column})

    show_cells(
        table.reindex(parties),
        name=where,
        first=("Partner", parties, _PARTY),
        heads=heads,
        chosen=chosen,
        choose=choose,
        alt="Per partner hoeveel activiteiten er zijn. Kies een cel met de lijsten hierboven.",
    )


def _of_party(desk: Desk, party: str, column: str, moment: Moment, *, by_figure: bool) -> pd.DataFrame:
    """Return the activities of a party on a theme group, or on the themes of a figure; `begun` or not."""
    here, vocabulary = desk.activities, call_words(desk.register)
    begun, _ = find_begun(here, reference_day=desk.reference_day, moment=moment)
    told = pd.DataFrame(here.drop(columns="geometry")).assign(begun=begun)
    if by_figure:
        fits = told["theme"].isin(vocabulary.dimension_themes[column])
    else:
        groups = list(gap_choices.group_names(desk))
        rows = rows_of(told["theme"], vocabulary=vocabulary, by="group")
        order = [name for name in groups if name != "R"]
        fits = pd.Series(rows == order.index(column), index=told.index)
    his = told["partners"].map(lambda names: party in names) & (told["shown_as"] != "voorbij")
    return told[fits & his].sort_values(["begun", "id"], ascending=[False, True])


def _show_map(desk: Desk, told: pd.DataFrame, group: str, moment: Moment) -> None:
    layers = [
        *map_view.quiet_layers(desk),
        drawn.activity_layer(desk.seen_by, desk.area, desk.reference_day),
    ]
    if group:
        layers.insert(0, drawn.gap_layer(desk.seen_by, desk.area, group, desk.today, moment=moment))
    ids = told["id"].tolist()
    event = map_view.show(
        desk, layers, key="vlekken.samen", lit=ids, shown={"activities": ids}, height=HEIGHT
    )
    map_view.follow(event)


def _show_cell(
    desk: Desk,
    told: pd.DataFrame,
    chosen: tuple[str, str],
    *,
    answers: Sequence[TaskAnswer],
    by_figure: bool,
) -> None:
    party, column = chosen
    name = _figures(desk)[column] if by_figure else gap_choices.group_names(desk)[column]
    st.markdown(f"**{inert(party)} · {inert(name)}**")
    if by_figure:
        themes = call_words(desk.register).dimension_themes[column]
        st.caption(f"Dit cijfer hoort bij: {inert(listed(themes)) or 'geen thema'}. {SIGNAL}")
    else:
        gemeente = desk.place.gemeentecode
        with st.container(key="vlekknoppen", horizontal=True):
            quick_add.offer_idea(
                desk,
                key=f"vlek.idee.{party}.{column}",
                themes=gap_choices.themes_of(desk, column),
                code="",
                party=party,
            )
            gap_answers.offer_answers(
                desk, row=column, area=gemeente, answers=answers, parties=[party], party=party
            )
        for one in answers:
            if one.organisation == party and one.row == column:
                area = "" if one.area == gemeente else f" ({desk.place.area_name(one.area)})"
                st.markdown(f"- {inert(words.answer_line(one, gemeente=gemeente))}{inert(area)}")
    _name_all(told)


def _name_all(told: pd.DataFrame) -> None:
    there, others = told[told["begun"]], told[~told["begun"]]
    st.markdown(
        f"**{plural(len(there), 'activiteit', 'activiteiten')}**" if len(there) else "Nog geen activiteit."
    )
    for rows, head in ((there, ""), (others, "Nog een idee, of later")):
        if head and len(rows):
            st.markdown(f"**{head}**")
        lines = [f"- {inert(words.activity_line(row))}" for row in records(rows.head(MOST))]
        lines += [f"- en nog {len(rows) - MOST}"] if len(rows) > MOST else []
        st.markdown("\n".join(lines))


def _legend(desk: Desk, *, by_figure: bool) -> str:
    made = " In dit voorbeeld zijn de activiteiten verzonnen." if desk.register.workspace.fictional else ""
    if by_figure:
        return (
            "Een getal: zoveel activiteiten op een thema dat bij het cijfer hoort · – geen. Zo telt één activiteit soms "
            f"bij twee cijfers. {SIGNAL}{made}"
        )
    told = " · ".join(f"{mark} {words.MEANS[cell]}" for cell, mark in words.MARKS.items())
    return f"{told} · een getal: zoveel activiteiten in de hele gemeente.{made}"
