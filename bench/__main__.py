"""`python -m bench` takes every figure, `python -m bench NAME …` those named; nothing here asserts a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bench import clicks, functions, growth, intake, load, outlines, overlap, reading, spread, start

FIGURES: dict[str, Callable[[], Iterator[str]]] = {
    "functions": functions.measure,
    "reading": reading.measure,
    "places": intake.places,
    "lists": intake.lists,
    "outlines": outlines.measure,
    "overlap": overlap.measure,
    "growth": growth.measure,
    "spread": spread.measure,
    "clicks": clicks.measure,
    "load": load.measure,
    "start": start.measure,
}


def main(names: list[str]) -> None:
    for name in names or FIGURES:
        for line in FIGURES[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
