"""Koppelkansen of a country: the search beside PostGIS, a spatial join and bare boxes; then all the rest."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from bench import postgis
from bench.made import DAY, make_city, make_country
from bench.memory import most_mb
from gis.analysis.candidates import Compared, compare
from gis.analysis.groups import Group, find_groups, rescore
from gis.analysis.moments import Flags, Places, Spans, least_gaps
from gis.analysis.overlap import REACH_M, SLACK_MONTHS, find_pairs
from gis.analysis.places import Shapes, find_near
from gis.analysis.places import measure as measure_all
from gis.analysis.scoring import PARTS, Weights, weigh
from gis.crs import RD
from gis.vocabulary import load_vocabulary
from gis.workspace.home import data_folder
from tests.browser.harness import ROOT

COUNT = 100_000
TURNS = 3
AT_TABLE, AROUND_M = 1_000, 2_000  # activities while a slider is dragged, in a city of so many metres
SPOT_M = 25.0
DRAGGED = Weights(space=40.0, time=15.0, theme=35.0, room=10.0)
VOCABULARY = load_vocabulary(data_folder() / "vocabulary.toml")
MAKE = {"country": make_country, "city": make_city}

Took = dict[str, list[tuple[float, float]]]  # by name: wall and own processor seconds of every turn


def measure(*, count: int = COUNT, turns: int = TURNS) -> Iterator[str]:
    """Tell the search of a country and of one city, all parts of it, and the slider.

    Country and city each have a process of their own: what one leaves behind in memory costs the next
    a third more, for all ways alike but not equally.
    """
    load = os.getloadavg()[0]
    yield f"pairs: {count:,} activities, medians of {turns} turns; load of the machine before: {load:.1f}"
    for name in MAKE:
        yield from _apart(f"tell({name!r}, {count}, turns={turns})")
    (most_mb,) = _apart(f"find({count})")
    yield f"pairs in a country, all of it: at most {most_mb} MB in a process of its own"
    yield from slider(turns=turns)


def tell(name: str, count: int, *, turns: int) -> Iterator[str]:
    """Tell the search of a country or a city beside its peers, and of the country all parts."""
    with ExitStack() as stack:
        missing = postgis.lacking()
        server = None if missing else stack.enter_context(postgis.serve())
        if missing:
            yield f"pairs: without PostGIS, because there is no {missing} here"
        frame = MAKE[name](count, vocabulary=VOCABULARY)
        yield from _search(f"pairs in a {name}", frame, turns=turns, server=server)
    if name == "country":
        yield from _whole(frame, turns=turns)


def find(count: int) -> Iterator[str]:
    """Find the pairs of a country and tell the most memory that this process has held [MB]."""
    _find(make_country(count, vocabulary=VOCABULARY))
    yield f"{most_mb():,.0f}"


def _apart(work: str) -> list[str]:
    """Return the lines that a function of this module tells in a new process."""
    words = f"from bench import overlap; print(*overlap.{work}, sep='\\n')"
    told = subprocess.run([sys.executable, "-c", words], cwd=ROOT, check=True, capture_output=True, text=True)
    return told.stdout.splitlines()


def search(compared: Compared, *, reach_m: float = REACH_M, slack_months: float = SLACK_MONTHS) -> Places:
    """Return the pairs in reach and in time as `overlap.find_pairs` finds them: near, in time, measured."""
    one, other = find_near(compared.shapes, compared.widths, reach_m=reach_m)
    soon = in_time(compared.spans, one, other, slack_months=slack_months)
    one, other = one[soon], other[soon]
    between = measure_all(compared.shapes, one, other)
    near = between - compared.widths[one] - compared.widths[other] <= reach_m
    return np.column_stack((one[near], other[near]))


def in_time(spans: Spans, one: Places, other: Places, *, slack_months: float) -> Flags:
    """Return which pairs may run within so many months of each other; what is not told may."""
    return np.asarray(~(least_gaps(spans, one, other) > slack_months))


def join(compared: Compared, *, reach_m: float = REACH_M, slack_months: float = SLACK_MONTHS) -> Places:
    """Return the same pairs with `geopandas.sjoin`."""
    frame = gpd.GeoDataFrame(geometry=gpd.GeoSeries(compared.shapes, crs=RD))
    told = gpd.sjoin(frame, frame, predicate="dwithin", distance=reach_m)
    pairs = np.column_stack((told.index.to_numpy(), told["index_right"].to_numpy()))
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    return pairs[in_time(compared.spans, *pairs.T, slack_months=slack_months)]


def boxes(shapes: Shapes, *, reach_m: float = REACH_M) -> Places:
    """Return pairs of which the boxes, half the reach wider on each side, meet: the floor, no distances."""
    told: Shapes = np.asarray(
        shapely.box(*(shapely.bounds(shapes) + reach_m / 2 * np.array([-1, -1, 1, 1])).T)
    )
    return np.asarray(shapely.STRtree(told).query(told)).T


def _search(
    name: str, frame: gpd.GeoDataFrame, *, turns: int, server: postgis.PostGIS | None
) -> Iterator[str]:
    """Hold the pairs of all against each other, then tell how long each takes, by turns."""
    told = compare(frame, vocabulary=VOCABULARY, reference_day=DAY)
    told = replace(told, widths=np.zeros(len(frame)))  # peers know no working widths
    ours = _in_order(search(told))
    assert np.array_equal(ours, _in_order(join(told)))
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: search(told),
        "sjoin": lambda: join(told),
        "boxes": lambda: boxes(told.shapes),
    }
    inside: list[float] = []
    if server is not None:
        server.fill(told.shapes, told.spans)
        asked = {"reach_m": REACH_M, "slack_months": SLACK_MONTHS}
        assert np.array_equal(ours, _in_order(server.pairs(**asked)))
        ways["PostGIS"] = lambda: inside.append(server.seconds(**asked) or np.nan)
    took = by_turns(ways, turns=turns)
    mine = _middle(took["ours"])
    yield f"{name}: {len(ours):,} pairs, the same for all; search {_tell(mine)}"
    for peer in ("sjoin", "boxes"):
        theirs = _middle(took[peer])
        times = f"{mine[0] / theirs[0]:.2f} of it (cpu {mine[1] / theirs[1]:.2f})"
        yield f"  beside {peer} {_tell(theirs)}: {times}"
    if inside:
        theirs_s = statistics.median(inside)
        yield f"  beside PostGIS {theirs_s:.2f} s (its own word): {mine[0] / theirs_s:.2f} of it"


def _whole(frame: gpd.GeoDataFrame, *, turns: int) -> Iterator[str]:
    """Tell what all parts and scores take beside the search with the widths of the kinds of work."""
    told = compare(frame, vocabulary=VOCABULARY, reference_day=DAY)
    took = by_turns({"search": lambda: search(told), "all": lambda: _find(frame)}, turns=turns)
    found, near = _middle(took["all"]), _middle(took["search"])
    yield (
        f"pairs in a country, all parts and scores {_tell(found)}: {found[0] / near[0]:.1f} times the search "
        f"with working widths (cpu {found[1] / near[1]:.1f})"
    )


def _find(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    return find_pairs(
        frame, vocabulary=VOCABULARY, reference_day=DAY, reach_m=REACH_M, slack_months=SLACK_MONTHS
    )


def slider(*, count: int = AT_TABLE, turns: int = TURNS) -> Iterator[str]:
    """Tell how long new weights take for pairs and groups, beside row-wise pandas with the same numbers."""
    frame = make_city(count, vocabulary=VOCABULARY, side_m=AROUND_M)
    pairs = _find(frame)
    groups = find_groups(
        frame,
        pairs,
        vocabulary=VOCABULARY,
        reference_day=DAY,
        spot_m=SPOT_M,
        slack_months=SLACK_MONTHS,
    )

    def ours() -> tuple[pd.DataFrame, list[Group]]:
        weighed = weigh(pairs, weights=DRAGGED)
        return weighed, rescore(groups, weighed)

    def plain() -> tuple[pd.DataFrame, list[float]]:
        weighed = plain_scores(pairs, DRAGGED)
        return weighed, [plain_group(weighed, group.members) for group in groups]

    (mine, grouped), (theirs, sums) = ours(), plain()
    pd.testing.assert_frame_equal(mine, theirs)
    assert {group.members: group.score for group in grouped} == {
        group.members: score for group, score in zip(groups, sums, strict=True)
    }
    took = by_turns({"ours": ours, "plain": plain}, turns=turns)
    fast, slow = _middle(took["ours"]), _middle(took["plain"])
    yield (
        f"slider, {count:,} activities in {AROUND_M // 1000} x {AROUND_M // 1000} km, {len(pairs):,} pairs "
        f"and {len(groups)} groups: {fast[0] * 1000:.0f} ms / row-wise pandas {slow[0] * 1000:,.0f} ms = "
        f"{slow[0] / fast[0]:.0f} times as fast (cpu {slow[1] / fast[1]:.0f})"
    )


def plain_scores(pairs: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """Return pairs with other weights, row by row, as somebody would write it first."""

    def points(row: pd.Series) -> pd.Series:
        parts = (
            round(weights.space * row["space_share"], 1),
            round(weights.time * row["time_share"], 1),
            round(weights.theme * row["theme"] / 3, 1),
            round(weights.room * row["room"], 1),
        )
        return pd.Series([*parts, round(sum(parts), 1)])

    told = pairs.copy()
    told[[*PARTS, "score"]] = pairs.apply(points, axis=1)
    order = ["certainty", "over", "score", "a_id", "b_id"]
    return told.sort_values(order, ascending=[False, True, False, True, True], ignore_index=True)


def plain_group(pairs: pd.DataFrame, members: Sequence[str]) -> float:
    """Return the score of a group: the sum of those of its pairs."""
    inside = pairs["a_id"].isin(members) & pairs["b_id"].isin(members)
    return round(float(pairs.loc[inside, "score"].sum()), 1)


def by_turns(ways: dict[str, Callable[[], object]], *, turns: int) -> Took:
    """Return what each way took, one after another so that a busy machine is busy for all."""
    took: Took = {name: [] for name in ways}
    for _ in range(turns):
        for name, work in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            took[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return took


def _middle(took: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the medians of wall and processor time."""
    wall, cpu = zip(*took, strict=True)
    return statistics.median(wall), statistics.median(cpu)


def _tell(took: tuple[float, float]) -> str:
    return f"{took[0]:.2f} s (cpu {took[1]:.2f})"


def _in_order(pairs: Places) -> Places:
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
