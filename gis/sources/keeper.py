"""Keeps processes warm that carry out one order at a time, each order in a copy that ends with it."""

from __future__ import annotations

import atexit
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import IO, cast

# What a copy says of an order, each on a line with the order's sign behind it: that it has begun, that it is
# done. Else its process tells the exit status of the copy.
TAKEN, DONE = "taken", "done"
NO_ORDER = 64  # exit status of a copy that nobody needed
GONE = 70  # told when a process that was just started ended without a word

_STATUS = re.compile(r"-?\d+")
_Key = tuple[str, ...]


class _Keeper:
    def __init__(self, command: _Key, environment: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="koppelkaart-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, arguments as a list, no shell
            command,
            bufsize=0,
            env=dict(environment),
            cwd=self._folder.name,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # its copies are killed with it
        )

    def carry_out(
        self, order: Mapping[str, object], *, seconds: float, meanwhile: Callable[[], object]
    ) -> int | None:
        """Return 0 or the exit status of the copy; None when this process was gone before it began."""
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        status = None
        try:
            status = self._converse(order, meanwhile)
        finally:
            timer.cancel()
            if status is None or late.is_set():  # gone, killed, or we were interrupted
                self.stop()
        if late.is_set():
            raise TimeoutError
        return status

    def stop(self) -> None:
        """Kill the process and its copies, and leave nothing behind."""
        with self._process:
            self._kill()
        self._folder.cleanup()

    def _converse(self, order: Mapping[str, object], meanwhile: Callable[[], object]) -> int | None:
        say, hear = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        sign = secrets.token_hex(8)  # an earlier copy cannot know it
        try:
            say.write(json.dumps({**order, "sign": sign}).encode() + b"\n")
        except BrokenPipeError:
            return None
        meanwhile()
        if hear.readline().decode() != f"{TAKEN} {sign}\n":
            return None
        told = hear.readline().decode().strip()
        if told == f"{DONE} {sign}":
            return 0
        return int(told) if _STATUS.fullmatch(told) else None

    def _kill(self) -> None:
        if self._process.poll() is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            os.killpg(self._process.pid, signal.SIGKILL)


_idle: defaultdict[_Key, list[_Keeper]] = defaultdict(list)
_door = threading.Lock()


def ask(
    order: Mapping[str, object],
    *,
    module: str,
    argument: str,
    environment: Mapping[str, str],
    seconds: float,
    meanwhile: Callable[[], object] = lambda: None,
) -> int:
    """Have an order carried out by a process of `module`, and return 0 or the exit status of its copy.

    The first order starts the process; it stays for the next with the same argument and environment. Orders
    at the same time have a process each. All of them end with the program that asked.

    Parameters
    ----------
    order
        Goes with a ``sign`` as one line of JSON to the module, which answers as `TAKEN` and `DONE` say.
    seconds
        After which the process and its copy are killed.
    meanwhile
        What we do ourselves while the copy works; it may be done more than once.

    Raises
    ------
    TimeoutError
        When the order took longer.
    """
    command = (sys.executable, "-P", "-m", module, argument)
    key = (*command, *(f"{name}={value}" for name, value in sorted(environment.items())))
    fresh = False
    while not fresh:
        with _door:
            fresh = not _idle[key]
            keeper = None if fresh else _idle[key].pop()
        keeper = keeper or _Keeper(command, environment)
        status = keeper.carry_out(order, seconds=seconds, meanwhile=meanwhile)
        if status is not None:
            with _door:
                _idle[key].append(keeper)
            return status
    return GONE


@atexit.register
def _stop_all() -> None:
    with _door:
        kept = [keeper for keepers in _idle.values() for keeper in keepers]
        _idle.clear()
    for keeper in kept:
        keeper.stop()
