"""Scores of gemeenten, wijken and buurten: WFS of the Leefbaarometer."""

from __future__ import annotations

import pandas as pd

from gis.errors import SourceError
from gis.sources.columns import of_gemeente
from gis.sources.reader import Read
from gis.sources.services.addresses import LEEFBAAROMETER
from gis.sources.services.client import Client
from gis.sources.services.pages import Feature, Page, all_rows, list_of, properties, to_read
from gis.sources.services.pdok import Box

MEASUREMENTS = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024)

_NAME = "Leefbaarometer"
_COUNT = 2000  # features per answer; the box around a large gemeente holds about a thousand buurten


def ask_scores(
    client: Client,
    level: str,
    *,
    gemeentecode: str,
    measured: int,
    box: Box,
) -> Read:
    """Return the scores of one gemeente at one level.

    Parameters
    ----------
    level
        gemeente, wijk or buurt.
    measured
        One of `MEASUREMENTS`.
    box
        West, south, east, north around the gemeente [m, RD]: what is asked for; what is of another gemeente
        is left out here.

    Returns
    -------
    Read
        Rows without outlines, those of CBS are finer; empty when no area of the gemeente has a score.

    Raises
    ------
    SourceError
        ``service_changed``, and as `Client.ask`.
    """
    layer = f"{level}score{measured % 100:02d}"
    pages = _ask(client, layer, box)
    rows = {row["id"]: row for row in all_rows(pages)}
    mine = of_gemeente(pd.DataFrame.from_records(list(rows.values())), gemeentecode)
    return to_read(mine.reset_index(drop=True), pages, service=_NAME, layer=layer)


def _ask(client: Client, layer: str, box: Box) -> list[Page]:
    """Ask on until a page is not full, or brings nothing new; then everything promised must be there."""
    pages: list[Page] = []
    seen: set[str] = set()
    while True:
        query = _query(layer, box) | ({"startIndex": str(len(seen))} if pages else {})
        answer, told = client.ask_json(f"{LEEFBAAROMETER}/lbm3/ows", service=_NAME, params=query)
        rows = [_row(feature) for feature in list_of(told, "features", service=_NAME)]
        new = {row["id"] for row in rows} - seen
        seen |= new
        pages.append(Page(answer, rows))
        promised = told.get("numberMatched")
        total = promised if isinstance(promised, int) else None
        client.count(len(seen), total=total)
        if len(rows) != _COUNT or not new or len(pages) >= client.limits.most_pages:
            break
    if total is not None and len(seen) < total:
        raise SourceError("service_changed", service=_NAME, reason=f"{len(seen)} of {total}")
    return pages


def _query(layer: str, box: Box) -> dict[str, str]:
    return {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeName": f"lbm3:{layer}",
        "outputFormat": "application/json",
        "srsName": "EPSG:28992",
        "bbox": ",".join([*map(str, box), "urn:ogc:def:crs:EPSG::28992"]),
        "count": str(_COUNT),
    }


def _row(feature: Feature) -> Feature:
    """Return a feature's properties; its own id, such as buurtscore24.57, is no code of an area."""
    row = properties(feature, service=_NAME)
    if not isinstance(row.get("id"), str):
        raise SourceError("service_changed", service=_NAME, reason="no id")
    return row
