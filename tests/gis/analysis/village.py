"""A square world: four buurten of 200 m in two wijken; the third has no score."""

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import RD
from gis.tables import BUURTEN, SCORES, conform
from tests.gis.analysis.registers import CORNER

NAMES = ["BU00140000", "BU00140001", "BU00140100", "BU00140101"]
REFERENCE = {"won": 0.0, "fys": 0.0, "vrz": 0.0, "soc": 0.0, "onv": 0.0}
SIDE_M = 200


def buurten() -> gpd.GeoDataFrame:
    corners = [(0, 0), (SIDE_M, 0), (0, SIDE_M), (SIDE_M, SIDE_M)]
    shapes = [shapely.box(*at(x, y), *at(x + SIDE_M, y + SIDE_M)) for x, y in corners]
    told = pd.DataFrame({"buurtcode": NAMES, "wijkcode": ["WK001400", "WK001400", "WK001401", "WK001401"]})
    told = told.assign(gemeentecode="GM0014", jaar=2024)
    return conform(gpd.GeoDataFrame(told, geometry=shapes, crs=RD), BUURTEN)


def scores() -> pd.DataFrame:
    told = pd.DataFrame(
        {"code": [NAMES[0], NAMES[1], NAMES[3]], "score_jaar": 2024, "won": [-0.05, 0.0, 0.05]}
    )
    told = told.assign(fys=[0.0392, -0.0393, 0.0], vrz=0.0, soc=[0.0, -0.2, 0.0], onv=0.0)
    return conform(told, SCORES)


def at(x: float, y: float) -> tuple[float, float]:
    return CORNER[0] + x, CORNER[1] + y


def point(x: float, y: float) -> shapely.Point:
    return shapely.Point(at(x, y))


def cells(*rows: tuple[float, float, float | None]) -> pd.DataFrame:
    """Squares of 100 m by corner and inhabitants."""
    told = [(*at(x, y), people) for x, y, people in rows]
    return pd.DataFrame(told, columns=["x", "y", "inwoners"])
