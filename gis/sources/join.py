"""Which areas of two tables do not meet."""

from __future__ import annotations

import pandas as pd

from gis.sources.columns import LEVELS, Level


def unmatched(boundaries: pd.DataFrame, other: pd.DataFrame, *, level: Level, table: str) -> pd.DataFrame:
    """Return the codes that stand on one side only, to count and to list.

    Parameters
    ----------
    boundaries
        Table BUURTEN, WIJKEN or GEMEENTEN.
    other
        Table FIGURES or SCORES; rows of other levels do not count.
    level
        buurt, wijk or gemeente.
    table
        Name of `other`, for the list.

    Returns
    -------
    DataFrame
        Text columns ``code``, ``side`` (``boundaries``: outline without a row in `other`; ``other``: row
        without an outline) and ``table``; empty when all meet.

    Examples
    --------
    >>> outlines = pd.DataFrame({"buurtcode": ["BU00141000", "BU00141003"]})
    >>> scores = pd.DataFrame({"code": ["BU00141000", "GM0014"]})
    >>> unmatched(outlines, scores, level="buurt", table="scores").values.tolist()
    [['BU00141003', 'boundaries', 'scores']]
    """
    drawn = set(boundaries[f"{level}code"])
    told = set(other.loc[other["code"].str.startswith(LEVELS[level]), "code"])
    sides = [(code, "boundaries") for code in sorted(drawn - told)] + [
        (code, "other") for code in sorted(told - drawn)
    ]
    return pd.DataFrame(
        {"code": [code for code, _ in sides], "side": [side for _, side in sides], "table": table},
        dtype="str",
    )
