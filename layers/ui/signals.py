"""Signals beside the map: who saw what roughly where, what was done with it, and reporting one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from gis.errors import StoreError
from gis.register.signals import ANSWERED, REPORTED, STEPS, TAKEN_UP, WITHDRAWN, Signal
from gis.workspace.signals import buurten_of, count_signals, see_signals, take_step
from layers import messages
from layers.layer import Layer
from layers.listings import excel_csv
from layers.screen.component import MapEvent
from layers.screen.editing import Editing
from layers.signals import gather, list_signals
from layers.ui import drawn, signal_form, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import reports
from layers.words import signals as words

LAYER = "signalen"  # of what stands on the map
STATUS, WHERE = "signalen.stand", "signalen.waar"
MOST = 12  # told at once; the rest is a number
_REFUSED = "signalen.geweigerd"
_NEXT = {
    REPORTED: ((TAKEN_UP, "Opgepakt"), (ANSWERED, "Teruggekoppeld")),
    TAKEN_UP: ((ANSWERED, "Teruggekoppeld"), (REPORTED, "Toch niet opgepakt")),
    ANSWERED: ((TAKEN_UP, "Weer opgepakt"),),
}


def are_shown(desk: Desk) -> bool:
    """Return whether the signals stand on the map, with their list beside it."""
    return LAYER in desk.view.layers


def layers(desk: Desk, *, clickable: bool = True) -> list[Layer]:
    """Return the signals as a layer, and the place that is being reported; nothing while they are off."""
    if not are_shown(desk):
        return []
    told = drawn.signal_layer(desk.seen_by, desk.area, tuple(_statuses()), clickable=clickable)
    return [told, *(signal_form.place_layers(desk) if clickable else [])]


def editing(desk: Desk) -> Editing | None:
    """Return what may be drawn on the map for a report; None while nothing is."""
    return signal_form.editing() if are_shown(desk) else None


def follow(desk: Desk, event: MapEvent) -> bool:
    """Keep the place that was clicked for a report, or choose the signals there; whether the click was for that."""
    if not are_shown(desk):
        return False
    if signal_form.keep_place(desk, event):
        return True
    if event.at is None or event.layer != "signals":
        return False
    state.change(**{WHERE: event.id, "gekozen": None})
    return True


def show_signals(desk: Desk) -> None:
    """Show the list with what was done, let a party report one or take the next step."""
    st.markdown("**Signalen** van bewoners en professionals")
    st.caption(words.NO_SCORE)
    if refused := state.take(_REFUSED):
        st.error(inert(refused))
    signal_form.show_form(desk)
    st.pills(
        "Welke wilt u zien?",
        list(STEPS),
        format_func=words.STEP_WORDS.__getitem__,
        selection_mode="multi",
        key=STATUS,
    )
    told = see_signals(desk.register, desk.place, audience=desk.view.audience, statuses=_statuses())
    shown = _within(desk, told)
    if not told:
        st.caption(words.NOTHING if not desk.register.store.signals() else "Geen signalen met deze stand.")
    for one in shown[:MOST]:
        _show(desk, one)
    if len(shown) > MOST:
        st.caption(f"En nog {len(shown) - MOST}. Kies een vak op de kaart, of een stand.")
    if told:
        st.download_button(
            "Deze lijst (CSV)",
            data=lambda: excel_csv(list_signals(shown, buurten=buurten_of(shown, desk.place))),
            file_name=_file_name(desk),
            mime="text/csv",
            on_click="ignore",
            help="Voor de partners in dit overleg. De plek staat er als vak in, niet precies.",
        )
    signal_form.offer_settings(desk)


def show_count(desk: Desk, code: str) -> None:
    """Say how many signals a buurt has, and lead to them; nothing when there are none that may be told."""
    count = count_signals(desk.register, desk.place, audience=desk.view.audience).get(code)
    if count is None:
        return
    made = " :orange-badge[✎ verzonnen voorbeeld]" if desk.register.workspace.fictional else ""
    st.markdown(f"**Signalen:** {words.count_words(count)}{made}")
    if desk.view.may_change and st.button("Bekijk de signalen", key="signalen.van.buurt", type="tertiary"):
        shown = list(dict.fromkeys([*desk.view.layers, LAYER]))
        state.change(**{WHERE: code, STATUS: list(STEPS), "lagen": shown, "gekozen": None})


def _statuses() -> list[str]:
    """Return the statuses that are asked for; none chosen is all of them."""
    return state.choice(STATUS) or list(STEPS)


def _within(desk: Desk, told: Sequence[Signal]) -> list[Signal]:
    """Return the signals of the place that was chosen, with the way back to all; all when there is none."""
    where = state.choice(WHERE)
    if where is None:
        return list(told)
    if where in desk.place.codes:
        found = [one for one, codes in zip(told, buurten_of(told, desk.place), strict=True) if where in codes]
        label = desk.place.area_name(where)
    else:
        found, label = gather(told).get(where, []), "dit vak"
    st.button(f"✕ Alleen {inert(label)}", key="signalen.overal", on_click=state.plan, kwargs={WHERE: None})
    return found


def _show(desk: Desk, one: Signal) -> None:
    (codes,) = buurten_of([one], desk.place)
    buurt = ", ".join(desk.place.area_name(code) for code in codes)
    versions = desk.register.store.signal_history(one.id)
    with st.container(border=True, key=f"signaal.{one.id}"):
        badge = " :orange-badge[✎ verzonnen voorbeeld]" if one.fictional else ""
        st.markdown(
            f"**{inert(one.kind)}** · {inert(one.words)}{badge}  \n"
            f":gray[{inert(one.role)} · {reports.day(one.on)} · {inert(words.where_words(one, buurt=buurt))}]  \n"
            f"{inert(words.history_words(versions))}"
        )
        with st.container(horizontal=True):
            for status, label in _NEXT[one.status]:
                if st.button(label, key=f"signaal.{status}.{one.id}.{one.version}"):
                    _step(desk, one, status)
            if versions[0].by == desk.view.organisation and st.button(
                "Haal weg", key=f"signaal.weg.{one.id}.{one.version}", type="tertiary"
            ):
                _step(desk, one, WITHDRAWN)


def _step(desk: Desk, one: Signal, status: str) -> None:
    try:
        take_step(
            desk.register,
            one,
            status,
            on=max(desk.reference_day, one.on),
            by_whom=desk.view.organisation,
            organisation=desk.view.organisation,
            at=desk.now,
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
    st.rerun()


def _file_name(desk: Desk) -> str:
    made = "voorbeeld_fictief_" if desk.register.workspace.fictional else ""
    return f"{made}signalen_{desk.place.gemeentecode}_{desk.reference_day.isoformat()}.csv"
