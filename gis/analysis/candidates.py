"""Which activities may form a pair, before anything is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np

from gis.analysis.moments import Flags, Numbers, Places, Spans, read_spans
from gis.analysis.places import (
    Shapes,
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
    movable = np.array([vocabulary.statuses[name].movable for name in frame["status"]], dtype=np.float64)
    return Compared(
        frame=frame,
        shapes=frame.geometry.to_numpy(),
        placed=has_shape(frame),
        coarse=is_coarse(frame, vocabulary=vocabulary),
        widths=find_widths(frame, vocabulary=vocabulary),
        spans=read_spans(frame, reference_day=reference_day),
        past=(frame["shown_as"] == "voorbij").to_numpy(dtype=bool),
        works=np.array([vocabulary.kinds[name].street_work for name in frame["kind"]], dtype=bool),
        movable=np.where(frame["fixed_date"], 0.0, movable),
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
    names = find_street_names(compared.frame)
    street = names.merge(names, on="street")[["position_x", "position_y"]].to_numpy(dtype=np.intp)
    street = street[street[:, 0] < street[:, 1]]
    area = find_in_one_area(find_areas(compared.frame, areas=areas), unknown=~compared.placed)
    pairs = np.concatenate(
        [np.column_stack((placed[near[0]], placed[near[1]])), street, np.column_stack(area)]
    )
    pairs = np.unique(pairs, axis=0)
    phases = compared.frame["phase_of"].fillna("").to_numpy(dtype=str)
    one, other = phases[pairs[:, 0]], phases[pairs[:, 1]]
    pairs = pairs[(one == "") | (one != other)]
    return pairs[:, 0], pairs[:, 1]
