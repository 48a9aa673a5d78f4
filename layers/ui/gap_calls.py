"""Which figure belongs to which theme: the table of the partners, changed one figure at a time, in versions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.errors import StoreError
from gis.register.calls import Calls, CallTable
from gis.workspace.gaps import call_words
from layers import messages
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import listed, number
from layers.words.reports import day

_REFUSED, _FIGURE, _VERSION = "hoort.geweigerd", "hoort.cijfer", "hoort.versie"


def show_calls(desk: Desk) -> None:
    """Show what belongs together, let a figure get other themes, and let an earlier version come back."""
    versions = desk.register.store.calls()
    standing = versions[0] if versions else None
    refused = state.take(_REFUSED)
    if refused:
        st.error(inert(refused))
    ask, shown = st.columns([4, 9], gap="medium")
    with ask:
        _ask(desk, standing)
    with shown:
        _show(desk, versions)
        if versions:
            _offer_earlier(desk, versions)


def _ask(desk: Desk, standing: CallTable | None) -> None:
    vocabulary = call_words(desk.register)
    names = {name: vocabulary.dimensions.get(name, name) for name in vocabulary.dimension_themes}
    st.markdown("**Zeg welke thema's bij een cijfer horen**")
    figure = st.selectbox("Welk cijfer?", list(names), format_func=names.__getitem__, key=_FIGURE)
    key = f"hoort.{figure}.{standing.number if standing else 0}"
    with st.form(key, border=False):
        st.multiselect(
            "Welke thema's?",
            list(vocabulary.themes),
            default=list(vocabulary.dimension_themes[figure]),
            key=f"{key}.themas",
            placeholder="Geen thema",
        )
        st.text_input("Waarom? (geen namen van personen)", max_chars=300, key=f"{key}.notitie")
        st.form_submit_button(
            "Bewaar als nieuwe versie", type="primary", on_click=_keep, args=(desk, standing, figure, key)
        )
    st.caption("De witte vlekken, de kaart en het kompas volgen wat de partners hier zeggen.")


def _keep(desk: Desk, standing: CallTable | None, figure: str, key: str) -> None:
    values = dict(_said(standing)) | {figure: tuple(state.choice(f"{key}.themas") or ())}
    _save(desk, values, standing, note=(state.choice(f"{key}.notitie") or "").strip())


def _show(desk: Desk, versions: list[CallTable]) -> None:
    now, first = call_words(desk.register), desk.register.vocabulary
    said = _said(versions[0] if versions else None)
    rows = []
    for figure, themes in now.dimension_themes.items():
        since = _since(versions, figure) if figure in said else None
        rows.append(
            {
                "Cijfer": now.dimensions.get(figure, figure),
                "Thema's": listed(themes) or "geen",
                "Standaard": listed(first.dimension_themes.get(figure, ())) or "geen"
                if since
                else "hetzelfde",
                "Wie": since.organisation if since else "",
                "Wanneer": day(since.at.date()) if since else "",
                "Waarom": since.note if since else "",
            }
        )
    st.dataframe(pd.DataFrame(rows).fillna(""), hide_index=True)
    silent = [
        theme
        for theme, told in now.themes.items()
        if told.group != "R" and not any(theme in themes for themes in now.dimension_themes.values())
    ]
    if silent:
        st.caption(f"Geen cijfer: {inert(listed(silent))}. Dat zegt niets over wat er nodig is.")


def _told(since: CallTable, standard: str) -> dict[str, str]:
    return {
        "Standaard": standard,
        "Wie": since.organisation,
        "Wanneer": day(since.at.date()),
        "Waarom": since.note,
    }


def _said(version: CallTable | None) -> Calls:
    return vars(version)["values"] if version else {}


def _since(versions: list[CallTable], figure: str) -> CallTable:
    """Return the version since which a figure has these themes without a break; the newest is first."""
    found = versions[0]
    for version in versions:
        if _said(version).get(figure) != _said(versions[0])[figure]:
            break
        found = version
    return found


def _offer_earlier(desk: Desk, versions: list[CallTable]) -> None:
    st.markdown("**Eerdere versies**")
    told = {one.number: _version_words(one) for one in versions} | {0: "De standaard, zonder de partners"}
    chosen = st.selectbox(
        "Welke versie?",
        [name for name in told if name != versions[0].number],
        format_func=told.__getitem__,
        key=_VERSION,
        label_visibility="collapsed",
    )
    values: Calls = next((_said(one) for one in versions if one.number == chosen), {})
    st.button(
        "Ga terug naar deze versie",
        on_click=_save,
        args=(desk, values, versions[0]),
        kwargs={"note": f"terug naar versie {chosen}" if chosen else "terug naar de standaard"},
        help="Dat wordt een nieuwe versie. Er gaat niets verloren.",
    )
    st.caption(f"Nu geldt: {inert(told[versions[0].number])}")


def _version_words(one: CallTable) -> str:
    note = f" · {one.note}" if one.note else ""
    return f"Versie {one.number} · {day(one.at.date())} · {one.organisation} · {number(len(_said(one)))} anders{note}"


def _save(desk: Desk, values: Calls, standing: CallTable | None, *, note: str) -> None:
    try:
        desk.register.store.save_calls(
            values,
            vocabulary=desk.register.vocabulary,
            version=standing.number if standing else 0,
            organisation=desk.view.organisation,
            at=desk.now,
            note=note,
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
