"""The table of witte vlekken: theme group by buurt, with the figure that belongs to the theme beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from layers import words
from layers.ui import cached
from layers.ui.front import Desk
from layers.ui.text import inert

EMPTY, NEED_MARK = "–", "▼"
_HEADS = {"klimaatadaptatie": "Klimaat"}  # narrower than the word
FIRST = 5  # buurten named below the table; the map shows all


def show_table(desk: Desk) -> str:
    """Show per buurt how many activities each theme group has, and return the group that is on the map."""
    gaps = cached.gaps(desk.seen_by, desk.area)
    if gaps.empty:
        st.info(
            "Van deze gemeente zijn hier geen grenzen. Kies op de pagina Kaart 'Begin met mijn gemeente'."
        )
        return ""
    groups = list(dict.fromkeys(gaps["themagroep"]))
    names = {**desk.register.vocabulary.groups, "klimaatadaptatie": "Klimaatadaptatie"}
    group = st.selectbox(
        "Welk thema staat op de kaart?",
        groups,
        format_func=lambda name: f"{name} · {names[name]}" if len(name) == 1 else names[name],
    )
    if desk.register.workspace.fictional:
        st.caption("In dit voorbeeld: de activiteiten zijn verzonnen, de cijfers zijn echt.")
    columns = {"Buurt": st.column_config.TextColumn(width=150)} | {
        _HEADS.get(name, name): st.column_config.TextColumn(
            width=46, help=_figure_of(desk, name, names[name])
        )
        for name in groups
    }
    with st.container(key="vlekkentabel", height=330, border=False):
        st.dataframe(_matrix(desk, gaps), hide_index=True, height="stretch", column_config=columns)
    st.caption(
        f"{EMPTY} niemand doet iets · een getal: zoveel activiteiten · {NEED_MARK} het cijfer is lager dan "
        "in de gemeente · * ook activiteiten voor de hele gemeente. Dit cijfer is een signaal. Het zegt niet "
        f"waardoor het komt. Bron: Leefbaarometer, Ministerie van BZK."
    )
    _say_empty(desk, gaps[(gaps["themagroep"] == group) & gaps["gap"]], names[group])
    return str(group)


def _figure_of(desk: Desk, group: str, name: str) -> str:
    """Return the name of a theme group and the dimensions of the Leefbaarometer that belong to it."""
    vocabulary = desk.register.vocabulary
    found = [
        vocabulary.dimensions[dimension]
        for dimension, themes in vocabulary.dimension_themes.items()
        if any(group in {theme, vocabulary.themes[theme].group} for theme in themes)
    ]
    return f"{name}. Cijfer: {', '.join(found) or 'geen cijfer'}."


def _matrix(desk: Desk, gaps: pd.DataFrame) -> pd.DataFrame:
    told = gaps.assign(
        cell=[
            f"{count or EMPTY}{'*' if citywide else ''}{' ' + NEED_MARK if need == 'below' else ''}"
            for count, citywide, need in zip(gaps["activities"], gaps["citywide"], gaps["need"], strict=True)
        ]
    )
    matrix = told.pivot_table(
        index="buurtcode", columns="themagroep", values="cell", aggfunc="first", sort=False
    )
    busy = gaps.groupby("buurtcode")["activities"].sum()
    matrix = matrix.loc[busy.reindex(matrix.index).sort_values(ascending=False, kind="stable").index]
    matrix.insert(0, "Buurt", [desk.place.area_name(code) for code in matrix.index])
    return matrix.rename(columns=_HEADS)


def _say_empty(desk: Desk, empty: pd.DataFrame, name: str) -> None:
    if empty.empty:
        st.markdown(f"Bij **{inert(name)}** is geen buurt met een laag cijfer en weinig activiteiten.")
        return
    st.markdown(f"**{inert(name)}: laag cijfer en niemand of één activiteit**")
    for row in empty.head(FIRST).to_dict("records"):
        st.markdown(
            f"- {inert(desk.place.area_name(row['buurtcode']))}: {words.plural(row['activities'], 'activiteit', 'activiteiten')}; "
            f"{inert(desk.register.vocabulary.dimensions[row['need_dimension']])} {words.number(row['need_difference'], 3)} "
            "vergeleken met de gemeente"
        )
    if len(empty) > FIRST:
        st.caption(f"En nog {len(empty) - FIRST} buurten; zie de kaart.")
