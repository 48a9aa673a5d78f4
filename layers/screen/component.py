"""The map on screen: layers in, what the visitor clicked or drew out."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import streamlit as st

from layers.layer import Layer
from layers.screen.editing import Edited, Editing, describe
from layers.screen.gesture import read_edited
from layers.screen.routes import file_address, publish

# The little that travels with each message; the map itself comes from its own address and stays.
_START = """
export default async function (component) {
  const place = component.parentElement.querySelector(".kk-map");
  try {
    const map = await import(new URL(component.data.script, window.location.origin).href);
    return map.default(component);
  } catch (error) {
    console.error(error);
    place.textContent = "De kaart kon niet laden. Herlaad de pagina.";
  }
}
"""

_mount = st.components.v2.component(
    "koppelkaart_map", html='<div class="kk-map"></div>\n', js=_START, isolate_styles=False
)


@dataclass(frozen=True)
class Background:
    """Map tiles from elsewhere, under everything; only with the visitor's consent.

    Parameters
    ----------
    tiles
        Address template in Web Mercator with ``{z}``, ``{x}`` and ``{y}``.
    attribution
        Whose map it is, shown as text.
    max_zoom
        Deepest level that the tiles have.
    """

    tiles: str
    attribution: str
    max_zoom: int = 19


@dataclass(frozen=True)
class Timeline:
    """The seasons that can be walked through under the map.

    Parameters
    ----------
    first
        Number of the first season, as `gis.periods.season_of` counts.
    labels
        The first season and the ones after it, in words.
    at
        The season that is shown; None for whenever.
    """

    first: int
    labels: tuple[str, ...]
    at: int | None = None


@dataclass(frozen=True)
class MapEvent:
    """What the visitor did on the map just now; all of it absent in a run with another cause.

    Parameters
    ----------
    layer, id
        The feature that was clicked; None for a click beside everything.
    at
        Where the click was: longitude, latitude in degrees (WGS 84).
    edited
        What differs from what is saved, when a gesture of editing was finished just now.
    season
        The season that the hand stopped at, as `gis.periods.season_of` counts; 0 for whenever.
    """

    layer: str | None = None
    id: str | None = None
    at: tuple[float, float] | None = None
    edited: Edited | None = None
    season: int | None = None


def show_map(
    layers: Sequence[Layer],
    *,
    key: str,
    secret: str,
    shown: Mapping[str, Sequence[str]] | None = None,
    selected: str | None = None,
    lit: Sequence[str] = (),
    fit: tuple[float, float, float, float] | None = None,
    fit_key: str = "",
    edit: Editing | None = None,
    background: Background | None = None,
    timeline: Timeline | None = None,
    height: str = "calc(100vh - 10rem)",
) -> MapEvent:
    """Show the layers, the first one lowest, and return what the visitor did on the map.

    Parameters
    ----------
    layers
        Only layers whose content changed since the last run are fetched and drawn again.
    key
        Name of this map; centre and zoom are kept under it, also over a change of page.
    secret
        Unguessable text of this session, for layers that are not public.
    shown
        Per layer id the ids of the features to show; a layer that is not in it shows all.
    selected
        Id of the feature with the strong double outline.
    lit
        Ids of features with a bright halo.
    fit, fit_key
        View (west, south, east, north in degrees) for the first time and whenever `fit_key` changes.
    edit
        What may be drawn, reshaped, moved, cut or taken away. None takes the tools away.
    background
        Tiles from elsewhere; None asks nothing of any other machine.
    timeline
        Seasons to walk through; None shows no slider.
    height
        As in CSS, such as ``480px``.

    Returns
    -------
    MapEvent
        Empty unless this run was caused by the map.
    """
    message = {
        "key": key,
        "script": file_address("map.js"),
        "layers": [_describe(layer, secret=secret, shown=shown) for layer in layers],
        "selected": selected,
        "lit": list(lit),
        "fit": fit,
        "fitKey": fit_key,
        "edit": describe(edit),
        "tiles": background and {"address": background.tiles, "deepest": background.max_zoom},
        "attribution": background.attribution if background else "",
        "timeline": timeline and asdict(timeline),
        "height": height,
    }
    told = _mount(
        key=key,
        data=message,
        on_clicked_change=_nothing,
        on_edited_change=_nothing,
        on_season_change=_nothing,
    )
    return read_event(told)


def last_event(key: str) -> MapEvent:
    """Return what the visitor did on the map that caused this run, before the map is shown again.

    With it a page can take a click into account at once, without a second run; `show_map` returns the same.

    Parameters
    ----------
    key
        Name of the map.
    """
    told = st.session_state.get(key)
    return read_event(told) if isinstance(told, Mapping) else MapEvent()


def read_event(told: Mapping[str, object]) -> MapEvent:
    """Return what the browser told; what is not understood did not happen.

    Parameters
    ----------
    told
        ``clicked`` ({layer, id, at}), ``edited`` (see `read_edited`) and ``season``, each absent or None.

    Examples
    --------
    >>> read_event({"clicked": {"layer": "buurten", "id": "BU00141000", "at": [6.55, 53.24]}}).id
    'BU00141000'
    >>> read_event({"clicked": {"layer": "buurten", "id": "BU00141000", "at": ["here", 53.24]}})
    MapEvent(layer=None, id=None, at=None, edited=None, season=None)
    """
    season = told.get("season")
    event = MapEvent(
        edited=read_edited(told.get("edited")),
        season=season if isinstance(season, int) and season >= 0 else None,
    )
    clicked = told.get("clicked")
    if not isinstance(clicked, Mapping):
        return event
    at = _read_at(clicked.get("at"))
    layer, feature = clicked.get("layer"), clicked.get("id")
    if at is None or not isinstance(layer, str | None) or not isinstance(feature, str | None):
        return event
    return replace(event, layer=layer, id=feature, at=at)


def _read_at(told: object) -> tuple[float, float] | None:
    match told:
        case [int() | float() as lon, int() | float() as lat] if math.isfinite(lon) and math.isfinite(lat):
            return float(lon), float(lat)
    return None


def _describe(layer: Layer, *, secret: str, shown: Mapping[str, Sequence[str]] | None) -> dict[str, object]:
    told: dict[str, object] = {
        "id": layer.id,
        "kind": layer.kind,
        "address": publish(layer, secret=secret),
        "clickable": layer.clickable,
        "cluster": layer.cluster,
        "named": layer.named if layer.labels else None,
        "zooms": layer.zooms,
        "levels": [[zoom, publish(coarse, secret=secret)] for zoom, coarse in layer.coarser],
    }
    if layer.image_bounds is not None:
        told["bounds"] = layer.image_bounds
    if shown is not None and layer.id in shown:
        kept = frozenset(shown[layer.id])
        if not kept.issuperset(layer.ids):
            told["shown"] = _bits([name in kept for name in layer.ids])
    return told


def _bits(flags: Sequence[bool]) -> str:
    """Return one bit per feature, the first one highest, as base64: ids would be fifty times as long."""
    return base64.b64encode(np.packbits(np.array(flags, dtype=bool)).tobytes()).decode()


def _nothing() -> None:
    """Only declares that the browser may tell this; the caller reads it from the result."""
