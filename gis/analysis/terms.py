"""Short and long term: how many plans begin soon after the peildatum, and how many later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from gis.analysis.moments import month_of, read_spans, to_day
from gis.tables import ACTIVITIES, require

SHORT_MONTHS = 24  # months after the peildatum; our own border between short and long term


@dataclass(frozen=True)
class Terms:
    """How many plans begin before a day, after it, and of how many that is not sure.

    Parameters
    ----------
    until
        The first day of the long term.
    short, long, unsure
        Plans that have begun or surely begin before `until`; surely begin then or later; the others.
    """

    until: date
    short: int
    long: int
    unsure: int


def count_terms(activities: pd.DataFrame, *, reference_day: date) -> Terms:
    """Return how many plans begin on the short and on the long term; phases of one activity are one plan.

    Parameters
    ----------
    activities
        Table `activities`.
    reference_day
        The peildatum.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    require(activities, ACTIVITIES, "id", "phase_of", "shown_as", "running")
    border = month_of(reference_day) + SHORT_MONTHS
    spans = read_spans(activities, reference_day=reference_day)
    starts = pd.DataFrame(
        {
            "plan": activities["phase_of"].fillna(activities["id"]).to_numpy(),
            "earliest": np.where(spans.known, spans.start_earliest, -np.inf),
            "latest": np.where(spans.known, spans.start_latest, np.inf),
        }
    )
    first = starts.groupby("plan")[["earliest", "latest"]].min()
    short, long = int((first["latest"] < border).sum()), int((first["earliest"] >= border).sum())
    until = to_day(border)
    if until is None:
        raise ValueError(reference_day)
    return Terms(until, short, long, len(first) - short - long)
