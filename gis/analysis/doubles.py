"""Likely doubles: two records that may be one activity, told twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from gis.analysis.moments import Flags, Numbers, Places, to_months
from gis.analysis.names import find_alike_names
from gis.tables import ACTIVITIES, require

# Together 100 when everything is the same; our choice. A place or a time that speaks against takes up to
# twice its points away.
POINTS = {
    "title": 40.0,
    "place": 20.0,
    "theme": 10.0,
    "kind": 10.0,
    "people": 10.0,
    "time": 5.0,
    "party": 5.0,
}
LIKELY = 45.0  # points from which two records are worth a look; more than all but name and spot can give
NEAR_M = 200.0  # metres between middles at which place says nothing; nearer helps, further hurts
NEAR_MONTHS = 6.0  # months between two periods at which time says nothing
AGAINST = -2.0  # times the points for place or time, at the least
SAME_AREA = 0.2  # of the points for place, when only a buurt, wijk or gemeente is known and it is the same
WIDE = ("buurt", "wijk", "gemeente")  # accuracies of a shape that is no spot

PARTS = tuple(f"part_{name}" for name in POINTS)
COLUMNS = (
    *("a_id", "b_id", "title_alike", "same_theme", "same_kind", "same_people", "same_party"),
    *("distance_m", "area", "overlap_months", "gap_months", *PARTS, "score"),
)
_AT_ONCE = 200_000  # pairs weighed in one go


@dataclass(frozen=True)
class _Told:
    """What doubles are known by, row by row; words are numbers that hold for both frames."""

    ids: Places
    themes: Places
    kinds: Places  # -1: not known
    phases: Places  # -1: no phase
    middles: Numbers
    start: Numbers
    end: Numbers
    timed: Flags
    people: csr_array
    parties: csr_array
    areas: csr_array
    above: csr_array  # the wijk and the gemeente of each area


def find_doubles(new: gpd.GeoDataFrame, there: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return pairs of records that may be one activity, the likeliest first.

    Parameters
    ----------
    new, there
        Tables `activities` in RD; the same frame twice finds doubles within it. A record is no double of
        itself, and phases of one activity are no doubles of each other.

    Returns
    -------
    DataFrame
        One row per pair on a new index: ``a_id`` of `new`, ``b_id`` of `there` (the smaller id first when
        both stand in both); ``title_alike`` 0.6 to 1, else 0 (see `names.find_alike_names`);
        ``same_theme``; ``same_kind`` (onbekend is never the same); ``same_people`` and ``same_party``: one
        in common; ``distance_m`` between the middles [m], missing when one has no spot; ``area``, without
        a distance, same, within, other, or missing; ``overlap_months`` together (inf: no end) and
        ``gap_months`` between them, missing when a period is unknown; ``part_*`` in points and their sum
        ``score``, at least `LIKELY`.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.

    Notes
    -----
    Place: 1 - distance / 200 m, at least -2. Without a spot: 0.2 in the same buurt, wijk or gemeente, 0
    when one lies within the other, -2 in another. Time: 1 when the periods share a day, else
    1 - gap / 6 months, at least -2. What is not known gives 0: it neither helps nor hurts. A shape that
    stands for a whole buurt, wijk or gemeente is no spot. Every part is rounded to 0.1 before the sum.

    Without a like name or a spot within 200 m no pair can reach `LIKELY`: only those two make candidates.
    """
    for frame in (new, there):
        require(frame, ACTIVITIES, *ACTIVITIES.columns)
    a, b = _tell(new, there)
    one, other, alike = _candidates(new, there, a, b)
    weighed = [
        _weigh(
            a,
            b,
            one[start : start + _AT_ONCE],
            other[start : start + _AT_ONCE],
            alike[start : start + _AT_ONCE],
        )
        for start in range(0, max(len(one), 1), _AT_ONCE)
    ]
    pairs = pd.concat(weighed, ignore_index=True)
    pairs.insert(0, "a_id", new["id"].to_numpy(dtype=object)[pairs.pop("one")])
    pairs.insert(1, "b_id", there["id"].to_numpy(dtype=object)[pairs.pop("other")])
    order = pairs.sort_values(["score", "a_id", "b_id"], ascending=[False, True, True])
    return order[list(COLUMNS)].reset_index(drop=True)


def _tell(new: gpd.GeoDataFrame, there: gpd.GeoDataFrame) -> tuple[_Told, _Told]:
    """Return what doubles are known by, of both."""
    frames = (new, there)
    phases = [frame["phase_of"].where(frame["phase_of"].notna(), "") for frame in frames]
    ids, themes = (_number([frame[name] for frame in frames]) for name in ("id", "theme"))
    kinds = _number([frame["kind"] for frame in frames], nothing="onbekend")
    told_phases = _number(phases, nothing="")
    people = _incidences([frame["target_groups"] for frame in frames])
    parties = _incidences([_parties(frame) for frame in frames])
    codes = [[[code[2:] for code in told] for told in frame["area_codes"]] for frame in frames]
    above = [[[c[:n] for c in told for n in (4, 6) if n < len(c)] for told in side] for side in codes]
    areas = _incidences([*codes, *above])  # digits of a buurt begin with those of its wijk and its gemeente
    one, two = (
        _Told(
            *(ids[side], themes[side], kinds[side], told_phases[side], _middles(frame)),
            *_periods(frame),
            *(people[side], parties[side], areas[side], areas[side + 2]),
        )
        for side, frame in enumerate(frames)
    )
    return one, two


def _candidates(
    new: gpd.GeoDataFrame, there: gpd.GeoDataFrame, a: _Told, b: _Told
) -> tuple[Places, Places, Numbers]:
    """Return positions of the pairs with a like name or a near spot, each pair once, and the likeness."""
    named = find_alike_names(new["title"].tolist(), there["title"].tolist())
    near = _find_near(a.middles, b.middles)
    one, other = np.concatenate([named[0], near[0]]), np.concatenate([named[1], near[1]])
    alike = np.concatenate([named[2], np.zeros(len(near[0]))])
    # The pair with its likeness stands before the same pair without.
    _, first = np.unique(one * np.int64(max(len(there), 1)) + other, return_index=True)
    one, other, alike = one[first], other[first], alike[first]
    first_id, second_id = new["id"].to_numpy(dtype=object)[one], there["id"].to_numpy(dtype=object)[other]
    turned = (first_id > second_id) & np.isin(a.ids[one], b.ids) & np.isin(b.ids[other], a.ids)
    phases = (a.phases[one] >= 0) & (a.phases[one] == b.phases[other])
    keep = (a.ids[one] != b.ids[other]) & ~turned & ~phases
    return one[keep], other[keep], alike[keep]


def _find_near(one: Numbers, other: Numbers) -> tuple[Places, Places]:
    left, right = (np.flatnonzero(~np.isnan(side[:, 0])) for side in (one, other))
    if not len(left) or not len(right):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    found = KDTree(one[left]).sparse_distance_matrix(KDTree(other[right]), NEAR_M, output_type="ndarray")
    return left[found["i"]], right[found["j"]]


def _weigh(a: _Told, b: _Told, one: Places, other: Places, alike: Numbers) -> pd.DataFrame:
    """Return the pairs that are likely, with their parts."""
    apart = a.middles[one] - b.middles[other]
    distance = np.hypot(apart[:, 0], apart[:, 1])
    overlap, gap = _overlaps(a, b, one, other)
    area = pd.Series(_compare_areas(a, b, one, other), dtype=object).where(np.isnan(distance), None)
    place = np.select(
        [~np.isnan(distance), area == "same", area == "other"],
        [np.clip(1 - distance / NEAR_M, AGAINST, 1), SAME_AREA, AGAINST],
        default=0.0,
    )
    same = {
        "same_theme": a.themes[one] == b.themes[other],
        "same_kind": (a.kinds[one] >= 0) & (a.kinds[one] == b.kinds[other]),
        "same_people": _share(a.people, b.people, one, other),
        "same_party": _share(a.parties, b.parties, one, other),
    }
    values = {name.removeprefix("same_"): said for name, said in same.items()}
    values |= {"title": alike, "place": place}
    values["time"] = np.nan_to_num(np.clip(1 - gap / NEAR_MONTHS, AGAINST, 1))
    parts = {f"part_{name}": (POINTS[name] * values[name]).round(1) for name in POINTS}
    pairs = pd.DataFrame(
        {"one": one, "other": other, "title_alike": alike}
        | same
        | {"distance_m": distance, "area": area, "overlap_months": overlap, "gap_months": gap}
        | parts
    )
    pairs = pairs.assign(score=pairs[list(PARTS)].sum(axis=1).round(1))
    return pairs[pairs["score"] >= LIKELY]


def _overlaps(a: _Told, b: _Told, one: Places, other: Places) -> tuple[Numbers, Numbers]:
    """Return the months that both may run and the months between them; nan where a period is unknown."""
    both = np.minimum(a.end[one], b.end[other]) - np.maximum(a.start[one], b.start[other])
    both = np.where(a.timed[one] & b.timed[other], both, np.nan)
    return np.maximum(both, 0), np.maximum(-both, 0)


def _compare_areas(a: _Told, b: _Told, one: Places, other: Places) -> list[str | None]:
    """Return per pair same, within or other; None where one tells no area."""
    known = (np.diff(a.areas.indptr)[one] > 0) & (np.diff(b.areas.indptr)[other] > 0)
    same = _share(a.areas, b.areas, one, other)
    within = _share(a.areas, b.above, one, other) | _share(a.above, b.areas, one, other)
    words = np.select([~known, same, within], ["", "same", "within"], default="other")
    return [word or None for word in words.tolist()]


def _middles(frame: gpd.GeoDataFrame) -> Numbers:
    """Return the middle [m] of every shape that is a spot; nan for the others."""
    wide = frame["accuracy"].isin(WIDE).to_numpy(dtype=bool)
    middles = shapely.centroid(frame.geometry.where(~wide).to_numpy())
    return np.column_stack((shapely.get_x(middles), shapely.get_y(middles)))


def _periods(frame: pd.DataFrame) -> tuple[Numbers, Numbers, Flags]:
    """Return the widest start and end [months], infinite on an open side, and whether anything is known."""
    start = to_months(frame["start_earliest"])
    end = to_months(frame["end_latest"] + pd.Timedelta(days=1))  # the last day is part of it
    known = frame["running"].to_numpy(dtype=bool) | ~np.isnan(start) | ~np.isnan(end)
    return np.where(np.isnan(start), -np.inf, start), np.where(np.isnan(end), np.inf, end), known


def _parties(frame: pd.DataFrame) -> list[list[str]]:
    told = zip(frame["organisation"], frame["partners"], strict=True)
    return [[*partners, *([first] if isinstance(first, str) else [])] for first, partners in told]


def _number(columns: Sequence[pd.Series], *, nothing: str | None = None) -> list[Places]:
    """Return words as numbers that hold for all columns; -1 for the word that says nothing."""
    index: dict[object, int] = {} if nothing is None else {nothing: -1}
    return [
        np.array([index.setdefault(word, len(index)) for word in column], dtype=np.intp) for column in columns
    ]


def _incidences(columns: Sequence[Iterable[Sequence[str]]]) -> list[csr_array]:
    """Return lists of words as rows with a one for each word; the same word is the same column in all."""
    lists = [[sorted(set(words)) for words in column] for column in columns]
    index: dict[str, int] = {}
    numbers = [[index.setdefault(word, len(index)) for word in chain(*side)] for side in lists]
    return [
        csr_array(
            (np.ones(len(told)), np.array(told, dtype=np.intp), np.cumsum([0, *map(len, side)])),
            shape=(len(side), max(len(index), 1)),
        )
        for told, side in zip(numbers, lists, strict=True)
    ]


def _share(a: csr_array, b: csr_array, one: Places, other: Places) -> Flags:
    """Return per pair whether both rows have a word in common."""
    return np.asarray(a[one].multiply(b[other]).sum(axis=1)).ravel() > 0
