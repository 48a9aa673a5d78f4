"""Signals of residents and professionals: the squares they lie in, with a sign for what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.crs import RD
from gis.register.signals import ANSWERED, REPORTED, STEPS, TAKEN_UP, Signal
from layers.layer import Layer, mark_shapes, to_features
from layers.style import PAPER, Mark
from layers.words import plural
from layers.words import signals as words

COLOUR = "#7a1352"
SQUARE = Mark(
    "vak",
    "het is ergens binnen dit vak",
    fill=COLOUR,
    fill_opacity=0.16,
    stroke=COLOUR,
    width=1.5,
    dash="5 3",
)
# Told apart by the sign and by hollow or solid, not by colour.
SIGNS = {
    REPORTED: Mark(
        REPORTED, words.STEP_MEANS[REPORTED], fill=PAPER, stroke=COLOUR, width=2, radius=10, letter="!"
    ),
    TAKEN_UP: Mark(
        TAKEN_UP, words.STEP_MEANS[TAKEN_UP], fill="#ecd3e3", stroke=COLOUR, width=2, radius=10, letter="▸"
    ),
    ANSWERED: Mark(
        ANSWERED, words.STEP_MEANS[ANSWERED], fill=COLOUR, stroke=COLOUR, width=2, radius=10, letter="✓"
    ),
}
CHOSEN = Mark(
    "plek",
    "dit vak wordt bewaard, niet de precieze plek",
    fill="#0b6e75",
    fill_opacity=0.35,
    stroke="#0b6e75",
    width=3,
)

LIST_COLUMNS = (
    *("id", "soort", "wat", "rol", "datum", "buurtcode", "vak_m", "vakken", "stand", "stand_op"),
    *("stand_door", "opgeschreven_door", "telt_mee_voor_iedereen", "fictief"),
)


def draw_signals(
    signals: Sequence[Signal], *, outlines: Mapping[str, BaseGeometry], clickable: bool = True
) -> Layer:
    """Return the squares that signals lie in, with a sign in the middle of what is done least for.

    What lies in the same squares is told together; the id is the key of `gather`. What is about a whole
    buurt has a sign alone, and none when the buurt has no outline.

    Parameters
    ----------
    outlines
        Outline in RD of each buurt, by code.
    """
    squares, signs = [], []
    for key, those in gather(signals).items():
        first, least = those[0], min((one.status for one in those), key=STEPS.index)
        where = "over de hele buurt" if first.area else f"ergens binnen een vak van {first.cell_m} m"
        told = {
            "id": key,
            "name": f"{plural(len(those), 'signaal', 'signalen')}, {where}",
            "note": "; ".join(f"{one.kind} ({words.STEP_WORDS[one.status]})" for one in those),
            "made": any(one.fictional for one in those),
        }
        shape = first.place or outlines.get(first.area)
        if first.place is not None:
            squares.append({**told, "mark": SQUARE.key, "geometry": shape})
        if shape is not None:
            signs.append({**told, "mark": least, "geometry": shape.representative_point()})
    columns = ["id", "mark", "name", "note", "made"]
    told_all = pd.DataFrame([*squares, *signs], columns=[*columns, "geometry"])
    frame = gpd.GeoDataFrame(told_all, geometry="geometry", crs=RD)
    there = set(frame["mark"])
    return Layer(
        id="signals",
        title="Signalen",
        kind="drawing",
        features=to_features(frame, columns=columns),
        marks=tuple(mark for mark in (*SIGNS.values(), SQUARE) if mark.key in there),
        explanation=f"De plek is afgerond, niet precies. {words.NO_SCORE}",
        clickable=clickable,
    )


def draw_place(shape: BaseGeometry) -> Layer:
    """Return the squares (RD) that a signal will be kept with, while it is being reported."""
    return mark_shapes("signal_place", "De plek van dit signaal", [shape], [CHOSEN])


def gather(signals: Sequence[Signal]) -> dict[str, list[Signal]]:
    """Return the signals that lie in the same squares together, by a key of the place."""
    found: dict[str, list[Signal]] = {}
    for one in signals:
        key = one.area or f"{one.cell_m} " + " ".join(f"{x:.0f},{y:.0f}" for x, y in one.cells)
        found.setdefault(f"signaal {key}", []).append(one)
    return found


def list_signals(signals: Sequence[Signal], *, buurten: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Return signals as `LIST_COLUMNS`, to hand over among partners.

    Parameters
    ----------
    buurten
        The codes of the buurten of each (`gis.workspace.signals.buurten_of`).
    """
    rows = [
        (
            *(one.id, one.kind, one.words, one.role, one.on, " | ".join(codes)),
            None if one.area else one.cell_m,
            " | ".join(f"{x:.0f} {y:.0f}" for x, y in one.cells),
            *(one.status, one.status_on, one.organisation, one.by),
            "ja" if one.counted else "nee",
            "ja" if one.fictional else "nee",
        )
        for one, codes in zip(signals, buurten, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(LIST_COLUMNS)).astype({"vak_m": "Int64"})
