"""A photo under the map by hand: the same three places on both, and then its line can be drawn over."""

from __future__ import annotations

import hashlib

import shapely
import streamlit as st

from gis.analysis.photo_fit import FEWEST, Spot
from gis.crs import RD, shape_to_rd
from gis.errors import BuurtError
from gis.sources.picture import Photo
from gis.workspace.photos import LAYER, lay_photo
from layers import messages
from layers.layer import Layer
from layers.photo import draw_photo, draw_pixels, draw_points, to_pixel
from layers.screen.component import MapEvent, last_event, show_map
from layers.ui import meant, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import number

_PHOTO, _ON_PHOTO, _ON_MAP, _TURN = (f"foto.{name}" for name in ("nu", "punten", "plekken", "beurt"))
_CHART = "fotokaart"
_ASIDE = 1.3  # a photo that is stretched more was taken from aside, or a point is wrong


def offer_photo(desk: Desk) -> None:
    """Ask for a photo and for the same places on it and on the map, and lay it under the map."""
    st.caption(
        "Lukt het inlezen niet? Leg de foto onder de kaart en trek de lijn zelf over. Wijs drie plekken aan die "
        "op de foto én op de kaart staan, zoals kruispunten, ver uit elkaar."
    )
    file = st.file_uploader(
        "Foto om over te trekken (JPEG of PNG)", type=["jpg", "jpeg", "png"], key=f"foto.{_turn()}"
    )
    if file is None:
        state.remember(_PHOTO, None)
        return
    sum_of = hashlib.sha256(file.getvalue()).hexdigest()
    if state.choice(_PHOTO) != sum_of:
        _begin_again()
        state.remember(_PHOTO, sum_of)
    photo = meant.picture(sum_of, file.name, _content=file.getvalue())
    if isinstance(photo, BuurtError):
        st.error(inert(messages.sentence(photo)))
        return
    _take_pixel(last_event(_CHART))
    st.markdown(f"**{_what_now()}**")
    drawn = draw_photo(photo)
    show_map(
        [drawn, draw_pixels(_on_photo())],
        key=_CHART,
        secret=state.secret(),
        fit=drawn.image_bounds,
        fit_key=sum_of,
        height="320px",
    )
    _offer_laying(desk, photo)


def layers() -> list[Layer]:
    """Return the places that were chosen on the map."""
    return [draw_points(_on_map(), crs=RD)] if state.choice(_PHOTO) and _on_map() else []


def keep_place(event: MapEvent) -> None:
    """Take a place that was clicked on the map, when it is the turn of the map."""
    if event.at is None or not state.choice(_PHOTO) or len(_on_photo()) <= len(_on_map()):
        return
    place = shape_to_rd(shapely.Point(event.at))
    state.remember(_ON_MAP, (*_on_map(), place))
    st.rerun()


def _take_pixel(event: MapEvent) -> None:
    if event.at is not None and len(_on_photo()) == len(_on_map()):
        state.remember(_ON_PHOTO, (*_on_photo(), to_pixel(event.at)))


def _what_now() -> str:
    done = len(_on_map())
    if len(_on_photo()) > done:
        return f"Klik nu op de kaart ernaast dezelfde plek aan: punt {done + 1}."
    if done >= FEWEST:
        return f"Er zijn {number(done)} punten. Leg de foto onder de kaart, of wijs nog een punt aan."
    return f"Klik op de foto punt {done + 1} aan."


def _offer_laying(desk: Desk, photo: Photo) -> None:
    if len(_on_map()) >= FEWEST and st.button("Leg de foto onder de kaart", type="primary"):
        places = [(place.x, place.y) for place in _on_map()]
        try:
            _, fit = lay_photo(desk.home, photo, _on_photo()[: len(places)], places)
        except BuurtError as error:
            st.error(inert(messages.sentence(error)))
            return
        _begin_again()
        state.remember(_PHOTO, None)
        state.remember(_TURN, _turn() + 1)
        aside = " Zij is schuin genomen of een punt klopt niet: kijk goed na." if fit.stretch > _ASIDE else ""
        told = f"De foto ligt onder de kaart (eigen laag '{LAYER}').{aside} Kies 'Teken een buurt' en trek de lijn over."
        state.change(melding=told)
    if (_on_photo() or _on_map()) and st.button("Begin opnieuw met de punten"):
        _begin_again()
        st.rerun()


def _begin_again() -> None:
    state.remember(_ON_PHOTO, ())
    state.remember(_ON_MAP, ())


def _on_photo() -> tuple[Spot, ...]:
    return state.choice(_ON_PHOTO) or ()


def _on_map() -> tuple[shapely.Point, ...]:
    return state.choice(_ON_MAP) or ()


def _turn() -> int:
    return int(state.choice(_TURN) or 0)
