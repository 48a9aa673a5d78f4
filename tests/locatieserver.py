"""The Locatieserver on loopback: answers in the recorded form, fuzzy as the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from gis.sources.place_words import plain
from tests.replay import WRONG, Handler

PATH = "/bzk/locatieserver/search/v3_1/free"
MOST_ROWS = 100

Doc = dict[str, Any]


def address(
    street: str,
    number: int,
    *,
    xy: tuple[float, float] = (232_500, 583_500),
    score: float = 8.2,
    **changes: Any,
) -> Doc:
    """An address as the service tells it; without a place it lies in the first square of `tests.homes`."""
    postcode, town = changes.get("postcode", "9741AB"), changes.get("woonplaatsnaam", "Groningen")
    return {
        "bron": "BAG",
        "woonplaatscode": "1070",
        "type": "adres",
        "woonplaatsnaam": town,
        "wijkcode": "WK001410",
        "huis_nlt": str(number),
        "openbareruimtetype": "Weg",
        "buurtnaam": "Selwerd",
        "gemeentecode": "0014",
        "weergavenaam": f"{street} {number}, {postcode} {town}",
        "id": f"adr-{street}-{number}",
        "gemeentenaam": "Groningen",
        "buurtcode": "BU00141000",
        "postcode": postcode,
        "centroide_rd": f"POINT({xy[0]} {xy[1]})",
        "huisnummer": number,
        "straatnaam": street,
        "score": score,
        **changes,
    }


def street(name: str, *, xy: tuple[float, float] = (232_500, 583_500), **changes: Any) -> Doc:
    told = address(name, 0, xy=xy, **{"postcode": "", **changes})
    for name_of_door in ("huisnummer", "huis_nlt", "postcode", "buurtcode"):
        del told[name_of_door]
    return {**told, "type": "weg", "weergavenaam": f"{name}, {told['woonplaatsnaam']}"}


def postcode(code: str, *, name: str = "Eikenlaan", **changes: Any) -> Doc:
    told = address(name, 0, postcode=code, **changes)
    del told["huisnummer"], told["huis_nlt"], told["buurtcode"]
    return {**told, "type": "postcode", "weergavenaam": f"{name}, {code} {told['woonplaatsnaam']}"}


def reply(docs: list[Doc]) -> Doc:
    return {
        "response": {
            "numFound": len(docs),
            "start": 0,
            "maxScore": 8.158252,
            "numFoundExact": True,
            "docs": docs,
        }
    }


def serving(docs: list[Doc]) -> Callable[[Handler], bool]:
    """Answer with all of the type asked that share a word with the question; refuse other parameters."""

    def behave(handler: Handler) -> bool:
        if urlsplit(handler.path).path != PATH:
            return False
        told = handler.told
        if set(told) - {"q", "fq", "rows"} or int(told["rows"]) > MOST_ROWS:
            handler.say(WRONG, status=400)
            return True
        kind = told["fq"].removeprefix("type:")
        asked = set(told["q"].split())
        found = [
            doc for doc in docs if doc["type"] == kind and asked & set(plain(doc["weergavenaam"]).split())
        ]
        handler.say(reply(found))
        return True

    return behave
