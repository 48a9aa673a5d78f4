"""How the search for pairs grows with the number of points, beside three other ways of doing the same."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from bench import postgis
from bench.made import DAY, make_country
from bench.overlap import VOCABULARY, join, search
from gis.analysis.candidates import Compared, compare
from gis.analysis.overlap import REACH_M, SLACK_MONTHS

COUNTS = (1_000, 10_000, 100_000, 1_000_000)
DUCKDB = "duckdb_extension_spatial"
# Only the distance is in the join: with anything else in it DuckDB compares every two plans.
DUCKDB_JOIN = """
    SELECT count(*) FILTER (
        WHERE a.id < b.id AND a.begins - b.ends <= {slack} AND b.begins - a.ends <= {slack}
    )
    FROM plan a JOIN plan b ON ST_DWithin(a.shape, b.shape, {reach})
"""

Ways = dict[str, Callable[[], int | None]]


def measure(*, counts: tuple[int, ...] = COUNTS) -> Iterator[str]:
    """Tell seconds per number of points; who takes over two minutes is not asked for more."""
    with ExitStack() as stack:
        server = None if postgis.lacking() else stack.enter_context(postgis.serve())
        if server is None:
            yield f"growth: without PostGIS, because there is no {postgis.lacking()} here"
        if importlib.util.find_spec(DUCKDB) is None:
            yield f"growth: without DuckDB, because {DUCKDB} is not installed; `make bench` does that"
        late: set[str] = set()
        for count in counts:
            made = make_country(count, vocabulary=VOCABULARY, forms=(1, 0, 0))
            compared = compare(made, vocabulary=VOCABULARY, reference_day=DAY)
            told, pairs = [], set()
            for name, work in _ways(replace(compared, widths=np.zeros(count)), server).items():
                if name in late:
                    continue
                start = time.perf_counter()
                found = work()
                took = time.perf_counter() - start
                if found is None or took > postgis.PATIENCE_S:
                    late.add(name)
                    told.append(f"{name} over {postgis.PATIENCE_S} s")
                else:
                    pairs.add(found)
                    told.append(f"{name} {took:.3f} s")
            assert len(pairs) == 1, pairs
            yield f"growth, {count:,} points, {pairs.pop():,} pairs: {', '.join(told)}"


def _ways(compared: Compared, server: postgis.PostGIS | None) -> Ways:
    """Return what tells the number of pairs; tables, indexes and frames are made beforehand."""
    ways: Ways = {"ours": lambda: len(search(compared)), "sjoin": lambda: len(join(compared))}
    if server is not None:
        server.fill(compared.shapes, compared.spans)
        ways["PostGIS"] = lambda: server.count(reach_m=REACH_M, slack_months=SLACK_MONTHS)
    if importlib.util.find_spec(DUCKDB) is not None:
        ways["DuckDB"] = _duckdb(compared)
    return ways


def _duckdb(compared: Compared) -> Callable[[], int | None]:
    """Return the count of DuckDB spatial: its own join on distance where it has one."""
    import duckdb  # noqa: PLC0415 - only with the extra `bench`

    there = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    folder = importlib.util.find_spec(DUCKDB)
    assert folder is not None
    assert folder.submodule_search_locations is not None
    (root,) = folder.submodule_search_locations
    there.execute(f"LOAD '{root}/extensions/v{duckdb.__version__}/spatial.duckdb_extension'")
    begins, ends = postgis.open_ends(compared.spans)
    wkb = shapely.to_wkb(compared.shapes)
    rows = pd.DataFrame({"id": np.arange(len(wkb)), "wkb": wkb, "begins": begins, "ends": ends})
    there.execute("CREATE TABLE plan AS SELECT id, begins, ends, ST_GeomFromWKB(wkb) AS shape FROM rows")
    del rows
    query = DUCKDB_JOIN.format(reach=REACH_M, slack=postgis.rounded(SLACK_MONTHS))

    def count() -> int | None:
        answer = there.execute(query).fetchone()
        return None if answer is None else int(answer[0])

    return count
