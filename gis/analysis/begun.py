"""Which activities are there at the moment asked: now, with what is planned, or when plans slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from gis.analysis.moments import Flags, month_of, read_spans
from gis.analysis.terms import SHORT_MONTHS

What = Literal["now", "planned", "delayed"]


@dataclass(frozen=True)
class Moment:
    """Of which moment it is asked what is there.

    `now`: what runs on the peildatum. `planned`: that, and every plan (plan, geld geregeld; not an idea) that
    may have begun by the day asked, `ahead_months` after the peildatum. `delayed`: the same when every plan
    begins `delay_months` later than told; what has a fixed date does not move. So what is there now is there
    with what is planned, and a longer delay never brings more. Ends are not looked at: work that is done by
    then was there, and money that ends is told apart (`unshared`).
    """

    what: What = "planned"
    ahead_months: float = SHORT_MONTHS
    delay_months: float = 0.0


def find_begun(activities: pd.DataFrame, *, reference_day: date, moment: Moment) -> tuple[Flags, Flags]:
    """Return per activity whether it is there at the moment asked, and whether that is not sure."""
    shown = activities["shown_as"].to_numpy()
    runs = shown == "bestaand"
    if moment.what == "now":
        return runs, np.zeros(len(runs), dtype=bool)
    spans = read_spans(activities, reference_day=reference_day)
    day = month_of(reference_day) + moment.ahead_months
    delay = moment.delay_months if moment.what == "delayed" else 0.0
    later = np.where(activities["fixed_date"].to_numpy(dtype=bool), 0.0, delay)
    plans = (shown == "gepland") & (spans.start_earliest + later <= day)
    sure = spans.known & (spans.start_latest + later <= day)
    return runs | plans, plans & ~sure
