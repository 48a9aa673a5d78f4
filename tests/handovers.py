"""A handover small enough to check with a pencil: two squares of 1 km at Amersfoort, five activities."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
import pandas as pd
from shapely import LineString, MultiPoint, Point, Polygon, box

from gis.crs import RD
from gis.exports.handover import PERCEIVED, Handover
from gis.tables import ACTIVITIES, BUURTEN, FIGURES, SCORES, conform, empty

DAY = date(2027, 3, 11)
HOLE = Polygon([(155400, 463400), (155600, 463400), (155600, 463600), (155400, 463600)])
SQUARE = box(155000, 463000, 156000, 464000, ccw=False).difference(HOLE)

HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=2</script>",
    "`;window.hacked=3;`",
    "${window.hacked=4}",
)


def buurten() -> gpd.GeoDataFrame:
    return _frame(
        BUURTEN,
        {
            "buurtcode": ["BU03070001", "BU0307AB10", "BU03070003"],
            "buurtnaam": ["Kruiskamp", "Het Süd", "Zonder omtrek"],
            "wijkcode": "WK030700",
            "gemeentecode": "GM0307",
            "jaar": 2024,
        },
        [SQUARE, box(156000, 463000, 157000, 464000), None],
    )


def figures() -> pd.DataFrame:
    told = {
        "code": ["BU03070001", "BU0307AB10"],
        "jaar": 2024,
        "inwoners": [1000, None],
        "woz_waarde_keur": [295.5, 0],
    }
    return conform(pd.DataFrame(told), FIGURES)


def scores() -> pd.DataFrame:
    told = {
        "code": ["BU03070001"],
        "score_jaar": 2024,
        "kscore": 5,
        "kafw": 4,
        "kwon": 5,
        "afw": -0.1574,
        "won": 0.0,
    }
    return conform(pd.DataFrame(told), SCORES)


def activities() -> gpd.GeoDataFrame:
    line = LineString([(155100, 463100), (155900, 463100)])
    shapes = [Point(155500, 463250), MultiPoint([(155100, 463900), (155200, 463900)]), line, HOLE, None]
    told = {
        "id": ["A1", "A2", "A3", "A4", "A5"],
        "title": ["Spreekuur", "Bankjes", "Warmtenet", "Plein", "Hele stad"],
        "public_title": ["Spreekuur", "Bankjes", "Warmte uit de buurt", "Plein", "Hele stad"],
        "theme": ["schulden", "groen", "energie", "openbare ruimte", "schulden"],
        "theme_group": ["Z", "G", "E", "S", "Z"],
        "status": ["in uitvoering of loopt", "idee", "plan", "klaar", "plan"],
        "shown_as": ["bestaand", "idee", "gepland", "voorbij", "gepland"],
        "period_text": ["doorlopend", "", "najaar 2027", "juni 2026", "2028"],
        "start_earliest": pd.to_datetime([None, None, "2027-09-01", "2026-06-01", "2028-01-01"]),
        "end_latest": pd.to_datetime([None, None, "2027-11-30", "2026-06-30", "2028-12-31"]),
        "running": [True, False, False, False, False],
        "organisation": "gemeente",
        "partners": [["welzijn", "gemeente"], [], ["gemeente"], ["gemeente"], ["gemeente"]],
        "accuracy": ["gebouw", "buurt", "straat", "hofje/blok", "gemeente"],
        "reach": ["plek", "plek", "plek", "plek", "gemeente"],
        "area_codes": [[], [], [], [], ["GM0307"]],
        "visibility": "openbaar",
        "origin": "fictief",
        "fictional": True,
        "count": [None, None, None, None, 120],
        "money_committed": [None, None, 1_400_000.0, None, None],
        "changed_on": pd.to_datetime(["2027-03-01"] * 5),
        "version": 1,
    }
    return _frame(ACTIVITIES, told, shapes)


def perceived() -> gpd.GeoDataFrame:
    told = {
        "id": ["Kruiskamp | kern", "Kruiskamp | rand"],
        "name": "Kruiskamp",
        "part": ["kern", "rand"],
        "question": "het gebied dat u bedoelt",
        "drawings": 7,
        "k": 0.5,
        "fictional": True,
    }
    return _frame(PERCEIVED, told, [box(155200, 463200, 156200, 463800), Polygon()])


def handover(**changes: object) -> Handover:
    whole = Handover(
        title="Overleg Kruiskamp",
        reference_day=DAY,
        audience="partners",
        layers=("buurten", "scores", "activities", "perceived"),
        buurten=buurten(),
        figures=figures(),
        scores=scores(),
        activities=activities(),
        perceived=perceived(),
        sources=({"publisher": "CBS", "title": "Kerncijfers", "year": 2024, "licence": "CC BY 4.0"},),
        fictional=True,
    )
    return replace(whole, **changes)


def empty_handover() -> Handover:
    return handover(**{name: empty(table) for name, table in _TABLES.items()}, sources=(), fictional=False)


_TABLES = {
    "buurten": BUURTEN,
    "figures": FIGURES,
    "scores": SCORES,
    "activities": ACTIVITIES,
    "perceived": PERCEIVED,
}


def _frame(table, told, shapes) -> gpd.GeoDataFrame:
    return conform(gpd.GeoDataFrame(told, geometry=shapes, crs=RD), table)
