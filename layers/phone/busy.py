"""Which phones somebody draws on now: told by the phones, kept in memory, counted for the screen."""

from __future__ import annotations

import time
from collections.abc import Callable

from gis.workspace.home import Home
from gis.workspace.phones import tell_busy

GONE_S = 25.0  # a phone that said nothing for so long is put away
MOST_PHONES = 500


class Busy:
    """The phones of one round; those of the round before do not count."""

    def __init__(self, home: Home, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._home, self._clock = home, clock
        self._round = ""
        self._heard: dict[str, float] = {}

    def hear(self, round_id: str, phone: str, *, busy: bool) -> None:
        """Take in what a phone says, and tell the screen how many are busy."""
        if round_id != self._round:
            self._round, self._heard = round_id, {}
        now = self._clock()
        self._heard = {name: at for name, at in self._heard.items() if now - at < GONE_S and name != phone}
        if busy and len(self._heard) < MOST_PHONES:
            self._heard[phone] = now
        tell_busy(self._home, round_id, len(self._heard))
