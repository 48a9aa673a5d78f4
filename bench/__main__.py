"""`python -m bench` takes every figure, `python -m bench NAME …` those named; nothing here asserts a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bench import (
    clicks,
    functions,
    gaps,
    growth,
    intake,
    load,
    outlines,
    overlap,
    perceived,
    reading,
    spread,
    start,
    zones,
)

FIGURES: dict[str, Callable[[], Iterator[str]]] = {
    "functions": functions.measure,
    "reading": reading.measure,
    "places": intake.places,
    "lists": intake.lists,
    "outlines": outlines.measure,
    "overlap": overlap.measure,
    "perceived": perceived.measure,
    "growth": growth.measure,
    "gaps": gaps.measure,
    "spread": spread.measure,
    "clicks": clicks.measure,
    "load": load.measure,
    "start": start.measure,
    "zones": zones.measure,
}


def main(names: list[str]) -> None:
    for name in names or FIGURES:
        for line in FIGURES[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
