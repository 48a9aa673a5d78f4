"""Which activities are in which buurt, for what part, and which are for everybody in a gemeente."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.analysis.places import has_shape

WHOLE = ("buurt", "wijk")  # reaches of a whole area that is in buurten
CITYWIDE = "gemeente"
WIDER = ("regio", "provincie", "rijk")  # the last holds for every gemeente, the others for those named


def place_activities(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which activity is in which buurt, and for what part of it.

    A shape is in the buurten that it crosses (a shared border is not crossing); without a shape, or
    when it reaches a whole buurt or wijk, the told codes count. What reaches the whole gemeente or more, or
    lies somewhere in a wijk or gemeente, is in no buurt.

    Returns
    -------
    DataFrame
        `activity` and `buurt` (positions of rows), `share` (0 to 1) by length, area or number of buurten:
        those of one activity sum to 1, so that sums over the buurten equal the number of activities.
        `drawn` is true where the shape says so, `whole` where it is about all of the buurt, `known` where
        either is: elsewhere it is somewhere in the buurt.
    """
    local = ~activities["reach"].isin([CITYWIDE, *WIDER]).to_numpy(dtype=bool)
    shaped = is_drawn(activities)
    drawn = _cross(activities, np.flatnonzero(shaped), buurten)
    told = _name(activities[local & ~shaped], buurten)
    told["whole"] = activities["reach"].isin(WHOLE).to_numpy(dtype=bool)[told["activity"]]
    placed = pd.concat(
        [drawn.assign(drawn=True, whole=False), told.assign(drawn=False)], ignore_index=True
    ).astype({"activity": np.intp, "buurt": np.intp, "share": float, "drawn": bool, "whole": bool})
    placed["known"] = placed["drawn"] | placed["whole"]
    placed["share"] = placed["share"] / placed.groupby("activity")["share"].transform("sum")
    return placed


def is_drawn(activities: gpd.GeoDataFrame) -> npt.NDArray[np.bool_]:
    """Return per row whether its shape says where it is, and no code of a whole area."""
    told = activities["reach"].isin(WHOLE) & (activities["area_codes"].map(len) > 0)
    wide = activities["reach"].isin([CITYWIDE, *WIDER])
    return np.asarray(has_shape(activities) & ~(told | wide).to_numpy(dtype=bool))


def find_wide(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what is for everybody in the gemeente of a buurt: `activity`, `buurt` (positions), `wider`.

    `wider` is false for the gemeente itself, true for region, province and Rijk. The first three need the
    codes of the gemeenten that they hold for; the Rijk holds for all.
    """
    reach = activities["reach"].fillna("").to_numpy(dtype=object)
    told = pd.DataFrame({"activity": np.arange(len(reach)), "code": activities["area_codes"].to_numpy()})
    told = told[np.isin(reach, [CITYWIDE, *WIDER[:-1]])].explode("code")
    gemeenten = pd.DataFrame(
        {"buurt": np.arange(len(buurten)), "code": buurten["gemeentecode"].to_numpy(dtype=object)}
    )
    named = told.astype({"code": object}).merge(gemeenten, on="code")[["activity", "buurt"]]
    of_all = np.flatnonzero(reach == WIDER[-1])
    everywhere = pd.DataFrame(
        {
            "activity": np.repeat(of_all, len(buurten)),
            "buurt": np.tile(np.arange(len(buurten)), len(of_all)),
        }
    )
    found = pd.concat([named, everywhere], ignore_index=True).drop_duplicates().astype(np.intp)
    return found.assign(wider=reach[found["activity"].to_numpy()] != CITYWIDE)


def _cross(
    activities: gpd.GeoDataFrame, rows: npt.NDArray[np.intp], buurten: gpd.GeoDataFrame
) -> pd.DataFrame:
    shapes, areas = activities.geometry.to_numpy()[rows], buurten.geometry.to_numpy()
    hits = buurten.sindex.query(shapes, predicate="intersects")
    dimension = shapely.get_dimensions(shapes)[hits[0]]
    alone = (np.bincount(hits[0], minlength=len(shapes)) == 1)[hits[0]]  # most are: they need no measuring
    size = np.ones(len(dimension))
    wide, single = (dimension > 0) & ~alone, (dimension > 0) & alone
    size[single] = ~shapely.touches(shapes[hits[0][single]], areas[hits[1][single]])
    common = shapely.intersection(shapes[hits[0][wide]], areas[hits[1][wide]])
    size[wide] = np.where(dimension[wide] == 1, shapely.length(common), shapely.area(common))
    found = pd.DataFrame({"activity": rows[hits[0]], "buurt": hits[1], "share": size})
    return found[found["share"] > 0]


def _name(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    told = pd.DataFrame(
        {
            "activity": activities.index.to_numpy(),
            "reach": activities["reach"].to_numpy(dtype=object),
            "code": activities["area_codes"].to_numpy(dtype=object),
        }
    ).explode("code")
    areas = pd.DataFrame(
        {
            "buurt": np.arange(len(buurten)),
            "own": buurten["buurtcode"].to_numpy(dtype=object),
            "wijk": buurten["wijkcode"].to_numpy(dtype=object),
        }
    )
    told = told.astype({"code": object})
    buurt = told.merge(areas, left_on="code", right_on="own")
    wijk = told[told["reach"] == "wijk"].merge(areas, left_on="code", right_on="wijk")
    found = pd.concat([buurt, wijk])[["activity", "buurt"]].drop_duplicates()
    return found.assign(share=1.0)
