"""A PostGIS of our own for one measurement: made in a temporary folder, reached through a socket in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from gis.analysis.moments import DECIMALS, Numbers, Places, Spans
from gis.analysis.places import Shapes

USER = "postgres"
PATIENCE_S = 120
SETTINGS = {  # more than it has by itself, so that nothing is read or sorted on disk
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "statement_timeout": f"{PATIENCE_S}s",
}
JOIN = """
    SELECT a.id, b.id FROM plan a JOIN plan b ON a.id < b.id AND ST_DWithin(a.shape, b.shape, {reach})
    AND a.begins - b.ends <= {slack} AND b.begins - a.ends <= {slack}
"""

COUNT = "SELECT count(*) FROM ({pairs}) AS pairs"


@dataclass(frozen=True)
class PostGIS:
    """A running server; `folder` holds its data and its socket."""

    folder: Path

    def fill(self, shapes: Shapes, spans: Spans) -> None:
        """Put shapes and months in a table of their own with a GiST index, and let the planner count them."""
        columns = zip(shapely.to_wkb(shapes, hex=True), *open_ends(spans), strict=True)
        rows = "".join(f"{n}\t{shape}\t{begin}\t{end}\n" for n, (shape, begin, end) in enumerate(columns))
        (self.folder / "rows").write_text(rows)
        months = "begins double precision, ends double precision"
        self.ask("DROP TABLE IF EXISTS plan")
        self.ask(f"CREATE TABLE plan (id integer PRIMARY KEY, shape geometry, {months})")
        self.ask(f"COPY plan FROM '{self.folder / 'rows'}'")
        self.ask("CREATE INDEX ON plan USING gist (shape)")
        self.ask("VACUUM ANALYZE plan")

    def pairs(self, *, reach_m: float, slack_months: float) -> Places:
        """Return the pairs within reach, two columns."""
        told = self.ask(_join(reach_m, slack_months))
        return np.fromstring(told.replace("|", " "), dtype=np.intp, sep=" ").reshape(-1, 2)

    def count(self, *, reach_m: float, slack_months: float) -> int | None:
        """Return how many pairs there are; None when that takes over two minutes."""
        told = self._in_time(COUNT.format(pairs=_join(reach_m, slack_months)))
        return None if told is None else int(told)

    def seconds(self, *, reach_m: float, slack_months: float) -> float | None:
        """Return its own word for the time of the join, nothing sent; None when it takes over two minutes."""
        told = self._in_time("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + _join(reach_m, slack_months))
        return None if told is None else float(json.loads(told)[0]["Execution Time"]) / 1000

    def _in_time(self, query: str) -> str | None:
        try:
            return self.ask(query)
        except subprocess.CalledProcessError as error:
            if "statement timeout" not in error.stderr:
                raise
        return None

    def ask(self, query: str) -> str:
        """Return what psql prints for a query, bare."""
        words = [_program("psql"), "-h", str(self.folder), "-U", USER, "-qAtX", "-v", "ON_ERROR_STOP=1"]
        return _run([*words, "-c", query]).stdout


def open_ends(spans: Spans) -> tuple[Numbers, Numbers]:
    """Return the earliest begin and the latest end in months, both open where nothing is told."""
    begins = np.where(spans.known, spans.start_earliest, -np.inf)
    return begins, np.where(spans.known, spans.end_latest, np.inf)


def rounded(months: float) -> float:
    """Return months as a border for what is not rounded as ours are (`moments.DECIMALS`)."""
    return float(months + 0.5 * 10**-DECIMALS)


def _join(reach_m: float, slack_months: float) -> str:
    return JOIN.format(reach=reach_m, slack=rounded(slack_months))


def lacking() -> str | None:
    """Return what is missing to run it here, None when nothing is."""
    missing = [name for name in ("initdb", "pg_ctl", "psql") if _program(name) is None]
    if not missing and not any(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        missing = ["postgis"]
    return ", ".join(missing) or None


@contextmanager
def serve() -> Iterator[PostGIS]:
    """Make a cluster with PostGIS, serve it while it is asked, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as name:
        folder, data = Path(name), Path(name) / "data"
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, USER)
        _run([_program("initdb"), "-D", str(data), "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8"])
        told = "".join(f"{name} = {value}\n" for name, value in SETTINGS.items())
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"{told}unix_socket_directories = '{folder}'\n")
        control = [_program("pg_ctl"), "-D", str(data), "-w", "-s", "-l", str(folder / "log")]
        _run([*control, "start"])
        try:
            server = PostGIS(folder)
            server.ask("CREATE EXTENSION postgis")
            yield server
        finally:
            _run([*control, "-m", "fast", "stop"])


def _run(words: list[str | None]) -> subprocess.CompletedProcess[str]:
    own = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    told = [word for word in words if word is not None]
    return subprocess.run([*own, *told], cwd="/", check=True, capture_output=True, text=True)


def _program(name: str) -> str | None:
    """Return where a program of PostgreSQL is: Debian keeps most of them out of the path."""
    there = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(there[-1]) if there else shutil.which(name)
