"""What a test needs that not every machine has: skipped in sight, or demanded."""

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def need(name: str, present: bool, reason: str) -> None:
    """Skip with the reason when it is not there; fail when KOPPELKAART_REQUIRE names it."""
    if present:
        return
    if name in os.environ.get("KOPPELKAART_REQUIRE", "").split(","):
        pytest.fail(reason)
    pytest.skip(reason)


def repeats(few: list[T], many: Sequence[T]) -> list[T]:
    """Three of each in `make test`, the long row in `make soak`."""
    return list(many) if os.environ.get("KOPPELKAART_SOAK") else few
