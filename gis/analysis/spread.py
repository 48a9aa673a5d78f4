"""How much a part of a buurt may differ from its buurt, learned from how buurten differ from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

LENGTHS_M = tuple(100.0 * 2 ** (step / 2) for step in range(15))  # 100 m to 13 km
SQUARE_M2 = 10_000.0  # what differs from square to square averages out over squares of 100 m
SHARES = tuple(step / 10 for step in range(11))  # of the variance that is of the squares
CAUTION = 0.5  # divided by the number of buurten: how much worse what fits nearly as well may fit
NEIGHBOURS = 12  # of each buurt that it is compared with: those around it and the next ring
_SIDE = 3  # a buurt is seen as a square of so many by so many spots when buurten are compared
_SLIVER = 1e-6  # of a whole: a part that leaves less is the whole
_MOST_SPOTS = 4096  # that are looked at to find them
_SPOTS = 64  # about, in a part of which the outline is known


@dataclass(frozen=True)
class Spread:
    """How a figure varies over the ground: by how much, and over which distance.

    Two places at h metres have a covariance of sd² exp(-h / length).

    Parameters
    ----------
    sd
        Standard deviation between places, in the unit of the figure; of people a part of their mean density.
    length_m
        Distance [m] over which places become unlike.
    short
        Share of the variance, 0 to 1, that is between one square of 100 m and the next.
    """

    sd: float
    length_m: float
    short: float = 0.0


def within_sd(values: pd.Series, people: pd.Series, wijken: pd.Series) -> float:
    """Return the standard deviation of buurt figures within their wijk, weighted by people.

    Parameters
    ----------
    values
        Per buurt, in the unit of the figure. Buurten without a figure, people or wijk do not count.
    people
        Inhabitants per buurt.
    wijken
        Per buurt the wijk that it is in.

    Examples
    --------
    >>> within_sd(pd.Series([1.0, 3.0, 9.0]), pd.Series([10, 10, 10]), pd.Series(["a", "a", "b"]))
    0.816...
    """
    told = pd.DataFrame({"value": values, "people": people, "wijk": wijken}).dropna()
    weight = told["people"].to_numpy(dtype=float)
    summed = (told["value"] * told["people"]).groupby(told["wijk"]).transform("sum")
    mean = (summed / told["people"].groupby(told["wijk"]).transform("sum")).to_numpy(dtype=float)
    off = told["value"].to_numpy(dtype=float) - mean
    return float(np.sqrt((weight * off**2).sum() / weight.sum()))


def fit_spread(buurten: gpd.GeoDataFrame, *, relative: bool = False) -> Spread:
    """Return the spread of which the buurt figures could be the means, as far as they tell.

    The rule: each buurt is compared with its `NEIGHBOURS` nearest in the same gemeente. For each length of
    `LENGTHS_M` and each share of `SHARES` it is known how much two buurten would differ on average, given how
    large they are and how far apart: the mean of places in a large buurt moves less. Half the squared
    difference over what it ought to be is a number of one degree of freedom, so that each choice has a
    likelihood. Of all that fit nearly as well as the best (`CAUTION`) the one is taken that lets a part of a
    buurt differ most. The standard deviation is the one at which buurten in one wijk differ as much as they
    do, weighted by people: it reproduces `within_sd`.

    Parameters
    ----------
    buurten
        Outlines in RD with ``value``, ``people``, ``wijkcode``, ``gemeentecode``. Rows without value or
        people do not count.
    relative
        Whether differences are told as part of the mean of both: for densities.
    """
    told = buurten[buurten["value"].notna() & (buurten["people"] > 0) & ~buurten.geometry.is_empty]
    told = told[told.geometry.notna()].reset_index(drop=True)
    one, other = _pairs(told)
    value = told["value"].to_numpy(dtype=float)
    half = (value[one] - value[other]) ** 2 / 2
    if relative:
        half /= ((value[one] + value[other]) / 2) ** 2
    people = told["people"].to_numpy(dtype=float)
    weight = np.sqrt(people[one] * people[other])
    wijk = told["wijkcode"].to_numpy()
    near = wijk[one] == wijk[other]
    centres = shapely.get_coordinates(told.geometry.centroid.to_numpy())
    side = np.sqrt(told.geometry.area.to_numpy())
    short = (_of_squares(side**2)[one] + _of_squares(side**2)[other]) / 2
    tried: list[tuple[float, Spread]] = []
    for length in LENGTHS_M:
        long = _half_differences(centres, side, one, other, length)
        for share in SHARES:
            ought = share * short + (1 - share) * long
            misfit = np.log(np.average(half / ought, weights=weight)) + np.average(
                np.log(ought), weights=weight
            )
            level = float((weight * half)[near].sum() / (weight * ought)[near].sum())
            tried.append((float(misfit), Spread(float(np.sqrt(level)), length, share)))
    enough = min(misfit for misfit, _ in tried) + CAUTION / len(told)
    return max((spread for misfit, spread in tried if misfit <= enough), key=_typical)


def _typical(spread: Spread) -> float:
    """Return the variance of a part of 4 ha of a buurt of 36 ha."""
    part, whole = np.array([shapely.box(0, 0, 200, 200)]), np.array([shapely.box(0, 0, 600, 600)])
    return float(part_variances(part, whole, [spread])[0, 0])


def part_variances(
    parts: npt.NDArray[np.object_], wholes: npt.NDArray[np.object_], spreads: Sequence[Spread]
) -> Numbers:
    """Return by spread and part the variance of its mean minus the mean of the whole that it is a part of.

    Parameters
    ----------
    parts, wholes
        Areas in RD, each part within its whole.
    spreads
        How figures vary.

    Returns
    -------
    ndarray
        A row per spread, in its unit squared: 0 where the part is the whole, at most about twice sd² for a
        small part of a large whole.
    """
    found = np.zeros((len(spreads), len(parts)))
    for place, (part, whole) in enumerate(zip(parts, wholes, strict=True)):
        rest = shapely.difference(whole, part)
        share = min(part.area / whole.area, 1.0)
        if rest.area <= _SLIVER * whole.area:
            continue
        (inside, inner), (outside, outer) = _spots(part), _spots(rest)
        # A part minus the whole is (1 - share) times the part minus the rest: no place counts twice.
        pairs = ((inside, inside, inner), (outside, outside, outer), (inside, outside, None))
        far = [(_apart(one, other), side) for one, other, side in pairs]
        short = float(_of_squares(np.array([part.area, rest.area])).sum())
        alike: dict[float, float] = {}
        for row, spread in enumerate(spreads):
            if spread.length_m not in alike:
                own, others, both = (_likeness(apart, side, spread.length_m) for apart, side in far)
                alike[spread.length_m] = max(0.0, own + others - 2 * both)
            long = alike[spread.length_m]
            mixed = spread.short * short + (1 - spread.short) * long
            found[row, place] = (1 - share) ** 2 * spread.sd**2 * mixed
    return found


def _pairs(told: gpd.GeoDataFrame) -> tuple[Places, Places]:
    """Return positions of buurten that lie near each other in one gemeente, each two once."""
    centres = shapely.get_coordinates(told.geometry.centroid.to_numpy())
    count = min(NEIGHBOURS + 1, len(told))
    _, near = KDTree(centres).query(centres, k=count)
    one = np.repeat(np.arange(len(told)), count)
    other = near.ravel()
    low, high = np.minimum(one, other), np.maximum(one, other)
    pairs = np.unique(np.stack([low, high], axis=1)[low < high], axis=0)
    gemeente = told["gemeentecode"].to_numpy()
    pairs = pairs[gemeente[pairs[:, 0]] == gemeente[pairs[:, 1]]]
    return pairs[:, 0], pairs[:, 1]


def _half_differences(centres: Numbers, side: Numbers, one: Places, other: Places, length: float) -> Numbers:
    """Return half the squared difference that pairs of buurten would have on average, at a sd of one."""
    step = (np.arange(_SIDE) - (_SIDE - 1) / 2) / _SIDE
    spots = np.stack(np.meshgrid(step, step), axis=-1).reshape(-1, 2)
    own = _in_square(side / length)
    from_one = centres[one][:, np.newaxis] + side[one][:, np.newaxis, np.newaxis] * spots
    from_other = centres[other][:, np.newaxis] + side[other][:, np.newaxis, np.newaxis] * spots
    shared = np.zeros(len(one))
    for spot in range(len(spots)):
        apart = from_one[:, [spot]] - from_other
        shared += np.exp(-np.hypot(apart[..., 0], apart[..., 1]) / length).mean(axis=1) / len(spots)
    return np.maximum((own[one] + own[other]) / 2 - shared, 1e-6)


def _spots(shape: BaseGeometry) -> tuple[Numbers, float]:
    """Return about `_SPOTS` places inside an area [m, RD] and the side of the square that each stands for."""
    west, south, east, north = shape.bounds
    # A sliver of metres along a border of kilometres would ask for millions of places.
    side = float(np.sqrt(max(shape.area / _SPOTS, (east - west) * (north - south) / _MOST_SPOTS)))
    x, y = np.meshgrid(np.arange(west + side / 2, east, side), np.arange(south + side / 2, north, side))
    shapely.prepare(shape)
    inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
    found = np.stack([x.ravel()[inside], y.ravel()[inside]], axis=1)
    if not len(found):
        found = shapely.get_coordinates(shape.representative_point())
    return found, float(np.sqrt(shape.area / len(found)))


def _apart(one: Numbers, other: Numbers) -> Numbers:
    steps = one[:, np.newaxis] - other[np.newaxis]
    return np.hypot(steps[..., 0], steps[..., 1])


def _likeness(far: Numbers, side: float | None, length_m: float) -> float:
    """Return the mean covariance at a sd of one between places so far [m] apart.

    `side` is that of the square that each place stands for when both areas are the same.
    """
    alike = np.exp(-far / length_m)
    if side is not None:
        np.fill_diagonal(alike, _in_square(np.array([side / length_m]))[0])
    return float(alike.mean())


def _of_squares(area_m2: Numbers) -> Numbers:
    """Return the variance of the mean over an area when each square of 100 m differs from the next."""
    return np.minimum(1.0, SQUARE_M2 / area_m2)


def _in_square(ratio: Numbers) -> Numbers:
    """Return how alike two places in one square are on average; its side in lengths."""
    known, alike = _table()
    return np.exp(np.interp(np.log(ratio), known, alike))


@cache
def _table() -> tuple[Numbers, Numbers]:
    ratios = np.geomspace(1e-3, 1e4, 80)
    # Differences between two places in a square of one by one, denser near none.
    edge = np.concatenate([[0.0], np.geomspace(1e-6, 1, 400)])
    middle, width = (edge[1:] + edge[:-1]) / 2, np.diff(edge)
    often = 2 * (1 - middle) * width
    far = np.hypot(middle[:, np.newaxis], middle)
    alike = [float((np.exp(-ratio * far) * often[:, np.newaxis] * often).sum()) for ratio in ratios]
    return np.log(ratios), np.log(np.array(alike))
