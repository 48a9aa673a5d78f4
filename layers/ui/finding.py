"""Where the words of a list say it is: what may be searched in, and candidates for a person to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st

from gis.crs import RD, shape_to_wgs84
from gis.register.intake import SHAPE_FIELD
from gis.register.locating import Candidate, Locate
from gis.register.reading import PLACE_OPEN
from gis.register.records import Problem
from gis.tables import RAW_SHAPE
from layers import words
from layers.layer import Layer, to_features
from layers.style import Mark
from layers.ui import cached, map_view, state
from layers.ui.front import Desk

_CANDIDATE = Mark(
    "kandidaat", "een plek om uit te kiezen", fill="#0b6e75", fill_opacity=0.9, stroke="#0b6e75", radius=11
)
_ROOM_M = 150.0  # around the candidates
_NUMBERS = (SHAPE_FIELD, "x", "y", "lon", "lat", RAW_SHAPE)  # that no longer tell the place


def of(desk: Desk) -> cached.Finding:
    """Return what the words of this desk are searched in now."""
    return cached.Finding(
        desk.area,
        cached.tables_stamp(str(desk.home.path)),
        bool(state.choice("lijst.dienst")),
        desk.register.workspace.fictional,
    )


def locate(desk: Desk) -> Locate:
    """Return the function that finds places in words for this desk."""
    return cached.locating(str(desk.home.path), of(desk), today=desk.today)


def candidates_of(desk: Desk, told: Mapping[str, str], problems: Sequence[Problem]) -> tuple[Candidate, ...]:
    """Return what the place of a row might be: what its problem suggests, and what its words might mean.

    PDOK is not asked here: it was when the row was looked at, and what it answered was kept.
    """
    of_place = [problem for problem in problems if problem.field == "plek"]
    if not of_place:
        return ()
    likely = tuple(
        Candidate(
            _shape_words(problem.suggestion), shapely.from_wkt(problem.suggestion), "schatting", "uw getallen"
        )
        for problem in of_place
        if problem.suggestion
    )
    located = cached.locating(str(desk.home.path), of(desk), today=desk.today, asks=False)(told)
    return likely + (() if located is None else located.candidates)


def show_candidates(desk: Desk, lettered: Mapping[str, Candidate], *, key: str) -> None:
    """Show what may be chosen on a small map, under the letters of the questions; nothing without a shape."""
    placed = {letter: one.geometry for letter, one in lettered.items() if one.geometry is not None}
    if not placed:
        return
    shapes = gpd.GeoSeries(np.array(list(placed.values()), dtype=object), crs=RD)
    frame = gpd.GeoDataFrame(
        {"id": list(placed), "mark": list(placed), "name": list(placed)}, geometry=shapes
    )
    features = to_features(frame, columns=["id", "mark", "name"])
    marks = tuple(replace(_CANDIDATE, key=letter, label=f"plek {letter}", letter=letter) for letter in placed)
    layer = Layer("kandidaten", "Plekken om uit te kiezen", "drawing", features, marks, clickable=False)
    view = shape_to_wgs84(shapes.union_all().envelope.buffer(_ROOM_M)).bounds
    st.caption("De letters op de kaart zijn die van de plekken waaruit u hieronder kunt kiezen.")
    map_view.show(
        desk,
        [*map_view.base_layers(desk), layer],
        key=key,
        close_up=view,
        height="300px",
        focus=" ".join(placed),
    )


def ask_place(told: Mapping[str, str], candidates: Mapping[str, Candidate], *, key: str) -> dict[str, str]:
    """Ask where a row is: one of some candidates, other words, or no place; return the words.

    Parameters
    ----------
    candidates
        By their letter on the map.
    """
    if candidates:
        chosen = st.radio(
            "Bedoelt u deze plek?" if len(candidates) == 1 else "Bedoelt u een van deze plekken?",
            ["", *candidates],
            format_func=lambda letter: (
                f"{letter} · {_candidate_words(candidates[letter])}" if letter else "Nee, of ik weet het niet"
            ),
            key=f"{key}.kandidaat",
        )
        if chosen:
            return _taken(candidates[chosen])
    name = "straat" if told.get("straat") and not told.get("plek_tekst") else "plek_tekst"
    now = told.get(name, "")
    said = st.text_input("Plek in woorden", value=now, key=f"{key}.plek").strip()
    if said != now:
        return {name: said} | dict.fromkeys(_NUMBERS, "")
    if st.checkbox("Lees deze rij in zonder plek op de kaart", key=f"{key}.open"):
        return {PLACE_OPEN: "ja"}
    return {}


def _candidate_words(candidate: Candidate) -> str:
    score = "" if candidate.score is None else f" · score {words.number(candidate.score, 1)}"
    return f"{candidate.words} · {candidate.source}{score}"


def _taken(candidate: Candidate) -> dict[str, str]:
    told = {"nauwkeurigheid": candidate.accuracy, "plek_bron": f"{candidate.source}, gekozen uit meer"}
    if candidate.geometry is not None:
        return told | {SHAPE_FIELD: candidate.geometry.wkt}
    return told | {"gebiedscodes": " | ".join(candidate.area_codes), "bereik": candidate.accuracy}


def _shape_words(wkt: str) -> str:
    shape = shapely.from_wkt(wkt)
    x, y = shape.representative_point().coords[0][:2]
    return f"de plek bij x {words.number(x)}, y {words.number(y)} (RD)"
