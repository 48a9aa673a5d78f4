"""Which services are asked, and nothing else ever."""

from __future__ import annotations

from urllib.parse import urlsplit

from gis.errors import SourceError

PDOK = "https://api.pdok.nl"
LEEFBAAROMETER = "https://geo.leefbaarometer.nl"
CBS = "https://opendata.cbs.nl"
SERVICES = {PDOK: "PDOK", LEEFBAAROMETER: "Leefbaarometer", CBS: "CBS"}


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address.

    Raises
    ------
    ValueError
        When it is no address.

    Examples
    --------
    >>> origin_of("https://api.pdok.nl/cbs/items?f=json")
    'https://api.pdok.nl'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def check_service_url(told: str) -> str:
    """Return an address to ask instead of the services: scheme and host (and port), no more and no less.

    Raises
    ------
    SourceError
        ``service_url_unknown``.
    """
    try:
        parts = urlsplit(told)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole = False
    if not whole or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise SourceError("service_url_unknown", address=told)
    return origin_of(told)
