"""Buurtblad: one page about a buurt as a file, offered beside the buurt and on the page Delen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from gis.register.visible import Audience
from gis.workspace.compass import Ask, Compass
from gis.workspace.leaflet import see_leaflet
from layers import handover
from layers.ui import cached, compass_settings, state
from layers.ui.front import Desk
from layers.ui.text import inert

WHAT = "Eén bladzijde: wat is er aan de hand, waarom, wat gebeurt er al en wat werkt."
_LABELS = {".pdf": "Buurtblad (PDF, A4)", ".html": "HTML"}


def offer(desk: Desk, code: str, *, audience: str, key: str) -> None:
    """Offer both forms of the buurtblad of a buurt; a file is made on the click."""
    beside = cached.compass(desk.seen_by[:3], desk.area, Ask(), compass_settings.edition(desk))
    made = desk.register.workspace.fictional or bool(desk.activities["fictional"].any())
    with st.container(horizontal=True, key=f"{key}.knoppen"):
        for suffix, label in _LABELS.items():
            st.download_button(
                label,
                data=partial(_bytes, desk, beside, code, audience, suffix),
                file_name=handover.leaflet_name(
                    code, suffix=suffix, audience=audience, reference_day=desk.reference_day, fictional=made
                ),
                mime=handover.FORMS[suffix],
                key=f"{key}{suffix}",
                on_click="ignore",
                icon=":material/description:" if suffix == ".pdf" else None,
                help=WHAT,
            )


def offer_any(desk: Desk, *, audience: str) -> None:
    """Let one choose a buurt, and offer its buurtblad."""
    codes = desk.place.buurten.sort_values("buurtnaam")["buurtcode"].tolist()
    settled = cached.accepted((*desk.seen_by[:4], audience)).set_index("code")["name"].to_dict()
    codes = [*settled, *codes]
    if not codes:
        return
    with st.container(border=True):
        st.markdown(f"**Buurtblad**  \n{WHAT}")
        chosen = state.selected()
        code = st.selectbox(
            "Welke buurt?",
            codes,
            index=codes.index(chosen) if chosen in codes else None,
            format_func=lambda one: inert(settled.get(one) or desk.place.area_name(one)),
            placeholder="Kies een buurt",
        )
        if code is None:
            st.caption("Kies eerst een buurt.")
        else:
            offer(desk, code, audience=audience, key="buurtblad.delen")


def _bytes(desk: Desk, beside: Compass, code: str, audience: str, suffix: str) -> bytes:
    told = see_leaflet(
        beside,
        desk.place,
        desk.register,
        code=code,
        organisation=desk.view.organisation,
        audience=Audience(audience),
        today=desk.today,
    )
    vocabulary = desk.register.vocabulary
    return handover.leaflet_bytes(told, suffix=suffix, vocabulary=vocabulary, made_on=desk.today)
