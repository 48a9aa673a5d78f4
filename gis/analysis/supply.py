"""Supply: who does something where, by place, by reach among inhabitants, and for the whole gemeente."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.analysis.begun import Moment, find_begun
from gis.analysis.lattice import (
    People,
    Runs,
    count_people,
    find_meetings,
    find_near,
    find_runs,
    merge_runs,
    place_people,
    with_one_spot,
)
from gis.analysis.moments import Flags, Numbers, Places
from gis.analysis.places import LEAST_WIDTH_M, find_widths
from gis.analysis.rows import By, list_rows, rows_of
from gis.analysis.within import find_wide, is_drawn, place_activities
from gis.tables import ACTIVITIES, BUURTEN, require
from gis.vocabulary import Vocabulary

BY_CELLS, BY_AREA = "cells", "area"
DECIMALS = 6  # of a share


SUPPLY_COLUMNS = (
    *("buurtcode", "themagroep", "thema", "activities", "weight", "running", "planned", "ideas"),
    *("unsure", "unplaced", "parties", "reaching", "reached", "spread", "citywide", "wider"),
)


@dataclass(frozen=True, eq=False)
class Placed:
    """What lies where, whatever the moment: made once, counted for every delay that is asked.

    Numbers are positions in `activities` (what is over left out) and in `buurten` (those with an outline).
    `inside` has activity, buurt, share (of it in that buurt), known (its place there is known) and whole (it
    is about the whole buurt); `wide` activity, buurt and level; `there` what is inside or within reach.
    """

    activities: gpd.GeoDataFrame
    buurten: gpd.GeoDataFrame
    vocabulary: Vocabulary
    inside: pd.DataFrame
    wide: pd.DataFrame
    there: tuple[Places, Places]
    near: Runs
    areas: Runs
    peoples: tuple[People, ...]
    inhabitants: Numbers
    cells: Flags
    parties: tuple[Places, Places]

    def pairs(self, name: Literal["inside", "wide"]) -> tuple[Places, Places]:
        """Return the activity and the buurt of each row of `inside` or `wide`."""
        told = self.inside if name == "inside" else self.wide
        return told["activity"].to_numpy(dtype=np.intp), told["buurt"].to_numpy(dtype=np.intp)


def place_supply(
    activities: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    *,
    vocabulary: Vocabulary,
    cells: pd.DataFrame | None = None,
) -> Placed:
    """Return what lies where.

    Within reach is within the distance that people come from for that kind of work (`Kind.reach_m`, straight
    line), else within its working width: then it serves its own area only.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    buurten
        Table `buurten` in RD, of one year. One without an outline is left out: nothing can be counted there.
    cells
        Inhabitants by square of 100 m (`lattice.place_people`). Without them, and in a buurt where they hold
        nobody, inhabitants live evenly over the area of their buurt.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    require(buurten, BUURTEN, "buurtcode", "wijkcode", "gemeentecode")
    buurten = gpd.GeoDataFrame(buurten[buurten.geometry.notna()].reset_index(drop=True))
    alive = gpd.GeoDataFrame(activities[activities["shown_as"] != "voorbij"].reset_index(drop=True))
    inside, wide = place_activities(alive, buurten), find_wide(alive, buurten)
    outlines = buurten.geometry.to_numpy()
    areas = with_one_spot(find_runs(outlines), outlines)
    shaped = np.flatnonzero(is_drawn(alive))
    near = _near(gpd.GeoDataFrame(alive.iloc[shaped]), vocabulary)
    near = Runs(shaped[near.owner], near.first, near.last)
    many = max(len(buurten), 1)
    both = np.concatenate(
        [
            inside["activity"].to_numpy(dtype=np.intp) * many + inside["buurt"].to_numpy(dtype=np.intp),
            np.ravel_multi_index(find_meetings(near, areas), (max(len(alive), 1), many)),
        ]
    )
    evenly, known = place_people(None), place_people(cells)
    of_cells = count_people(areas, known, count=len(buurten)) if cells is not None else np.zeros(len(buurten))
    of_area = count_people(areas, evenly, count=len(buurten))
    return Placed(
        activities=alive,
        buurten=buurten,
        vocabulary=vocabulary,
        inside=inside,
        wide=wide,
        there=np.divmod(np.unique(both), many),
        near=near,
        areas=areas,
        peoples=(evenly,) if cells is None else (evenly, known),
        inhabitants=np.where(of_cells > 0, of_cells, of_area),
        cells=of_cells > 0,
        parties=_parties(alive),
    )


def count_supply(
    placed: Placed,
    *,
    reference_day: date,
    moment: Moment | None = None,
    by: By = "group",
) -> pd.DataFrame:
    """Return who does something, for every buurt and row of the table at one moment.

    What is over does not count. Every activity counts once, under its main theme.

    Returns
    -------
    DataFrame
        On a new index `SUPPLY_COLUMNS`, per buurt the rows of `list_rows`:

        - ``activities`` there at the moment asked that touch the buurt or are told to be in it; ``weight`` is
          the sum of their shares in it, so that weights over all buurten sum to the activities;
          ``unsure`` how many of them may not have begun yet, ``unplaced`` of how many the spot is not known;
        - ``running``, ``planned``, ``ideas``: all that touch the buurt, whatever the moment;
        - ``parties`` of the activities there;
        - ``reaching``: activities in the buurt or with a reach that comes into it; ``reached`` the share (0
          to 1) of the inhabitants within reach of one of them, as far as their spots are known;
        - ``spread``: whether inhabitants are told by square ("cells") or taken to live evenly ("area");
        - ``citywide`` activities for the whole gemeente, ``wider`` those for region, province or Rijk: in no
          buurt, listed apart.
    """
    chosen, unsure = find_begun(placed.activities, reference_day=reference_day, moment=moment or Moment())
    rows = list_rows(placed.vocabulary, by=by)
    row = rows_of(placed.activities["theme"], vocabulary=placed.vocabulary, by=by)
    count, width = len(placed.buurten), len(rows)
    shown = placed.activities["shown_as"].to_numpy()

    def tally(pairs: tuple[Places, Places], told: Flags, weights: Numbers | None = None) -> Numbers:
        activity, buurt = pairs
        keep = told[activity] & (row[activity] >= 0)
        cells = buurt[keep] * width + row[activity[keep]]
        each = np.ones(len(cells)) if weights is None else weights[keep]
        return np.asarray(np.bincount(cells, each, minlength=count * width), dtype=np.float64)

    inside, known = placed.pairs("inside"), placed.inside["known"].to_numpy(dtype=bool)
    wide, wider = placed.pairs("wide"), placed.wide["wider"].to_numpy(dtype=bool)
    counts = {
        "activities": tally(inside, chosen),
        **{
            name: tally(inside, shown == step)
            for name, step in (("running", "bestaand"), ("planned", "gepland"), ("ideas", "idee"))
        },
        "unsure": tally(inside, unsure),
        "unplaced": tally((inside[0][~known], inside[1][~known]), chosen),
        "parties": _count_parties(placed, chosen, row, width),
        "reaching": tally(placed.there, chosen),
        "citywide": tally((wide[0][~wider], wide[1][~wider]), chosen),
        "wider": tally((wide[0][wider], wide[1][wider]), chosen),
    }
    shares = {
        "weight": tally(inside, chosen, placed.inside["share"].to_numpy(dtype=np.float64)).round(DECIMALS),
        "reached": _reached(placed, chosen, row, width),
        "spread": np.repeat(np.where(placed.cells, BY_CELLS, BY_AREA), width),
    }
    codes = np.repeat(placed.buurten["buurtcode"].to_numpy(), width)
    keys = {name: np.tile(rows[name].to_numpy(), count) for name in rows.columns}
    whole = {name: told.astype(np.int64) for name, told in counts.items()}
    return pd.DataFrame({"buurtcode": codes, **keys, **whole, **shares}, columns=list(SUPPLY_COLUMNS))


def _near(shaped: gpd.GeoDataFrame, vocabulary: Vocabulary) -> Runs:
    reach = shaped["kind"].map({name: kind.reach_m for name, kind in vocabulary.kinds.items()})
    width = np.maximum(find_widths(shaped, vocabulary=vocabulary), 0.0)
    shapes = shaped.geometry.to_numpy()
    thin = shapely.get_dimensions(shapes) < 2  # noqa: PLR2004  two dimensions: an area
    width = np.where(thin, np.maximum(width, LEAST_WIDTH_M), width)
    return find_near(shapes, np.fmax(width, reach.to_numpy(dtype=np.float64)))


def _parties(activities: pd.DataFrame) -> tuple[Places, Places]:
    """Return the activity and the number of each of its parties; without any the one named first."""
    told = [
        list(partners) or [first]
        for partners, first in zip(activities["partners"], activities["organisation"], strict=True)
    ]
    lengths = np.fromiter(map(len, told), dtype=np.intp, count=len(told))
    numbers, _ = pd.factorize(pd.Series([name for names in told for name in names], dtype=object))
    owner = np.repeat(np.arange(len(told)), lengths)
    named = numbers >= 0
    return owner[named], numbers[named].astype(np.intp)


def _count_parties(placed: Placed, chosen: Flags, row: Places, width: int) -> Numbers:
    """Return the different parties of what is in each cell."""
    inside = placed.inside[["activity", "buurt"]]
    keep = chosen[inside["activity"]] & (row[inside["activity"]] >= 0)
    cells = pd.DataFrame(
        {
            "activity": inside["activity"][keep],
            "cell": inside["buurt"][keep] * width + row[inside["activity"][keep]],
        }
    )
    owner, party = placed.parties
    found = cells.merge(pd.DataFrame({"activity": owner, "party": party}), on="activity")
    once = found[["cell", "party"]].drop_duplicates()
    told = np.bincount(once["cell"].to_numpy(dtype=np.intp), minlength=len(placed.buurten) * width)
    return told.astype(np.float64)


def _reached(placed: Placed, chosen: Flags, row: Places, width: int) -> Numbers:
    """Return by cell the share of the inhabitants of the buurt within reach of something."""
    count = len(placed.buurten)
    reached = np.zeros((count, width))
    of_run = np.where(chosen, row, -1)[placed.near.owner]
    for number in range(width):
        among = merge_runs(placed.near.of(of_run == number))
        served = [count_people(placed.areas, people, among=among, count=count) for people in placed.peoples]
        reached[:, number] = np.where(placed.cells, served[-1], served[0]) / placed.inhabitants
    whole = placed.inside[placed.inside["whole"] & chosen[placed.inside["activity"]]]
    rows = row[whole["activity"]]
    reached[whole["buurt"][rows >= 0], rows[rows >= 0]] = 1.0
    return np.clip(reached, 0.0, 1.0).round(DECIMALS).ravel()
