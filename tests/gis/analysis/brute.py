"""The definition of a pair written out one by one, slow and plain, to hold the fast one against."""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pandas as pd
import shapely

from gis.vocabulary import Vocabulary


@dataclass(frozen=True)
class Asked:
    vocabulary: Vocabulary
    reference_day: date
    reach_m: float
    slack_months: float


def all_pairs(activities, asked):
    """Return {(a_id, b_id): (relation, certainty, distance, gap, score)}."""
    rows = sorted(activities.to_dict("records"), key=lambda row: row["id"])
    told = {}
    for a, b in combinations(rows, 2):
        if (answer := one_pair(a, b, asked)) is not None:
            told[a["id"], b["id"]] = answer
    return told


def one_pair(a, b, asked):
    if any(row["framework"] or row["reach"] != "plek" for row in (a, b)):
        return None
    if isinstance(a["phase_of"], str) and a["phase_of"] == b["phase_of"]:
        return None
    vocabulary = asked.vocabulary
    street, distance, part, sure_place = place(a, b, vocabulary, asked.reach_m)
    relation, gap, sure_time = (None, None, False) if part is None else meaning(a, b, street, asked)
    if relation is None:
        return None
    theme = vocabulary.strength(a["theme"], a["kind"], b["theme"], b["kind"])
    room = max(0 if row["fixed_date"] else vocabulary.statuses[row["status"]].movable for row in (a, b))
    time_part = 0.5 if gap is None else math.exp(-gap / 12)
    score = 30 * part + 25 * time_part + 10 * theme + 15 * room
    return relation, "zeker" if sure_place and sure_time else "mogelijk", distance, gap, score


def place(a, b, vocabulary, reach_m):
    named = all(isinstance(row["street"], str) and row["area_codes"] for row in (a, b))
    street = named and bool({code[2:6] for code in a["area_codes"]} & {code[2:6] for code in b["area_codes"]})
    sure = not any(vocabulary.accuracies[row["accuracy"]] for row in (a, b))
    one, other = a["geometry"], b["geometry"]
    if one is None or other is None:
        codes = [(x[2:], y[2:]) for x in a["area_codes"] for y in b["area_codes"]]
        meets = street or any(x.startswith(y) or y.startswith(x) for x, y in codes)
        return street, None, (0.5 if meets else None), False
    widths = [width(row, vocabulary) for row in (a, b)]
    distance = max(0.0, one.distance(other) - sum(widths))
    if one.geom_type == other.geom_type == "LineString":
        lengths = [x.intersection(y.buffer(10)).length for x, y in ((one, other), (other, one))]
        street = street or min(lengths) >= 25
    if distance > reach_m and not street:
        return street, distance, None, sure
    part = max(0.0, 0.5 * (1 - distance / reach_m))
    if distance == 0:
        areas = [
            row["geometry"].buffer(max(w, 0 if "Polygon" in row["geometry"].geom_type else 1), quad_segs=16)
            for row, w in zip((a, b), widths, strict=True)
        ]
        part = 0.5 + 0.5 * shapely.intersection(*areas).area / min(area.area for area in areas)
    return street, distance, part if sure else min(part, 0.5), sure


def width(row, vocabulary):
    kind = vocabulary.kinds[row["kind"]]
    return kind.widen_line_m if row["geometry"].geom_type == "LineString" else kind.widen_m


def months(day):
    if pd.isna(day):
        return None
    return 12 * day.year + day.month - 1 + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]


def ends(row, reference_day):
    """Earliest and latest start, earliest and latest end; None when nothing is known."""
    se, sl, ee, el = (
        months(row[name]) for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
    )
    if se is None and el is None and not row["running"]:
        return None
    el = math.inf if el is None else el
    if sl is None:
        runs = row["running"] or row["shown_as"] == "bestaand"
        sl = min(months(reference_day), el) if runs else el
    se = -math.inf if se is None else se
    if ee is None:
        ee = math.inf if row["running"] else se
    return se, sl, ee, el


def meaning(a, b, street, asked):
    """Relation (None: no pair), gap (None: unknown) and whether the time is sure."""
    vocabulary, slack = asked.vocabulary, asked.slack_months
    works = street and all(vocabulary.kinds[row["kind"]].street_work for row in (a, b))
    one, other = ends(a, asked.reference_day), ends(b, asked.reference_day)
    least = most = None
    if one is not None and other is not None:
        least = round(max(other[0] - one[3], one[0] - other[3], 0), 6)
        most = round(max(other[1] - one[2], one[1] - other[2], 0), 6)
    past = [row for row in (a, b) if row["shown_as"] == "voorbij"]
    if works and len(past) < 2 and least is not None and slack < least < 60:
        return "conflict", least, most < 60
    if past:
        relation, sure = missed(past, b if past[0] is a else a, asked)
        return relation, least, sure
    if least is not None and least > slack:
        return None, least, False
    theme = vocabulary.strength(a["theme"], a["kind"], b["theme"], b["kind"])
    alike = a["theme"] == b["theme"] and bool(set(a["target_groups"]) & set(b["target_groups"]))
    fits = {
        "kans": theme > 0 and not (a["running"] and b["running"]),
        "dubbel": alike and not least,
        "conflict": works and least is None,
    }
    sure = least is not None and (most == 0 if least == 0 else most <= slack)
    return next((relation for relation, fit in fits.items() if fit), None), least, sure


def missed(past, later, asked):
    """Whether what is over and what comes later were just missed, and whether that is sure."""
    theme = asked.vocabulary.strength(past[0]["theme"], past[0]["kind"], later["theme"], later["kind"])
    if len(past) == 2 or later["running"] or theme <= 0:
        return None, False
    before, after = ends(past[0], asked.reference_day), ends(later, asked.reference_day)
    if before is None or after is None:
        return "net gemist", False
    wait = after[0] - before[3], after[1] - before[2]
    if wait[0] < 12 and wait[1] > 0:
        return "net gemist", wait[0] > 0 and wait[1] < 12
    return None, False
