"""What would change a witte vlek: what neighbours have, what is nearest, and which plan comes there."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import shapely

from gis.analysis.begun import Moment, find_begun
from gis.analysis.gaps import TOO_LITTLE, judge_supply
from gis.analysis.moments import Flags, Places
from gis.analysis.rows import By, list_rows, rows_of
from gis.analysis.supply import Placed, count_supply
from gis.analysis.within import is_drawn

NEAR_M = 2_000.0  # metres: what is further away is of no use to a buurt (our choice: half an hour on foot)
TOUCH_M = 1.0  # metres between outlines that touch: they are published in whole metres

NEARBY_COLUMNS = (
    *("near_activities", "near_id", "near_title", "near_party", "near_distance_m"),
    *("planned_id", "planned_title", "planned_party", "planned_on", "planned_text", "planned_closes"),
)


def find_nearby(
    gaps: pd.DataFrame,
    placed: Placed,
    *,
    reference_day: date,
    moment: Moment,
    by: By = "group",
    near_m: float = NEAR_M,
) -> pd.DataFrame:
    """Return for every gap what would change it; other rows have nothing.

    Parameters
    ----------
    gaps
        As `gaps.find_gaps` gives them, counted from the same `placed` at the same moment.
    near_m
        Up to how far [m] from the outline of the buurt the nearest activity is looked for.

    Returns
    -------
    DataFrame
        `NEARBY_COLUMNS` on the index of `gaps`: ``near_activities``, how many activities of that row the
        buurten that touch this one have at the moment asked, apart from those that are here too; the nearest
        that is not here, with its first party and distance [m]; of the plans that come here or have a reach
        that does, and are not counted yet, the first to begin, with the first day it may begin and its period
        as told; and whether the gap is closed once all of those are there.
    """
    chosen, _ = find_begun(placed.activities, reference_day=reference_day, moment=moment)
    row = rows_of(placed.activities["theme"], vocabulary=placed.vocabulary, by=by)
    width = len(list_rows(placed.vocabulary, by=by))
    is_gap = gaps["gap"].to_numpy(dtype=bool)
    inside = _inside(placed)
    cells = np.flatnonzero(is_gap)
    ring = _ring(placed, inside, np.where(chosen, row, -1), width)
    near = _nearest(placed, inside, np.where(chosen, row, -1), is_gap, width=width, near_m=near_m)
    plans = (placed.activities["shown_as"] == "gepland").to_numpy(dtype=bool) & ~chosen
    coming = _first_plan(placed, np.where(plans, row, -1), width)
    everything = count_supply(
        placed, reference_day=reference_day, moment=Moment("planned", ahead_months=np.inf), by=by
    )
    later = judge_supply(everything, crowded=np.zeros(len(everything), dtype=bool))
    told = pd.DataFrame({"near_activities": ring[cells]}, index=cells).join(near).join(coming)
    told["planned_closes"] = (
        ~later.iloc[cells].isin(TOO_LITTLE).to_numpy(dtype=bool) & told["planned_id"].notna()
    )
    told = told.reindex(range(len(gaps))).set_index(gaps.index)
    types = {"near_activities": "Int64", "planned_closes": "boolean", "near_distance_m": "Float64"}
    return told.astype(types)[list(NEARBY_COLUMNS)]


def _inside(placed: Placed) -> pd.DataFrame:
    return placed.inside[["activity", "buurt"]]


def _ring(placed: Placed, inside: pd.DataFrame, row: Places, width: int) -> Places:
    """Return by cell how many activities lie in the buurten around it and not in it."""
    outlines = placed.buurten.geometry.to_numpy()
    one, other = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=TOUCH_M)
    touching = pd.DataFrame({"buurt": one[one != other], "beside": other[one != other]})
    found = touching.merge(inside.rename(columns={"buurt": "beside"}), on="beside")
    found = _without(found[["activity", "buurt"]].drop_duplicates(), inside)
    return _tally(found, row, width, len(outlines))


def _tally(found: pd.DataFrame, row: Places, width: int, count: int) -> Places:
    rows = row[found["activity"].to_numpy()]
    cells = found["buurt"].to_numpy()[rows >= 0] * width + rows[rows >= 0]
    return np.bincount(cells, minlength=count * width)


def _without(found: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of activity and buurt of which the activity is not in the buurt."""
    many = int(max(found["buurt"].max(), inside["buurt"].max())) + 1 if len(found) and len(inside) else 1
    here = np.isin(
        found["activity"].to_numpy() * many + found["buurt"].to_numpy(),
        inside["activity"].to_numpy() * many + inside["buurt"].to_numpy(),
    )
    return found[~here]


def _nearest(
    placed: Placed, inside: pd.DataFrame, row: Places, is_gap: Flags, *, width: int, near_m: float
) -> pd.DataFrame:
    """Return by cell with a gap the nearest activity that is not in its buurt; of equals the first by id."""
    sites = _sites(placed)
    sites = sites[row[sites["activity"]] >= 0].reset_index(drop=True)
    buurten = np.unique(np.flatnonzero(is_gap) // width)
    outlines = placed.buurten.geometry.to_numpy()[buurten]
    tree = shapely.STRtree(sites["shape"].to_numpy())
    one, site = tree.query(outlines, predicate="dwithin", distance=near_m)
    found = pd.DataFrame(
        {"activity": sites["activity"].to_numpy()[site], "buurt": buurten[one], "site": site}
    )
    found["cell"] = found["buurt"] * width + row[found["activity"]]
    found = _without(found[is_gap[found["cell"]]], inside)
    distance = shapely.distance(
        placed.buurten.geometry.to_numpy()[found["buurt"]], sites["shape"].to_numpy()[found["site"]]
    )
    names = placed.activities.iloc[found["activity"]]
    told = pd.DataFrame(
        {
            "cell": found["cell"].to_numpy(),
            "near_id": names["id"].to_numpy(),
            "near_title": names["title"].to_numpy(),
            "near_party": names["organisation"].to_numpy(),
            "near_distance_m": distance.round(1),
        }
    )
    order = told.sort_values(["cell", "near_distance_m", "near_id"])
    return order.drop_duplicates("cell").set_index("cell")


def _sites(placed: Placed) -> pd.DataFrame:
    """Return the shapes of activities: their own, else the whole buurten that they are about."""
    drawn = np.flatnonzero(is_drawn(placed.activities))
    whole = placed.inside[placed.inside["whole"]]
    shapes = placed.activities.geometry.to_numpy()[drawn], placed.buurten.geometry.to_numpy()[whole["buurt"]]
    activity = np.concatenate((drawn, whole["activity"].to_numpy(dtype=np.intp)))
    return pd.DataFrame({"activity": activity, "shape": np.concatenate(shapes)})


def _first_plan(placed: Placed, row: Places, width: int) -> pd.DataFrame:
    """Return by cell the plan there, or with a reach that comes there, that may begin first."""
    activity, buurt = placed.there
    keep = row[activity] >= 0
    names = placed.activities.iloc[activity[keep]]
    told = pd.DataFrame(
        {
            "cell": buurt[keep] * width + row[activity[keep]],
            "planned_id": names["id"].to_numpy(),
            "planned_title": names["title"].to_numpy(),
            "planned_party": names["organisation"].to_numpy(),
            "planned_on": names["start_earliest"].to_numpy(),
            "planned_text": names["period_text"].to_numpy(),
        }
    )
    order = told.sort_values(["cell", "planned_on", "planned_id"], na_position="last")
    return order.drop_duplicates("cell").set_index("cell")
