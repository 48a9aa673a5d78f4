"""Do we do this already: activities that resemble what somebody has in mind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.names import pieces_of, words_of
from gis.tables import ACTIVITIES, require

AROUND_M = 500.0  # metres around a place that are still "here"
ALIKE_COLUMNS = ("id", "alike", "distance_m")

_WORD_ALIKE = 0.7  # share of the pieces of a typed word that must stand in a word: an ending may differ
_BESIDE = 0.6  # what a word is worth that stands beside the name: in theme, kind, target group or party
_LEAST = 0.3  # of the typed words: one of three


def find_alike(
    words: str,
    activities: gpd.GeoDataFrame,
    *,
    theme: str = "",
    kind: str = "",
    place: BaseGeometry | None = None,
    area_codes: Collection[str] = (),
    around_m: float = AROUND_M,
) -> pd.DataFrame:
    """Return the activities that resemble what somebody types, the most alike first.

    Parameters
    ----------
    words
        What somebody thinks of; empty: only the other arguments choose.
    activities
        Table `activities` in RD, already cut down to what may be seen.
    theme, kind
        Only of this theme, of this kind; "" for all.
    place
        Only here, in RD [m]: at most `around_m` from it. What has no spot is left out when its codes lie
        elsewhere than `area_codes`, else kept: it may be here.
    area_codes
        BU, WK or GM codes of the place.

    Returns
    -------
    DataFrame
        On a new index `ALIKE_COLUMNS`: ``alike`` 0 to 1, ``distance_m`` to the place [m], missing when one
        of the two is not known. Nothing when neither words, theme nor kind are told.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.

    Notes
    -----
    A typed word stands in a name when 0.7 of its pieces do (see `names.pieces_of`; the end of the typed word
    is open, so that "speel" finds "speelplek"). ``alike`` is the mean over the typed words, of which at least
    0.3 must be found; a word found only in theme, kind, target group or party counts for 0.6.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    typed = words_of(words)
    alike = _resemble(typed, activities)
    distance = _distances(activities, place)
    keep = (alike >= _LEAST) if typed else np.full(len(activities), bool(theme or kind))
    for column, asked in (("theme", theme), ("kind", kind)):
        keep &= (activities[column] == asked).to_numpy(dtype=bool) | (not asked)
    if place is not None:
        digits = [code[2:] for code in area_codes]
        elsewhere = [bool(digits) and _lie_elsewhere(codes, digits) for codes in activities["area_codes"]]
        keep &= np.where(np.isnan(distance), ~np.array(elsewhere, dtype=bool), distance <= around_m)
    found = pd.DataFrame(
        {"id": activities["id"].to_numpy(dtype=object), "alike": alike, "distance_m": distance}
    )
    order = found[keep].sort_values(["alike", "distance_m", "id"], ascending=[False, True, True])
    return order.reset_index(drop=True)


def _resemble(
    typed: tuple[str, ...], activities: pd.DataFrame
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if not typed:
        return np.zeros(len(activities))
    names = [
        {*words_of(title), *words_of(public)}
        for title, public in zip(activities["title"], activities["public_title"].fillna(""), strict=True)
    ]
    columns = (activities[name] for name in ("theme", "kind", "target_groups", "partners"))
    beside = [
        set(words_of(" ".join([theme, kind, *people, *parties])))
        for theme, kind, people, parties in zip(*columns, strict=True)
    ]
    known = set().union(*names, *beside)
    shares = [_find_word(word, known) for word in typed]
    worth = [
        [max(_best(found, name), _BESIDE * _best(found, other)) for found in shares]
        for name, other in zip(names, beside, strict=True)
    ]
    return np.array([sum(row) / len(typed) for row in worth], dtype=np.float64)


def _find_word(word: str, known: set[str]) -> dict[str, float]:
    """Return which of the known words hold a typed word, and the share of its pieces that they hold."""
    pieces = {piece for piece in pieces_of(word) if not piece.endswith(" ")} or set(pieces_of(word))
    shares = {one: len(pieces & pieces_of(one)) / len(pieces) for one in known}
    return {one: share for one, share in shares.items() if share >= _WORD_ALIKE}


def _best(found: Mapping[str, float], words: set[str]) -> float:
    return max((found[word] for word in words & found.keys()), default=0.0)


def _distances(
    activities: gpd.GeoDataFrame, place: BaseGeometry | None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if place is None:
        return np.full(len(activities), np.nan)
    return np.asarray(shapely.distance(activities.geometry.to_numpy(), place), dtype=np.float64)


def _lie_elsewhere(codes: Collection[str], digits: Collection[str]) -> bool:
    """Return whether all the codes lie outside of all the areas; digits of a buurt begin with its wijk's."""
    told = [code[2:] for code in codes]
    return bool(told) and not any(x.startswith(y) or y.startswith(x) for x in told for y in digits)
