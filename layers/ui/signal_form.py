"""Reporting a signal: where, what, who saw it; the place is rounded at the click and the rest forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import shapely
import streamlit as st

from gis.crs import shape_to_rd
from gis.errors import StoreError
from gis.register.signals import CELLS_M, MOST_LETTERS, Signal, round_place
from gis.workspace.signals import buurten_of, cell_of, keep_signal, set_cell
from layers import messages, signals
from layers.layer import Layer
from layers.screen.component import MapEvent
from layers.screen.editing import Editing, one_shape, the_one
from layers.screen.routes import drawing_ready
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert

_OPEN, _WAY, _CELLS, _DRAWN, _TURN, _REFUSED = (
    f"signaal.{name}" for name in ("melden", "waar", "vakken", "getekend", "beurt", "geweigerd")
)
CLICK, AREA, WHOLE = "Klik op de kaart", "Teken een gebied", "Hele buurt"
_OLDEST = date(1990, 1, 1)


def show_form(desk: Desk) -> None:
    """Ask where, then what and who; save with one button."""
    if not st.toggle("Signaal melden", key=_OPEN):
        return
    refused = state.take(_REFUSED)
    with st.container(border=True, key="signaalblad"):
        way = st.radio("Waar is het?", _ways(), horizontal=True, key=_WAY)
        codes = desk.place.buurten.sort_values("buurtnaam")["buurtcode"].tolist()
        code: str | None = None
        if way == WHOLE:
            code = st.selectbox(
                "Welke buurt?",
                codes,
                index=None,
                format_func=desk.place.area_name,
                placeholder="Kies een buurt",
            )
        else:
            st.caption(_place_words(desk))
        with st.form(f"signaal.blad.{state.choice(_TURN) or 0}", border=False):
            said, sent = _ask(desk)
        if refused:
            st.error(inert(refused))
        if sent:
            _keep(desk, replace(said, area=code or ""))


def editing() -> Editing | None:
    """Return what may be drawn on the map for a report; None while nothing is."""
    if not state.choice(_OPEN) or state.choice(_WAY) != AREA or not drawing_ready():
        return None
    return one_shape(None, key=_key(), draws="area")


def keep_place(desk: Desk, event: MapEvent) -> bool:
    """Round the place that was clicked or drawn, and keep nothing else of it; whether there was one."""
    if not state.choice(_OPEN):
        return False
    told = None
    if event.edited is not None and event.edited.key == _key():
        told = the_one(event.edited)
    elif event.at is not None and state.choice(_WAY) == CLICK:
        told = {"type": "Point", "coordinates": list(event.at)}
    if told is None:
        return False
    shape, cell_m = shape_to_rd(shapely.geometry.shape(dict(told))), cell_of(desk.register)
    try:
        state.remember(_CELLS, (cell_m, round_place(shape, cell_m=cell_m)))
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
    state.remember(_DRAWN, (state.choice(_DRAWN) or 0) + 1)  # the hand begins anew: what it drew is gone
    state.change()
    return True


def place_layers(desk: Desk) -> list[Layer]:
    """Return the squares that a report will be kept with; nothing while none are chosen."""
    rough = _rough(desk)
    squares = None if rough is None else rough.place
    if not state.choice(_OPEN) or squares is None or state.choice(_WAY) == WHOLE:
        return []
    return [signals.draw_place(squares)]


def offer_settings(desk: Desk) -> None:
    """Let a party say how rough places are kept from now on."""
    with st.popover("Instellingen", type="tertiary"):
        now = cell_of(desk.register)
        chosen = st.radio(
            "Hoe grof wordt de plek bewaard?",
            CELLS_M,
            index=CELLS_M.index(now),
            format_func=lambda side: f"vak van {side} m",
            help="Geldt voor nieuwe signalen. Wat al is bewaard, wordt niet preciezer.",
        )
        if chosen != now:
            set_cell(desk.register, chosen)
            state.remember(_CELLS, None)
            st.rerun()


def _ways() -> list[str]:
    return [CLICK, *([AREA] if drawing_ready() else []), WHOLE]


def _ask(desk: Desk) -> tuple[Signal, bool]:
    lists = desk.register.vocabulary.lists
    kind = st.selectbox("Wat voor signaal?", lists["signal_kinds"], index=None, placeholder="Kies een soort")
    words = st.text_input("Wat is er gezien? (geen namen, geen adressen)", max_chars=MOST_LETTERS)
    left, right = st.columns(2)
    role = left.selectbox(
        "Wie zag het? (een rol)", lists["signal_roles"], index=None, placeholder="Kies een rol"
    )
    latest = max(desk.today, desk.reference_day)
    on = right.date_input("Dag", desk.reference_day, min_value=_OLDEST, max_value=latest, format="DD-MM-YYYY")
    organisation = st.text_input("Welke organisatie meldt het?", desk.view.organisation, max_chars=80)
    counted = st.checkbox(
        "Telt mee voor iedereen",
        help="Iedereen leest dan alleen hoeveel signalen een buurt heeft, vanaf 5. Wat en waar blijft tussen de partners.",
    )
    sent = st.form_submit_button("Bewaar het signaal", type="primary")
    day = on if isinstance(on, date) else desk.reference_day
    said = Signal(kind or "", words, role or "", day, organisation, counted=counted)
    return replace(said, fictional=desk.register.workspace.fictional), sent


def _keep(desk: Desk, said: Signal) -> None:
    rough = None if state.choice(_WAY) == WHOLE else _rough(desk)
    try:
        keep_signal(
            desk.register,
            desk.place,
            replace(said, cell_m=rough.cell_m if rough else cell_of(desk.register)),
            place=None if rough is None else rough.place,
            organisation=desk.view.organisation,
            at=desk.now,
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
        st.rerun()
    state.remember(_CELLS, None)
    state.remember(_TURN, (state.choice(_TURN) or 0) + 1)
    state.change(melding="Het signaal is bewaard.")


def _rough(desk: Desk) -> Signal | None:
    """Return a signal that holds the squares chosen so far; None when none are."""
    kept = state.choice(_CELLS)
    if kept is None:
        return None
    return Signal("", "", "", desk.reference_day, "", cell_m=kept[0], cells=kept[1])


def _place_words(desk: Desk) -> str:
    rough = _rough(desk)
    if rough is None:
        told = "Teken op de kaart." if state.choice(_WAY) == AREA else "Klik op de kaart waar het is."
        return f"{told} Wij bewaren een vak van {cell_of(desk.register)} m, niet de precieze plek."
    (codes,) = buurten_of([rough], desk.place)
    where = ", ".join(desk.place.area_name(code) for code in codes) or "geen buurt met een grens"
    number = len(rough.cells)
    told = "een vak" if number == 1 else f"{number} vakken"
    return f"Gekozen: {told} van {rough.cell_m} m in {inert(where)}. Klik ergens anders om het te wijzigen."


def _key() -> str:
    return f"signaal {state.choice(_DRAWN) or 0}"
