"""Addresses, streets and postcodes by words: the Locatieserver of PDOK, version 3.1."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from gis.crs import RD_BOX
from gis.errors import SourceError
from gis.sources.place_words import plain, plain_addition
from gis.sources.services.addresses import PDOK
from gis.sources.services.client import Client
from gis.sources.services.kept_answers import KeptAnswers
from gis.sources.services.limits import Limits

NAME = "PDOK Locatieserver"
FREE = f"{PDOK}/bzk/locatieserver/search/v3_1/free"
DAYS_KEPT = 90
MOST_FAILURES = 3  # in a row: a hundred rows would else wait a hundred times
QUESTION = Limits(deadline_s=8.0, silence_s=8.0, pause_s=0.5, most_bytes=1_000_000, most_pages=1)
PAUSE_S = 0.2  # five questions per second at most; PDOK publishes no rate

Kind = Literal["adres", "weg", "postcode"]

_ROWS = 20  # answers per question
_LONGEST = 200  # letters of one field of an answer
_POINT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)")


@dataclass(frozen=True)
class Answered:
    """One thing that the service offers: what it is, its own words for it, and its middle in RD [m].

    `score` says how the service ranks it among its answers to one question, no more.
    """

    kind: str
    words: str
    street: str
    number: int | None
    addition: str
    postcode: str
    town: str
    gemeentecode: str
    buurtcode: str
    x: float
    y: float
    score: float


class _Turns:
    """Lets one question go at a time, however many people ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self, pause_s: float) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + pause_s
        time.sleep(turn - now)


_TURNS = _Turns()


@dataclass(eq=False)
class Locatieserver:
    """Asks for the places of one list.

    Parameters
    ----------
    folder
        Where answers are kept.
    today
        For how old a kept answer is.
    service_url
        Scheme and host to ask instead of PDOK.
    limits
        Of one question, its retries included.
    pause_s
        Between two questions [s].
    stopped
        Asked ten times per second; True ends the question, and no other is asked.
    asked
        How many questions went out; what was kept is not asked.
    """

    folder: Path
    today: date
    service_url: str | None = None
    limits: Limits = QUESTION
    pause_s: float = PAUSE_S
    stopped: Callable[[], bool] = lambda: False
    failures: int = field(default=0, init=False)
    asked: int = field(default=0, init=False)

    def search(self, words: str, *, kind: Kind) -> tuple[Answered, ...]:
        """Return what the service offers for the words, in its own order; it nearly always offers something.

        After `MOST_FAILURES` questions in a row without an answer it is not asked any more.

        Parameters
        ----------
        words
            Of a place, and nothing else of a row.

        Raises
        ------
        SourceError
            ``service_silent`` when it is not asked any more, ``fetch_cancelled`` when it was stopped,
            ``not_written``, and as in `Client.ask_json`.
        """
        asked = plain(words)
        client = Client(self.service_url, self.limits, stopped=self.stopped)
        kept = KeptAnswers(self.folder, DAYS_KEPT, self.today)
        question = f"{client.place(FREE)} {kind} {asked}"
        known = kept.find(question)
        if known is not None and len(answers := _read(known)) == len(known):
            return answers
        if self.failures >= MOST_FAILURES:
            raise SourceError("service_silent", service=NAME)
        if self.stopped():
            raise SourceError("fetch_cancelled")
        _TURNS.wait(self.pause_s)
        self.asked += 1
        answers = self._ask(asked, kind=kind)
        kept.keep(question, [_told(answer) for answer in answers])
        return answers

    def _ask(self, asked: str, *, kind: Kind) -> tuple[Answered, ...]:
        params = {"q": asked, "fq": f"type:{kind}", "rows": str(_ROWS)}
        # The deadline runs from the making of the client: not while waiting for one's turn.
        client = Client(self.service_url, self.limits, stopped=self.stopped)
        try:
            _, told = client.ask_json(FREE, service=NAME, params=params)
            answers = _read(_docs(told))
        except SourceError as error:
            self.failures += error.code != "fetch_cancelled"
            raise
        self.failures = 0
        return answers


def _docs(told: dict[str, Any]) -> list[Any]:  # what JSON holds
    response = told.get("response")
    docs = response.get("docs") if isinstance(response, dict) else None
    if not isinstance(docs, list) or (docs and not _read(docs)):
        raise SourceError("service_changed", service=NAME, reason="no answers")
    return docs


def _read(docs: list[Any]) -> tuple[Answered, ...]:  # what JSON holds
    """Read the answers that are whole; one without a point in the Netherlands is left out."""
    return tuple(found for doc in docs if isinstance(doc, dict) and (found := _answered(doc)) is not None)


def _answered(doc: dict[str, Any]) -> Answered | None:  # what JSON holds
    match = _POINT.fullmatch(_text(doc, "centroide_rd"))
    score, number = doc.get("score"), doc.get("huisnummer")
    if match is None or isinstance(score, bool) or not isinstance(score, int | float):
        return None
    try:
        x, y = float(match[1]), float(match[2])
    except ValueError:
        return None
    inside = RD_BOX[0] <= x <= RD_BOX[2] and RD_BOX[1] <= y <= RD_BOX[3]
    if not (inside and math.isfinite(score) and score >= 0):
        return None
    return Answered(
        kind=_text(doc, "type"),
        words=_text(doc, "weergavenaam"),
        street=_text(doc, "straatnaam"),
        number=number if isinstance(number, int) and not isinstance(number, bool) else None,
        addition=plain_addition(_text(doc, "huisletter") + _text(doc, "huisnummertoevoeging")),
        postcode=_text(doc, "postcode"),
        town=_text(doc, "woonplaatsnaam"),
        gemeentecode=_text(doc, "gemeentecode"),
        buurtcode=_text(doc, "buurtcode"),
        x=x,
        y=y,
        score=float(score),
    )


def _text(doc: dict[str, Any], name: str) -> str:  # what JSON holds
    value = doc.get(name, "")
    return str(value)[:_LONGEST] if isinstance(value, str | int) else ""


def _told(answer: Answered) -> dict[str, object]:
    """Return an answer in the form of the service, so that a kept one is checked as a new one."""
    told = asdict(answer)
    return {
        "type": told["kind"],
        "weergavenaam": told["words"],
        "straatnaam": told["street"],
        "huisnummer": told["number"],
        "huisletter": told["addition"],
        "postcode": told["postcode"],
        "woonplaatsnaam": told["town"],
        "gemeentecode": told["gemeentecode"],
        "buurtcode": told["buurtcode"],
        "centroide_rd": f"POINT({answer.x} {answer.y})",
        "score": told["score"],
    }
