"""What a pair of activities is to each other: a chance, a double, a clash or just missed."""

from __future__ import annotations

import numpy as np
import pandas as pd

REST_MONTHS = 60.0  # five years in which a street that was open is better left closed
MISSED_MONTHS = 12.0  # after an end, in which a beginning is "net gemist"


def may_meet(pairs: pd.DataFrame, *, slack_months: float) -> pd.Series:
    """Return which pairs can still be something by their time alone, before any place is measured.

    Parameters
    ----------
    pairs
        The columns about time of `decide`.
    slack_months
        Longest wait [months] between two activities that go together.
    """
    unknown = pairs["gap_months"].isna()
    soon = (unknown | (pairs["gap_months"] <= slack_months)) & ~pairs["one_past"]
    return (soon | _rests(pairs, slack_months) | _missed(pairs)) & ~pairs["both_past"]


def may_mean(pairs: pd.DataFrame) -> pd.Series:
    """Return which pairs can be something by what they are, wherever they lie; `decide` drops the others.

    Parameters
    ----------
    pairs
        The columns `theme`, `alike` and `both_works` of `decide`.
    """
    meant: pd.Series = (pairs["theme"] != 0) | pairs["alike"] | pairs["both_works"]
    return meant


def decide(pairs: pd.DataFrame, *, slack_months: float) -> pd.DataFrame:
    """Return the pairs that mean something, with `time`, `relation`, `time_certain` and `certainty`.

    Parameters
    ----------
    pairs
        Per pair: `gap_months`, `widest_gap_months` (missing when a period is unknown); `wait_least`,
        `wait_most` [months] from the end of the one that is over to the beginning of the other;
        `one_past`, `both_past`, `next_running`, `both_running`, `both_works`, `same_street`; `theme` -3..3;
        `other_work`: another theme or, for works in the street, another kind, without which a pair is no
        chance; `alike`: same theme and a shared target group; `place_certain`.
    slack_months
        Longest wait [months] between two activities that go together.

    Notes
    -----
    The least gap decides what a pair is; it is certain when the widest gap says the same. Works that
    open a street soon after it was closed are a clash, whatever else they are.
    """
    gap = pairs["gap_months"]
    unknown = gap.isna()
    rests = _rests(pairs, slack_months) & pairs["same_street"]
    missed = _missed(pairs) & ~rests
    open_yet = ~pairs["one_past"] & (unknown | (gap <= slack_months))
    words = np.select(
        [unknown, rests, missed, gap == 0],
        ["onbekend", "rustperiode", "net gemist", "tegelijk"],
        default="na elkaar",
    )
    time = pd.Series(words, index=pairs.index)
    chance = ~pairs["both_running"] & open_yet
    relation = np.select(
        [
            rests | (chance & (pairs["theme"] < 0)),
            missed & (pairs["theme"] > 0),
            chance & (pairs["theme"] > 0) & pairs["other_work"],
            open_yet & pairs["alike"] & (unknown | (gap == 0)),
            chance & unknown & pairs["both_works"] & pairs["same_street"],  # perhaps within the rest
        ],
        ["conflict", "net gemist", "kans", "dubbel", "conflict"],
        default="",
    )
    certain = _is_sure(pairs, time, slack_months)
    certainty = np.where(certain & pairs["place_certain"], "zeker", "mogelijk")
    told = pairs.assign(time=time, relation=relation, time_certain=certain, certainty=certainty)
    meant: pd.Series = (relation != "") & ~pairs["both_past"]
    return told.loc[meant]


def _rests(pairs: pd.DataFrame, slack_months: float) -> pd.Series:
    return pairs["both_works"] & (pairs["gap_months"] > slack_months) & (pairs["gap_months"] < REST_MONTHS)


def _missed(pairs: pd.DataFrame) -> pd.Series:
    soon = (pairs["wait_least"] < MISSED_MONTHS) & (pairs["wait_most"] > 0)
    return pairs["one_past"] & ~pairs["next_running"] & soon


def _is_sure(pairs: pd.DataFrame, time: pd.Series, slack_months: float) -> pd.Series:
    """Tell whether the widest gap gives the same word for the time; what is unknown is not sure."""
    widest = pairs["widest_gap_months"]
    return (
        ((time == "tegelijk") & (widest == 0))
        | ((time == "na elkaar") & (widest <= slack_months))
        | ((time == "rustperiode") & (widest < REST_MONTHS))
        | ((time == "net gemist") & (pairs["wait_least"] > 0) & (pairs["wait_most"] < MISSED_MONTHS))
    )
