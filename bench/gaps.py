"""Witte vlekken of a country: who reaches whom, beside a loop over the buurten; and a slider of a city."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from bench.made import DAY, make_city, make_country
from bench.memory import most_mb
from bench.overlap import VOCABULARY, by_turns
from gis.analysis.begun import Moment, find_begun
from gis.analysis.gaps import THIN_SHARE, find_gaps
from gis.analysis.lattice import SPOT_M
from gis.analysis.moments import Places
from gis.analysis.needs import find_needs, score_values
from gis.analysis.places import Shapes, find_widths, widen
from gis.analysis.rows import list_rows, rows_of
from gis.analysis.supply import count_supply, place_supply
from gis.crs import RD
from gis.sources.boundaries import read_boundaries
from gis.sources.figures import read_figures
from gis.sources.reader import read_file
from gis.tables import BUURTEN, SCORES, conform
from tests.browser.harness import ROOT

COUNT = 100_000
SAMPLE = 1_000  # buurten that the loop takes; the whole country would take it too long
AT_TABLE, AROUND_M, SIDE = 1_000, 12_000, 12  # activities in a city of so many metres, buurten along a side
TURNS = 3
PARTIES = 500
SEED = 20270311
EVERYTHING = Moment(ahead_months=np.inf)

MOST_LOST = 0.01  # of all shares of activities: of those that lie partly outside every buurt


@dataclass(frozen=True)
class Cell:
    """What the loop tells of one buurt and row."""

    reaching: int = 0
    share: float = 0.0
    inside: int = 0
    weight: float = 0.0
    parties: int = 0


Told = dict[tuple[int, int], Cell]


def measure(*, count: int = COUNT, turns: int = TURNS) -> Iterator[str]:
    """Tell the table of the country, the loop beside it, its memory, and the slider of a city."""
    told = read_buurten()
    if told is None:
        yield "gaps: KOPPELKAART_REAL_DATA is not set, so there is no country to look at"
    else:
        yield from country(told[0], make_lived(count, *told))
        yield f"  at most {_memory_mb(count):,.0f} MB in a process of its own"
    yield from slider(turns=turns)


def read_buurten() -> tuple[gpd.GeoDataFrame, pd.Series] | None:
    """Return the buurten of the Netherlands, and inhabitants by code; None where the file is not here."""
    folder = os.environ.get("KOPPELKAART_REAL_DATA")
    if not folder:
        return None
    (read,) = read_file(Path(folder) / "cbs_buurten" / "nl_buurten_2024.gpkg", layer="buurten")
    figures, _ = read_figures(read.frame)
    areas = read_boundaries(gpd.GeoDataFrame(read.frame), level="buurt").areas
    return gpd.GeoDataFrame(areas), figures.set_index("code")["inwoners"]


def make_lived(count: int, buurten: gpd.GeoDataFrame, inhabitants: pd.Series) -> gpd.GeoDataFrame:
    """Return the activities of a made country, each moved to where somebody lives."""
    random = np.random.default_rng(SEED)
    people = buurten["buurtcode"].map(inhabitants).fillna(0).to_numpy(dtype=float)
    outlines = buurten.geometry.to_numpy()[random.choice(len(buurten), size=count, p=people / people.sum())]
    west, south, east, north = shapely.bounds(outlines).T
    x, y = shapely.get_coordinates(shapely.point_on_surface(outlines)).T
    lost = np.arange(count)
    for _ in range(20):  # what is not inside by then is at a point of its buurt that surely is
        at = random.uniform(west[lost], east[lost]), random.uniform(south[lost], north[lost])
        inside = shapely.contains_xy(outlines[lost], *at)
        x[lost[inside]], y[lost[inside]] = at[0][inside], at[1][inside]
        lost = lost[~inside]
    made = with_parties(make_country(count, vocabulary=VOCABULARY))
    shapes = made.geometry.to_numpy()
    move = np.column_stack((x, y)) - shapely.get_coordinates(shapely.point_on_surface(shapes))
    places, owner = shapely.get_coordinates(shapes, return_index=True)
    return gpd.GeoDataFrame(
        made.set_geometry(shapely.set_coordinates(shapes.copy(), places + move[owner]), crs=RD)
    )


def with_parties(activities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the activities with one to three parties of many."""
    random = np.random.default_rng(SEED)
    names = [f"Partij {number}" for number in range(PARTIES)]
    told = [list(random.choice(names, size=size)) for size in random.integers(1, 4, size=len(activities))]
    return activities.assign(
        partners=pd.Series(told, activities.index), organisation=[one[0] for one in told]
    )


def country(
    buurten: gpd.GeoDataFrame, activities: gpd.GeoDataFrame, *, sample: int = SAMPLE
) -> Iterator[str]:
    """Hold the table by reach against that of the loop, and tell how long each takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = table(activities, buurten)
    ours = time.perf_counter() - wall, time.process_time() - cpu
    yield (
        f"gaps, {len(buurten):,} buurten x {len(list_rows(VOCABULARY, by='group'))} rows x "
        f"{len(activities):,} activities: {ours[0]:.1f} s (cpu {ours[1]:.1f})"
    )
    chosen = np.sort(np.random.default_rng(SEED).permutation(len(buurten))[:sample])
    told, *each = loop(activities, buurten, chosen)
    share = len(buurten) / len(chosen)
    theirs = share * each[0], share * each[1]
    scaled = "" if share == 1 else f" (of {len(chosen):,} buurten, times {share:.1f})"
    yield (
        f"  beside a loop over the buurten {theirs[0]:,.0f} s (cpu {theirs[1]:,.0f}){scaled}: "
        f"{theirs[0] / ours[0]:.0f} times as fast (cpu {theirs[1] / ours[1]:.0f})"
    )
    yield compare(found, told, chosen, outlines=buurten.geometry.to_numpy())
    bare = share * bare_loop(activities, buurten, chosen)
    yield f"  reach alone in a loop over bare arrays: cpu {bare:,.0f} s, {bare / ours[1]:.0f} times ours"


def table(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return who reaches whom in every buurt, as the pages ask it."""
    placed = place_supply(activities, buurten, vocabulary=VOCABULARY)
    return count_supply(placed, reference_day=DAY, moment=EVERYTHING)


def loop(
    activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, chosen: Places
) -> tuple[Told, float, float]:
    """Return the same for some buurten as one would write it, and what they took [s of wall and processor].

    For each buurt what lies in it and what reaches it, from a tree; by row numbers, parties, and the union of
    what is within reach. What is made once for all buurten, the areas served and both trees, is not in the
    seconds.
    """
    counted, _ = find_begun(activities, reference_day=DAY, moment=EVERYTHING)
    row = rows_of(activities["theme"], vocabulary=VOCABULARY, by="group")
    kept = counted & (row >= 0)
    own = gpd.GeoDataFrame(activities.assign(row=row, size=size_of(activities.geometry))[kept])
    served = own.set_geometry(gpd.GeoSeries(serve(own), index=own.index, crs=RD))
    trees = own.sindex, served.sindex
    told: Told = {}
    wall, cpu = time.perf_counter(), time.process_time()
    for number in chosen:
        outline = buurten.geometry.iloc[number]
        inside, near = (tree.query(outline, predicate="intersects") for tree in trees)
        for one, there in served.iloc[near].groupby("row"):
            common = there.geometry.union_all().intersection(outline)
            told[int(number), int(str(one))] = Cell(len(there), common.area / outline.area)
        here = own.iloc[inside]
        parts = size_of(here.geometry.intersection(outline)) / here["size"]
        for one, cut in here.assign(part=parts)[parts > 0].groupby("row"):
            at = int(number), int(str(one))
            parties = cut["partners"].explode().nunique()
            told[at] = replace(told[at], inside=len(cut), weight=cut["part"].sum(), parties=parties)
    return told, time.perf_counter() - wall, time.process_time() - cpu


def bare_loop(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, chosen: Places) -> float:
    """Return the processor seconds of the leanest loop we know, which tells less: only reach, no frames."""
    counted, _ = find_begun(activities, reference_day=DAY, moment=EVERYTHING)
    row = rows_of(activities["theme"], vocabulary=VOCABULARY, by="group")
    kept = counted & (row >= 0)
    row, served = row[kept], serve(gpd.GeoDataFrame(activities[kept]))
    tree, outlines = shapely.STRtree(served), buurten.geometry.to_numpy()
    tree.query(outlines[0])  # makes the tree
    cpu = time.process_time()
    for number in chosen:
        near = tree.query(outlines[number], predicate="intersects")
        for one in np.unique(row[near]):
            shapely.area(
                shapely.intersection(shapely.union_all(served[near[row[near] == one]]), outlines[number])
            )
    return time.process_time() - cpu


def size_of(shapes: gpd.GeoSeries) -> pd.Series:
    """Return the area, else the length; of a point 1."""
    dimension = shapely.get_dimensions(shapes.to_numpy())
    sizes = np.select([dimension == 0, dimension == 1], [1.0, shapes.length], shapes.area)
    return pd.Series(np.where(dimension < 0, 0.0, sizes), index=shapes.index)


def serve(activities: gpd.GeoDataFrame) -> Shapes:
    """Return the area that each activity serves: within its reach, else within its working width."""
    reach = activities["kind"].map({name: kind.reach_m for name, kind in VOCABULARY.kinds.items()})
    width = np.fmax(find_widths(activities, vocabulary=VOCABULARY), reach.to_numpy(dtype=float))
    return widen(activities.geometry.to_numpy(), width)


def compare(found: pd.DataFrame, told: Told, chosen: Places, *, outlines: Shapes) -> str:
    """Hold both tables against each other: the same counts, shares within what spots of 25 m can tell."""
    width = len(list_rows(VOCABULARY, by="group"))
    names = ("activities", "parties", "weight", "reaching", "reached")
    ours = {name: found[name].to_numpy().reshape(-1, width)[chosen] for name in names}
    cells = [[told.get((int(number), one), Cell()) for one in range(width)] for number in chosen]
    theirs = {
        name: np.array([[getattr(cell, field) for cell in row] for row in cells])
        for name, field in zip(names, ("inside", "parties", "weight", "reaching", "share"), strict=True)
    }
    for name in ("activities", "parties"):
        assert np.array_equal(ours[name], theirs[name]), name
    # Parts of what sticks out of the country, or lies where outlines overlap, are shares of what is in it.
    lost = float(np.abs(ours["weight"] - theirs["weight"]).sum() / max(theirs["weight"].sum(), 1))
    assert lost < MOST_LOST, lost
    apart = np.abs(ours["reached"] - theirs["reached"])
    spots = shapely.area(outlines[chosen]) / SPOT_M**2
    assert (apart.max(axis=1) <= 1.5 / np.sqrt(spots)).all()
    # A reach that only grazes a buurt holds no spot of it; the table then counts one activity fewer.
    fewer = theirs["reaching"] - ours["reaching"]
    assert fewer.min() >= 0
    turned = int(((ours["reached"] >= THIN_SHARE) != (theirs["reached"] >= THIN_SHARE)).sum())
    return (
        "  the same activities and parties; shares of people differ by at most "
        f"{100 * apart.max():.1f}, in the mean {100 * apart.mean():.3f} points; {turned} of "
        f"{len(told):,} cells are on another side of a quarter; {int((fewer > 0).sum())} count fewer, "
        "where a reach only grazes"
    )


def slider(*, count: int = AT_TABLE, side: int = SIDE, turns: int = TURNS) -> Iterator[str]:
    """Tell how long the table of a city takes at another delay, placed beforehand and not."""
    activities = make_city(count, vocabulary=VOCABULARY, side_m=AROUND_M)
    buurten, scores = squares(activities, side=side)
    placed = place_supply(activities, buurten, vocabulary=VOCABULARY)
    needs = find_needs(
        score_values(scores), dict.fromkeys(VOCABULARY.dimensions, 0.0), codes=buurten["buurtcode"].tolist()
    )

    def drag(delay: float) -> pd.DataFrame:
        told = count_supply(placed, reference_day=DAY, moment=Moment("delayed", delay_months=delay))
        return find_gaps(told, needs, calls=VOCABULARY.dimension_themes, vocabulary=VOCABULARY)

    def anew(delay: float) -> pd.DataFrame:
        told = count_supply(
            place_supply(activities, buurten, vocabulary=VOCABULARY),
            reference_day=DAY,
            moment=Moment("delayed", delay_months=delay),
        )
        return find_gaps(told, needs, calls=VOCABULARY.dimension_themes, vocabulary=VOCABULARY)

    pd.testing.assert_frame_equal(drag(9), anew(9))
    took = by_turns({"drag": lambda: drag(9), "anew": lambda: anew(9)}, turns=turns)
    fast, slow = (sorted(took[name])[turns // 2] for name in ("drag", "anew"))
    yield (
        f"gaps of a city, {count:,} activities x {len(buurten)} buurten, delay dragged: "
        f"{1000 * fast[0]:.0f} ms (cpu {1000 * fast[1]:.0f}); with what lies where anew "
        f"{1000 * slow[0]:.0f} ms (cpu {1000 * slow[1]:.0f}) = {slow[1] / fast[1]:.1f} times as much work"
    )


def squares(activities: gpd.GeoDataFrame, *, side: int) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return a city of square buurten around made activities, and a score for each."""
    west, south, east, north = activities.total_bounds
    x, y = (axis.ravel() for axis in np.meshgrid(range(side), range(side)))
    wide, high = (east - west) / side, (north - south) / side
    shapes = shapely.box(west + wide * x, south + high * y, west + wide * (x + 1), south + high * (y + 1))
    codes = [f"BU0014{number:04}" for number in range(side * side)]
    rows = {"buurtcode": codes, "wijkcode": "WK001400", "gemeentecode": "GM0014", "jaar": 2024}
    buurten = conform(gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries(shapes, crs=activities.crs)), BUURTEN)
    random = np.random.default_rng(SEED)
    told = {name: random.normal(0, 0.1, len(codes)) for name in VOCABULARY.dimensions}
    return gpd.GeoDataFrame(buurten), conform(
        pd.DataFrame({"code": codes, "score_jaar": 2024, **told}), SCORES
    )


def _memory_mb(count: int) -> float:
    order = [sys.executable, "-c", f"from bench.gaps import peak_mb; print(peak_mb({count}))"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def peak_mb(count: int) -> float:
    """Make the table of the country and return the most memory that this process has held [MB]."""
    told = read_buurten()
    assert told is not None
    table(make_lived(count, *told), told[0])
    return most_mb()
