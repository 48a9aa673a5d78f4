"""How many phones draw along: told by what serves them, read by the screen, in a small file of the home."""

from __future__ import annotations

import json
import time
from pathlib import Path

from gis.workspace.home import Home

ADDRESS = "KOPPELKAART_PHONES"  # environment: where the phones are served, for the screen to show
FRESH_S = 30.0  # what was told longer ago counts no more


def tell_busy(home: Home, round_id: str, count: int) -> None:
    """Write how many phones are busy in a round now."""
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps({"round": round_id, "busy": count, "at": time.time()}), encoding="utf-8")
    fresh.replace(path)


def count_busy(home: Home, round_id: str) -> int:
    """Return how many phones are busy in a round; what is not known or too old is none."""
    try:
        told = json.loads(_path(home).read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        return 0
    match told:
        case {"round": str() as told_round, "busy": int() as count, "at": int() | float() as at}:
            return count if told_round == round_id and abs(time.time() - at) < FRESH_S else 0
    return 0


def _path(home: Home) -> Path:
    return home.path / "phones" / "busy.json"
