"""Work that runs beside the screen: how far it is, a way to stop it, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from gis.errors import BuurtError

Step = TypeVar("Step")
Found = TypeVar("Found")
Stopped = Callable[[], bool]

_MOST = 64  # errands that are remembered; those of a session that went away are forgotten in their turn


class Errand(Generic[Step, Found]):
    """One piece of work in a thread of its own, which never touches the screen.

    `about` is what it was sent for; `progress` is None until it tells something; `found` or `error` says what
    came of it.
    """

    def __init__(
        self, work: Callable[[Callable[[Step], None], Stopped], Found], about: object = None
    ) -> None:
        self.about = about
        self.progress: Step | None = None
        self.found: Found | None = None
        self.error: BuurtError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name="errand", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still busy."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to end; it does within a moment."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, at most some seconds."""
        self._thread.join(seconds)

    def _run(self, work: Callable[[Callable[[Step], None], Stopped], Found]) -> None:
        try:
            self.found = work(self._tell, self._stop.is_set)
        except BuurtError as error:
            self.error = error

    def _tell(self, progress: Step) -> None:
        self.progress = progress


_errands: dict[
    str, Errand[Any, Any]
] = {}  # by session and purpose: a thread cannot stand in a session's state


def start(
    name: str, work: Callable[[Callable[[Step], None], Stopped], Found], *, about: object = None
) -> Errand[Step, Found]:
    """Begin an errand under a name, that of a session and a purpose; one that still runs is stopped."""
    forget(name)
    while len(_errands) >= _MOST:
        forget(next(iter(_errands)))
    sent = Errand(work, about)
    _errands[name] = sent
    return sent


def of(name: str) -> Errand[Any, Any] | None:
    """Return the errand of a name, None when there is none (`Any`: each purpose has its own kind)."""
    return _errands.get(name)


def forget(name: str) -> None:
    """Stop and forget the errand of a name."""
    errand = _errands.pop(name, None)
    if errand is not None:
        errand.stop()
