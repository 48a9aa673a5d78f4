"""Results as lists: tables for a spreadsheet, features for a GIS, lines for a terminal."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from gis.analysis.agreement import Surface
from gis.analysis.moments import is_vague
from gis.crs import RD
from gis.errors import ExportError
from gis.exports.files import write_whole
from gis.exports.geojson import write_geojson
from gis.exports.geotiff import write_surface
from gis.register.differences import Difference
from gis.register.records import Activity, Problem
from gis.tables import LIST_SEPARATOR
from gis.workspace.answers import Chances
from gis.workspace.changes import Changes
from gis.workspace.fetch import Fetched, Kept
from gis.workspace.handing import areas_only
from gis.workspace.places import Place
from gis.workspace.weighing import DROPPED, PARKED, Imported, Row
from layers import messages, problems, words
from layers.figures import TITLES
from layers.layer import to_features
from layers.words import changes as changed
from layers.words import lists, money, reports

PAIR_COLUMNS = (
    *("a_id", "b_id", "relation", "certainty", "distance_m", "gap_months"),
    *("space", "time", "theme", "room", "score", "reason", "group", "fictief"),
)
CHANGE_COLUMNS = ("wat", "id", "naam", "organisatie", "was", "nu", "anders", "fictief")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet would run


def titles_of(activities: gpd.GeoDataFrame) -> Mapping[str, str]:
    """Return the name of every activity by id."""
    return dict(zip(activities["id"], activities["title"], strict=True))


def pair_list(chances: Chances) -> pd.DataFrame:
    """Return the pairs as `PAIR_COLUMNS`: two ids, what they are to each other, how sure, and why.

    `distance_m` in metres and `gap_months` in months are missing where the place or the period is not known.
    `space`, `time`, `theme` and `room` are the parts in points that make `score`. `group` holds the numbers,
    as on the screen, of the groups that both are in; missing when there is none. `fictief` is true when one
    of the two is made up.
    """
    made_up = chances.activities.loc[chances.activities["fictional"], "id"]
    points = {name: chances.pairs[f"part_{name}"] for name in ("space", "time", "theme", "room")}
    told = chances.pairs.assign(
        **points,
        reason=reasons(chances.pairs, chances.activities),
        group=_group_numbers(chances),
        fictief=chances.pairs[["a_id", "b_id"]].isin(set(made_up)).any(axis=1),
    )
    return told[list(PAIR_COLUMNS)].round({"distance_m": 1, "gap_months": 1})


def _group_numbers(chances: Chances) -> pd.Series:
    numbers: dict[tuple[str, str], list[str]] = {}
    for number, group in enumerate(chances.groups, 1):
        for pair in combinations(group.members, 2):
            numbers.setdefault(pair, []).append(str(number))
    pairs = zip(chances.pairs["a_id"], chances.pairs["b_id"], strict=True)
    told = [LIST_SEPARATOR.join(numbers[pair]) if pair in numbers else None for pair in pairs]
    return pd.Series(told, chances.pairs.index, dtype=object)


def reasons(pairs: pd.DataFrame, activities: gpd.GeoDataFrame) -> list[str]:
    """Return per pair why it is there, in one sentence; `activities` are those that the pairs came from."""
    titles = titles_of(activities)
    told = pairs.assign(vague=is_vague(pairs, activities)).to_dict("records")
    return [words.pair_reason({str(name): value for name, value in pair.items()}, titles) for pair in told]


def pair_features(chances: Chances) -> bytes:
    """Return the pairs as GeoJSON (WGS 84): the shortest line between the two; both need a place."""
    told = pair_list(chances)
    shapes = pd.Series(chances.activities.geometry.to_numpy(), index=chances.activities["id"])
    ones, others = (shapes.loc[told[name]].to_numpy() for name in ("a_id", "b_id"))
    lines = shapely.shortest_line(ones, others)
    frame = gpd.GeoDataFrame(told, geometry=gpd.GeoSeries(lines, crs=RD))
    return to_features(frame, columns=PAIR_COLUMNS).encode()


def change_list(changes: Changes, *, fictional: bool) -> pd.DataFrame:
    """Return what happened since a day as `CHANGE_COLUMNS`, one row each, in words.

    Parameters
    ----------
    fictional
        Whether the workspace is made up: then its decisions are too.
    """
    told = [_change("new", one, now=changed.period_told(one)) for one in changes.new]
    told += [_difference("moved", one, without=["period"]) for one in changes.moved]
    told += [_difference("changed", one) for one in changes.changed]
    told += [_difference("finished", one, without=["status"]) for one in changes.finished]
    told += [_change("gone", one.activity, now=changed.gone_told(one)) for one in changes.gone]
    told += [
        {
            "wat": changed.KINDS["decided"].lower(),
            "id": LIST_SEPARATOR.join(one.decision.members),
            "naam": changed.members_told(one.decision, changes.names),
            "organisatie": one.decision.organisation,
            "was": changed.decision_told(one.before) if one.before else "",
            "nu": changed.decision_told(one.decision),
            "anders": "",
            "fictief": fictional,
        }
        for one in changes.decided
    ]
    return pd.DataFrame(told, columns=list(CHANGE_COLUMNS))


def _difference(kind: str, difference: Difference, *, without: Sequence[str] = ()) -> dict[str, object]:
    one, other = difference.before, difference.after
    status = kind == "finished"
    was, now = (
        (one.status, other.status) if status else (changed.period_told(one), changed.period_told(other))
    )
    told = {"was": was, "nu": now} if without else {}
    return _change(kind, other) | told | {"anders": changed.fields_told(difference, without=without)}


def _change(kind: str, activity: Activity, *, now: str = "") -> dict[str, object]:
    return {
        "wat": changed.KINDS[kind].lower(),
        "id": activity.id,
        "naam": activity.title,
        "organisatie": activity.organisation or "",
        "was": "",
        "nu": now,
        "anders": "",
        "fictief": activity.fictional,
    }


def gap_list(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps as they are, with need and supply in words."""
    return gaps.assign(
        need=gaps["need"].map(words.need_words),
        supply=gaps["supply"].map(words.supply_words),
        spread=gaps["spread"].map(words.spread_words),
    )


def unshared_list(unshared: pd.DataFrame) -> pd.DataFrame:
    """Return what nobody took, agreements that lack and money that ends, with reason and lists as text."""
    lists = {name: unshared[name].map(LIST_SEPARATOR.join) for name in ("area_codes", "members")}
    return unshared.assign(reason=unshared["reason"].map(words.unshared_words), **lists)


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


def unmatched_list(place: Place) -> pd.DataFrame:
    """Return the codes that stand in one table only under Dutch heads, with the name of the area."""
    told = place.unmatched
    sides = zip(told["table"], told["side"], strict=True)
    return pd.DataFrame(
        {
            "Code": told["code"],
            "Gebied": _area_names(told["code"], place),
            "Waar staat de code?": [reports.side_words(table, side) for table, side in sides],
        }
    )


def missing_list(place: Place) -> pd.DataFrame:
    """Return the figures that are missing under Dutch heads, with the name of the area and the reason."""
    told = place.missing
    return pd.DataFrame(
        {
            "Code": told["code"],
            "Gebied": _area_names(told["code"], place),
            "Jaar": told["jaar"],
            "Cijfer": told["kolom"].map(TITLES),
            "Reden": told["reden"],
        }
    )


def _area_names(codes: pd.Series, place: Place) -> pd.Series:
    return codes.map({code: place.area_name(code) for code in codes.unique()})


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
    ready = [row for row in brought.told if row.fate not in (PARKED, DROPPED)]
    lines += [lists.dropped_sentence(brought)] if brought.dropped else []
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
    told = f"Rij {problem.row}{of}, {problem.field}: {problems.problem_sentence(problem)}{offered}"
    return f"{told} [{problem.code}]"


def excel_csv(table: pd.DataFrame) -> bytes:
    """Return a table as a Dutch Excel opens it: semicolons, a UTF-8 mark, nothing that runs as a formula."""
    safe = table.map(_defused).rename(columns=_defused)  # the headings of a list are its maker's words too
    # Quoted, since a bare carriage return in a cell would begin a row, which might be a formula.
    return safe.to_csv(index=False, sep=";", quoting=csv.QUOTE_NONNUMERIC).encode("utf-8-sig")


def write_table(table: pd.DataFrame, out: Path, *, shapes: Callable[[], bytes] | None = None) -> None:
    """Write a list as the file's ending says: CSV, or GeoJSON when `shapes` can make it.

    In CSV yes and no are ja and nee, and words that a spreadsheet would run have an apostrophe before them.

    Raises
    ------
    ExportError
        ``form_unknown`` for another ending, and as in `gis.exports.files.write_whole`.
    """
    suffix = out.suffix.casefold()
    if suffix == ".csv":
        write_whole(out, table.map(_for_a_sheet).to_csv(index=False).encode())
    elif suffix == ".geojson" and shapes is not None:
        write_whole(out, shapes())
    else:
        raise ExportError("form_unknown", path=out.name, known=".csv" + (", .geojson" if shapes else ""))


def _for_a_sheet(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return _defused(value)


def _defused(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
