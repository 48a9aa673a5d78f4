"""The integer programme that finds the months by which plans move together, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from gis.analysis.moments import Numbers
from gis.analysis.rewards import Moves

_DONE = 0  # status of `milp`: nothing is better


@dataclass
class _Rows:
    """The rows of a table of constraints, written one cell at a time."""

    count: int = 0
    cells: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, *told: tuple[range | list[int], float]) -> None:
        """Add a row with a factor for each of some columns."""
        self.cells += [(self.count, column, factor) for columns, factor in told for column in columns]
        self.count += 1

    def build(self, columns: int) -> csr_array:
        """Return the table with as many columns as there are numbers to choose."""
        told = np.array(self.cells, dtype=np.float64).reshape(-1, 3)
        places = told[:, 0].astype(np.intp), told[:, 1].astype(np.intp)
        return coo_array((told[:, 2], places), shape=(self.count, columns)).tocsr()


def solve(
    rewards: pd.DataFrame, moves: Moves, *, turned: pd.DataFrame, month_costs: float, seconds: float
) -> tuple[dict[str, int], bool]:
    """Return the months by id that are worth the most together, and whether nothing can be worth more.

    Parameters
    ----------
    rewards
        What pairs are worth by the months of both, none below 0; see `rewards.tabulate`.
    moves
        The months to choose from, by id.
    turned
        Months that two plans may not have together; see `phases.find_turned`.
    month_costs
        Points that each month moved takes off.
    seconds
        Longest time to look [s]; then the best so far is given, or nothing moves.

    Notes
    -----
    One binary per plan and month, of which each plan gets one. What a pair is worth at least for a month of
    one plan, whatever the other does, is counted with that month; for what is left there is a number between
    0 and 1 per two months. Those of one month, summed over the months of the other plan, are at most the
    binary of that month, which is tighter than a bound for each.
    """
    if not moves:
        return {}, True
    first: dict[str, int] = {}
    own: list[float] = []
    choose_one, at_most = _Rows(), _Rows()
    for name, told in moves.items():
        first[name] = len(own)
        own += [-month_costs * abs(months) for months in told]
        choose_one.add((range(first[name], len(own)), 1.0))
    binaries = len(own)
    for pair, rows in rewards.groupby(["a_id", "b_id"]):
        a, b = (str(name) for name in pair)
        left, own_a, own_b = _split(rows, moves.get(a, (0,)), moves.get(b, (0,)))
        for name, gained in ((a, own_a), (b, own_b)):
            for place, points in enumerate(gained if name in moves else ()):
                own[first[name] + place] += points
        places = np.argwhere(left > 0)
        columns = len(own) + np.arange(len(places))
        own += left[left > 0].tolist()
        for name, side in ((a, 0), (b, 1)):
            for place in np.unique(places[:, side]):
                these = columns[places[:, side] == place].tolist()
                at_most.add((these, 1.0), ([first[name] + int(place)], -1.0))
    _keep_apart(turned, at_most, moves=moves, first=first)
    worth = np.array(own)
    found, best = _maximise(worth, choose_one.build(len(own)), at_most.build(len(own)), binaries, seconds)
    if found is None:
        return {}, False
    chosen = {
        name: told[int(np.argmax(found[first[name] : first[name] + len(told)]))]
        for name, told in moves.items()
    }
    return chosen, best


def _keep_apart(turned: pd.DataFrame, at_most: _Rows, *, moves: Moves, first: dict[str, int]) -> None:
    """Add that a month of one plan is only chosen with one that the other may have beside it."""

    def columns(name: str, months: Iterable[int]) -> list[int]:
        return [first[name] + moves[name].index(month) for month in months]

    for choice, rows in turned.groupby(["a_id", "b_id", "a_months"]):
        a, b, months = str(choice[0]), str(choice[1]), int(rows["a_months"].iloc[0])
        never = set(rows["b_months"])
        if a not in moves:
            at_most.add((columns(b, sorted(never)), 1.0))
            continue
        rest = sorted(set(moves[b]) - never) if b in moves else []
        at_most.add((columns(a, [months]), 1.0), (columns(b, rest), -1.0))


def _maximise(
    worth: Numbers, choose_one: csr_array, at_most: csr_array, binaries: int, seconds: float
) -> tuple[Numbers | None, bool]:
    """Return 0..1 for every column, the first so many whole, None when none were found; and whether best."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - the app starts sooner without it

    found = milp(
        -worth,
        integrality=(np.arange(len(worth)) < binaries).astype(np.int8),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(choose_one, 1, 1), LinearConstraint(at_most, -np.inf, 0)],
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    return found.x, found.status == _DONE


def _split(
    rows: pd.DataFrame, a_months: tuple[int, ...], b_months: tuple[int, ...]
) -> tuple[Numbers, Numbers, Numbers]:
    """Return what a pair is worth by the months of both: what depends on both, on one, on the other."""
    worth = np.zeros((len(a_months), len(b_months)))
    at_a, at_b = (
        pd.Index(months).get_indexer(pd.Index(rows[name]))
        for months, name in ((a_months, "a_months"), (b_months, "b_months"))
    )
    worth[at_a, at_b] = rows["score"]
    own_a = worth.min(axis=1)
    left = worth - own_a[:, np.newaxis]
    own_b = left.min(axis=0)
    return np.round(left - own_b, 6), own_a, own_b  # scores are tenths: no dust of the last digits
