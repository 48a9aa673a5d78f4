"""Areas as rows of spots of 25 m, so that what several cover together is counted in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.analysis.moments import Numbers, Places
from gis.analysis.places import Shapes, each_once
from gis.crs import RD_BOX

SPOT_M = 25.0  # side of a spot: 16 of them are a square of 100 m of CBS, so that squares are never cut
CELL_M = 100.0  # side of a square with inhabitants
_SIDES = 8  # per quarter circle

_MARGIN_M = 10_000.0  # around the Netherlands: what reaches over the border stays on the lattice
_WEST, _SOUTH = RD_BOX[0] - _MARGIN_M, RD_BOX[1] - _MARGIN_M
_BITS = 14  # of a row and of a column: 16,384 spots of 25 m are 410 km
_ROW = 1 << _BITS
_ALL = 1 << 2 * _BITS

Keys = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Runs:
    """Spots side by side in one row: those from key `first` up to, not including, key `last` are of `owner`.

    A key is the number of a spot: row by row from the south, in a row from the west. `owner` is the position
    of a shape. Sorted by owner, then by key; the runs of one owner do not meet.
    """

    owner: Places
    first: Keys
    last: Keys

    def of(self, chosen: npt.NDArray[np.bool_]) -> Runs:
        """Return the runs for which `chosen`, by run, is true."""
        return Runs(self.owner[chosen], self.first[chosen], self.last[chosen])


def find_runs(shapes: Shapes) -> Runs:
    """Return the spots of which the middle lies in each shape; a point or a line has none.

    A middle on a border counts for the area to the east or north of it, so that areas that share a border
    share no spot.

    Parameters
    ----------
    shapes
        In RD; what is missing or no area has no runs.
    """
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    places, of_ring = shapely.get_coordinates(rings, return_index=True)
    if not len(places):
        none = np.empty(0, dtype=np.int64)
        return Runs(none.astype(np.intp), none, none)
    column, row = _lattice(places).T
    side = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    owner = of_shape[of_part[of_ring[side]]]
    lower, upper = (np.ceil(ends(row[side], row[side + 1])) for ends in (np.minimum, np.maximum))
    crossed, at = _each(lower, upper)
    begin, end = side[crossed], side[crossed] + 1
    slope = (column[end] - column[begin]) / (row[end] - row[begin])
    keys = _keys(at, column[begin] + (at - row[begin]) * slope)
    # A closed ring crosses a row an even number of times: in and out again.
    both = np.sort(owner[crossed].astype(np.int64) << 2 * _BITS | keys)
    return _runs(both[0::2] >> 2 * _BITS, both[0::2] % _ALL, both[1::2] % _ALL)


def find_near(shapes: Shapes, reach_m: Numbers) -> Runs:
    """Return the spots of which the middle lies within a distance [m] of each shape.

    Parameters
    ----------
    shapes
        In RD, none missing. Around what is no point the arc is drawn in sides, at most 0.5 % too near.
    reach_m
        By shape.
    """
    points = shapely.get_dimensions(shapes) == 0
    single, of_point = shapely.get_parts(shapes[points], return_index=True)
    disks = _find_disks(shapely.get_coordinates(single), reach_m[points][of_point])
    wide = shapes.copy()
    grown = ~points & (reach_m > 0)
    wide[grown] = shapely.buffer(shapes[grown], reach_m[grown], quad_segs=_SIDES)
    others = find_runs(wide[~points])
    owner = np.concatenate(
        (np.flatnonzero(points)[of_point][disks.owner], np.flatnonzero(~points)[others.owner])
    )
    order = np.argsort(owner, kind="stable")
    return Runs(
        owner[order],
        np.concatenate((disks.first, others.first))[order],
        np.concatenate((disks.last, others.last))[order],
    )


def _find_disks(middles: Numbers, radius_m: Numbers) -> Runs:
    column, row = _lattice(middles).T
    radius = radius_m / SPOT_M
    disk, at = _each(np.ceil(row - radius), np.ceil(row + radius))
    half = np.sqrt(np.maximum(radius[disk] ** 2 - (at - row[disk]) ** 2, 0.0))
    return _runs(disk, _keys(at, column[disk] - half), _keys(at, column[disk] + half))


def _lattice(places: Numbers) -> Numbers:
    """Return places in spots: the middles of spots lie on whole numbers."""
    return (places - (_WEST, _SOUTH)) / SPOT_M - 0.5


def _each(lower: npt.NDArray[Any], upper: npt.NDArray[Any]) -> tuple[Places, Places]:
    """Return the whole numbers from each lower up to each upper end, with the position of the ends."""
    first = lower.astype(np.int64)
    count = upper.astype(np.int64) - first
    of = np.repeat(np.arange(len(count)), count)
    return of, np.arange(len(of)) + (first - count.cumsum() + count)[of]


def _keys(row: Places, column: Numbers) -> Keys:
    """Return the first spot of each row that lies at or after a column."""
    rows, columns = (np.clip(np.ceil(axis), 0, _ROW - 1).astype(np.int64) for axis in (row, column))
    return rows << _BITS | columns


def _runs(owner: npt.NDArray[np.integer], first: Keys, last: Keys) -> Runs:
    """Return the runs that hold a spot."""
    some = first < last
    return Runs(owner[some].astype(np.intp), first[some], last[some])


def with_one_spot(runs: Runs, shapes: Shapes) -> Runs:
    """Return the runs with one spot, where it lies, for each area that is too small to hold a middle."""
    small = np.setdiff1d(np.flatnonzero(shapely.get_dimensions(shapes) == 2), runs.owner)  # noqa: PLR2004 areas
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes[small]))
    column, row = ((inside - (_WEST, _SOUTH)) // SPOT_M).astype(np.int64).T
    first = row << _BITS | column
    owner = np.concatenate((runs.owner, small))
    order = np.argsort(owner, kind="stable")
    return Runs(
        owner[order],
        np.concatenate((runs.first, first))[order],
        np.concatenate((runs.last, first + 1))[order],
    )


def find_meetings(runs: Runs, areas: Runs) -> tuple[Places, Places]:
    """Return the owners of runs and of areas that share a spot; each two once, in order."""
    told, areas = _in_order(runs), _in_order(areas)  # so that what is looked up together lies together
    # Areas hardly overlap, so that what ends furthest up to there is nearly always what ends last.
    begin = np.searchsorted(np.maximum.accumulate(areas.last), told.first, side="right")
    upto = np.searchsorted(areas.first, told.last)
    run, area = _each(begin, np.maximum(upto, begin))
    real = (areas.last[area] > told.first[run]) & (areas.first[area] < told.last[run])
    many = int(areas.owner.max(initial=0)) + 1
    return np.divmod(each_once(told.owner[run[real]] * many + areas.owner[area[real]]), many)


def _in_order(runs: Runs) -> Runs:
    order = np.argsort(runs.first)
    return Runs(runs.owner[order], runs.first[order], runs.last[order])


def merge_runs(runs: Runs) -> Runs:
    """Return the runs that all together cover, whoever owns them; they belong to owner 0."""
    told = _in_order(runs)
    first, furthest = told.first, np.maximum.accumulate(told.last)
    begins = np.flatnonzero(first[1:] > furthest[:-1]) + 1
    starts, ends = np.append(0, begins), np.append(begins - 1, len(first) - 1)
    if not len(first):
        return runs
    return Runs(np.zeros(len(starts), dtype=np.intp), first[starts], furthest[ends])


@dataclass(frozen=True, eq=False)
class People:
    """How many inhabitants live on the spots before a key: evenly on those of a square of CBS.

    Without squares every spot counts as one, so that a share of people is a share of the area.
    """

    first: Keys
    before: Numbers
    each: Numbers

    def upto(self, keys: Keys) -> Numbers:
        """Return the inhabitants of all spots with a lower key."""
        if not len(self.first):
            return keys.astype(np.float64)
        place = np.maximum(np.searchsorted(self.first, keys, side="right") - 1, 0)
        within = np.clip(keys - self.first[place], 0, int(CELL_M / SPOT_M))
        told: Numbers = self.before[place] + within * self.each[place]
        return told


def place_people(cells: pd.DataFrame | None) -> People:
    """Return where people live.

    Parameters
    ----------
    cells
        Squares of 100 m: `x` and `y` of the lower left corner [m, RD, multiples of 100] and `inwoners`
        [persons]. One without a number holds nobody that we know of. None: see `People`.
    """
    if cells is None:
        return People(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0))
    side = int(CELL_M / SPOT_M)
    known = cells[cells["inwoners"].notna()]
    column, row = (
        ((known[axis].to_numpy(dtype=np.float64) - edge) / SPOT_M).round().astype(np.int64)
        for axis, edge in (("x", _WEST), ("y", _SOUTH))
    )
    keys = ((row[:, np.newaxis] + np.arange(side)) << _BITS | column[:, np.newaxis]).ravel()
    each = np.repeat(known["inwoners"].to_numpy(dtype=np.float64) / side**2, side)
    order = np.argsort(keys)
    each = each[order]
    return People(keys[order], (each.cumsum() - each) * side, each)


def count_people(areas: Runs, people: People, *, among: Runs | None = None, count: int) -> Numbers:
    """Return per area how many inhabitants it has, or how many of them live on certain spots.

    Parameters
    ----------
    among
        Merged runs (`merge_runs`); None is everywhere.
    count
        How many areas there are: owners run from 0.
    """
    if among is None:
        told = people.upto(areas.last) - people.upto(areas.first)
    elif not len(among.first):
        return np.zeros(count)
    else:
        begin, end = people.upto(among.first), people.upto(among.last)
        sums = np.append(0.0, (end - begin).cumsum())

        def covered(keys: Keys) -> Numbers:
            place = np.searchsorted(among.first, keys, side="right") - 1
            inside = np.minimum(people.upto(keys), end[place]) - begin[place]
            return np.where(place < 0, 0.0, sums[place] + inside)

        told = covered(areas.last) - covered(areas.first)
    return np.asarray(np.bincount(areas.owner, weights=told, minlength=count), dtype=np.float64)
