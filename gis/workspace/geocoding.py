"""What the Locatieserver answers to an address: taken only when it is the same, else asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import shapely

from gis.errors import SourceError
from gis.register.locating import Candidate, Located
from gis.sources.place_words import WHOLE, Address, plain, plain_street, street_keys
from gis.sources.services.locatieserver import NAME, Answered, Kind, Locatieserver
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.streets import MOST_CANDIDATES, SAME_DOOR_M

EDGE_M = 100.0  # outlines are simplified: a point this near is inside
_ACCURACY: dict[str, str] = {"adres": "adres", "weg": "straat", "postcode": "straat"}
_OURS = "not_written"  # a trouble that is not the service's


def open_service(
    home: Home,
    *,
    today: date,
    service_url: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Locatieserver:
    """Return the service for one list, with the answers that were kept in the home.

    Once `stopped` says so only those are given.
    """
    return Locatieserver(home.path / "cache" / "locatieserver", today, service_url, stopped=stopped)


def ask_address(address: Address, service: Locatieserver, *, place: Place) -> Located:
    """Return the place of an address, a street or a postcode as the service has it, or why none is taken.

    Taken is what is of the kind asked and the same as told: postcode and house number, or street, house
    number and town; a letter or an addition, and all else that is told, included. Without a town the
    gemeente stands for it. Several that are the same must be one place.

    Returns
    -------
    Located
        Its problem is ``service_silent``, ``place_not_asked`` (it was stopped), ``place_unknown``,
        ``place_weak``, ``place_elsewhere`` or ``place_ambiguous``; its remark ``place_estimated`` or
        ``buurt_differs``.

    Raises
    ------
    SourceError
        ``not_written``.
    """
    kind: Kind = "postcode" if len(address.postcode) == WHOLE else "weg"
    kind = kind if address.number is None else "adres"
    number = "" if address.number is None else f"{address.number}{address.addition}"
    words = " ".join(
        filter(None, (address.street, number, address.postcode, address.town or place.gemeentenaam))
    )
    answers = _search(service, words, kind)
    if answers is None:
        return _no_answer(service, address)
    if address.cross:  # of a corner the service knows the streets only
        other = _search(service, f"{address.cross} {address.town or place.gemeentenaam}", kind) or ()
        both = (*answers[:2], *other[:2])
        return Located(problem="place_weak", told=address.words, candidates=_candidates(both))
    return _judge(answers, kind, address, place)


def ask_pc4(address: Address, service: Locatieserver, *, place: Place) -> Located:
    """Return about the middle of a postcode of four digits: of those with six signs the one nearest to it.

    Raises
    ------
    SourceError
        ``not_written``.
    """
    answers = _search(service, f"{address.postcode} {place.gemeentenaam}", "postcode")
    if answers is None:
        return _no_answer(service, address)
    same = [one for one in answers if one.kind == "postcode" and one.postcode.startswith(address.postcode)]
    here = [one for one in same if _is_here(one, place)]
    if not same:
        return Located(problem="place_unknown", told=address.words)
    if not here:
        return Located(problem="place_elsewhere", told=address.words, candidates=_candidates(same))
    where = np.array([(one.x, one.y) for one in here])
    middle = here[int(np.argmin(np.hypot(*(where - where.mean(axis=0)).T)))]
    return Located(shapely.Point(middle.x, middle.y), "wijk", _source(middle))


def _search(service: Locatieserver, words: str, kind: Kind) -> tuple[Answered, ...] | None:
    """Return what the service answers, None when it gives no answer that can be used."""
    try:
        return service.search(words, kind=kind)
    except SourceError as error:
        if error.code == _OURS:
            raise
        return None


def _no_answer(service: Locatieserver, address: Address) -> Located:
    if service.stopped():
        return Located(problem="place_not_asked", told=address.words)
    return Located(problem="service_silent", told=address.words)


def _judge(answers: Sequence[Answered], kind: Kind, address: Address, place: Place) -> Located:
    same = [one for one in answers if one.kind == kind and _is_same(one, address)]
    if not same:
        offered = _candidates(answers)
        if not offered:
            return Located(problem="place_unknown", told=address.words)
        return Located(problem="place_weak", told=address.words, candidates=offered)
    here = [one for one in same if _is_here(one, place)]
    if not here:
        return Located(problem="place_elsewhere", told=address.words, candidates=_candidates(same))
    best = here[0]
    if any(np.hypot(one.x - best.x, one.y - best.y) > SAME_DOOR_M or one.town != best.town for one in here):
        return Located(problem="place_ambiguous", told=address.words, candidates=_candidates(here))
    accuracy = "straat" if address.last is not None else _ACCURACY[kind]
    found = Located(shapely.Point(best.x, best.y), accuracy, _source(best), street=best.street or None)
    if address.near:
        found = replace(found, accuracy="schatting", remark="place_estimated", told=address.words)
    ours = _buurt_at(best, place)
    if ours and best.buurtcode and best.buurtcode != ours:
        names = f"{place.area_name(best.buurtcode)} / {place.area_name(ours)}"
        found = replace(found, remark="buurt_differs", told=names)
    return found


def _is_same(one: Answered, address: Address) -> bool:
    """Whether an answer is the address that was told, in everything that was told."""
    street = not address.street or plain_street(one.street) in street_keys(address.street)
    postcode = one.postcode.startswith(address.postcode)
    town = not address.town or plain(one.town) == plain(address.town)
    door = address.number is None or (one.number, one.addition) == (address.number, address.addition)
    return street and town and door and (postcode or one.kind == "weg")


def _is_here(one: Answered, place: Place) -> bool:
    if f"GM{one.gemeentecode}" != place.gemeentecode:
        return False
    mine = place.gemeenten["gemeentecode"] == place.gemeentecode
    outlines = [shape for shape in place.gemeenten.geometry[mine] if shape is not None]
    point = shapely.Point(one.x, one.y)
    return not outlines or any(shape.distance(point) <= EDGE_M for shape in outlines)


def _buurt_at(one: Answered, place: Place) -> str:
    rows = place.buurten.sindex.query(shapely.Point(one.x, one.y), predicate="intersects")
    return str(place.buurten["buurtcode"].iloc[rows[0]]) if len(rows) else ""


def _candidates(answers: Sequence[Answered]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            one.words,
            shapely.Point(one.x, one.y),
            _ACCURACY.get(one.kind, "schatting"),
            _source(one),
            one.score,
        )
        for one in answers[:MOST_CANDIDATES]
    )


def _source(one: Answered) -> str:
    return f"{NAME} (score {one.score:.1f})".replace(".", ",")
