"""The first words: what this is, a tour of the example, and what to do where there is nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from layers.ui import state
from layers.ui.drawing import ALL
from layers.ui.front import Desk
from layers.ui.gemeente import BEGIN, begin_own


@dataclass(frozen=True)
class Step:
    """One stop of the tour: the page, what to see there, and the choices that show it."""

    page: str
    title: str
    words: str
    choices: Mapping[str, object]


_STEPS = (
    Step(
        "map",
        "Hoe gaat het met de buurt?",
        "Dit is Selwerd. Rechts leest u hoe het er gaat en wie er iets doet. "
        "Klik ook eens op een andere buurt of op een letter op de kaart.",
        {"gekozen": "BU00141000", "kleur": "kscore", "lagen": ["activiteiten"]},
    ),
    Step(
        "analysis",
        "Welke plannen kunnen samen?",
        "In het najaar van 2027 komen hier 5 plannen samen. Wijs een kaartje aan en de plannen lichten op.",
        {"kansen.deel": "Koppelkansen", "gekozen": None},
    ),
    Step(
        "analysis",
        "Waar doet nog niemand iets?",
        "In de tabel is elke rij een buurt en elke kolom een thema. Een streepje: niemand doet iets. "
        "Bruin op de kaart: en het cijfer is laag. Kies eens een ander thema.",
        {"kansen.deel": "Witte vlekken", "gekozen": None},
    ),
    Step(
        "perceived",
        "Welke buurt bedoelen mensen zelf?",
        "Twaalf mensen tekenden hun Selwerd. Het lijken twee buurten met dezelfde naam. "
        "Zet 'Teken een buurt' aan en teken er zelf een.",
        {"beleefd.vraag": ALL},
    ),
    Step(
        "export",
        "Wat neemt u mee?",
        "Kies voor wie het is en haal de kaart of het GIS-bestand op. Hoe komt een lijst van een partner erin? Probeer het "
        "met de voorbeeldlijst: Activiteiten, Lijst inlezen. Daarna kunt u met uw eigen gemeente beginnen.",
        {},
    ),
)
EMPTY_REGISTER = (
    "**Uw register is nog leeg.** Voeg op de pagina Activiteiten een plan toe of lees daar een lijst in."
)
NO_OUTLINES = f"**Van deze gemeente zijn hier geen grenzen.** Kies '{BEGIN}' en geef een bestand met de grenzen van het CBS."


def offer(desk: Desk) -> bool:
    """Show what the example is, or what to do where something is missing; return whether anything was shown."""
    if desk.place.buurten.geometry.isna().all():
        return _say(desk, NO_OUTLINES)
    if state.choice("rondleiding") is not None:
        return False
    if desk.register.workspace.fictional and not state.choice("welkom.dicht"):
        return _say(
            desk,
            "**Dit is een voorbeeld.** De grenzen en cijfers zijn echt (CBS, Leefbaarometer 2024). "
            "Al het andere is verzonnen.",
            tour=True,
        )
    if desk.activities.empty and not desk.register.workspace.activities:
        return _say(desk, EMPTY_REGISTER)
    return False


def _say(desk: Desk, words: str, *, tour: bool = False) -> bool:
    with st.container(key="welkom", horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch")
        if tour and st.button("Bekijk het voorbeeld in 5 stappen", type="primary", width="content"):
            _go(0)
        if st.button(BEGIN, width="content"):
            begin_own(desk.home, desk.today)
        if tour and st.button("✕", key="welkom.sluit", help="Sluit deze uitleg", width="content"):
            state.remember("welkom.dicht", value=True)
            st.rerun()
    return True


def guide(desk: Desk) -> None:
    """Show the stop of the tour that someone is at, above the page; nothing when nobody takes the tour."""
    at = state.choice("rondleiding")
    if at is None:
        return
    step = _STEPS[at]
    with st.container(key="strook.rondleiding", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Stap {at + 1} van {len(_STEPS)} · {step.title}**  \n{step.words}", width="stretch")
        if at > 0 and st.button("Vorige", width="content"):
            _go(at - 1)
        if at + 1 < len(_STEPS):
            if st.button("Volgende", type="primary", width="content"):
                _go(at + 1)
        elif st.button(BEGIN, type="primary", width="content"):
            state.remember("rondleiding", None)
            begin_own(desk.home, desk.today)
        if st.button("Stop", width="content"):
            state.remember("rondleiding", None)
            st.rerun()


def _go(number: int) -> None:
    step = _STEPS[number]
    state.remember("rondleiding", number)
    state.plan(**step.choices)
    st.switch_page(f"layers/pages/{step.page}.py")
