"""Overleg: the agenda, what changed, what was agreed, a quick idea, the report; also on a large screen."""

import streamlit as st

from layers.ui import agenda, agreements, asking, big_screen, cached, changed, minutes, quick_add, state
from layers.ui.front import desk
from layers.ui.text import inert

here = desk()

AGENDA, CHANGED, AGREED = "Agenda", "Wat is er veranderd?", "Afspraken"
ADDED, REPORTED = "Snel toevoegen", "Verslag"

asked = (here.seen_by, here.area, changed.chosen_day(here), here.today)
meeting, report = cached.meeting(*asked), asking.report(*asked)

if state.choice(big_screen.ON):
    big_screen.show_big(report)
else:
    parts = [AGENDA, CHANGED, AGREED, ADDED, REPORTED]
    if not here.view.may_change:
        parts.remove(ADDED)
    with st.container(horizontal=True, vertical_alignment="center", key="overleg.kop"):
        part = st.segmented_control(
            "Wat wilt u zien?", parts, default=AGENDA, key="overleg.deel", label_visibility="collapsed"
        )
        big_screen.offer()
    if part == CHANGED:
        changed.show_changes(here, meeting, report)
    elif part == AGREED:
        agreements.show_agreements(here, meeting, report)
    elif part == ADDED:
        quick_add.show_quick_add(here)
    elif part == REPORTED:
        minutes.offer_report(here)
    else:
        st.markdown(f"**{inert(report.summary)}**")
        agenda.show_agenda(here, meeting, report)
