"""One figure for many areas: its value, and the variance that each cause of doubt gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.analysis import doubt
from gis.analysis.pieces import CLUMPS, Pieces, Squares
from gis.analysis.spread import Spread
from gis.analysis.zones import cover_squares, zone_means

Numbers = npt.NDArray[np.float64]

PEOPLE = "inwoners"
FEW_PEOPLE = 4.0  # a number of inhabitants that is not told is at most this: CBS rounds to 5
PEOPLE_STEP = 5.0
MOST_MISSING = 0.25  # of the people without a figure: beyond it there is none for the area
# How unevenly people live: the variance of their share in a part of the ground, as a part of share times
# rest, is (clumped_km2 / inhabitants per km2) to this power. Real buurten of which only their wijk was told
# then lie in their interval in nine of ten cases, in empty wijken as well as in full ones.
CLUMPED_POWER = 1.2
KM2 = 1e6  # square metres
WHOLE = 0.01  # of the people in buurten that are cut: so few do not make a figure a stand-in


@dataclass(frozen=True)
class Measure:
    """One figure: what it is, how it was published, how it varies.

    Parameters
    ----------
    key
        Its column.
    amount
        True for what adds up (inhabitants, households), False for a mean or a share.
    spread
        How it varies over the ground; of an amount per inhabitant, of inhabitants as part of their density.
    between
        Standard deviation between the buurten of the country, beside which the interval of a mean is wide or
        narrow.
    clumped_km2
        Of inhabitants: how many per km2 a buurt has when all of them may as well live in one spot of it; in a
        fuller buurt they live more evenly, see `CLUMPED_POWER`. 0 when `spread` says enough.
    step
        What the publisher rounds it to, 0 for not at all.
    source, year
        Who publishes it, and of which year.
    """

    key: str
    amount: bool
    spread: Spread
    between: float = 1.0
    clumped_km2: float = 0.0
    step: float = 0.0
    source: str = ""
    year: int | None = None


@dataclass(frozen=True, eq=False)
class Estimate:
    """One measure for all areas: values, most they can be, variance per cause, whether a spread stood in."""

    value: Numbers
    causes: dict[str, Numbers]
    most: Numbers | None
    stand_in: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of the buurten: figures by key, outlines, squares; per measure and piece the variance."""

    column: dict[str, Numbers]
    buurten: gpd.GeoDataFrame
    squares: Squares | None
    variances: Numbers | None


def estimate(
    one: Measure, areas: gpd.GeoDataFrame, pieces: Pieces, known: Known, measures: Sequence[Measure]
) -> Estimate:
    """Return one measure for all areas; `pieces` are the areas cut along the buurten of `known`."""
    place = [measure.key for measure in measures].index(one.key)
    crowd = [measure.key for measure in measures].index(PEOPLE)
    living = _Living.of(pieces, known, crowd, clumped_km2=measures[crowd].clumped_km2)
    if one.key == PEOPLE:
        return _count_people(one, pieces, known, living)
    if known.squares is not None and one.key in known.squares.bands:
        return _mean_of_squares(one, areas, known.squares)
    own = known.column[one.key][pieces.buurt]
    variance = np.zeros(len(own)) if known.variances is None else known.variances[place]
    if one.amount:
        people = known.column[PEOPLE][pieces.buurt]
        return _sum_of_buurten(
            one, pieces, living, own, np.where(np.isnan(people), FEW_PEOPLE, people), variance
        )
    return _mean_of_buurten(one, pieces, living, own, variance, known.column[one.key])


@dataclass(frozen=True, eq=False)
class _Living:
    """Per piece the people in it, the variance of that number, and whether the share is one of ground."""

    people: Numbers
    variance: Numbers
    cut: Numbers
    by_ground: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, pieces: Pieces, known: Known, crowd: int, *, clumped_km2: float) -> _Living:
        told = known.column[PEOPLE][pieces.buurt]
        people = np.where(np.isnan(told), FEW_PEOPLE / 2, told) * pieces.share
        by_ground = np.isnan(pieces.unsure)
        relative = np.zeros(len(told)) if known.variances is None else known.variances[crowd]
        whole = np.where(np.isnan(told), FEW_PEOPLE / 2, told)
        density = _part(whole, np.asarray(known.buurten.geometry.area, dtype=np.float64)[pieces.buurt] / KM2)
        clumped = np.power(_part(np.full(len(whole), clumped_km2), density), CLUMPED_POWER)
        ground = np.maximum(people**2 * relative, whole**2 * pieces.share * (1 - pieces.share) * clumped)
        variance = np.where(by_ground, ground, whole**2 * np.nan_to_num(pieces.unsure))
        return cls(people, variance, np.where(pieces.share < 1 - 1e-6, people, 0.0), by_ground)


def _count_people(one: Measure, pieces: Pieces, known: Known, living: _Living) -> Estimate:
    told = known.column[PEOPLE][pieces.buurt]
    whole = np.where(np.isnan(told), FEW_PEOPLE, told + one.step / 2)
    value = pieces.total(living.people)
    ground = living.by_ground
    half = np.where(np.isnan(told), FEW_PEOPLE / 2, one.step / 2) * pieces.share
    outside = np.divide(value, pieces.covered, out=np.zeros_like(value), where=pieces.covered > 0) - value
    causes = {
        doubt.PEOPLE: pieces.total(np.where(ground, living.variance, 0.0)),
        doubt.EDGE: pieces.total(np.where(ground, 0.0, living.variance)),
        doubt.ROUNDING: pieces.total(np.where(np.isnan(told), 0.0, half**2 / 3)),
        doubt.WITHHELD: pieces.total(np.where(np.isnan(told), half**2 / 3, 0.0)),
        doubt.OUTSIDE: outside**2 / 3,
    }
    return Estimate(value, causes, pieces.total(whole) + outside, _stands_in(pieces, living, only=ground))


def _sum_of_buurten(  # noqa: PLR0917 - what is known of each piece
    one: Measure, pieces: Pieces, living: _Living, own: Numbers, people: Numbers, variance: Numbers
) -> Estimate:
    lacking = np.isnan(own)
    amount = np.where(lacking, people / 2, own)
    per_person = np.divide(amount, people, out=np.zeros_like(amount), where=people > 0)
    value = pieces.total(amount * pieces.share)
    everybody = pieces.total(living.people)
    missing = _part(pieces.total(np.where(lacking, living.people, 0.0)), everybody)
    outside = np.divide(value, pieces.covered, out=np.zeros_like(value), where=pieces.covered > 0) - value
    causes = {
        doubt.PEOPLE: pieces.total(np.where(living.by_ground, per_person**2 * living.variance, 0.0)),
        doubt.EDGE: pieces.total(np.where(living.by_ground, 0.0, per_person**2 * living.variance)),
        doubt.WITHIN: pieces.total(living.people**2 * variance),
        doubt.ROUNDING: pieces.total(np.where(lacking, 0.0, (one.step / 2 * pieces.share) ** 2 / 3)),
        doubt.WITHHELD: pieces.total(np.where(lacking, (people / 2 * pieces.share) ** 2 / 3, 0.0)),
        doubt.OUTSIDE: outside**2 / 3,
    }
    most = pieces.total(np.where(lacking, people, own + one.step / 2)) + outside
    value = np.where(missing > MOST_MISSING, np.nan, value)
    return Estimate(value, causes, most, _stands_in(pieces, living))


def _mean_of_buurten(  # noqa: PLR0917 - what is known of each piece
    one: Measure, pieces: Pieces, living: _Living, own: Numbers, variance: Numbers, all_buurten: Numbers
) -> Estimate:
    lacking = np.isnan(own)
    weight = np.where(lacking, 0.0, living.people)
    total, everybody = pieces.total(weight), pieces.total(living.people)
    value = _part(pieces.total(weight * np.nan_to_num(own)), total)
    here, off = total[pieces.area], np.nan_to_num(own) - value[pieces.area]
    share = _part(weight, here)
    moved = np.where(lacking, 0.0, np.nan_to_num(off) ** 2 * _part(living.variance, here**2))
    missing = np.maximum(1 - _part(total, everybody), 0.0)
    unknown = missing + (1 - missing) * (1 - pieces.covered)
    range_ = float(np.nanmax(all_buurten) - np.nanmin(all_buurten)) if (~np.isnan(all_buurten)).any() else 0.0
    causes = {
        doubt.WITHIN: pieces.total(share**2 * variance),
        doubt.PEOPLE: pieces.total(np.where(living.by_ground, moved, 0.0)),
        doubt.EDGE: pieces.total(np.where(living.by_ground, 0.0, moved)),
        doubt.ROUNDING: pieces.total((share * one.step / 2) ** 2 / 3),
        doubt.WITHHELD: (unknown * range_ / 2) ** 2 / 3,
    }
    value = np.where((missing > MOST_MISSING) | (total <= 0), np.nan, value)
    return Estimate(value, causes, None, _stands_in(pieces, living))


def _mean_of_squares(one: Measure, areas: gpd.GeoDataFrame, squares: Squares) -> Estimate:
    """Return a mean from squares: the part of each in the area, times the people who live there."""
    band = squares.bands[one.key]
    cover = cover_squares(areas, band.shape, squares.transform)
    value = zone_means(cover, band, weights=squares.people)
    people, told = (np.nan_to_num(one_band.ravel().astype(np.float64)) for one_band in (squares.people, band))
    lacking = np.isnan(band.ravel())
    total, known = cover @ people, cover @ np.where(lacking, 0.0, people)
    edge = cover.copy()
    edge.data = edge.data * (1 - edge.data) / CLUMPS
    squared = np.where(lacking, 0.0, people**2)
    # The sum over squares of people² (told - value)², without a matrix of squares by areas.
    spread = edge @ (squared * told**2) - 2 * value * (edge @ (squared * told)) + value**2 * (edge @ squared)
    missing = np.maximum(1 - _part(known, total), 0.0)
    range_ = float(np.nanmax(band) - np.nanmin(band)) if not lacking.all() else 0.0
    causes = {
        doubt.EDGE: np.maximum(_part(spread, known**2), 0.0),
        doubt.WITHHELD: (missing * range_ / 2) ** 2 / 3,
    }
    value = np.where(missing > MOST_MISSING, np.nan, value)
    return Estimate(value, causes, None, np.zeros(len(value), dtype=bool))


def _stands_in(
    pieces: Pieces, living: _Living, *, only: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.bool_]:
    cut = living.cut if only is None else np.where(only, living.cut, 0.0)
    return _part(pieces.total(cut), pieces.total(living.people)) > WHOLE


def _part(one: Numbers, of: Numbers) -> Numbers:
    return np.divide(one, of, out=np.zeros_like(one), where=of > 0)
