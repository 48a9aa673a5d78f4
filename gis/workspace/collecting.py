"""Leaves Python's collector aside while very many values are made that hold no circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of circles, and let it go on afterwards when it was on; as a decorator too.

    Records, words and addresses hold no circles, so there is nothing to find; passing over them took a fifth
    of bringing in a list of 10,000 rows.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
