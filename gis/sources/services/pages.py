"""Answers of several pages as one table, the same as a file would give."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import RD, require_rd
from gis.errors import SourceError, TableError
from gis.sources.reader import Read
from gis.sources.services.client import Answer, Client

Feature = dict[str, Any]  # JSON has no narrower type


@dataclass(frozen=True)
class Page:
    """One answer and the features, or rows, in it."""

    answer: Answer
    rows: list[Feature]


def follow_pages(
    client: Client,
    address: str,
    *,
    params: Mapping[str, str],
    service: str,
    member: str,
    onward: Callable[[dict[str, Any]], str | None],
    check: Callable[[Answer], None] | None = None,
) -> list[Page]:
    """Return an answer and those that its links lead on to, until there is no link.

    Parameters
    ----------
    member
        Under which name an answer holds its features or rows.
    onward
        Gives the link to the next page in what an answer tells, None when it is the last.
    check
        Raises when an answer is not as it must be.

    Raises
    ------
    SourceError
        ``service_changed``, also for links that go in circles, and as `Client.ask`.
    """
    pages: list[Page] = []
    link: str | None = address
    while link is not None:
        answer, told = client.ask_json(link, service=service, params=None if pages else params)
        if check is not None:
            check(answer)
        pages.append(Page(answer, list_of(told, member, service=service)))
        client.count(sum(len(page.rows) for page in pages))
        found = onward(told)
        link = None if found is None else client.follow(found, base=answer.address, service=service)
        seen = {page.answer.address for page in pages}
        if link in seen or (link is not None and len(pages) >= client.limits.most_pages):
            raise SourceError("service_changed", service=service, reason="pages without end")
    return pages


def all_rows(pages: Sequence[Page]) -> list[Feature]:
    """Return the features or rows of all pages, in their order."""
    return [row for page in pages for row in page.rows]


def list_of(told: dict[str, Any], name: str, *, service: str) -> list[Feature]:
    """Return a member that must be a list of objects.

    Raises
    ------
    SourceError
        ``service_changed``.
    """
    rows = told.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError("service_changed", service=service, reason=f"no {name}")
    return rows


def properties(feature: Feature, *, service: str) -> Feature:
    """Return the properties of a feature.

    Raises
    ------
    SourceError
        ``service_changed``.
    """
    told = feature.get("properties")
    if not isinstance(told, dict):
        raise SourceError("service_changed", service=service, reason="no properties")
    return told


def to_read(frame: pd.DataFrame, pages: Sequence[Page], *, service: str, layer: str) -> Read:
    """Return a table as if it was read from a file; its sum is that of the answers, one after another."""
    total = hashlib.sha256()
    for page in pages:
        total.update(page.answer.body)
    return Read(service, total.hexdigest(), layer, frame, address=pages[0].answer.address)


def features_frame(features: Sequence[Feature], *, service: str) -> gpd.GeoDataFrame:
    """Return features in RD New with their properties as columns.

    Raises
    ------
    SourceError
        ``service_changed`` when a shape cannot be read, or lies where RD coordinates of the Netherlands
        cannot: degrees are never taken for metres.
    """
    try:
        shapes = shapely.from_geojson(
            [json.dumps(feature["geometry"]) if feature.get("geometry") else None for feature in features]
        )
        frame = pd.DataFrame.from_records([properties(feature, service=service) for feature in features])
        return require_rd(gpd.GeoDataFrame(frame, geometry=shapes, crs=RD), table=service)
    except (shapely.GEOSException, TableError, TypeError, ValueError) as error:
        raise SourceError("service_changed", service=service, reason=str(error)) from error
