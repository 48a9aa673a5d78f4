"""The buurt that people mean: its core, its rim, how many there are, and what lies in it."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import CELL_M, count_drawings, count_faces, within
from gis.analysis.drawings import questions_of, require_drawings
from gis.crs import RD
from gis.errors import TableError
from gis.tables import ACTIVITIES, BUURTEN, require

CORE_SHARE = 0.5  # kern: at least half of the drawings hold the place
RIM_SHARE = 0.1  # rand: at least a tenth, but too few for the kern
FEW_DRAWINGS = 5  # below this nothing can be said about how sure the line is
EVERYTHING = 2.0  # above any agreement

_CORE_TYPES = {  # said out loud: a table without rows has them too
    **dict.fromkeys(("id", "name", "part", "question"), "str"),
    **dict.fromkeys(("pooled", "few", "weighted", "fictional"), "bool"),
    "drawings": "int64",
    "k": "float64",
    "area_m2": "float64",
}


def find_core(
    drawings: gpd.GeoDataFrame,
    *,
    k: float = CORE_SHARE,
    cell_m: float = CELL_M,
    weighted: bool = True,
    pooled: bool = False,
) -> gpd.GeoDataFrame:
    """Return kern and rand of the drawings of one question, on cells.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `name`, `question`, `weight`, `fictional`.
    k
        Share of the weight from which a place is kern, above `RIM_SHARE` and at most 1.
    cell_m
        Side of a cell [m].
    weighted
        Whether each drawing counts by its weight; otherwise by one.
    pooled
        Whether several questions may be taken together.

    Returns
    -------
    GeoDataFrame
        A row per `part` (``kern``: agreement >= k; ``rand``: from `RIM_SHARE` to k) in RD, with `id`,
        `name`, `question`, `pooled` (whether several questions were taken together), `k`, `drawings`
        (their number), `few` (too few to say how sure the line is), `weighted`, `fictional`,
        `area_m2` (0 with an empty geometry when no place is agreed on enough). No drawings, no rows.

    Raises
    ------
    TableError
        ``share_out_of_range`` for k, and what `count_drawings` raises.
    """
    require_core(drawings, k=k)
    require_drawings(drawings, pooled=pooled)
    if drawings.empty:
        return core_frame(drawings, {}, k=k, weighted=weighted)
    surface = count_drawings(drawings, cell_m=cell_m, weighted=weighted, pooled=pooled)
    parts = {"kern": surface.area_between(k, EVERYTHING), "rand": surface.area_between(RIM_SHARE, k)}
    return core_frame(drawings, parts, k=k, weighted=weighted)


def find_core_exact(
    drawings: gpd.GeoDataFrame, *, k: float = CORE_SHARE, weighted: bool = True, pooled: bool = False
) -> gpd.GeoDataFrame:
    """Return kern and rand as `find_core` does, from the outlines themselves instead of cells."""
    require_core(drawings, k=k)
    faces = count_faces(drawings, weighted=weighted, pooled=pooled)
    agreement, shapes = faces["agreement"].to_numpy(), faces.geometry.to_numpy()
    borders = {"kern": (k, EVERYTHING), "rand": (RIM_SHARE, k)} if len(drawings) else {}
    parts = {
        part: shapely.coverage_union_all(shapes[within(agreement, low, high)])
        for part, (low, high) in borders.items()
    }
    return core_frame(drawings, parts, k=k, weighted=weighted)


def require_core(drawings: gpd.GeoDataFrame, *, k: float) -> None:
    """Raise unless k and the columns of the drawings can make a kern.

    Raises
    ------
    TableError
        ``share_out_of_range``, ``column_missing``.
    """
    if not RIM_SHARE < k <= 1:
        raise TableError("share_out_of_range", share=k, low=RIM_SHARE, high=1)
    for name in ("name", "fictional"):
        if name not in drawings.columns:
            raise TableError("column_missing", table="drawings", column=name)


def core_frame(
    drawings: gpd.GeoDataFrame, parts: dict[str, BaseGeometry], *, k: float, weighted: bool
) -> gpd.GeoDataFrame:
    """Return one row per part with what it rests on, as `find_core` describes."""
    questions, count = questions_of(drawings), len(drawings)
    question = " + ".join(questions)
    name = " / ".join(sorted(drawings["name"].dropna().unique()))
    frame = pd.DataFrame(
        {
            "id": [f"{name} | {question} | {part}" for part in parts],
            "name": name,
            "part": list(parts),
            "question": question,
            "pooled": len(questions) > 1,
            "k": k,
            "drawings": count,
            "few": count < FEW_DRAWINGS,
            "weighted": weighted,
            "fictional": bool(drawings["fictional"].any()),
            "area_m2": [shape.area for shape in parts.values()],
        }
    ).astype(_CORE_TYPES)
    areas = [shape if isinstance(shape, shapely.MultiPolygon) else _multi(shape) for shape in parts.values()]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(areas, crs=RD))


def _multi(shape: BaseGeometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def share_in_buurten(area: BaseGeometry, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return how an area and the CBS buurten share ground, the largest share first.

    Parameters
    ----------
    area
        Any area in RD, such as the kern.
    buurten
        Table `buurten` of one year, in RD. Needs `buurtcode`, `buurtnaam`. A buurt without an outline
        takes no part.

    Returns
    -------
    DataFrame
        On the index of `buurten`, only those that share ground with the area: `buurtcode`, `buurtnaam`,
        `area_m2` (shared), `share_of_area` and `share_of_buurt` (0 to 1), `jaccard` (shared over joint
        area) and `nearest`, True for the one buurt that is most like the area (of equals the first
        code). `share_of_area` sums to less than 1 where there is no buurt.

    Raises
    ------
    TableError
        ``column_missing``, ``crs_not_rd``.
    """
    require(buurten, BUURTEN, "buurtcode", "buurtnaam")
    outlines = buurten.geometry.to_numpy()
    shared = np.nan_to_num(shapely.area(shapely.intersection(outlines, area)))
    own = shapely.area(outlines)
    met = shared > 0
    jaccard = shared[met] / (area.area + own[met] - shared[met])
    frame = buurten.loc[met, ["buurtcode", "buurtnaam"]].assign(
        area_m2=shared[met],
        share_of_area=shared[met] / area.area if area.area else 0.0,
        share_of_buurt=shared[met] / own[met],
        jaccard=jaccard,
    )
    ordered = pd.DataFrame(frame).sort_values("buurtcode")
    ordered["nearest"] = ordered["jaccard"].rank(method="first", ascending=False) == 1
    return ordered.sort_values("share_of_area", ascending=False, kind="stable")


def find_contents(area: BaseGeometry, activities: gpd.GeoDataFrame) -> pd.Series:
    """Return which share of each activity lies in an area.

    Parameters
    ----------
    area
        Any area in RD, such as the kern.
    activities
        Table `activities` in RD.

    Returns
    -------
    Series
        On the index of `activities`: share of the area or of the length, 0 to 1; for a point 1 in (the
        border too) or 0 out; missing without a place.

    Raises
    ------
    TableError
        ``geometry_missing``, ``crs_not_rd``.
    """
    require(activities, ACTIVITIES)
    shapes = activities.geometry.to_numpy()
    inside = shapely.intersection(shapes, area)
    share = shapely.intersects(shapes, area).astype("float64")
    for dimension, measure in ((1, shapely.length), (2, shapely.area)):
        these = shapely.get_dimensions(shapes) == dimension
        share[these] = measure(inside[these]) / measure(shapes[these])
    share[shapely.is_missing(shapes) | shapely.is_empty(shapes)] = np.nan
    return pd.Series(share, index=activities.index, name="share")
