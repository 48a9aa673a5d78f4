"""Several neighbourhoods under one name: whether the drawings fall apart into groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import CELL_M
from gis.analysis.drawings import jaccard_matrix, questions_of, require_drawings
from gis.analysis.perceived import CORE_SHARE, find_core

# Below this silhouette there is no structure to speak of (Kaufman and Rousseeuw 1990, table 2.4). Together
# with kernen that hardly share ground, one made neighbourhood drawn with 10 to 80 % noise by 5 to 40 people
# was split in 1 of 100 cases at most.
CLEAR_SILHOUETTE = 0.25
MOST_SHARED = 0.2  # of the smaller kern: more shared ground is one neighbourhood, drawn small and large
SMALLEST_GROUP = 2  # one drawing apart is one person's view, not a second neighbourhood
MOST_GROUPS = 4


@dataclass(frozen=True)
class Namesakes:
    """Whether one name stands for several neighbourhoods.

    Parameters
    ----------
    clear
        Whether the groups are clearly apart.
    silhouette
        -1 to 1, how much nearer each drawing is to its own group than to the next; -1 when no two groups
        can be made.
    groups
        Ids of the drawings per group, the largest group first; empty unless clear.
    alone
        Ids of drawings that belong to no group; empty unless clear.
    cores
        Kern and rand per group as `find_core` gives them, each `id` ending in the number of its group.
    question, pooled
        The question; whether several questions were looked at together.
    """

    clear: bool
    silhouette: float
    groups: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    cores: tuple[gpd.GeoDataFrame, ...]
    question: str
    pooled: bool


def find_namesakes(
    drawings: gpd.GeoDataFrame, *, k: float = CORE_SHARE, cell_m: float = CELL_M, pooled: bool = False
) -> Namesakes:
    """Return whether drawings under one name mean different neighbourhoods, with the core of each.

    Parameters
    ----------
    drawings
        Table `drawings` in RD of one name. Needs `id`, `name`, `question`, `weight`, `fictional`.
    k, cell_m, pooled
        As in `find_core`.

    Raises
    ------
    TableError
        As `find_core`.

    Notes
    -----
    Average linkage on 1 - Jaccard, cut into two to four; a group has at least two drawings, the others
    stand alone. The cut with the best mean silhouette counts. It is clear from
    `CLEAR_SILHOUETTE` when no two kernen share more than `MOST_SHARED`. Drawings weigh the same here: a
    loud group is no second neighbourhood.
    """
    require_drawings(drawings, pooled=pooled)
    ordered = drawings.iloc[np.argsort(drawings["id"].to_numpy(dtype="str"), kind="stable")]
    labels, silhouette = _best_cut(1 - jaccard_matrix(ordered))
    sizes = Counter(int(label) for label in labels if label >= 0)
    groups = [ordered[labels == label] for label, _ in sizes.most_common()]
    cores = [find_core(group, k=k, cell_m=cell_m, pooled=pooled) for group in groups]
    clear = silhouette >= CLEAR_SILHOUETTE and _apart([core.geometry.iloc[0] for core in cores])
    if not clear:
        groups, cores = [], []
    return Namesakes(
        clear=clear,
        silhouette=silhouette,
        groups=tuple(tuple(group["id"]) for group in groups),
        alone=tuple(ordered.loc[labels < 0, "id"]) if clear else (),
        cores=tuple(core.assign(id=core["id"] + f" {n}") for n, core in enumerate(cores, start=1)),
        question=" + ".join(questions_of(drawings)),
        pooled=len(questions_of(drawings)) > 1,
    )


def _apart(cores: list[BaseGeometry]) -> bool:
    """Return whether every kern has ground and no two share much of the smaller one."""
    return all(core.area > 0 for core in cores) and all(
        one.intersection(other).area <= MOST_SHARED * min(one.area, other.area)
        for one, other in combinations(cores, 2)
    )


def _best_cut(apart: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], float]:
    """Return a group number per drawing (-1: alone) and the silhouette of the best cut."""
    best = np.full(len(apart), -1), -1.0
    if len(apart) < 2 * SMALLEST_GROUP:
        return best
    tree = linkage(squareform(apart, checks=False), method="average")
    for groups in range(2, MOST_GROUPS + 1):
        labels = fcluster(tree, groups, criterion="maxclust").astype("int64")
        labels[np.bincount(labels)[labels] < SMALLEST_GROUP] = -1
        silhouette = _silhouette(apart, labels)
        if silhouette > best[1]:
            best = labels, silhouette
    return best


def _silhouette(apart: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]) -> float:
    """Return the mean silhouette; -1 unless there are two groups."""
    names = np.unique(labels[labels >= 0])
    if len(names) < 2:  # noqa: PLR2004 - nothing to be nearer to
        return -1.0
    grouped = labels >= 0
    belongs = labels[grouped][:, None] == names  # drawing x group
    sums = apart[np.ix_(grouped, grouped)] @ belongs
    sizes = belongs.sum(axis=0)
    own = sums[belongs] / (sizes[belongs.argmax(axis=1)] - 1)
    nearest = np.where(belongs, np.inf, sums / sizes).min(axis=1)
    widest = np.maximum(own, nearest)
    nearer = np.divide(nearest - own, widest, out=np.zeros(len(own)), where=widest > 0)
    return float(nearer.sum() / len(labels))  # one that stands alone counts as 0, as is usual
