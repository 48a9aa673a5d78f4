"""Where the words of a list say it is: what may be searched in, and candidates for a person to choose."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st

from gis.crs import RD
from gis.register.intake import SHAPE_FIELD
from gis.register.locating import Candidate, Locate
from gis.register.reading import PLACE_OPEN
from gis.register.records import Problem
from layers import words
from layers.ui import cached, state
from layers.ui.front import Desk
from layers.ui.text import inert

_NONE = -1


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


def ask_place(desk: Desk, told: Mapping[str, str], problem: Problem, *, key: str) -> dict[str, str]:
    """Ask where a row is: a suggestion, one of some candidates, other words, or no place; return the words."""
    if problem.suggestion and st.checkbox(
        f"Neem over: {inert(_shape_words(problem.suggestion))}", key=f"{key}.vorm"
    ):
        return {SHAPE_FIELD: problem.suggestion}
    located = locate(desk)(told)
    candidates = () if located is None else located.candidates
    if candidates:
        chosen = st.radio(
            "Bedoelt u een van deze plekken?",
            [_NONE, *range(len(candidates))],
            format_func=lambda place: (
                "Geen van deze" if place == _NONE else _candidate_words(candidates[place])
            ),
            key=f"{key}.kandidaat",
        )
        if chosen != _NONE:
            return _taken(candidates[chosen])
    now = told.get("plek_tekst", "") or told.get("straat", "")
    name = "straat" if told.get("straat") and not told.get("plek_tekst") else "plek_tekst"
    said = st.text_input("Plek in woorden", value=now, key=f"{key}.plek").strip()
    if said != now:
        return {name: said}
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


def candidate_frame(candidates: list[Candidate]) -> gpd.GeoDataFrame:
    """Return candidates with a shape as a frame, to be drawn."""
    placed = [one for one in candidates if one.geometry is not None]
    shapes = np.array([one.geometry for one in placed], dtype=object)
    return gpd.GeoDataFrame({"words": [one.words for one in placed]}, geometry=gpd.GeoSeries(shapes, crs=RD))
