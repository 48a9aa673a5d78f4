"""What the room's network may ask of us: so often per address, so much at once, and only what we know."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 64 * 2**10  # of one message: 2,000 corners take 45 kB
MOST_ADDRESSES = 1_000  # remembered; the one heard of longest ago is forgotten first
BODY_S = 10.0  # in which a message must be in
JSON = "application/json"


class Rate:
    """How often an address may come: `most` at once, and as many again in a minute."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and since when

    def allows(self, address: str) -> bool:
        """Count one more of this address, and return whether it may."""
        now = self._clock()
        left, since = self._left.pop(address, (float(self._most), now))
        left = min(self._most, left + (now - since) * self._most / 60)
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left, now)
        while len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return allowed


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A message that is not taken, with the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_json(request: Request) -> object:
    """Return the JSON of a message.

    Raises
    ------
    Refused
        415 for another type, 413 when it is too large, 408 when it takes too long, 400 for no JSON.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != JSON:
        raise Refused(415)
    try:
        body = await asyncio.wait_for(_read(request), BODY_S)
        told: object = json.loads(body)
    except TimeoutError as error:
        raise Refused(408) from error
    except (ClientDisconnect, ValueError, RecursionError) as error:
        raise Refused(400) from error
    return told


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise Refused(413)
    return bytes(body)
