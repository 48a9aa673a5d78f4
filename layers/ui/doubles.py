"""Doubles on screen: do we do this already, which records look alike, merge them and undo it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.analysis.known import AROUND_M, find_alike
from layers import words
from layers.ui import cached, state
from layers.ui.folded import folded
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import doubles

_MATCHES = 5  # more is not an answer to "do we do this already?"
_AT_ONCE = 10  # pairs on the screen
_OPEN = 3  # as many as this are shown at once
_EVERYWHERE, _HERE = "", "hier"

Row = dict[str, Any]  # one row of a frame, by column


@st.fragment
def show_alike(desk: Desk, spot: BaseGeometry | None) -> None:
    """Ask what somebody has in mind and show who does something like it already.

    Parameters
    ----------
    spot
        The place that was given for the new activity, in RD [m].
    """
    with st.container(border=True, key="doen-we-dit-al"):
        typed = st.text_input(
            "Doen we dit al? Typ waar u aan denkt", placeholder="samen eten met ouderen", key="alike.woorden"
        ).strip()
        if not typed:
            return
        left, right = st.columns(2)
        theme = left.selectbox(
            "Binnen welk thema?",
            ["", *desk.register.vocabulary.themes],
            format_func=lambda name: name or "Alle thema's",
            key="alike.thema",
        )
        outlined = desk.place.buurten[desk.place.buurten.geometry.notna()]
        near = right.selectbox(
            "In de buurt van?",
            [_EVERYWHERE, *([_HERE] if spot is not None else []), *outlined["buurtcode"]],
            format_func=lambda code: _near_words(desk, code),
            key="alike.waar",
        )
        place, around = _place_of(outlined, near, spot)
        codes = [] if place is None else outlined["buurtcode"][outlined.intersects(place)].tolist()
        found = find_alike(
            typed,
            desk.activities,
            theme=theme,
            place=place,
            area_codes=codes if near == _HERE else [near],
            around_m=around,
        )
        if found.empty:
            st.caption(doubles.NOBODY_YET)
        first = found["id"].head(_MATCHES).tolist()
        by_id = _by_id(desk.activities, first)
        for name in first:
            _show_match(desk, by_id[name], spot)
        if len(found) > _MATCHES:
            st.caption(
                f"Nog {len(found) - _MATCHES} die er minder op lijken. Typ meer woorden of kies een thema."
            )


def show_pairs(desk: Desk) -> None:
    """Show which records look like one's own, with a button to merge two of one's own, and to undo that."""
    mine = desk.view.organisation
    found = cached.doubles(desk.seen_by, desk.area)
    gone = _merged(desk)
    if found.empty and not gone:
        return
    label = f"Lijken op elkaar ({len(found)})" if len(found) else f"Samengevoegd ({len(gone)})"
    sheet = folded(label, key="dubbel.open", icon=":material/join:")
    if sheet is None:
        return
    with sheet:
        for pair, a, b in _first(found, desk.activities):
            _show_pair(desk, pair, a, b)
        if len(found) > _AT_ONCE:
            st.caption(f"Nog {len(found) - _AT_ONCE} die minder op elkaar lijken.")
        for name, (title, into) in list(gone.items())[:_AT_ONCE]:
            told, undo = st.columns([5, 2], vertical_alignment="center")
            told.markdown(f"'{inert(title)}' is opgegaan in '{inert(into)}'.")
            if undo.button("Maak ongedaan", key=f"dubbel.terug.{name}", icon=":material/undo:"):
                desk.register.store.unmerge(name, organisation=mine, at=desk.now)
                state.change(melding=f"'{inert(title)}' staat weer in de lijst, zoals het was.")


def show_doubles(desk: Desk, accepted: gpd.GeoDataFrame) -> None:
    """Show which new rows of a list look like what is there already, or like each other; nothing when none do.

    Parameters
    ----------
    accepted
        Table `activities` of the rows that are ready; rows of records that are there already are left out.
    """
    new = accepted[~accepted["id"].isin(desk.activities["id"])]
    if new.empty:
        return
    found = cached.doubles_of(desk.seen_by, desk.area, _content(new), _new=new)
    if found.empty:
        return
    rows = words.plural(found["a_id"].nunique(), "nieuwe rij lijkt", "nieuwe rijen lijken")
    both = gpd.GeoDataFrame(pd.concat([desk.activities, new]))
    with st.expander(
        f"{rows} op iets anders. Is het dubbel?", expanded=len(found) <= _OPEN, icon=":material/join:"
    ):
        for pair, a, b in _first(found, both):
            st.markdown(f"**{inert(a['title'])}** · {inert(doubles.double_reason(pair, b))}")
        if len(found) > _AT_ONCE:
            st.caption(f"Nog {len(found) - _AT_ONCE} die minder op elkaar lijken.")
        st.caption(
            "U kunt de lijst gewoon bewaren. Is iets van uzelf dubbel, voeg het daarna samen bij 'Lijst'; is het van "
            "een ander, bel elkaar."
        )


def _first(found: pd.DataFrame, activities: gpd.GeoDataFrame) -> list[tuple[Row, Row, Row]]:
    """Return the likeliest pairs, each with the rows of both."""
    pairs = [
        {str(name): value for name, value in row.items()} for row in found.head(_AT_ONCE).to_dict("records")
    ]
    by_id = _by_id(activities, [pair[name] for pair in pairs for name in ("a_id", "b_id")])
    return [(pair, by_id[pair["a_id"]], by_id[pair["b_id"]]) for pair in pairs]


def _by_id(activities: gpd.GeoDataFrame, ids: list[str]) -> dict[str, Row]:
    rows = activities[activities["id"].isin(ids)].to_dict("records")
    return {row["id"]: {str(name): value for name, value in row.items()} for row in rows}


def _near_words(desk: Desk, code: str) -> str:
    if code == _HERE:
        return f"De plek op de kaart ({words.number(AROUND_M)} m)"
    return desk.place.area_name(code) if code else "Hele gemeente"


def _place_of(
    outlined: gpd.GeoDataFrame, near: str, spot: BaseGeometry | None
) -> tuple[BaseGeometry | None, float]:
    """Return the shape that is searched in, and how far around it [m]."""
    if near == _EVERYWHERE:
        return None, AROUND_M
    if near == _HERE:
        return spot, AROUND_M
    return outlined.loc[outlined["buurtcode"] == near].geometry.iloc[0], 0.0


def _show_match(desk: Desk, row: Row, spot: BaseGeometry | None) -> None:
    told, see = st.columns([5, 2], vertical_alignment="center")
    facts = [
        "" if pd.isna(row["organisation"]) else str(row["organisation"]),
        row["period_text"] or "periode onbekend",
        _where(desk, row, spot),
    ]
    told.markdown(f"**{inert(row['title'])}**  \n{inert(' · '.join(fact for fact in facts if fact))}")
    if see.button("Bekijk", key=f"alike.bekijk.{row['id']}"):
        state.select(str(row["id"]))


def _where(desk: Desk, row: Row, spot: BaseGeometry | None) -> str:
    shape = row["geometry"]
    if shape is None:
        names = [desk.place.area_name(code) for code in row["area_codes"]]
        return words.listed(names) if names else "plek onbekend"
    if spot is not None:
        return doubles.away_words(shape.distance(spot))
    within = desk.place.buurten[desk.place.buurten.contains(shape.representative_point())]
    return "" if within.empty else str(within["buurtnaam"].iloc[0])


def _show_pair(desk: Desk, pair: Row, a: Row, b: Row) -> None:
    told, act = st.columns([5, 2], vertical_alignment="center")
    told.markdown(f"**{inert(a['title'])}** · {inert(doubles.double_reason(pair, b))}")
    mine = desk.view.organisation
    if b["owner"] != mine:
        act.caption(f"De andere is van {inert(b['owner'])}. Overleg samen.")
        return
    told.caption(
        f"Bij samenvoegen blijft **{inert(a['title'])}** ({inert(a['period_text'] or 'periode onbekend')})."
    )
    if act.button("Voeg samen", key=f"dubbel.{a['id']}.{b['id']}", icon=":material/join:"):
        desk.register.store.merge(a["id"], b["id"], organisation=mine, at=desk.now)
        message = f"'{inert(b['title'])}' is opgegaan in '{inert(a['title'])}'. U kunt dit ongedaan maken."
        chosen = a["id"] if state.selected() == b["id"] else state.selected()
        state.change(melding=message, gekozen=chosen)


def _merged(desk: Desk) -> dict[str, tuple[str, str]]:
    """Return by id the name of each of one's own records that went into another, and the name of that one."""
    goals = desk.register.store.merged()
    if not goals:
        return {}
    titles = dict(zip(desk.activities["id"], desk.activities["title"], strict=True))
    return {
        one.id: (one.title, titles.get(goals[one.id], "een andere activiteit"))
        for one in desk.register.store.activities(withdrawn=True)
        if one.id in goals and one.owner == desk.view.organisation
    }


def _content(frame: gpd.GeoDataFrame) -> str:
    """Return a sum of what stands in a frame, so that an answer about it can be kept."""
    told = (
        pd.DataFrame(frame.drop(columns="geometry")).astype(str).assign(shape=frame.geometry.to_wkb(hex=True))
    )
    return str(pd.util.hash_pandas_object(told, index=False).sum())
