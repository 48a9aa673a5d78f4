"""Outlines of buurten, wijken and gemeenten."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd

from gis.errors import TableError
from gis.tables import BUURTEN, GEMEENTEN, WIJKEN, Table, require
from layers.layer import DEEPEST, NAMES_FROM, Layer, to_features, to_levels
from layers.style import INK, OUTLINE, Mark

GEMEENTEN_BELOW = 9.5  # zoom: seen from further than this the gemeenten are named, not their wijken
NEIGHBOURS_BELOW = 13.0  # zoom: from nearer than this a neighbour is a line without meaning
LAND, LAND_OPACITY = "#ffffff", 0.7  # what lines in any colour stand out on: also where the map is dark
IDS = {"buurt": BUURTEN.name, "wijk": WIJKEN.name, "gemeente": GEMEENTEN.name}


def draw_buurten(
    buurten: gpd.GeoDataFrame,
    *,
    names: bool = True,
    land: bool = False,
    outlines: gpd.GeoDataFrame | None = None,
) -> Layer:
    """Return thin grey outlines of the buurten, with their names from a middle zoom on.

    Parameters
    ----------
    buurten
        Table `buurten` of one year, in RD. A buurt without an outline is not drawn.
    names
        Whether the names are written on the map.
    land
        Whether the buurten are pale land, where no other layer colours them.
    outlines
        The same outlines at every level (`gis.workspace.outlines`); None for as published alone.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``years_mixed``.
    """
    mark = Mark("buurt", "buurtgrens", stroke=OUTLINE, width=0.9)
    if land:
        mark = replace(mark, fill=LAND, fill_opacity=LAND_OPACITY)
    told = _told(buurten, BUURTEN, mark)
    return replace(_layer(told, mark, outlines, title="Buurten"), labels=names, clickable=True)


def draw_wijken(
    wijken: gpd.GeoDataFrame, *, only_far: bool = False, outlines: gpd.GeoDataFrame | None = None
) -> Layer:
    """Return the outlines of the wijken, heavier than those of buurten; see `draw_buurten`.

    Their names stand where those of buurten would be too small to read.

    Parameters
    ----------
    only_far
        Whether the outlines go as well where the buurten have their names.
    """
    mark = Mark("wijk", "wijkgrens", stroke=OUTLINE, width=2.2)
    layer = _layer(_told(wijken, WIJKEN, mark), mark, outlines, title="Wijken")
    zooms = (0.0, NAMES_FROM if only_far else DEEPEST)
    return replace(layer, labels=True, named=(GEMEENTEN_BELOW, NAMES_FROM), zooms=zooms)


def draw_gemeente(gemeenten: gpd.GeoDataFrame, *, outlines: gpd.GeoDataFrame | None = None) -> Layer:
    """Return the outlines of gemeenten, the heaviest; see `draw_buurten`."""
    mark = Mark("gemeente", "gemeentegrens", stroke=INK, stroke_opacity=0.7, width=2.8)
    return _layer(_told(gemeenten, GEMEENTEN, mark), mark, outlines, title="Gemeente")


def draw_land(buurten: gpd.GeoDataFrame) -> Layer:
    """Return all buurten together as pale land without any border in it: nothing that could lead a hand."""
    mark = Mark("land", "land", fill=LAND, fill_opacity=LAND_OPACITY, stroke="", width=0)
    words = {"id": ["land"], "name": [""], "mark": [mark.key]}
    told = gpd.GeoDataFrame(words, geometry=[buurten.geometry.union_all()], crs=buurten.crs)
    features = to_features(told, columns=tuple(words))
    return Layer("land", "Gemeente", "area", features, (mark,), public=True, clickable=False)


def draw_surroundings(
    gemeenten: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame, *, outlines: gpd.GeoDataFrame | None = None
) -> Layer:
    """Return the gemeente among those around it, with their names when seen from far; gone from nearby.

    Parameters
    ----------
    gemeenten, neighbours
        Table `gemeenten` of one year each, in RD: the gemeente itself and those around it, as far as known.
    outlines
        As in `draw_buurten`.
    """
    mark = Mark("gemeente", "gemeentegrens", stroke=INK, stroke_opacity=0.5, width=1.6)
    frames = [_told(frame, GEMEENTEN, mark) for frame in (gemeenten, neighbours)]
    both = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=gemeenten.crs)
    layer = _layer(both, mark, outlines, title="Gemeenten")
    return replace(
        layer, id="surroundings", labels=True, named=(0.0, GEMEENTEN_BELOW), zooms=(0.0, NEIGHBOURS_BELOW)
    )


def _told(frame: gpd.GeoDataFrame, table: Table, mark: Mark) -> gpd.GeoDataFrame:
    level = table.key[0].removesuffix("code")
    code, name = f"{level}code", f"{level}naam"
    require(frame, table, code, name, "jaar")
    years = sorted(frame["jaar"].dropna().unique())
    if len(years) > 1:
        raise TableError("years_mixed", table=table.name, years=", ".join(map(str, years)))
    return frame.assign(id=frame[code], name=frame[name], mark=mark.key)


def _layer(told: gpd.GeoDataFrame, mark: Mark, outlines: gpd.GeoDataFrame | None, *, title: str) -> Layer:
    features, levels = to_levels(told, columns=("id", "mark", "name"), outlines=outlines)
    years = sorted(told["jaar"].dropna().unique())
    edition = "".join(f" {year}" for year in years)
    return Layer(
        id=IDS[mark.key],
        title=title,
        kind="area",
        features=features,
        marks=(mark,),
        explanation=f"Indeling{edition} van het CBS.",
        public=True,
        clickable=False,
        levels=levels,
    )
