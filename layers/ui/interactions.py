"""What strengthens what: the table of the partners, changed one pair of themes at a time, in versions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.errors import StoreError
from gis.register.interactions import InteractionTable, Strengths
from layers import messages
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import number
from layers.words.reports import day
from layers.words.strengths import STRENGTHS

_REFUSED = "versterkt.geweigerd"
_STANDARD = "standaard"
_UNKNOWN = "onbekend"  # kind of work: the rules for themes alone


def show_interactions(desk: Desk) -> None:
    """Show what the partners say, let two themes get another value, and let an earlier version come back."""
    versions = desk.register.store.interactions()
    standing = versions[0] if versions else None
    refused = state.take(_REFUSED)
    if refused:
        st.error(inert(refused))
    ask, listed = st.columns([4, 9], gap="medium")
    with ask:
        _ask_value(desk, standing)
    with listed:
        _show_differing(desk, versions)
        if versions:
            _offer_earlier(desk, versions)


def _ask_value(desk: Desk, standing: InteractionTable | None) -> None:
    themes = list(desk.register.vocabulary.themes)
    st.markdown("**Zeg wat twee thema's voor elkaar doen**")
    one = st.selectbox("Het ene thema", themes, key="versterkt.een")
    other = st.selectbox("Het andere thema", themes, index=1, key="versterkt.ander")
    rule = _rule(desk, one, other)
    pair = tuple(sorted((one, other)))
    now = _said(standing).get((pair[0], pair[1]))
    st.caption(
        f"Standaard: {rule}. "
        + (
            f"Nu zeggen de partners: {STRENGTHS[now]}."
            if now is not None
            else "De partners zeggen niets anders."
        )
    )
    key = f"versterkt.{pair[0]}.{pair[1]}.{standing.number if standing else 0}"
    words = [_STANDARD, *STRENGTHS.values()]
    first = _STANDARD if now is None else STRENGTHS[now]
    with st.form(key, border=False):
        st.radio("Wat doen ze voor elkaar?", words, index=words.index(first), key=f"{key}.waarde")
        st.text_input("Waarom? (geen namen van personen)", max_chars=300, key=f"{key}.notitie")
        st.form_submit_button(
            "Bewaar als nieuwe versie", type="primary", on_click=_keep, args=(desk, standing, pair, key)
        )


def _keep(desk: Desk, standing: InteractionTable | None, pair: tuple[str, str], key: str) -> None:
    values = dict(_said(standing))
    values.pop(pair, None)
    strengths = {words: value for value, words in STRENGTHS.items()}
    said = state.choice(f"{key}.waarde")
    if said in strengths:
        values[pair] = strengths[said]
    _save(desk, values, standing, note=(state.choice(f"{key}.notitie") or "").strip())


def _show_differing(desk: Desk, versions: list[InteractionTable]) -> None:
    st.markdown("**Wat de partners anders zeggen dan de standaard**")
    if not versions or not _said(versions[0]):
        st.caption("Nog niets. De standaard geldt.")
        return
    rows = []
    for (one, other), value in sorted(_said(versions[0]).items()):
        since = _since(versions, (one, other), value)
        rows.append(
            {
                "Thema": one,
                "Met": other,
                "Standaard": _rule(desk, one, other),
                "De partners": STRENGTHS[value],
                "Wie": since.organisation,
                "Wanneer": day(since.at.date()),
                "Waarom": since.note,
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def _said(version: InteractionTable | None) -> Strengths:
    return vars(version)["values"] if version else {}


def _since(versions: list[InteractionTable], pair: tuple[str, str], value: int) -> InteractionTable:
    """Return the version since which the pair has this value without a break; the newest is first."""
    found = versions[0]
    for version in versions:
        if _said(version).get(pair) != value:
            break
        found = version
    return found


def _offer_earlier(desk: Desk, versions: list[InteractionTable]) -> None:
    st.markdown("**Eerdere versies**")
    told = {one.number: _version_words(one) for one in versions} | {0: "De standaard, zonder de partners"}
    chosen = st.selectbox(
        "Welke versie?",
        [number for number in told if number != versions[0].number],
        format_func=told.__getitem__,
        key="versterkt.versie",
        label_visibility="collapsed",
    )
    values: Strengths = next((_said(one) for one in versions if one.number == chosen), {})
    note = f"terug naar versie {chosen}" if chosen else "terug naar de standaard"
    st.button(
        "Ga terug naar deze versie",
        on_click=_save,
        args=(desk, values, versions[0]),
        kwargs={"note": note},
        help="Dat wordt een nieuwe versie. Er gaat niets verloren.",
    )
    st.caption(f"Nu geldt: {inert(told[versions[0].number])}")


def _version_words(one: InteractionTable) -> str:
    note = f" · {one.note}" if one.note else ""
    count = f"{number(len(_said(one)))} anders"
    return f"Versie {one.number} · {day(one.at.date())} · {one.organisation} · {count}{note}"


def _rule(desk: Desk, one: str, other: str) -> str:
    """Return what the rules say of two themes, in words."""
    vocabulary = desk.register.vocabulary
    if one == other and one in vocabulary.street_themes:
        return "versterkt sterk bij ander werk in de straat, anders neutraal"
    return STRENGTHS[vocabulary.with_strengths({}).strength(one, _UNKNOWN, other, _UNKNOWN)]


def _save(desk: Desk, values: Strengths, standing: InteractionTable | None, *, note: str) -> None:
    try:
        desk.register.store.save_interactions(
            values,
            vocabulary=desk.register.vocabulary,
            version=standing.number if standing else 0,
            organisation=desk.view.organisation,
            at=desk.now,
            note=note,
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
