"""How sure the line of a neighbourhood is: where it may run, and whether more drawings would move it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import CELL_M, SAME, area_of
from gis.analysis.patterns import Patterns, find_patterns
from gis.analysis.perceived import CORE_SHARE, FEW_DRAWINGS, core_frame, require_core
from gis.crs import RD

REPLICATES = 500
SEED = 20270311
LOW, HIGH = 0.05, 0.95  # of the replicates: between them a place is now kern and then not
POINTS = 40  # of the curve at most
ORDERS = 50  # random orders in which the drawings are taken one by one
# How like the kern of half the drawings must be to that of all before more would hardly change it.
ENOUGH, NEARLY = 0.9, 0.75
LEAST_FOR_ENOUGH = 10  # the half of fewer is a handful, which may look alike by chance

BAND = "onzekere grens"

Enough = Literal["few", "not_yet", "nearly", "enough"]


@dataclass(frozen=True)
class Certainty:
    """In which share of the replicates each cell is kern.

    Parameters
    ----------
    share
        float32, 0 to 1; row 0 in the north.
    transform
        From column and row to RD metres.
    drawings, replicates
        How many there are.
    low_m2, high_m2
        Between these areas lies the kern in nine of ten replicates [m²].
    width_m
        How wide the band is on average along the line of the kern [m]; NaN without a kern.
    crs
        Always RD New (EPSG:28992).
    """

    share: npt.NDArray[np.float32]
    transform: Affine
    drawings: int
    replicates: int
    low_m2: float
    high_m2: float
    width_m: float
    crs: str = RD

    def band(self) -> BaseGeometry:
        """Return where the line may run: kern in `LOW` to `HIGH` of the replicates, as one area in RD."""
        return area_of(_unsure(self.share), self.transform)


def draw_again(count: int, *, replicates: int = REPLICATES, seed: int = SEED) -> npt.NDArray[np.float64]:
    """Return, per replicate, how often each of `count` drawers is drawn when `count` are, with putting back.

    Examples
    --------
    >>> draw_again(5, replicates=2).sum(axis=1)
    array([5., 5.])
    """
    random = np.random.default_rng(seed)
    return random.multinomial(count, np.full(count, 1 / count), size=replicates).astype("float64")


def find_certainty(
    drawings: gpd.GeoDataFrame,
    *,
    k: float = CORE_SHARE,
    cell_m: float = CELL_M,
    weighted: bool = True,
    pooled: bool = False,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Certainty | None:
    """Return how often each cell is kern when the same number of people would draw again.

    Parameters
    ----------
    drawings, k, cell_m, weighted, pooled
        As in `gis.analysis.perceived.find_core`; each drawing is of another person.
    replicates, seed
        How many times the drawers are drawn anew, and from which seed; the same seed gives the same answer.

    Returns
    -------
    Certainty or None
        None below `FEW_DRAWINGS`: nothing can be said then.

    Raises
    ------
    TableError
        As `gis.analysis.perceived.find_core`.

    Notes
    -----
    The drawers are drawn again, not the cells: a share counts people. Cells that the same drawings hold share
    one row, so that all replicates are one product of pattern x drawing and drawing x replicate.

    References
    ----------
    Efron, B. (1979), Bootstrap methods: another look at the jackknife. Annals of Statistics 7.
    """
    require_core(drawings, k=k)
    if len(drawings) < FEW_DRAWINGS:
        return None
    found = find_patterns(drawings, cell_m=cell_m, weighted=weighted, pooled=pooled)
    turns = draw_again(len(drawings), replicates=replicates, seed=seed)
    share = np.zeros(len(found.held))
    areas = np.zeros(replicates)
    for these, agreement in found.agreements(turns):
        kern = agreement >= k - SAME
        share[these] = kern.mean(axis=1)
        areas += found.cells[these] @ kern
    low_m2, high_m2 = np.quantile(areas, [LOW, HIGH]) * found.cell_m2
    shares = share.astype("float32")[found.places]
    band_m2 = float(_unsure(shares).sum()) * found.cell_m2
    edge_m = _edge_m(found, k=k)
    return Certainty(
        shares,
        found.transform,
        len(drawings),
        replicates,
        float(low_m2),
        float(high_m2),
        band_m2 / edge_m if edge_m else float("nan"),
    )


def find_band(
    drawings: gpd.GeoDataFrame,
    *,
    k: float = CORE_SHARE,
    cell_m: float = CELL_M,
    weighted: bool = True,
    pooled: bool = False,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> gpd.GeoDataFrame:
    """Return where the line of the kern may run, as one more part beside kern and rand.

    Parameters
    ----------
    drawings, k, cell_m, weighted, pooled, replicates, seed
        As in `find_certainty`.

    Returns
    -------
    GeoDataFrame
        A row with `part` `BAND` and the columns of `gis.analysis.perceived.find_core`; no row below
        `FEW_DRAWINGS`, and an empty geometry when every replicate agrees.

    Raises
    ------
    TableError
        As `gis.analysis.perceived.find_core`.
    """
    found = find_certainty(
        drawings, k=k, cell_m=cell_m, weighted=weighted, pooled=pooled, replicates=replicates, seed=seed
    )
    parts = {} if found is None else {BAND: found.band()}
    return core_frame(drawings, parts, k=k, weighted=weighted)


def find_curve(
    drawings: gpd.GeoDataFrame,
    *,
    k: float = CORE_SHARE,
    cell_m: float = CELL_M,
    weighted: bool = True,
    pooled: bool = False,
    orders: int = ORDERS,
    seed: int = SEED,
) -> pd.Series:
    """Return how like the kern of n random drawings is to the kern of all.

    Parameters
    ----------
    drawings, k, cell_m, weighted, pooled
        As in `gis.analysis.perceived.find_core`.
    orders, seed
        In how many random orders the drawings are taken one by one, and from which seed.

    Returns
    -------
    Series
        Mean of shared over joint area, 0 to 1, on the index `n` from 2 to all, where it is 1; of more than
        `POINTS` drawings not each n. Without rows below two drawings or without a kern.

    Raises
    ------
    TableError
        As `gis.analysis.perceived.find_core`.
    """
    require_core(drawings, k=k)
    count = len(drawings)
    n = pd.Index(
        np.unique([*np.linspace(2, count, POINTS).round(), max(2, count // 2)]), name="n", dtype="int64"
    )
    nothing = pd.Series(index=n[:0], dtype="float64", name="alike")
    if count < 2:  # noqa: PLR2004 - one drawing is like itself
        return nothing
    found = find_patterns(drawings, cell_m=cell_m, weighted=weighted, pooled=pooled)
    random = np.random.default_rng(seed)
    alike = np.zeros(len(n))
    for _ in range(orders):
        place = random.permutation(count)  # of each drawing in this order
        turns = (place[None, :] < n.to_numpy()[:, None]).astype("float64")
        shared, joint = np.zeros(len(n)), np.zeros(len(n))
        for these, agreement in found.agreements(turns):
            kern = agreement >= k - SAME
            of_all = kern[:, -1:]
            shared += found.cells[these] @ (kern & of_all)
            joint += found.cells[these] @ (kern | of_all)
        if not shared[-1]:
            return nothing
        alike += shared / joint
    return pd.Series(alike / orders, index=n, name="alike")


def judge_enough(curve: pd.Series) -> Enough:
    """Return whether more drawings would still change the kern.

    The kern of half the drawings differs from that of all about as much as that of all differs from the kern
    of very many: both differences have the variance of one drawing over the number of drawings. So the middle
    of the curve tells it; its end is 1 whatever was drawn.

    Parameters
    ----------
    curve
        As `find_curve` gives it.

    Returns
    -------
    str
        ``few`` below `FEW_DRAWINGS` or without a kern; else ``enough`` from `ENOUGH` on with at least
        `LEAST_FOR_ENOUGH` drawings, ``nearly`` from `NEARLY` on, or ``not_yet``.

    Examples
    --------
    >>> judge_enough(pd.Series([0.6, 0.93, 0.97, 1.0], index=[2, 6, 9, 12]))
    'enough'
    """
    if curve.empty or curve.index[-1] < FEW_DRAWINGS:
        return "few"
    count = int(curve.index[-1])
    half = float(curve.loc[max(2, count // 2)])
    if half >= ENOUGH and count >= LEAST_FOR_ENOUGH:
        return "enough"
    return "nearly" if half >= NEARLY else "not_yet"


def _unsure(share: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    return (share >= np.float32(LOW)) & (share <= np.float32(HIGH))


def _edge_m(found: Patterns, *, k: float) -> float:
    """Return the length of the line of the kern of all [m], without the steps of its cells."""
    kern = np.concatenate(
        [one[:, 0] >= k - SAME for _, one in found.agreements(np.ones((1, len(found.weights))))]
    )
    area = area_of(kern[found.places], found.transform)
    return float(shapely.length(area.simplify(found.transform.a)))
