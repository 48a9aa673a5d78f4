"""GeoPackage in RD New that QGIS opens with its styles."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyogrio.raw

from gis.crs import RD
from gis.errors import ExportError
from gis.exports.about import IN_RD, tell_about
from gis.exports.files import in_the_making
from gis.exports.handover import Handover
from gis.exports.rows import activity_rows, buurt_rows, perceived_rows
from gis.tables import LIST_SEPARATOR

VERSION = "1.2"  # QGIS 3.22, which many municipalities still have, warns at a newer one
GEOMETRY_COLUMN = "geom"

# Which shapes of activities go into which layer: one kind of geometry each, as QGIS wants it.
ACTIVITY_LAYERS = {
    "activiteiten_punt": "MultiPoint",
    "activiteiten_lijn": "MultiLineString",
    "activiteiten_vlak": "MultiPolygon",
}
ACTIVITIES_WITHOUT_PLACE = "activiteiten_zonder_plek"

_DAY = "datetime64[s]"  # how `gis.tables` keeps days

Sheet = tuple[str, pd.DataFrame, str | None]  # layer name, rows, kind of geometry or None


def write_geopackage(handover: Handover, path: Path, *, styles: Mapping[str, str]) -> None:
    """Write one GeoPackage (EPSG:28992); what stood at `path` is replaced at once or not at all.

    Layers as asked: `buurten`, `scores`, `activiteiten_punt`, `_lijn`, `_vlak`, `_zonder_plek`, `beleefd`;
    one without rows is there with its columns. Always a table `over_dit_bestand`. Shapes are of the multi
    kind throughout; lists are joined with `gis.tables.LIST_SEPARATOR`.

    Parameters
    ----------
    styles
        QGIS style (QML) per layer; stored as the layer's default in `layer_styles`.

    Raises
    ------
    ExportError
        ``shape_mixed`` when an activity is points, lines and areas in one; ``not_written`` when the disk
        refuses; and what `gis.exports.rows` raises.

    References
    ----------
    OGC GeoPackage Encoding Standard 1.2 (12-128r14). QGIS: table `layer_styles`.
    """
    sheets = _sheets(handover)
    with in_the_making(path) as draft:
        try:
            for name, rows, kind in sheets:
                _write_layer(draft, name, rows, kind)
            _write_layer(draft, "over_dit_bestand", _about_rows(handover), None)
            spatial = [name for name, _, kind in sheets if kind is not None and name in styles]
            _write_layer(draft, "layer_styles", _style_rows(spatial, styles, handover), None, key="id")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise ExportError("not_written", path=str(path), reason=str(error)) from error
        _date_contents(draft, handover)


def _sheets(handover: Handover) -> list[Sheet]:
    sheets: list[Sheet] = []
    if "buurten" in handover.layers:
        sheets.append(("buurten", buurt_rows(handover, with_figures=True, with_scores=False), "MultiPolygon"))
    if "scores" in handover.layers:
        sheets.append(("scores", buurt_rows(handover, with_figures=False, with_scores=True), "MultiPolygon"))
    if "activities" in handover.layers:
        sheets += _activity_sheets(activity_rows(handover))
    if "perceived" in handover.layers:
        sheets.append(("beleefd", perceived_rows(handover), "MultiPolygon"))
    return sheets


def _activity_sheets(rows: gpd.GeoDataFrame) -> list[Sheet]:
    multi = ("Multi" + rows.geom_type.str.removeprefix("Multi")).mask(rows.is_empty)
    multi = multi.replace({"MultiLinearRing": "MultiLineString"})
    mixed = multi.notna() & ~multi.isin(ACTIVITY_LAYERS.values())
    if mixed.any():
        raise ExportError("shape_mixed", id=rows.loc[mixed, "id"].iloc[0])
    sheets: list[Sheet] = [(name, rows[multi == kind], kind) for name, kind in ACTIVITY_LAYERS.items()]
    return [*sheets, (ACTIVITIES_WITHOUT_PLACE, rows[multi.isna()].drop(columns="geometry"), None)]


def _about_rows(handover: Handover) -> pd.DataFrame:
    told = tell_about(handover, coordinates=IN_RD)
    pairs: list[tuple[str, object]] = []
    for key, value in told.items():
        if isinstance(value, dict):
            pairs += value.items()
        elif isinstance(value, list):
            pairs += [("bron", ", ".join(str(part) for part in one.values() if part)) for one in value]
        else:
            pairs.append((key, ("nee", "ja")[value] if isinstance(value, bool) else value))
    return pd.DataFrame(pairs, columns=["onderwerp", "tekst"]).astype("str")


def _style_rows(layers: list[str], styles: Mapping[str, str], handover: Handover) -> pd.DataFrame:
    """Return rows as QGIS itself writes them when a user saves a style in a GeoPackage."""
    return pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layers,
            "f_geometry_column": GEOMETRY_COLUMN,
            "styleName": layers,
            "styleQML": [styles[name] for name in layers],
            "styleSLD": "",
            "useAsDefault": True,
            "description": handover.title,
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(handover.reference_day).as_unit("ms"),  # a moment, not a day
        }
    )


def _write_layer(path: Path, name: str, rows: pd.DataFrame, kind: str | None, *, key: str = "fid") -> None:
    columns = [column for column in rows.columns if column != "geometry"]
    values, masks = zip(*(_as_arrays(rows[column]) for column in columns), strict=True)
    shapes = gpd.GeoSeries(rows["geometry"]) if kind else None
    pyogrio.raw.write(
        path,
        geometry=None if shapes is None else shapes.to_wkb().to_numpy(dtype=object),
        field_data=list(values),
        fields=columns,
        field_mask=list(masks),
        layer=name,
        driver="GPKG",
        geometry_type=kind,
        crs=RD if kind else None,
        promote_to_multi=kind is not None,
        dataset_options={"VERSION": VERSION},
        layer_options={"FID": key} | ({"GEOMETRY_NAME": GEOMETRY_COLUMN} if kind else {}),
    )


def _as_arrays(column: pd.Series) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return values and where they are missing: text, whole numbers, numbers, flags, days or moments."""
    if column.dtype == object:
        column = column.map(LIST_SEPARATOR.join).replace({"": None})
    missing = column.isna().to_numpy(dtype=bool)
    kinds: dict[str, tuple[str, object]] = {
        "i": ("int64", 0),
        "f": ("float64", 0.0),
        "b": ("bool", False),
        "M": ("datetime64[D]" if column.dtype == _DAY else "datetime64[ms]", pd.Timestamp(0)),
    }
    kind, filler = kinds.get(column.dtype.kind, ("object", ""))
    return column.mask(missing, filler).to_numpy().astype(kind), missing


def _date_contents(path: Path, handover: Handover) -> None:
    """Let the file's own dates say the peildatum instead of the clock: same input, same bytes."""
    with closing(sqlite3.connect(path)) as store, store:
        day = f"{handover.reference_day.isoformat()}T00:00:00.000Z"
        store.execute("UPDATE gpkg_contents SET last_change = ?", (day,))
