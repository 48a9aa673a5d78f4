"""Which figure belongs to which theme: the table of the partners, changed one figure at a time, in versions."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from gis.register.calls import Calls, CallTable
from gis.workspace.gaps import call_words
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.ui.versions import newest, offer_earlier, refusing, said, show_refusal, told_since
from layers.words.formats import listed

_REFUSED, _FIGURE, _VERSION = "hoort.geweigerd", "hoort.cijfer", "hoort.versie"


def show_calls(desk: Desk) -> None:
    """Show what belongs together, let a figure get other themes, and let an earlier version come back."""
    versions = desk.register.store.calls()
    show_refusal(_REFUSED)
    ask, shown = st.columns([4, 9], gap="medium")
    with ask:
        _ask(desk, versions)
    with shown:
        _show(desk, versions)
        if versions:
            offer_earlier(versions, key=_VERSION, keep=partial(_save, desk, versions))


def _ask(desk: Desk, versions: list[CallTable]) -> None:
    vocabulary = call_words(desk.register)
    names = {name: vocabulary.dimensions.get(name, name) for name in vocabulary.dimension_themes}
    st.markdown("**Zeg welke thema's bij een cijfer horen**")
    figure = st.selectbox("Welk cijfer?", list(names), format_func=names.__getitem__, key=_FIGURE)
    key = f"hoort.{figure}.{newest(versions)}"
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
            "Bewaar als nieuwe versie", type="primary", on_click=_keep, args=(desk, versions, figure, key)
        )
    st.caption("De witte vlekken, de kaart en het kompas volgen wat de partners hier zeggen.")


def _keep(desk: Desk, versions: list[CallTable], figure: str, key: str) -> None:
    values = dict(said(versions)) | {figure: tuple(state.choice(f"{key}.themas") or ())}
    _save(desk, versions, values, (state.choice(f"{key}.notitie") or "").strip())


def _show(desk: Desk, versions: list[CallTable]) -> None:
    now, first = call_words(desk.register), desk.register.vocabulary
    rows = []
    for figure, themes in now.dimension_themes.items():
        row = {"Cijfer": now.dimensions.get(figure, figure), "Thema's": listed(themes) or "geen"}
        if figure in said(versions):
            standard = listed(first.dimension_themes.get(figure, ())) or "geen"
            rows.append({**row, "Standaard": standard, **told_since(versions, figure)})
        else:
            rows.append({**row, "Standaard": "hetzelfde", "Wie": "", "Wanneer": "", "Waarom": ""})
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    silent = [
        theme
        for theme, told in now.themes.items()
        if told.group != "R" and not any(theme in themes for themes in now.dimension_themes.values())
    ]
    if silent:
        st.caption(f"Geen cijfer: {inert(listed(silent))}. Dat zegt niets over wat er nodig is.")


def _save(desk: Desk, versions: list[CallTable], values: Calls, note: str) -> None:
    with refusing(_REFUSED):
        desk.register.store.save_calls(
            values,
            vocabulary=desk.register.vocabulary,
            version=newest(versions),
            organisation=desk.view.organisation,
            at=desk.now,
            note=note,
        )
