"""A fetch that runs beside the screen: how far it is, a way to stop it, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from gis.errors import BuurtError
from gis.sources.services.client import Progress
from gis.workspace.fetch import Fetched, Kept

Told = Callable[[Progress], None]
Stopped = Callable[[], bool]
Work = Callable[[Told, Stopped], Fetched | Kept]

_MOST = 64  # sessions whose fetch is remembered; of one that went away it is forgotten in its turn


class Errand:
    """One fetch in a thread of its own, which never touches the screen.

    `progress` is None until something is asked; `found` or `error` says what came of it.
    """

    def __init__(self, work: Work) -> None:
        self.progress: Progress | None = None
        self.found: Fetched | Kept | None = None
        self.error: BuurtError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name="fetch", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still busy."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to end; it does within a moment."""
        self._stop.set()

    def _run(self, work: Work) -> None:
        try:
            self.found = work(self._tell, self._stop.is_set)
        except BuurtError as error:
            self.error = error

    def _tell(self, progress: Progress) -> None:
        self.progress = progress


_errands: dict[str, Errand] = {}  # by the secret of the session: a thread cannot stand in its state


def start(session: str, work: Work) -> None:
    """Begin a fetch for a session; one that still runs is stopped."""
    forget(session)
    while len(_errands) >= _MOST:
        forget(next(iter(_errands)))
    _errands[session] = Errand(work)


def of(session: str) -> Errand | None:
    """Return the fetch of a session, None when there is none."""
    return _errands.get(session)


def forget(session: str) -> None:
    """Stop and forget the fetch of a session."""
    errand = _errands.pop(session, None)
    if errand is not None:
        errand.stop()
