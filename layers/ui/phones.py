"""Drawing along on phones: the address of the round with its code, and how many are busy."""

from __future__ import annotations

import html
import os

import segno
import streamlit as st

from gis.workspace import blocks, phones, rounds
from gis.workspace.rounds import Going
from layers.ui import state
from layers.ui.front import Desk
from layers.words import drawing as said

_EVERY_S = 3
_CODE_PX = 5  # of one square of the code: read from across a table
_TILES = "Achtergrondkaart van PDOK (telefoons vragen die daar zelf op)"


def tell_phones(desk: Desk, going: Going) -> None:
    """Show where phones in the room can draw along, when `koppelkaart serve --lan` lets them."""
    address = os.environ.get(phones.ADDRESS)
    if not address:
        st.caption("Met telefoons meetekenen? Start de app met: koppelkaart serve --lan")
        return
    where = f"{address}/{going.round.key}"
    with st.container(key="telefoons", border=True):
        st.markdown("**Teken mee op uw telefoon.** Zit u op hetzelfde netwerk? Richt de camera op deze code.")
        st.html(_code(where))
        st.markdown(f"`{where}`")
        _count(desk, going)


def choose_ground(desk: Desk) -> tuple[tuple[str, ...], bool]:
    """Ask what phones show to find the way by: own layers, and the background map where it was agreed to."""
    own = blocks.block_layers(desk.home)
    options = [*own, _TILES] if state.choice("achtergrond") else own
    if not os.environ.get(phones.ADDRESS) or not options:
        return (), False
    chosen = st.multiselect(
        "Wat zien telefoons als ondergrond?", options, placeholder="Kies wat helpt om de weg te vinden"
    )
    return tuple(name for name in chosen if name != _TILES), _TILES in chosen


def _code(where: str) -> str:
    """Return the address as a QR code: dark on white, also where the page is dark."""
    # An image, because Streamlit takes drawings out of HTML.
    picture = segno.make_qr(where, error="m").svg_data_uri(
        scale=_CODE_PX, border=4, dark="#000", light="#fff"
    )
    return f'<img alt="QR-code met het adres hieronder" src="{html.escape(picture)}">'


@st.fragment(run_every=_EVERY_S)
def _count(desk: Desk, going: Going) -> None:
    now = rounds.see_going(desk.register)
    count = now.count if now is not None and now.round.id == going.round.id else going.count
    if count != going.count:
        st.rerun()  # the page tells it too
    st.markdown(said.phones(phones.count_busy(desk.home, going.round.id), count))
