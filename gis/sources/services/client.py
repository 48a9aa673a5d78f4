"""The one door to the network: three hosts, one deadline, a cap on size, and a way to stop."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from time import monotonic
from typing import Any
from urllib.parse import urljoin

import certifi
import httpx

from gis.errors import SourceError
from gis.sources.services.addresses import SERVICES, check_service_url, origin_of
from gis.sources.services.limits import Limits

_BUSY = frozenset({429, 500, 502, 503, 504})  # may answer well the next time
_RETRIES = 2
_SOONEST_S = 0.2  # before a question is asked again, also when a service says at once
_LOOK_S = 0.1  # how often it is looked whether to stop
_NEAR = dict.fromkeys(("all://localhost", "all://127.0.0.1", "all://[::1]"))  # no proxy to this machine


@dataclass(frozen=True)
class Progress:
    """How far a fetch is: which question (`number` of `steps`), features so far, of how many, bytes so far.

    `total` is None when the service does not say it; `bytes` counts the whole fetch.
    """

    step: str
    number: int
    steps: int
    features: int = 0
    total: int | None = None
    bytes: int = 0


@dataclass(frozen=True)
class Answer:
    """What a service said to one address."""

    address: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(eq=False)
class Client:
    """Asks the services for one fetch; makes no connection before the first question.

    Parameters
    ----------
    service_url
        Scheme and host (and port) to ask instead of all three services; paths and queries stay.
    limits
        See `Limits`.
    tell
        Called with the `Progress` after every piece that arrives.
    stopped
        Asked ten times per second; True ends the fetch.

    Raises
    ------
    SourceError
        ``service_url_unknown`` for an address that is more or less than scheme and host.
    """

    service_url: str | None = None
    limits: Limits = field(default_factory=Limits)
    tell: Callable[[Progress], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    progress: Progress = Progress("", 0, 0)

    def __post_init__(self) -> None:
        self._ends = monotonic() + self.limits.deadline_s
        self._taken = 0
        if self.service_url is not None:
            self.service_url = check_service_url(self.service_url)

    def begin(self, step: str, *, number: int, steps: int) -> None:
        """Say which question comes now."""
        self._note(Progress(step, number, steps))

    def count(self, features: int, *, total: int | None = None) -> None:
        """Say how many features this question brought so far."""
        self._note(replace(self.progress, features=features, total=total))

    def follow(self, link: str, *, base: str, service: str) -> str:
        """Return the full address of a link in an answer to `base`; one to another host is refused.

        Raises
        ------
        SourceError
            ``service_changed``.

        Examples
        --------
        >>> Client().follow("items?cursor=a", base="https://api.pdok.nl/cbs/items?f=json", service="PDOK")
        'https://api.pdok.nl/cbs/items?cursor=a'
        """
        try:
            address = self.place(urljoin(base, link))
            elsewhere = origin_of(address) != origin_of(base)
        except ValueError as error:
            raise SourceError("service_changed", service=service, reason="no link") from error
        if elsewhere:
            raise SourceError("service_changed", service=service, reason="link elsewhere")
        return address

    def place(self, address: str) -> str:
        """Return an address of a service as it is asked here: with `service_url` in place of its host."""
        origin = origin_of(address)
        return (
            self.service_url + address[len(origin) :] if self.service_url and origin in SERVICES else address
        )

    def ask_json(
        self, address: str, *, service: str, params: Mapping[str, str] | None = None
    ) -> tuple[Answer, dict[str, Any]]:
        """Return an answer and the JSON object it holds.

        Raises
        ------
        SourceError
            As `ask`; ``service_changed`` when it is no JSON object: rubbish, or a fault in XML.
        """
        answer = self.ask(address, service=service, params=params)
        try:
            told = json.loads(answer.body, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise SourceError("service_changed", service=service, reason=_first_words(answer)) from error
        if not isinstance(told, dict):
            raise SourceError("service_changed", service=service, reason="no object")
        return answer, told

    def ask(self, address: str, *, service: str, params: Mapping[str, str] | None = None) -> Answer:
        """Return what a service says; a busy or broken one is asked again twice.

        Parameters
        ----------
        address
            Of one of `SERVICES`, or of `service_url`.
        service
            Its name, for errors.
        params
            The query, added to the address.

        Raises
        ------
        SourceError
            ``service_unreachable``, ``service_too_slow``, ``service_too_large``, ``service_refused``,
            ``service_changed`` for a redirect or another host, ``fetch_cancelled``.
        """
        address = self.place(address)
        if origin_of(address) not in {*SERVICES, self.service_url}:
            raise SourceError("service_changed", service=service, reason="other host")
        try:
            url = httpx.URL(address, params=dict(params)) if params else httpx.URL(address)
        except httpx.InvalidURL as error:
            raise SourceError("service_changed", service=service, reason="no link") from error
        return _run(self._within_limits(lambda: self._try(url, service=service), service=service))

    async def _within_limits(self, work: Callable[[], Awaitable[Answer]], *, service: str) -> Answer:
        """Await the work, but end it at the deadline and when asked to stop, whatever it is waiting for."""
        task = asyncio.ensure_future(work())
        try:
            while not task.done():
                if self.stopped():
                    raise SourceError("fetch_cancelled")
                left = self._ends - monotonic()
                if left <= 0:
                    raise SourceError(
                        "service_too_slow", service=service, seconds=round(self.limits.deadline_s)
                    )
                await asyncio.wait({task}, timeout=min(_LOOK_S, left))
            return task.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _try(self, url: httpx.URL, *, service: str) -> Answer:
        timeout = httpx.Timeout(self.limits.silence_s)
        headers = {"User-Agent": f"Koppelkaart/{version('koppelkaart')}", "Accept": "application/json"}
        async with httpx.AsyncClient(
            timeout=timeout, headers=headers, follow_redirects=False, mounts=_NEAR, verify=_trust()
        ) as connection:
            for attempt in range(_RETRIES + 1):
                last = attempt == _RETRIES
                pause = self.limits.pause_s * 2**attempt
                try:
                    async with connection.stream("GET", url) as response:
                        pause = max(_SOONEST_S, _retry_after(response, otherwise=pause))
                        in_time = pause < self._ends - monotonic()
                        if response.status_code not in _BUSY or last or not in_time:
                            return await self._take(response, service=service)
                except httpx.TimeoutException as error:
                    if last:
                        waited = round(self.limits.silence_s)
                        raise SourceError("service_too_slow", service=service, seconds=waited) from error
                except httpx.TransportError as error:
                    if last:
                        raise SourceError(
                            "service_unreachable", service=service, reason=str(error)
                        ) from error
                await asyncio.sleep(pause)
        raise AssertionError  # the last attempt returns or raises

    async def _take(self, response: httpx.Response, *, service: str) -> Answer:
        """Read the body piece by piece, as far as it may go."""
        if response.is_redirect or response.has_redirect_location:
            raise SourceError("service_changed", service=service, reason="redirect")
        if response.status_code != httpx.codes.OK:
            raise SourceError("service_refused", service=service, status=response.status_code)
        announced = response.headers.get("Content-Length", "")
        self._require_room(int(announced) if announced.isdecimal() else 0, service=service)
        body = bytearray()
        try:
            async for piece in response.aiter_bytes():
                self._require_room(len(piece), service=service)
                body += piece
                self._taken += len(piece)
                self._note(self.progress)
        except httpx.DecodingError as error:
            raise SourceError("service_changed", service=service, reason="not unpacked") from error
        return Answer(str(response.url), response.headers, bytes(body))

    def _require_room(self, more: int, *, service: str) -> None:
        if self._taken + more > self.limits.most_bytes:
            most = f"{self.limits.most_bytes // 1_000_000} MB"
            raise SourceError("service_too_large", service=service, limit=most)

    def _note(self, progress: Progress) -> None:
        self.progress = replace(progress, bytes=self._taken)
        self.tell(self.progress)


def _run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Do the work to its end; in a thread of its own where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


@cache
def _trust() -> ssl.SSLContext:
    """Trust what the computer trusts (an office may have its own certificate) and the public authorities."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _retry_after(response: httpx.Response, *, otherwise: float) -> float:
    """Return how long the service asks to wait [s]: a number or a moment."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return otherwise
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _first_words(answer: Answer) -> str:
    return " ".join(answer.body[:120].decode("utf-8", "replace").split())
