"""Outlines and key figures of gemeenten, wijken and buurten: OGC API Features of PDOK."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from gis.errors import SourceError
from gis.sources.columns import area_codes, is_water, of_gemeente
from gis.sources.reader import Read
from gis.sources.services.addresses import PDOK
from gis.sources.services.client import Answer, Client
from gis.sources.services.pages import Page, all_rows, features_frame, follow_pages, list_of, to_read

EDITIONS = (2022, 2023, 2024, 2025)  # years that PDOK serves in this form

Box = tuple[int, int, int, int]  # west, south, east, north [m, RD]

_NAME = "PDOK"
_RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
_LIMIT = 1000  # features per answer, the most that PDOK gives


def ask_level(client: Client, collection: str, *, gemeentecode: str, year: int) -> Read:
    """Return the areas of one gemeente.

    Parameters
    ----------
    collection
        gemeenten, wijken or buurten.
    year
        One of `EDITIONS`.

    Returns
    -------
    Read
        In RD New, with key figures under the names of PDOK; water parts are still in it.

    Raises
    ------
    SourceError
        ``gemeente_unknown`` when PDOK has nothing of it; ``service_changed``, and as `Client.ask`.
    """
    pages = _ask(client, collection, year=year, query={"gemeentecode": gemeentecode})
    frame = features_frame(all_rows(pages), service=_NAME)
    if len(frame) and area_codes(frame) is None:
        raise SourceError("service_changed", service=_NAME, reason="no codes")
    mine = of_gemeente(frame, gemeentecode)  # a service may leave a filter aside
    if mine.empty:
        raise SourceError("gemeente_unknown", gemeente=gemeentecode, table=_NAME)
    return to_read(mine.reset_index(drop=True), pages, service=_NAME, layer=collection)


def ask_neighbours(client: Client, gemeente: Read, *, gemeentecode: str, year: int) -> Read:
    """Return the other gemeenten that reach into the box around one.

    Parameters
    ----------
    gemeente
        Outlines in RD New.

    Raises
    ------
    SourceError
        ``service_changed``, and as `Client.ask`.
    """
    box = bounds(gemeente)
    around = {"bbox": ",".join(map(str, box)), "bbox-crs": _RD}
    pages = _ask(client, "gemeenten", year=year, query=around)
    frame = features_frame(all_rows(pages), service=_NAME)
    near = frame[frame.intersects(shapely.box(*box))]
    codes = area_codes(near)
    others = near if codes is None else near[codes != gemeentecode]
    return to_read(others.reset_index(drop=True), pages, service=_NAME, layer="gemeenten")


def bounds(gemeente: Read) -> Box:
    """Return the box around the land of a gemeente: west, south, east, north [m, RD], in whole metres.

    Raises
    ------
    SourceError
        ``service_changed`` when nothing has a shape.
    """
    frame = gemeente.frame
    land = frame[~is_water(frame)]
    west, south, east, north = gpd.GeoDataFrame(land).total_bounds
    if math.isnan(west):
        raise SourceError("service_changed", service=_NAME, reason="no outline")
    return math.floor(west), math.floor(south), math.ceil(east), math.ceil(north)


def _ask(client: Client, collection: str, *, year: int, query: Mapping[str, str]) -> list[Page]:
    return follow_pages(
        client,
        f"{PDOK}/cbs/wijken-en-buurten-{year}/ogc/v1/collections/{collection}/items",
        params={"f": "json", "limit": str(_LIMIT), "crs": _RD, **query},
        service=_NAME,
        member="features",
        onward=_next_link,
        check=_require_rd,
    )


def _next_link(told: dict[str, Any]) -> str | None:  # JSON has no narrower type
    links = list_of(told, "links", service=_NAME) if "links" in told else []
    return next((str(link.get("href")) for link in links if link.get("rel") == "next"), None)


def _require_rd(answer: Answer) -> None:
    """Refuse another CRS by name; an answer that names none is judged by its coordinates."""
    said = answer.headers.get("Content-Crs", _RD)
    if not said.strip("<> ").endswith("/28992"):
        raise SourceError("service_changed", service=_NAME, reason=said)
