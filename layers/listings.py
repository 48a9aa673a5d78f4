"""Results as lists: tables for a spreadsheet, features for a GIS, lines for a terminal."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from gis.analysis.agreement import Surface
from gis.crs import RD
from gis.errors import ExportError
from gis.exports.files import write_whole
from gis.exports.geojson import write_geojson
from gis.exports.geotiff import write_surface
from gis.register.records import Problem
from gis.tables import LIST_SEPARATOR
from gis.workspace.answers import Chances
from gis.workspace.fetch import Fetched, Kept
from gis.workspace.handing import areas_only
from gis.workspace.weighing import PARKED, Imported, Row
from layers import messages, words
from layers.layer import to_features
from layers.words import lists, money, reports

PAIR_COLUMNS = ("a_id", "b_id", "relation", "certainty", "distance_m", "gap_months", "reason")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet would run


def titles_of(activities: gpd.GeoDataFrame) -> Mapping[str, str]:
    """Return the name of every activity by id."""
    return dict(zip(activities["id"], activities["title"], strict=True))


def pair_list(chances: Chances) -> pd.DataFrame:
    """Return the pairs as `PAIR_COLUMNS`: two ids, what they are to each other, how sure, and why.

    `distance_m` in metres and `gap_months` in months are missing where the place or the period is not known.
    """
    titles = titles_of(chances.activities)
    told = chances.pairs.copy()
    told["reason"] = reasons(told, titles)
    return told[list(PAIR_COLUMNS)].round({"distance_m": 1, "gap_months": 1})


def reasons(pairs: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """Return per pair why it is there, in one sentence."""
    told = pairs.to_dict("records")
    return [words.pair_reason({str(name): value for name, value in pair.items()}, titles) for pair in told]


def pair_features(chances: Chances) -> bytes:
    """Return the pairs as GeoJSON (WGS 84): the shortest line between the two; both need a place."""
    told = pair_list(chances)
    shapes = pd.Series(chances.activities.geometry.to_numpy(), index=chances.activities["id"])
    ones, others = (shapes.loc[told[name]].to_numpy() for name in ("a_id", "b_id"))
    lines = shapely.shortest_line(ones, others)
    frame = gpd.GeoDataFrame(told, geometry=gpd.GeoSeries(lines, crs=RD))
    return to_features(frame, columns=PAIR_COLUMNS).encode()


def gap_list(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps with the need in words and lists as text."""
    told = gaps.copy()
    told["need"] = told["need"].map(words.need_words)
    for name in told.columns:
        if told[name].map(lambda value: isinstance(value, list | tuple)).any():
            told[name] = told[name].map(LIST_SEPARATOR.join)
    first = ["buurtcode", "themagroep", "activities", "citywide", "need"]
    return told[[*first, *[name for name in told.columns if name not in first]]]


def money_list(totals: pd.DataFrame, *, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return totals of money (`gis.analysis.money.totals`) under Dutch heads; amounts stay numbers.

    Parameters
    ----------
    names
        Names of codes, when the totals are by area.
    """
    by = str(totals.columns[0])
    told = totals.drop(columns="whole").astype({"shared": object})
    told[by] = [
        money.money_group(None if pd.isna(name) else name, by=by, whole=whole, names=names or {})
        for name, whole in zip(totals[by], totals["whole"], strict=True)
    ]
    told["shared"] = ["ja" if shared else "nee" for shared in totals["shared"]]
    return told.rename(columns={name: money.money_head(str(name)) for name in told.columns})


def area_features(areas: gpd.GeoDataFrame, reference_day: date) -> bytes:
    """Return kern and rand as GeoJSON (RFC 7946)."""
    return write_geojson(areas_only(areas, reference_day=reference_day))


def surface_bytes(surface: Surface, drawings: gpd.GeoDataFrame) -> bytes:
    """Return the number of drawings per cell as a GeoTIFF (RD)."""
    made = "verzonnen voorbeeld, " if drawings["fictional"].any() else ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tekeningen.tif"
        write_surface(surface, path, source=f"{made}{len(drawings)} tekeningen")
        return path.read_bytes()


def fetch_lines(found: Fetched | Kept) -> list[str]:
    """Return what a fetch brought and what did not come, or which copy is used instead, one line each."""
    if isinstance(found, Kept):
        return [messages.sentence(found.error), reports.kept_sentence(found.place)]
    lacking = [f"Niet meegekomen: {messages.sentence(error)}" for error in found.lacking]
    return [*reports.fetch_lines(found), *lacking]


def import_lines(brought: Imported) -> list[str]:
    """Return what became of a list, and every problem and remark with its row, one line each."""
    lines = [lists.ready_sentence(brought)]
    lines.append("Er is niets verloren gegaan." if brought.saved else "Er is niets bewaard.")
    if brought.saved:
        lines.append(lists.outcome_sentence(brought))
    waiting = [row for row in brought.told if row.fate == PARKED]
    ready = [row for row in brought.told if row.fate != PARKED]
    several = len(brought.columns) > 1  # sheets, whose rows have the same numbers
    lines += [_finding(one, row, several=several) for row in waiting for one in row.verdict.problems]
    lines += [
        f"Let op. {_finding(one, row, several=several)}" for row in ready for one in row.verdict.remarks
    ]
    lines += [f"Staat niet meer in de lijst: {activity.title}." for activity in brought.gone]
    return lines


def _finding(problem: Problem, row: Row, *, several: bool) -> str:
    of = f" van {row.file}" if several else ""
    offered = f" Voorstel: {problem.suggestion}." if problem.suggestion else ""
    told = f"Rij {problem.row}{of}, {problem.field}: {messages.problem_sentence(problem)}{offered}"
    return f"{told} [{problem.code}]"


def excel_csv(table: pd.DataFrame) -> bytes:
    """Return a table as a Dutch Excel opens it: semicolons, a UTF-8 mark, nothing that runs as a formula."""
    safe = table.map(_defused).rename(columns=_defused)  # the headings of a list are its maker's words too
    # Quoted, since a bare carriage return in a cell would begin a row, which might be a formula.
    return safe.to_csv(index=False, sep=";", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8-sig")


def write_table(table: pd.DataFrame, out: Path, *, shapes: Callable[[], bytes] | None = None) -> None:
    """Write a list as the file's ending says: CSV, or GeoJSON when `shapes` can make it.

    Raises
    ------
    ExportError
        ``form_unknown`` for another ending, and as in `gis.exports.files.write_whole`.
    """
    suffix = out.suffix.casefold()
    if suffix == ".csv":
        write_whole(out, table.to_csv(index=False).encode())
    elif suffix == ".geojson" and shapes is not None:
        write_whole(out, shapes())
    else:
        raise ExportError("form_unknown", path=out.name, known=".csv" + (", .geojson" if shapes else ""))


def _defused(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
