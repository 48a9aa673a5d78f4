"""What a pair is worth: four parts in points, their sum, and how firm its place in the list is."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from gis.analysis.moments import Flags, Numbers
from gis.errors import TableError
from gis.vocabulary import STRONGEST

UNKNOWN_PART = 0.5  # of the part, when place or period is not known (and the most for a coarse place)
TOP = 10  # pairs that a meeting looks at first
DRAWS = 1000  # random weightings; more changes the shares by less than 2 points of a hundred
STEADY = 0.8  # share of the weightings from which a pair "blijft in de top 10"
SEED = 2027  # of the random weightings, so that the same pairs always get the same answer
LEAST_VOTES = 20  # before weights follow them; our choice: five for each of the four weights
LEAST_EACH = 5  # of them nuttig and not nuttig: votes that all say the same tell no weights
TOTAL = 100.0  # points of weights that were fitted

SHARES = ("space_share", "time_share", "theme", "room")
PARTS = ("part_space", "part_time", "part_theme", "part_room")
_TENTHS = 10  # of a point: what a part is rounded to
_STEP = 10.0  # points in which weights are fitted
_MOST_TRUST = 10.0  # in the points of now, so that votes which agree with them wholly have an answer


@dataclass(frozen=True)
class Weights:
    """The points that each part brings at most, none below 0; the default makes 100 together.

    A theme that hinders takes off as much as one that strengthens brings.
    """

    space: float = 30.0
    time: float = 25.0
    theme: float = 30.0
    room: float = 15.0


@dataclass(frozen=True)
class Refit:
    """Weights that follow what people found nuttig, and what they do to the list.

    `votes` is how many counted. `ranks` has a row per pair in the new order: ``a_id``, ``b_id``,
    ``old_rank`` and ``new_rank``, from 1.
    """

    weights: Weights
    votes: int
    ranks: pd.DataFrame


PLAIN = Weights()  # used where nobody chose others


def space_share(distance_m: pd.Series, shared: pd.Series, certain: pd.Series, *, reach_m: float) -> pd.Series:
    """Return 0..1 per pair: 0.5 and up for working areas that meet, less and less up to the reach.

    Parameters
    ----------
    distance_m
        Between the working areas [m]; missing where a place is not known, which is worth `UNKNOWN_PART`.
    shared
        Area in common, as part of the smaller of the two.
    certain
        Whether both places are known well; where not, the share is at most `UNKNOWN_PART`.
    reach_m
        Distance [m] at which nothing is left.
    """
    apart = 0.5 * (1 - distance_m / reach_m).clip(lower=0)
    told = apart.where(distance_m != 0, 0.5 + 0.5 * shared).fillna(UNKNOWN_PART)
    return told.where(certain, told.clip(upper=UNKNOWN_PART))


def time_share(gap_months: pd.Series, *, tau_months: float) -> pd.Series:
    """Return 0..1 per pair: exp(-gap / tau), 1 when both run at once, `UNKNOWN_PART` for a missing gap."""
    share: pd.Series = np.exp(-gap_months / tau_months).fillna(UNKNOWN_PART)
    return share


def add_points(pairs: pd.DataFrame, *, weights: Weights) -> pd.DataFrame:
    """Return the pairs with their four parts in points, each rounded to 0.1, and their exact sum `score`.

    Parameters
    ----------
    pairs
        Needs `SHARES`: ``space_share``, ``time_share`` and ``room`` 0..1, ``theme`` -3..3.
    """
    tenths = _tenths(_shares(pairs), weights)
    parts = dict(zip(PARTS, (tenths / _TENTHS).T, strict=True))
    return pairs.assign(**parts, score=tenths.sum(axis=1) / _TENTHS)


def best_first(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs on a new index: certain ones first, what is over last, by score, then ids."""
    numbers, _ = pd.factorize(pd.concat([pairs["a_id"], pairs["b_id"]]), sort=True)
    a, b = np.split(numbers, 2)
    unsure = (pairs["certainty"] != "zeker").to_numpy()
    order = np.lexsort((b, a, -pairs["score"].to_numpy(), pairs["over"].to_numpy(dtype=bool), unsure))
    return pairs.take(order).reset_index(drop=True)


def weigh(pairs: pd.DataFrame, *, weights: Weights) -> pd.DataFrame:
    """Return pairs with other weights: the same as `overlap.find_pairs` gives with these, best first.

    Parameters
    ----------
    pairs
        Result of `overlap.find_pairs`, with whatever weights.
    """
    return best_first(add_points(pairs, weights=weights))


def stability(pairs: pd.DataFrame, *, draws: int = DRAWS, top: int = TOP, seed: int = SEED) -> pd.Series:
    """Return how often each certain kans is among the first `top` when the weights are drawn at random.

    One that is over is not counted and has none.

    Parameters
    ----------
    pairs
        Result of `overlap.find_pairs`, with whatever weights.
    draws
        How many weightings, each four numbers that make 100 together, all such fours equally likely.

    Returns
    -------
    Series
        0..1 on the index of `pairs`; missing for what is no certain kans. From `STEADY` on a pair "blijft
        in de top 10", below it "hangt af van de weging".
    """
    sure = (pairs["certainty"] == "zeker") & ~pairs["over"].astype(bool)
    counted = np.flatnonzero((pairs["relation"] == "kans") & sure)
    kansen = pairs.iloc[counted].sort_values(["a_id", "b_id"])
    shares, times = _shares(kansen), np.zeros(len(kansen))
    before = -np.arange(len(kansen))  # of equals the one with the smaller ids
    for drawn in 100 * np.random.default_rng(seed).dirichlet(np.ones(len(SHARES)), size=draws):
        worth = _tenths(shares, Weights(*drawn)).sum(axis=1) * len(kansen) + before
        times[np.argpartition(worth, -top)[-top:] if top < len(worth) else slice(None)] += 1
    return pd.Series(times / draws, kansen.index, name="stability").reindex(pairs.index)


def refit(pairs: pd.DataFrame, votes: pd.DataFrame, *, weights: Weights) -> Refit:
    """Return the weights that tell best which kansen people found nuttig, not far from those of now.

    Parameters
    ----------
    pairs
        Result of `overlap.find_pairs`, with whatever weights.
    votes
        ``a_id``, ``b_id``, ``useful`` (nuttig or not): a row per vote. Votes on what is no kans in `pairs`
        do not count.
    weights
        Those of now.

    Returns
    -------
    Refit
        Weights in tenths of a point, none below 0, together exactly `TOTAL`.

    Raises
    ------
    TableError
        ``too_few_votes`` below `LEAST_VOTES` votes, or `LEAST_EACH` of either kind.

    Notes
    -----
    The chance that a pair is nuttig is taken as logistic in its points of now and, beside them, in its four
    shares; what the shares add shows which weights should have been larger. That part is held small
    (ridge, one for 10 points), so that a weight stays where votes agree with it, contradict each other or
    tell nothing. Convex, so there is one best answer.
    """
    kansen = pairs.loc[pairs["relation"] == "kans", ["a_id", "b_id", *SHARES]]
    voted = votes[["a_id", "b_id", "useful"]].merge(kansen, on=["a_id", "b_id"])
    useful = voted["useful"].to_numpy(dtype=bool)
    each = int(useful.sum()), int((~useful).sum())
    if len(voted) < LEAST_VOTES or min(each) < LEAST_EACH:
        raise TableError(
            "too_few_votes", useful=each[0], not_useful=each[1], least=LEAST_VOTES, each=LEAST_EACH
        )
    fitted = _fit(_shares(voted), useful, _to_total(np.array(astuple(weights))))
    old, new = (weigh(pairs, weights=told)[["a_id", "b_id"]] for told in (weights, fitted))
    ranked = [told.assign(**{name: told.index + 1}) for told, name in ((new, "new_rank"), (old, "old_rank"))]
    ranks = ranked[0].merge(ranked[1], on=["a_id", "b_id"])
    return Refit(fitted, len(voted), ranks[["a_id", "b_id", "old_rank", "new_rank"]])


def _fit(shares: Numbers, useful: Flags, start: Numbers) -> Weights:
    """Return the weights of `refit`; unknown are what each share adds, the trust in the points, a border."""
    from scipy.optimize import minimize  # noqa: PLC0415 - the app starts sooner without it

    sides = np.where(useful, 1.0, -1.0)[:, np.newaxis]
    told = np.column_stack((shares, shares @ start / _STEP, np.ones(len(shares)))) * sides
    held = np.array([1.0, 1, 1, 1, 0, 0])

    def surprise(unknown: Numbers) -> tuple[float, Numbers]:
        sure = told @ unknown
        size = float(np.logaddexp(0, -sure).sum() + held @ unknown**2 / 2)
        return size, held * unknown - told.T @ expit(-sure)

    free: list[tuple[float | None, float | None]] = [(None, None)]
    found = minimize(
        surprise,
        np.zeros(len(held)),
        jac=True,
        method="L-BFGS-B",
        bounds=[*free * 4, (0.0, _MOST_TRUST), *free],
        options={"ftol": 1e-12, "gtol": 1e-8, "maxiter": 1000},
    )
    adds, trust = found.x[:4], found.x[4]
    return Weights(*_to_tenths(_nearest(start + _STEP * adds / max(trust, 1.0))))


def _to_total(weights: Numbers) -> Numbers:
    """Return weights in the same proportion that make `TOTAL`; four that are all 0 become equal."""
    told = weights if weights.any() else np.ones(len(weights))
    return np.asarray(told * TOTAL / told.sum())


def _nearest(weights: Numbers) -> Numbers:
    """Return the nearest weights of which none is below 0 and that make `TOTAL`: all move by one number."""
    down = np.sort(weights)[::-1]
    moves = (TOTAL - np.cumsum(down)) / np.arange(1, len(down) + 1)
    return np.asarray(np.clip(weights + moves[np.flatnonzero(down + moves > 0)[-1]], 0, None))


def _to_tenths(weights: Numbers) -> list[float]:
    """Return weights in tenths with the same sum: the largest remainders are rounded up."""
    exact = weights * _TENTHS
    whole = np.floor(exact)
    lacking = round(TOTAL * _TENTHS - whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:lacking]] += 1
    return [float(tenths) / _TENTHS for tenths in whole]


def _shares(pairs: pd.DataFrame) -> Numbers:
    """Return a row per pair with the four shares, all at most 1."""
    return pairs[list(SHARES)].to_numpy(dtype=np.float64) / [1, 1, STRONGEST, 1]


def _tenths(shares: Numbers, weights: Weights) -> Numbers:
    """Return the parts in whole tenths of a point, so that sums of them are exact."""
    return np.asarray(np.rint(shares * astuple(weights) * _TENTHS) + 0.0)  # a minus before a 0 goes
