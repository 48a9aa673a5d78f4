"""Small registers and small gemeenten, made in code: three square buurten of 1 km in a row."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import RD
from gis.periods import parse_period
from gis.register.records import Activity
from gis.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[1]
VOCABULARY = load_vocabulary(ROOT / "data" / "vocabulary.toml")
DAY = date(2027, 3, 11)
AT = datetime(2027, 3, 11, 9, 30, tzinfo=UTC)

CODES = ("BU00141000", "BU00141002", "BU0014AB10")
LEFT, BOTTOM, SIDE = 232_000, 583_000, 1_000


def activity(name: str = "A", *, when: str = "2028", **changes: Any) -> Activity:
    told = parse_period(when, reference=DAY)
    assert told is not None
    first = Activity(
        id=name, title=f"Plan {name}", theme="groen", status="plan", period=told, owner="deze werkplek"
    )
    return replace(first, **changes)


def squares() -> list[shapely.Polygon]:
    return [
        shapely.box(LEFT + SIDE * number, BOTTOM, LEFT + SIDE * (number + 1), BOTTOM + SIDE)
        for number in range(len(CODES))
    ]


def write_areas(path: Path, *, year: int = 2024, inhabitants: tuple[object, ...] = (1000, -99997, 0)) -> Path:
    """Write the outlines with a figure, as CBS does: a layer per level, a part that is water."""
    rows = {
        "buurtcode": [*CODES, "BU00149999"],
        "buurtnaam": ["Selwerd", "Paddepoel", "Tuinwijk", ""],
        "wijkcode": "WK001410",
        "gemeentecode": "GM0014",
        "gemeentenaam": "Groningen",
        "jrstatcode": [f"{year}{code}" for code in (*CODES, "BU00149999")],
        "water": ["NEE", "NEE", "NEE", "JA"],
        "aantal_inwoners": [*inhabitants, -99997],
    }
    lake = shapely.box(LEFT, BOTTOM - SIDE, LEFT + SIDE, BOTTOM)
    buurten = gpd.GeoDataFrame(rows, geometry=[*squares(), lake], crs=RD)
    buurten.to_file(path, layer="buurten", driver="GPKG")
    whole = {"gemeentecode": ["GM0014"], "gemeentenaam": "Groningen", "jaar": year, "water": "NEE"}
    gemeente = gpd.GeoDataFrame(whole, geometry=[shapely.union_all(squares())], crs=RD)
    gemeente.to_file(path, layer="gemeenten", driver="GPKG", mode="a")
    return path


def write_scores(path: Path, *, years: tuple[int, ...] = (2024,)) -> Path:
    """Write scores of two of the buurten, of one that has no outline here, and of the gemeente."""
    rows = [
        {"code": code, "jaar": year, "kscore": kscore, "kafw": kscore, "kwon": 5, "afw": afw, "won": afw}
        for year in years
        for code, kscore, afw in (
            ("BU00141000", 5, -0.1),
            ("BU0014AB10", 9, 0.25),
            ("BU00147777", 3, -0.2),
            ("GM0014", 7, 0.0273),
        )
    ]
    pd.DataFrame(rows).to_csv(path, index=False)
    return path
