"""Areas that a meeting settled on, as a table and in the place of buurten."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.within import WHOLE
from gis.crs import RD
from gis.register.visible import Audience, visible_accepted
from gis.tables import BUURTEN, DIMENSIONS, FIGURES, SCORES, conform
from gis.workspace.figures import see_figures
from gis.workspace.places import Place
from gis.workspace.registers import Register

COLUMNS = (
    *("code", "name", "meeting", "on", "version", "organisation", "role"),
    *("question", "k", "drawings", "public", "fictional"),
)
SETTLED = "vastgesteld"  # where the outline comes from, in the place of a publisher
_ESTIMATED = ("afw", *DIMENSIONS)


def see_accepted(register: Register, *, audience: Audience) -> gpd.GeoDataFrame:
    """Return the newest version of every settled area the audience may see, by name: `COLUMNS`, in RD."""
    seen = visible_accepted(
        register.store.accepted_areas(), audience=audience, vocabulary=register.vocabulary
    )
    told = [vars(one) | {"code": one.id} for one in seen]
    return gpd.GeoDataFrame(
        pd.DataFrame(told, columns=list(COLUMNS)), geometry=[one.shape for one in seen], crs=RD
    )


def as_place(place: Place, accepted: gpd.GeoDataFrame) -> Place:
    """Return a gemeente with settled areas where its buurten were, `whole` the gemeente itself.

    Inhabitants and scores are the estimates of `gis.workspace.figures.see_figures`. A score stays missing
    where its interval holds that of the gemeente: then it cannot be told on which side it lies.

    Parameters
    ----------
    accepted
        As `see_accepted` returns it.
    """
    codes = accepted["code"].astype("str")
    areas = pd.DataFrame({"buurtcode": codes, "buurtnaam": accepted["name"], "wijkcode": ""}).assign(
        gemeentecode=place.gemeentecode, jaar=place.jaar, omtrek_bron=SETTLED
    )
    buurten = gpd.GeoDataFrame(areas, geometry=accepted.geometry.to_numpy(), crs=RD)
    found = see_figures(gpd.GeoDataFrame({"area_id": codes}, geometry=buurten.geometry, crs=RD), place)
    figures, scores = _estimates(found, place)
    return replace(
        place,
        buurten=gpd.GeoDataFrame(conform(buurten, BUURTEN)),
        figures=conform(figures, FIGURES),
        scores=conform(scores, SCORES),
        whole=place,
    )


def in_outlines(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return activities in which what holds for a whole buurt or wijk has the outline of it as its place.

    So that areas that cut through buurten meet it. What lies somewhere in a buurt still has no place.
    """
    told = buurten.loc[buurten.geometry.notna(), ["buurtcode", "wijkcode", buurten.geometry.name]]
    outlines = pd.concat([told.dissolve(by).geometry for by in ("buurtcode", "wijkcode")])
    codes = activities.loc[activities["reach"].isin(WHOLE), "area_codes"].explode().dropna()
    codes = codes[codes.isin(outlines.index)]
    named = gpd.GeoDataFrame(geometry=outlines.loc[codes].to_numpy(), index=codes.index, crs=RD)
    united = named.dissolve(level=0).geometry
    shapes, reach = activities.geometry.copy(), activities["reach"].copy()
    shapes.loc[united.index], reach.loc[united.index] = united, "plek"
    return gpd.GeoDataFrame(activities.assign(reach=reach), geometry=shapes, crs=RD)


def _estimates(found: pd.DataFrame, place: Place) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return inhabitants and scores of the areas, with the rows of the gemeente itself beside them."""
    told = found.set_index(["area_id", "measure"])
    values = told["value"].unstack()  # noqa: PD010 - one value each
    own = place.reference
    scores = pd.DataFrame(index=values.index)
    for name in _ESTIMATED:
        around = np.nan if own is None or pd.isna(own[name]) else float(own[name])
        low, high = told["low"].xs(name, level=1), told["high"].xs(name, level=1)
        scores[name] = values[name].where((low > around) | (high < around))
    years = place.scores["score_jaar"]
    scores = scores.assign(score_jaar=years.max() if len(years) else place.jaar).rename_axis("code")
    figures = pd.DataFrame(
        {"code": values.index, "jaar": place.jaar, "inwoners": values["inwoners"].to_numpy()}
    )
    gemeente = place.figures[place.figures["code"] == place.gemeentecode]
    reference = place.scores[place.scores["code"] == place.gemeentecode]
    return (
        pd.concat([figures, gemeente], ignore_index=True),
        pd.concat([scores.reset_index(), reference], ignore_index=True),
    )
