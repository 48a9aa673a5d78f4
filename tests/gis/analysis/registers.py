"""Small made registers for the laws of the analyses."""

from __future__ import annotations

import random
from datetime import date

import geopandas as gpd
import shapely
from hypothesis import strategies as st

from gis.crs import RD
from gis.periods import parse_period
from gis.tables import ACTIVITIES, conform
from gis.vocabulary import Vocabulary

PERIODS = (
    "",
    "doorlopend",
    "vanaf april 2027",
    "sinds 2025",
    "juni 2026",
    "voorjaar 2027",
    "Q3 2027",
    "2027",
    "september 2027 tot medio 2028",
    "eind 2027 tot medio 2028",
    "2029",
    "na 2030",
    "tot eind 2027",
)
KINDS = ("warmtenet", "rioolvervanging", "herinrichting straat", "30 km-zone", "ontmoetingsplek", "onbekend")
THEMES = ("energie", "water en riool", "groen", "ontmoeten", "schulden", "regie en samenwerking")
STATUSES = ("idee", "plan", "geld geregeld", "in uitvoering of loopt", "klaar")
AREAS = ([], ["BU00140000"], ["WK001400"], ["BU00140101"], ["GM0014"])
CORNER = (200_000, 500_000)  # RD, metres
SIDE_M = 400


@st.composite
def shapes(draw):
    x, y, x2, y2 = (draw(st.integers(0, SIDE_M)) for _ in range(4))
    form = draw(st.sampled_from(["point", "line", "area", "none"]))
    shape = {
        "point": shapely.Point(x, y),
        "line": shapely.LineString([(x, y), (x2, y2 if (x, y) != (x2, y2) else y2 + 5)]),
        "area": shapely.box(x, y, x + 5 + x2 // 4, y + 5 + y2 // 4),
        "none": None,
    }[form]
    return None if shape is None else shapely.transform(shape, lambda points: points + CORNER)


activity = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(THEMES),
        "kind": st.sampled_from(KINDS),
        "status": st.sampled_from(STATUSES),
        "words": st.sampled_from(PERIODS),
        "fixed_date": st.booleans(),
        "target_groups": st.sampled_from([[], ["ouderen"], ["ouderen", "huurders"]]),
        "accuracy": st.sampled_from(["straat", "straat", "gebouw", "schatting"]),
        "reach": st.sampled_from(["plek", "plek", "plek", "buurt"]),
        "framework": st.sampled_from([False, False, False, True]),
        "area_codes": st.sampled_from(AREAS),
        "street": st.sampled_from([None, None, None, "Schetsstraat"]),
        "phase_of": st.sampled_from([None, None, "X"]),
        "shape": shapes(),
    }
)


def build(rows, vocabulary: Vocabulary, reference_day: date) -> gpd.GeoDataFrame:
    """Turn drawn rows into the table of activities; ids follow their order unless given."""
    records = []
    for number, row in enumerate(rows):
        period = parse_period(row.get("words", "2027"), reference=reference_day)
        told = {
            "kind": "onbekend",
            "status": "plan",
            "accuracy": "straat",
            "reach": "plek",
            "organisation": "A",
            **row,
        }
        records.append(
            {
                "id": f"A{number:02}",
                **told,
                "theme_group": vocabulary.themes[told["theme"]].group,
                "shown_as": vocabulary.statuses[told["status"]].shown_as,
                "start_earliest": period.start_earliest,
                "start_latest": period.start_latest,
                "end_earliest": period.end_earliest,
                "end_latest": period.end_latest,
                "running": period.running,
            }
        )
    shapes = [row.get("shape") for row in rows]
    return conform(gpd.GeoDataFrame(records, geometry=shapes, crs=RD), ACTIVITIES)


def random_rows(count: int, *, seed: int, side_m: int) -> list[dict[str, object]]:
    """Return a register too large to draw: as `activity`, in a square of `side_m` metres."""
    chance = random.Random(seed)  # noqa: S311 - only has to be the same each time
    return [_random_row(chance, side_m) for _ in range(count)]


def _random_row(chance: random.Random, side_m: int) -> dict[str, object]:
    x, y = CORNER[0] + chance.uniform(0, side_m), CORNER[1] + chance.uniform(0, side_m)
    x2, y2 = x + chance.uniform(-150, 150), y + chance.uniform(5, 150)
    shapes = [
        shapely.Point(x, y),
        shapely.LineString([(x, y), (x2, y2)]),
        shapely.box(min(x, x2), y, max(x, x2) + 5, y2),
    ]
    return {
        "theme": chance.choice(THEMES),
        "kind": chance.choice(KINDS),
        "status": chance.choice(STATUSES),
        "words": chance.choice(PERIODS),
        "fixed_date": chance.random() < 0.2,
        "target_groups": chance.choice([[], [], ["ouderen"], ["ouderen", "huurders"]]),
        "accuracy": chance.choice(["straat", "straat", "gebouw", "schatting"]),
        "reach": chance.choice(["plek"] * 9 + ["buurt"]),
        "framework": chance.random() < 0.05,
        "area_codes": chance.choice(AREAS),
        "street": "Schetsstraat" if chance.random() < 0.05 else None,
        "phase_of": "X" if chance.random() < 0.05 else None,
        "shape": None if chance.random() < 0.05 else chance.choice(shapes),
    }
