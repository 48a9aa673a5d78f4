"""Whether one role draws the neighbourhood otherwise than the others, more than chance would have it."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.analysis.drawings import jaccard_matrix, require_drawings
from gis.errors import TableError

LEAST_OF_ROLE = 3  # fewer drawings of a role say what these persons drew, not how the role draws
OTHER_ROLES = "overige rollen"
CLEAR_P = 0.05  # over all roles that are compared together
SHUFFLES = 999
SEED = 20270311


def group_roles(drawings: gpd.GeoDataFrame) -> pd.Series:
    """Return the role of each drawing, those with fewer than `LEAST_OF_ROLE` drawings as `OTHER_ROLES`.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    if "role" not in drawings.columns:
        raise TableError("column_missing", table="drawings", column="role")
    roles = drawings["role"].fillna(OTHER_ROLES).astype("str")
    return roles.where(roles.map(roles.value_counts()) >= LEAST_OF_ROLE, OTHER_ROLES)


def compare_roles(
    drawings: gpd.GeoDataFrame, *, pooled: bool = False, shuffles: int = SHUFFLES, seed: int = SEED
) -> pd.DataFrame:
    """Return how alike the drawings of each role are, to each other and to those of the others.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `role`, `question`, `weight`; weights do not count.
    pooled
        Whether several questions may be taken together.
    shuffles, seed
        How often the roles are dealt anew, and from which seed.

    Returns
    -------
    DataFrame
        A row per role of at least `LEAST_OF_ROLE` drawings, when the others have as many, in the order of the
        roles: `role`, `drawings`, `others` (their numbers), `within` and `across` (mean shared over joint
        area of two of the role, and of one of the role with one of the others, 0 to 1), `p` (share of the
        deals in which `across` is as low as it is or lower) and `clear`, whether chance hardly explains it.

    Raises
    ------
    TableError
        As `gis.analysis.drawings.require_drawings`.

    Notes
    -----
    A permutation test: the roles are dealt over the same drawings. Of several roles each has to be as much
    clearer (Bonferroni), so that of all together one in twenty is clear by chance. Two roles that are each
    other's others are one comparison.
    """
    require_drawings(drawings, pooled=pooled)
    roles = group_roles(drawings)
    ordered = drawings.iloc[np.argsort(drawings["id"].to_numpy(dtype="str"), kind="stable")]
    dealt = roles.loc[ordered.index].to_numpy(dtype="str")
    names = [
        name
        for name, count in roles.value_counts().sort_index().items()
        if name != OTHER_ROLES and min(count, len(roles) - count) >= LEAST_OF_ROLE
    ]
    alike = jaccard_matrix(ordered)
    one, other = np.triu_indices(len(ordered), 1)
    comparisons = 1 if len(names) == 2 and set(dealt) == set(names) else len(names)  # noqa: PLR2004
    rows = []
    for name in names:
        own = dealt == name
        p = _by_chance(alike, own, shuffles=shuffles, seed=seed)
        both = own[one] & own[other]
        mixed = own[one] != own[other]
        rows.append(
            {
                "role": name,
                "drawings": int(own.sum()),
                "others": int((~own).sum()),
                "within": float(alike[one, other][both].mean()),
                "across": float(alike[one, other][mixed].mean()),
                "p": p,
                "clear": p * comparisons < CLEAR_P,
            }
        )
    return pd.DataFrame(rows, columns=["role", "drawings", "others", "within", "across", "p", "clear"])


def _by_chance(
    alike: npt.NDArray[np.float64], own: npt.NDArray[np.bool_], *, shuffles: int, seed: int
) -> float:
    """Return the share of deals, with the one that is, in which role and others are as little alike."""
    random = np.random.default_rng(seed)
    deals = random.permuted(np.tile(own, (shuffles, 1)), axis=1).astype("float64")
    across = ((deals @ alike) * (1 - deals)).sum(axis=1)
    told = own.astype("float64") @ alike @ (1 - own.astype("float64"))
    return float((1 + (across <= told * (1 + 1e-12)).sum()) / (1 + shuffles))
