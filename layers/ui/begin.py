"""The first words: what this is, a tour of the example, and what to do where there is nothing yet."""

from __future__ import annotations

import streamlit as st

from layers.ui import state
from layers.ui.front import Desk
from layers.ui.gemeente import BEGIN, begin_own

_STEPS = (
    ("Kaart", "Klik op de buurt **Selwerd**. Rechts leest u hoe het er gaat en wat er gebeurt."),
    (
        "Kansen en witte vlekken",
        "In het najaar van 2027 komen 5 plannen samen. Klik op de groep en zie de plek.",
    ),
    ("Kansen en witte vlekken", "Open **Witte vlekken**: waar doet nog niemand iets?"),
    (
        "Buurt zoals beleefd",
        "Twaalf mensen tekenden hun Selwerd. Het blijken twee buurten met dezelfde naam.",
    ),
    ("Delen", "Kies voor wie het is en haal de kaart of het GIS-bestand op."),
)
EMPTY_REGISTER = (
    "**Uw register is nog leeg.** Voeg op de pagina Activiteiten een plan toe of lees daar een lijst in."
)
NO_OUTLINES = f"**Van deze gemeente zijn hier geen grenzen.** Kies '{BEGIN}' en geef een bestand met de grenzen van het CBS."


def offer(desk: Desk) -> bool:
    """Show what the example is, or what to do where something is missing; return whether anything was shown."""
    if desk.place.buurten.geometry.isna().all():
        return _say(desk, NO_OUTLINES)
    if desk.register.workspace.fictional and not state.choice("welkom.dicht"):
        return _say(
            desk,
            "**Dit is een voorbeeld.** De grenzen en cijfers zijn echt (CBS, Leefbaarometer 2024). "
            "De plannen en tekeningen zijn verzonnen.",
            tour=True,
        )
    if desk.activities.empty and not desk.register.workspace.activities:
        return _say(desk, EMPTY_REGISTER)
    return False


def _say(desk: Desk, words: str, *, tour: bool = False) -> bool:
    with st.container(key="welkom", horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch")
        if tour and st.button("Bekijk het voorbeeld in 5 stappen", type="primary", width="content"):
            _tour()
        if st.button(BEGIN, width="content"):
            begin_own(desk.home, desk.today)
        if tour and st.button("✕", key="welkom.sluit", help="Sluit deze uitleg", width="content"):
            state.remember("welkom.dicht", value=True)
            st.rerun()
    return True


@st.dialog("Het voorbeeld in 5 stappen")
def _tour() -> None:
    for number, (page, told) in enumerate(_STEPS, start=1):
        st.markdown(f"**{number}. {page}**  \n{told}")
    st.caption("De pagina's vindt u bovenaan het scherm.")
