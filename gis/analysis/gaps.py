"""Witte vlekken: what the figures of each buurt call for, beside who does something there."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.tables import ACTIVITIES, BUURTEN, SCORES, require
from gis.vocabulary import Vocabulary

# Half a class of the published dimensions, in points of the Leefbaarometer score: within it a buurt is
# about as good as its reference.
ABOUT = 0.0392
THIN = 1  # this many activities, or fewer, is too little where the figure is low
OWN_ROW = "klimaatadaptatie"  # a theme with a row of its own, not counted under its theme group
NO_ROW = "R"  # the theme group without a row: regie belongs to no figure and to no buurt
DECIMALS = 4  # of a published score

COLUMNS = (
    *("buurtcode", "themagroep", "activities", "planned", "citywide", "parties"),
    *("need", "need_dimension", "need_theme", "need_difference", "gap"),
)


def find_gaps(
    activities: gpd.GeoDataFrame,
    buurten: gpd.GeoDataFrame,
    scores: pd.DataFrame,
    *,
    vocabulary: Vocabulary,
    reference: pd.Series | None,
    about: float = ABOUT,
) -> pd.DataFrame:
    """Return need and supply for every buurt and theme group, and where low need figures meet little supply.

    What is over does not count. Every activity counts once under its main theme.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    buurten
        Table `buurten` in RD, of one year. One without an outline is left out: nothing can be counted there.
    scores
        Table `scores` of the buurten, of one year.
    reference
        Row with the dimensions (won, fys, vrz, soc, onv) of the own gemeente; None when not known.
    about
        Largest difference [points] that still counts as about equal.

    Returns
    -------
    DataFrame
        In the order of `buurten`, per buurt the theme groups and `klimaatadaptatie`, on a new index, with

        - ``activities`` that touch the buurt or are told to be in it, ``planned`` the ones among them that
          do not run yet, ``citywide`` those for the whole gemeente, and ``parties`` of the first two;
        - ``need`` below, about, above or "no figure" against the reference; a group is as low as its
          lowest theme. ``need_dimension``, ``need_theme`` and ``need_difference`` tell which one;
        - ``gap``: need below and at most one activity. Without a figure there is no gap.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    require(buurten, BUURTEN, "buurtcode", "wijkcode", "gemeentecode")
    require(scores, SCORES, "code", *vocabulary.dimensions)
    buurten = buurten[buurten.geometry.notna()]
    rows = [*(letter for letter in vocabulary.groups if letter != NO_ROW), OWN_ROW]
    cells = pd.MultiIndex.from_product([buurten["buurtcode"], rows], names=["buurtcode", "themagroep"])
    supply = _count_supply(activities, buurten).reindex(cells, fill_value=0)
    needs = _find_needs(buurten["buurtcode"], scores, vocabulary=vocabulary, reference=reference, about=about)
    table = supply.join(needs).reset_index()
    table["need"] = table["need"].fillna("no figure")
    table["gap"] = (table["need"] == "below") & (table["activities"] <= THIN)
    return table[list(COLUMNS)]


def place_activities(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which activity is in which buurt, and for what part of it.

    A shape is in the buurten that it crosses (a shared border is not crossing); without a shape, or
    when it reaches a whole buurt or wijk, the told codes count. What reaches the whole gemeente, or
    lies somewhere in a wijk or gemeente, is in no buurt.

    Returns
    -------
    DataFrame
        `id`, `buurtcode` and `share` (0 to 1) by length, area or number of buurten; the shares of one
        activity sum to 1, so that sums over the buurten equal the number of activities.
    """
    whole = activities["reach"].isin(["buurt", "wijk"]) & (activities["area_codes"].map(len) > 0)
    shaped = activities.geometry.notna() & ~activities.geometry.is_empty & ~whole
    drawn = _cross(activities[shaped & (activities["reach"] != "gemeente")], buurten)
    told = _name(activities[~shaped & (activities["reach"] != "gemeente")], buurten)
    placed = pd.concat([drawn, told], ignore_index=True)
    placed["share"] = placed["share"] / placed.groupby("id")["share"].transform("sum")
    return placed


def _cross(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    shapes, areas = activities.geometry.to_numpy(), buurten.geometry.to_numpy()
    hits = buurten.sindex.query(shapes, predicate="intersects")
    common = shapely.intersection(shapes[hits[0]], areas[hits[1]])
    dimension = shapely.get_dimensions(shapes)[hits[0]]
    size = np.select([dimension == 0, dimension == 1], [1.0, shapely.length(common)], shapely.area(common))
    table = pd.DataFrame(
        {
            "id": activities["id"].to_numpy()[hits[0]],
            "buurtcode": buurten["buurtcode"].to_numpy()[hits[1]],
            "share": size,
        }
    )
    return table[table["share"] > 0]


def _name(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    told = activities[["id", "reach", "area_codes"]].explode("area_codes")
    buurt = told.merge(buurten[["buurtcode"]], left_on="area_codes", right_on="buurtcode")
    wijk = told[told["reach"] == "wijk"].merge(
        buurten[["buurtcode", "wijkcode"]], left_on="area_codes", right_on="wijkcode"
    )
    found = pd.concat([buurt[["id", "buurtcode"]], wijk[["id", "buurtcode"]]]).drop_duplicates()
    return found.assign(share=1.0)


def _find_citywide(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return `id` and `buurtcode` of what reaches the whole gemeente of a buurt."""
    told = activities.loc[activities["reach"] == "gemeente", ["id", "area_codes"]].explode("area_codes")
    found = told.merge(buurten[["buurtcode", "gemeentecode"]], left_on="area_codes", right_on="gemeentecode")
    return found[["id", "buurtcode"]].drop_duplicates()


def _count_supply(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the counts by buurt and row of the table; only the cells where something is."""
    alive = activities[activities["shown_as"] != "voorbij"]
    rows = alive["theme_group"].where(alive["theme"] != OWN_ROW, OWN_ROW)
    known = pd.DataFrame(
        {
            "id": alive["id"],
            "themagroep": rows,
            "planned": alive["shown_as"] != "bestaand",
            "party": [
                told or [first] for told, first in zip(alive["partners"], alive["organisation"], strict=True)
            ],
        }
    )
    keys = ["buurtcode", "themagroep"]
    placed = place_activities(alive, buurten).merge(known, on="id")
    local = placed.groupby(keys).agg(activities=("id", "size"), planned=("planned", "sum"))
    parties = placed.explode("party").groupby(keys)["party"].nunique().rename("parties")
    citywide = _find_citywide(alive, buurten).merge(known, on="id").groupby(keys).size().rename("citywide")
    return pd.concat([local, citywide, parties], axis=1).fillna(0).astype("int64")


def _find_needs(
    codes: pd.Series,
    scores: pd.DataFrame,
    *,
    vocabulary: Vocabulary,
    reference: pd.Series | None,
    about: float,
) -> pd.DataFrame:
    """Return the lowest theme of every cell that has a figure, by buurt and row of the table."""
    calls = pd.DataFrame(
        [
            (OWN_ROW if theme == OWN_ROW else vocabulary.themes[theme].group, dimension, theme)
            for dimension, themes in vocabulary.dimension_themes.items()
            for theme in themes
        ],
        columns=["themagroep", "need_dimension", "need_theme"],
    )
    names = list(vocabulary.dimension_themes)
    told = scores.set_index("code").reindex(codes)[names].astype("float64")
    own = np.full(len(names), np.nan)
    if reference is not None:  # a gemeente of which not every dimension is published
        own = reference[names].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    difference = (told - own).round(DECIMALS).rename_axis("buurtcode").reset_index()
    long = difference.melt("buurtcode", names, "need_dimension", "need_difference").dropna()
    needs = long.merge(calls, on="need_dimension").sort_values("need_difference", kind="stable")
    lowest = needs.drop_duplicates(["buurtcode", "themagroep"]).set_index(["buurtcode", "themagroep"])
    words = np.select(
        [lowest["need_difference"] < -about, lowest["need_difference"] > about], ["below", "above"], "about"
    )
    return lowest.assign(need=words)
