"""What strengthens what: the table of the partners, changed one pair of themes at a time, in versions."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from gis.register.interactions import InteractionTable, Strengths
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.versions import newest, offer_earlier, refusing, said, show_refusal, told_since
from layers.words.strengths import STRENGTHS

_REFUSED, _VERSION = "versterkt.geweigerd", "versterkt.versie"
_STANDARD = "standaard"
_UNKNOWN = "onbekend"  # kind of work: the rules for themes alone


def show_interactions(desk: Desk) -> None:
    """Show what the partners say, let two themes get another value, and let an earlier version come back."""
    versions = desk.register.store.interactions()
    show_refusal(_REFUSED)
    ask, listed = st.columns([4, 9], gap="medium")
    with ask:
        _ask_value(desk, versions)
    with listed:
        _show_differing(desk, versions)
        if versions:
            offer_earlier(versions, key=_VERSION, keep=partial(_save, desk, versions))


def _ask_value(desk: Desk, versions: list[InteractionTable]) -> None:
    themes = list(desk.register.vocabulary.themes)
    st.markdown("**Zeg wat twee thema's voor elkaar doen**")
    one = st.selectbox("Het ene thema", themes, key="versterkt.een")
    other = st.selectbox("Het andere thema", themes, index=1, key="versterkt.ander")
    rule = _rule(desk, one, other)
    pair = tuple(sorted((one, other)))
    now = said(versions).get((pair[0], pair[1]))
    st.caption(
        f"Standaard: {rule}. "
        + (
            f"Nu zeggen de partners: {STRENGTHS[now]}."
            if now is not None
            else "De partners zeggen niets anders."
        )
    )
    key = f"versterkt.{pair[0]}.{pair[1]}.{newest(versions)}"
    words = [_STANDARD, *STRENGTHS.values()]
    first = _STANDARD if now is None else STRENGTHS[now]
    with st.form(key, border=False):
        st.radio("Wat doen ze voor elkaar?", words, index=words.index(first), key=f"{key}.waarde")
        st.text_input("Waarom? (geen namen van personen)", max_chars=300, key=f"{key}.notitie")
        st.form_submit_button(
            "Bewaar als nieuwe versie", type="primary", on_click=_keep, args=(desk, versions, pair, key)
        )


def _keep(desk: Desk, versions: list[InteractionTable], pair: tuple[str, str], key: str) -> None:
    values = dict(said(versions))
    values.pop(pair, None)
    strengths = {words: value for value, words in STRENGTHS.items()}
    chosen = state.choice(f"{key}.waarde")
    if chosen in strengths:
        values[pair] = strengths[chosen]
    _save(desk, versions, values, (state.choice(f"{key}.notitie") or "").strip())


def _show_differing(desk: Desk, versions: list[InteractionTable]) -> None:
    st.markdown("**Wat de partners anders zeggen dan de standaard**")
    if not said(versions):
        st.caption("Nog niets. De standaard geldt.")
        return
    rows = []
    for (one, other), value in sorted(said(versions).items()):
        rows.append(
            {
                "Thema": one,
                "Met": other,
                "Standaard": _rule(desk, one, other),
                "De partners": STRENGTHS[value],
                **told_since(versions, (one, other)),
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def _rule(desk: Desk, one: str, other: str) -> str:
    """Return what the rules say of two themes, in words."""
    vocabulary = desk.register.vocabulary
    if one == other and one in vocabulary.street_themes:
        return "versterkt sterk bij ander werk in de straat, anders neutraal"
    return STRENGTHS[vocabulary.with_strengths({}).strength(one, _UNKNOWN, other, _UNKNOWN)]


def _save(desk: Desk, versions: list[InteractionTable], values: Strengths, note: str) -> None:
    with refusing(_REFUSED):
        desk.register.store.save_interactions(
            values,
            vocabulary=desk.register.vocabulary,
            version=newest(versions),
            organisation=desk.view.organisation,
            at=desk.now,
            note=note,
        )
