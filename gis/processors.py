"""Work on many shapes, shared out over the processors of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

PIECE = 1_000  # rows at least: fewer are done before a thread has begun
TURNS = 8  # pieces per processor, since some are heavier than others


def share_out(work: Callable[..., Any], *columns: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return `work(*columns)`, made in pieces at the same time where there are many rows.

    Parameters
    ----------
    work
        A function of numpy or shapely that answers row by row and lets go of Python while it works, as
        those of shapely do.
    columns
        Equally long, one per argument of `work`; shapes that are prepared are not for two threads at once.
    """
    processors = os.cpu_count() or 1
    pieces = min(TURNS * processors, len(columns[0]) // PIECE)
    if pieces < 2 or processors < 2:  # noqa: PLR2004  one thread: this one
        return np.asarray(work(*columns))
    with ThreadPoolExecutor(processors) as threads:
        told = threads.map(work, *(np.array_split(column, pieces) for column in columns))
        return np.concatenate(list(told))
