"""Verslag: what the screen shows as a file, for an audience."""

from __future__ import annotations

from functools import partial

import streamlit as st

from layers.report import FORMS, file_name
from layers.report.writing import report_bytes
from layers.ui import asking
from layers.ui.changed import chosen_day
from layers.ui.downloads import AUDIENCES
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.meeting import MADE

_LABELS = {".docx": "Verslag voor Word (DOCX)", ".md": "Verslag als tekst (Markdown)"}


def offer_report(desk: Desk) -> None:
    """Ask for whom, say what is in it, and offer both forms; a file is made on the click."""
    audience = st.radio(
        "Voor wie is het?",
        list(AUDIENCES) if desk.view.may_change else ["public"],
        format_func=AUDIENCES.__getitem__,
        horizontal=True,
        key="verslag.voor",
    )
    report = asking.report((*desk.seen_by[:4], audience), desk.area, chosen_day(desk), desk.today)
    st.markdown(f"**Op de agenda:** {inert(report.summary)}")
    st.markdown("\n".join(f"- **{inert(part.title)}** {inert(part.sentence)}" for part in report.parts))
    st.caption("Wat dit publiek niet mag zien, zit er niet in.")
    if report.fictional:
        st.warning(MADE, icon="✏️")
    with st.container(horizontal=True):
        for suffix, label in _LABELS.items():
            st.download_button(
                label,
                data=partial(report_bytes, report, suffix=suffix),
                file_name=file_name(report, suffix=suffix),
                mime=FORMS[suffix],
                key=f"verslag{suffix}",
                on_click="ignore",
                type="primary" if suffix == ".docx" else "secondary",
            )
