"""Many sessions at once: how long a rerun takes while others work too, in both apps."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.apps import App, serve_apps
from bench.made import SEED

ACTIVITIES = 1_000
THINK_S = 5.0  # on average; between half of it and one and a half
PLAIN_RERUNS = 2  # per session; with more the plain app is busy for many minutes
PATIENCE_S = 240.0
SMALL_BYTES = 20_000  # the messages that are looked into; larger ones hold maps and tables
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
FILTERS = ("W · Wonen", "Wonen")  # as our pills tell it, and as those of the plain app
PILLS = "-themas"  # how the id of that control ends


@dataclass
class Run:
    """What came of some sessions: seconds per first run and per rerun, and what went wrong."""

    first_s: list[float] = field(default_factory=list)
    rerun_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Heard:
    """What one run of the script told: the id and options of the filter, faults."""

    pills: str = ""
    options: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def measure(*, quick: bool = False) -> Iterator[str]:
    """Run 25 sessions on each app, then 50 on ours for errors alone."""
    sessions, think_s = (2, 0.2) if quick else (25, THINK_S)
    with serve_apps(50 if quick else ACTIVITIES, big=not quick) as apps:
        middles = {}
        for app in apps:
            reruns = 4 if app.name == "ours" and not quick else PLAIN_RERUNS
            run = asyncio.run(crowd(app, sessions=sessions, reruns=reruns, think_s=think_s))
            yield tell(app, run, sessions)
            middles[app.name] = statistics.median(run.rerun_s) if run.rerun_s else float("nan")
        if "plain" in middles:
            yield f"load, median rerun: plain / ours = {middles['plain'] / middles['ours']:.1f} times"
        if not quick:
            run = asyncio.run(crowd(apps[0], sessions=50, reruns=3, think_s=2 * THINK_S))
            yield tell(apps[0], run, 50)


def tell(app: App, run: Run, sessions: int) -> str:
    """Tell what came of the sessions in one line."""
    p50, p95 = percentiles(run.rerun_s)
    first = statistics.median(run.first_s) if run.first_s else float("nan")
    return (
        f"load, {app.name}, {app.buurten} buurten, {app.activities} activities, {sessions} sessions: "
        f"rerun p50 {p50:.2f} s, p95 {p95:.2f} s of {len(run.rerun_s)}; first run p50 {first:.2f} s; "
        f"{len(run.errors)} errors {sorted(set(run.errors))[:3]}; {app.memory_mb():.0f} MB"
    )


def percentiles(taken: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile (the nearest measured one); nan of nothing."""
    if not taken:
        return float("nan"), float("nan")
    ordered = sorted(taken)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


async def crowd(app: App, *, sessions: int, reruns: int, think_s: float) -> Run:
    """Let so many sessions come within one think time of each other, and work."""
    run = Run()
    dice = random.Random(SEED)  # noqa: S311 - think times
    async with asyncio.TaskGroup() as group:
        for _ in range(sessions):
            waits = [dice.uniform(0.5, 1.5) * think_s for _ in range(reruns)]
            group.create_task(_session(app, run, waits, delay=dice.uniform(0, think_s)))
    return run


async def _session(app: App, run: Run, waits: list[float], *, delay: float) -> None:
    await asyncio.sleep(delay)
    parts = urlsplit(app.address)
    async with AsyncExitStack() as stack:
        try:
            socket = await stack.enter_async_context(
                connect(f"ws://{parts.netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=None)
            )
            heard, took = await _rerun(socket, parts.query)
            run.first_s.append(took)
            run.errors += heard.faults
            option = next(name for name in FILTERS if name in heard.options)
            for number, wait in enumerate(waits):
                await asyncio.sleep(wait)
                chosen = [] if number % 2 else [option]
                told, took = await _rerun(socket, parts.query, pills=heard.pills, chosen=chosen)
                run.rerun_s.append(took)
                run.errors += told.faults
        except (WebSocketException, OSError, TimeoutError) as error:
            run.errors.append(type(error).__name__)


async def _rerun(
    socket: ClientConnection, query: str, *, pills: str = "", chosen: list[str] | None = None
) -> tuple[Heard, float]:
    """Ask for a run with these pills chosen; return what was heard and how long it took [s]."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    if pills:
        state = asked.rerun_script.widget_states.widgets.add(id=pills)
        state.string_array_value.data.extend(chosen or [])
    start = time.perf_counter()
    await socket.send(asked.SerializeToString())
    heard = Heard()
    async with asyncio.timeout(PATIENCE_S):
        while True:
            body = await socket.recv()
            if len(body) > SMALL_BYTES or isinstance(body, str):
                continue
            message = ForwardMsg.FromString(body)
            _listen(message, heard)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in FINISHED:
                return heard, time.perf_counter() - start


def _listen(message: ForwardMsg, heard: Heard) -> None:
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return
    element = message.delta.new_element
    match element.WhichOneof("type"):
        case "exception":
            heard.faults += (element.exception.type,)
        case "button_group" if element.button_group.id.endswith(PILLS):
            heard.pills = element.button_group.id
            heard.options = tuple(option.content for option in element.button_group.options)
