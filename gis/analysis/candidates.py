"""Which activities may form a pair, before anything is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np

from gis.analysis.moments import Flags, Numbers, Places, Spans, read_spans
from gis.analysis.places import (
    Shapes,
    each_once,
    find_areas,
    find_in_one_area,
    find_near,
    find_street_names,
    find_widths,
    has_shape,
    is_coarse,
    is_compared,
)
from gis.vocabulary import Vocabulary


@dataclass(frozen=True)
class Compared:
    """The activities that can be in a pair, column by column in the order of their rows."""

    frame: gpd.GeoDataFrame
    shapes: Shapes
    placed: Flags
    coarse: Flags
    widths: Numbers
    spans: Spans
    past: Flags
    works: Flags
    movable: Numbers


def compare(activities: gpd.GeoDataFrame, *, vocabulary: Vocabulary, reference_day: date) -> Compared:
    """Return the activities that have a place of their own, with all that pairs are made from."""
    frame = activities.loc[is_compared(activities)]
    status, statuses = frame["status"].factorize()
    movable = np.array([vocabulary.statuses[name].movable for name in statuses], dtype=np.float64)
    street_work = [name for name, kind in vocabulary.kinds.items() if kind.street_work]
    return Compared(
        frame=frame,
        shapes=frame.geometry.to_numpy(),
        placed=has_shape(frame),
        coarse=is_coarse(frame, vocabulary=vocabulary),
        widths=find_widths(frame, vocabulary=vocabulary),
        spans=read_spans(frame, reference_day=reference_day),
        past=(frame["shown_as"] == "voorbij").to_numpy(dtype=bool),
        works=frame["kind"].isin(street_work).to_numpy(dtype=bool),
        movable=np.where(frame["fixed_date"], 0.0, movable[status]),
    )


def find_candidates(
    compared: Compared, *, reach_m: float, areas: gpd.GeoDataFrame | None
) -> tuple[Places, Places]:
    """Return pairs of positions by bounding box, by street name and by area; phases of one activity left out.

    Parameters
    ----------
    reach_m
        Largest distance [m] between working areas.
    areas
        Table `buurten`, or None; see `places.find_areas`.
    """
    placed = np.flatnonzero(compared.placed)
    near = find_near(compared.shapes[placed], compared.widths[placed], reach_m=reach_m)
    one, other = placed[near[0]], placed[near[1]]
    more = [_find_in_one_street(compared)]
    if not compared.placed.all():
        more.append(find_in_one_area(find_areas(compared.frame, areas=areas), unknown=~compared.placed))
    if any(len(told) for told, _ in more):
        count = len(compared.frame)
        numbers = np.concatenate([a * count + b for a, b in [(one, other), *more]])
        one, other = np.divmod(each_once(numbers), count)
    phases, _ = compared.frame["phase_of"].factorize()  # -1 where not told
    apart = (phases[one] < 0) | (phases[one] != phases[other])
    return one[apart], other[apart]


def _find_in_one_street(compared: Compared) -> tuple[Places, Places]:
    names = find_street_names(compared.frame)
    one, other = names.merge(names, on="street")[["position_x", "position_y"]].to_numpy(dtype=np.intp).T
    return one[one < other], other[one < other]
