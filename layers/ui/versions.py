"""Tables of the partners of which every version stays: since when something holds, and an earlier one again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from gis.errors import StoreError
from gis.register.versions import Version
from layers import messages
from layers.ui import state
from layers.ui.text import inert
from layers.words.formats import number
from layers.words.reports import day

K = TypeVar("K")
V = TypeVar("V")


def said(versions: list[Version[K, V]]) -> Mapping[K, V]:
    """Return what the partners say now; the newest version is first."""
    return versions[0].values if versions else {}


def newest(versions: list[Version[K, V]]) -> int:
    """Return the number of the version that holds, 0 while there is none."""
    return versions[0].number if versions else 0


def told_since(versions: list[Version[K, V]], name: K) -> dict[str, str]:
    """Return who said when and why what holds now without a break since then, by column; newest first."""
    since = versions[0]
    for version in versions:
        if version.values.get(name) != versions[0].values[name]:
            break
        since = version
    return {"Wie": since.organisation, "Wanneer": day(since.at.date()), "Waarom": since.note}


def offer_earlier(
    versions: list[Version[K, V]], *, key: str, keep: Callable[[Mapping[K, V], str], None]
) -> None:
    """Offer to go back to an earlier version or to the vocabulary alone; `keep` takes values and a note."""
    st.markdown("**Eerdere versies**")
    told = {one.number: _version_words(one) for one in versions} | {0: "De standaard, zonder de partners"}
    chosen = st.selectbox(
        "Welke versie?",
        [name for name in told if name != versions[0].number],
        format_func=told.__getitem__,
        key=key,
        label_visibility="collapsed",
    )
    values: Mapping[K, V] = next((one.values for one in versions if one.number == chosen), {})
    note = f"terug naar versie {chosen}" if chosen else "terug naar de standaard"
    st.button(
        "Ga terug naar deze versie",
        on_click=keep,
        args=(values, note),
        help="Dat wordt een nieuwe versie. Er gaat niets verloren.",
    )
    st.caption(f"Nu geldt: {inert(told[versions[0].number])}")


def show_refusal(key: str) -> None:
    """Say why the last change was not kept, if it was not."""
    if refused := state.take(key):
        st.error(inert(refused))


@contextmanager
def refusing(key: str) -> Iterator[None]:
    """Remember why a change is not kept, for `show_refusal` in the next run."""
    try:
        yield
    except StoreError as error:
        state.remember(key, messages.sentence(error))


def _version_words(one: Version[K, V]) -> str:
    note = f" · {one.note}" if one.note else ""
    count = f"{number(len(one.values))} anders"
    return f"Versie {one.number} · {day(one.at.date())} · {one.organisation} · {count}{note}"
