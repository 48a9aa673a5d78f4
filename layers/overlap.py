"""Koppelkansen on the map: where two plans meet, and the spots where more come together."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.analysis.groups import Group
from gis.crs import RD
from gis.tables import ACTIVITIES, require
from layers.layer import Layer, to_features
from layers.style import Mark
from layers.words import group_sentence, plural

# What a pair is: words, colour. Certain ones are solid, possible ones dashed.
RELATIONS = {
    "kans": ("Koppelkans", "#00696f"),
    "dubbel": ("Doen we dit dubbel?", "#7a4a9c"),
    "conflict": ("Let op: straat pas open geweest (graafrust) of het gaat niet samen", "#a63603"),
    "net gemist": ("Net gemist", "#5b6770"),
}
POSSIBLE = "mogelijk: plek of periode onbekend"
SPOT_COLOUR = "#00696f"
LINE_M = 1.0  # metres: shapes closer than this touch, and the mark is a spot instead of a line


def draw_pairs(pairs: pd.DataFrame, activities: gpd.GeoDataFrame) -> Layer:
    """Return a line between the two shapes of each pair, or a dot where they touch.

    Parameters
    ----------
    pairs
        As `gis.analysis.overlap.find_pairs` gives them. A pair of which one has no place is not drawn.
    activities
        Table `activities` in RD; holds both of each pair.

    Raises
    ------
    TableError
        ``column_missing``, ``crs_not_rd``.
    """
    require(activities, ACTIVITIES, "id", "title", "fictional")
    by_id = activities.set_index("id")
    titles, made = by_id["title"], by_id["fictional"].astype(bool)
    ones, others = (np.asarray(by_id.geometry.reindex(pairs[one])) for one in ("a_id", "b_id"))
    keys = pairs["relation"] + "|" + pairs["certainty"]
    told = gpd.GeoDataFrame(
        {
            "id": pairs["a_id"] + "+" + pairs["b_id"],
            "mark": keys,
            "name": [
                f"{titles[one]} + {titles[other]}"
                for one, other in zip(pairs["a_id"], pairs["b_id"], strict=True)
            ],
            "note": [_mark(key).label for key in keys],
            "made": made.reindex(pairs["a_id"]).to_numpy() | made.reindex(pairs["b_id"]).to_numpy(),
            "lights": [list(both) for both in zip(pairs["a_id"], pairs["b_id"], strict=True)],
        },
        geometry=gpd.GeoSeries(_between(ones, others), index=pairs.index, crs=RD),
    )
    drawn = told.loc[told.geometry.notna(), "mark"]
    order = [f"{relation}|{certainty}" for relation in RELATIONS for certainty in ("zeker", "mogelijk")]
    return Layer(
        id="pairs",
        title="Koppelkansen",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "made", "lights")),
        marks=tuple(_mark(key) for key in order if key in set(drawn)),
        explanation="Een lijn of stip verbindt twee plannen die elkaar raken in plek en tijd.",
    )


def _between(ones: npt.NDArray[np.object_], others: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Return the shortest way from one shape to the other; where they touch a point in both."""
    ways = shapely.shortest_line(ones, others)
    spots = shapely.point_on_surface(shapely.intersection(ones, others))
    starts = shapely.get_point(ways, 0)
    near = shapely.length(ways) < LINE_M
    return np.where(near, np.where(shapely.is_empty(spots), starts, spots), ways)


def _mark(key: str) -> Mark:
    relation, certainty = key.split("|")
    words, colour = RELATIONS[relation]
    sure = certainty == "zeker"
    return Mark(
        key,
        words if sure else f"{words} ({POSSIBLE})",
        fill=colour,
        fill_opacity=0.9 if sure else 0.3,
        stroke=colour,
        width=3,
        radius=5,
        dash="" if sure else "3 5",
    )


def draw_groups(groups: Sequence[Group]) -> Layer:
    """Return the spot of each group as a numbered ring, in the order given, counted from 1.

    Parameters
    ----------
    groups
        As `gis.analysis.groups.find_groups` gives them; spots in RD.
    """
    told = gpd.GeoDataFrame(
        {
            "id": ["+".join(group.members) for group in groups],
            "mark": [str(n) for n, _ in enumerate(groups, start=1)],
            "name": [f"{n}. {group_sentence(group)}" for n, group in enumerate(groups, start=1)],
            "note": ["" if group.certainty == "zeker" else POSSIBLE for group in groups],
            "lights": [list(group.members) for group in groups],
        },
        geometry=gpd.GeoSeries([group.spot for group in groups], crs=RD),
    )
    return Layer(
        id="groups",
        title="Waar plannen samenkomen",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "lights")),
        marks=tuple(_ring(n, group) for n, group in enumerate(groups, start=1)),
        explanation="Plannen met één gezamenlijke plek en één gezamenlijk moment.",
    )


def _ring(number: int, group: Group) -> Mark:
    return Mark(
        str(number),
        f"{number}: {plural(group.plans, 'plan', 'plannen')}",
        fill="#ffffff",
        fill_opacity=0.9,
        stroke=SPOT_COLOUR,
        width=4,
        radius=14,
        dash="" if group.certainty == "zeker" else "4 4",
        letter=str(number),
    )
