"""Key figures of buurten that PDOK does not carry: OData of CBS."""

from __future__ import annotations

import pandas as pd

from gis.errors import SourceError
from gis.sources.columns import area_codes, of_gemeente
from gis.sources.reader import Read
from gis.sources.services.addresses import CBS
from gis.sources.services.client import Client
from gis.sources.services.pages import Page, all_rows, follow_pages, to_read

TABLES = {2024: "85984NED"}  # Kerncijfers wijken en buurten, per year

_NAME = "CBS"


def ask_figures(client: Client, *, gemeentecode: str, year: int) -> Read:
    """Return the key figures of the buurten of one gemeente.

    Parameters
    ----------
    year
        One of `TABLES`.

    Returns
    -------
    Read
        Columns under the names of CBS, such as ``HuishoudensTotaal_29``; codes end in the spaces
        that CBS fills them up with.

    Raises
    ------
    SourceError
        ``gemeente_unknown`` when there are no rows; ``service_changed``, and as `Client.ask`.
    """
    pages = follow_pages(
        client,
        f"{CBS}/ODataApi/odata/{TABLES[year]}/TypedDataSet",
        params={"$filter": f"startswith(WijkenEnBuurten,'BU{gemeentecode[2:]}')"},
        service=_NAME,
        member="value",
        onward=lambda told: None if told.get("odata.nextLink") is None else str(told["odata.nextLink"]),
    )
    return to_read(_rows(pages, gemeentecode), pages, service=_NAME, layer=TABLES[year])


def _rows(pages: list[Page], gemeentecode: str) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(all_rows(pages))
    if len(frame) and area_codes(frame) is None:
        raise SourceError("service_changed", service=_NAME, reason="no codes")
    mine = of_gemeente(frame, gemeentecode)
    if mine.empty:
        raise SourceError("gemeente_unknown", gemeente=gemeentecode, table=_NAME)
    return mine.reset_index(drop=True)
