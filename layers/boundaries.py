"""Outlines of buurten, wijken and gemeenten."""

from __future__ import annotations

import geopandas as gpd

from gis.errors import TableError
from gis.tables import BUURTEN, GEMEENTEN, WIJKEN, Table, require
from layers.layer import Layer, to_features
from layers.style import INK, OUTLINE, Mark


def draw_buurten(buurten: gpd.GeoDataFrame, *, names: bool = True) -> Layer:
    """Return thin grey outlines of the buurten, with their names from a middle zoom on.

    Parameters
    ----------
    buurten
        Table `buurten` of one year, in RD. A buurt without an outline is not drawn.
    names
        Whether the names are written on the map.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``years_mixed``.
    """
    mark = Mark("buurt", "buurtgrens", stroke=OUTLINE, width=0.9)
    return _draw(buurten, BUURTEN, mark, title="Buurten", labels=names, clickable=True)


def draw_wijken(wijken: gpd.GeoDataFrame) -> Layer:
    """Return the outlines of the wijken, a little heavier than those of buurten; see `draw_buurten`."""
    mark = Mark("wijk", "wijkgrens", stroke=OUTLINE, width=2.2)
    return _draw(wijken, WIJKEN, mark, title="Wijken", labels=True, clickable=False)


def draw_gemeente(gemeenten: gpd.GeoDataFrame) -> Layer:
    """Return the outlines of gemeenten, the heaviest; see `draw_buurten`."""
    mark = Mark("gemeente", "gemeentegrens", stroke=INK, stroke_opacity=0.7, width=2.8)
    return _draw(gemeenten, GEMEENTEN, mark, title="Gemeente", labels=False, clickable=False)


def _draw(
    frame: gpd.GeoDataFrame, table: Table, mark: Mark, *, title: str, labels: bool, clickable: bool
) -> Layer:
    code, name = f"{mark.key}code", f"{mark.key}naam"
    require(frame, table, code, name, "jaar")
    years = sorted(frame["jaar"].dropna().unique())
    if len(years) > 1:
        raise TableError("years_mixed", table=table.name, years=", ".join(map(str, years)))
    told = frame.assign(id=frame[code], name=frame[name], mark=mark.key)
    edition = f" {years[0]}" if years else ""
    return Layer(
        id=table.name,
        title=title,
        kind="area",
        features=to_features(told, columns=("id", "mark", "name")),
        marks=(mark,),
        explanation=f"Indeling{edition} van het CBS.",
        public=True,
        clickable=clickable,
        labels=labels,
    )
