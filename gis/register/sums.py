"""The sums that activities tell, as the table of money."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from gis.register.money import ADDITIONAL
from gis.register.records import Activity
from gis.tables import MONEY, conform, empty


def money_frame(activities: Iterable[Activity]) -> pd.DataFrame:
    """Return every sum as the table `money`, in the order given, numbered from 0.

    Words without a plain sum are rows too, with the amount missing.

    Parameters
    ----------
    activities
        Records, already cut down to what may be seen.
    """
    rows = [
        {
            "id": activity.id,
            "number": number,
            "area_codes": activity.area_codes,
            "theme": activity.theme,
            "organisation": activity.organisation,
            "years": money.years or None,
            "text": money.text,
            "amount_eur": money.amount_eur,
            "state": money.state,
            "recurring": money.recurring,
            "additional": money.kind == ADDITIONAL,
        }
        for activity in activities
        for number, money in enumerate(activity.money)
    ]
    return conform(pd.DataFrame(rows), MONEY) if rows else empty(MONEY)
