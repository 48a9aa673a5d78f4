"""Which list: a file of one's own or the example; and a form to send out for the next one."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from layers import workbooks
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert

_EXAMPLE = "lijst.voorbeeld"  # the example list, while it is in hand


def choose_file(desk: Desk) -> tuple[str, bytes] | None:
    """Ask for a file, or take the example list where plans are made up; return its name and content."""
    made_up = desk.register.workspace.fictional
    example: tuple[str, bytes] | None = state.choice(_EXAMPLE)
    if made_up and example is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f"**{inert(example[0])}** · verzonnen, zoals een corporatie hem kan sturen"
            st.markdown(told, width="stretch")
            if st.button("Andere lijst", icon=":material/close:", width="content"):
                _take_example(None)
        return example
    turn = state.choice("lijst.beurt") or 0
    file = st.file_uploader("Uw lijst", key=f"lijst.bestand.{turn}")
    if file is not None:
        return Path(file.name).name, file.getvalue()
    if made_up:
        with st.container(horizontal=True):
            if st.button("Probeer het met een voorbeeldlijst", icon=":material/science:", width="content"):
                _take_example((workbooks.EXAMPLE_FILE, workbooks.example_workbook()))
            st.download_button(
                "Download de voorbeeldlijst (Excel)",
                workbooks.example_workbook,
                file_name=workbooks.EXAMPLE_FILE,
                mime=workbooks.XLSX,
                icon=":material/download:",
                width="content",
            )
        st.caption(
            "De voorbeeldlijst heeft verzonnen plannen van Corporatie A, zoals partners ze sturen: een titel erboven, "
            "samengevoegde cellen, vage tijden en plekken. Kies links bij 'U kijkt als …' Corporatie A."
        )
    return None


def put_away() -> None:
    """Take the list off the table: an empty box for the next one."""
    state.remember("lijst.beurt", (state.choice("lijst.beurt") or 0) + 1)
    state.remember(_EXAMPLE, None)


def _take_example(file: tuple[str, bytes] | None) -> None:
    state.remember(_EXAMPLE, file)
    st.rerun()


def offer_form(desk: Desk) -> None:
    """Offer a form to send to a partner, filled with what the one who looks may see of it."""
    with st.expander("Formulier om uit te sturen", icon=":material/forward_to_inbox:"):
        names = desk.register.store.organisations()
        partner = st.selectbox("Voor welke organisatie?", names, index=names.index(desk.view.organisation))
        body = workbooks.form_workbook(
            desk.activities, organisation=partner, vocabulary=desk.register.vocabulary
        )
        st.caption(
            "Een Excel met keuzelijsten, gevuld met wat er van deze organisatie staat en u mag zien. Ingevuld terug? "
            "Lees hem hier in; u hoeft dan niets over kolommen te zeggen."
        )
        st.download_button(
            "Download het formulier (Excel)",
            body,
            file_name=f"plannen {partner}.xlsx",
            mime=workbooks.XLSX,
            icon=":material/download:",
        )
