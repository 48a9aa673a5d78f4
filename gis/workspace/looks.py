"""How a workspace shows one's own layers: which, in what order, in what look; kept beside its register."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from gis.workspace.home import Home
from gis.workspace.own_layers import layer_paths

COLOUR = "#66508a"  # competes with none of the colours of scores and themes
THINNEST, THICKEST = 0.5, 8.0  # [px]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Look:
    """How one own layer is shown.

    Parameters
    ----------
    name
        Of the layer.
    shown
        Whether it is on the map.
    colour
        As #rrggbb, of lines, points and the edge of areas.
    width
        Of lines and edges [px].
    opacity
        Of the fill of areas, or of a whole picture, 0 to 1; None is a light fill and a full picture.
    label
        Column whose values are written on the map; "" for none.
    """

    name: str
    shown: bool = True
    colour: str = COLOUR
    width: float = 1.4
    opacity: float | None = None
    label: str = ""


def read_looks(home: Home, workspace: str) -> list[Look]:
    """Return the look of every own layer, the lowest on the map first; a layer without one comes last.

    A kept look that is not understood is the look of a new layer; one of a layer that is gone is left out.
    """
    kept = {look.name: look for look in _kept(_path(home, workspace))}
    there = [path.stem for path in layer_paths(home)]
    known = [look for name, look in kept.items() if name in there]
    return [*known, *(Look(name) for name in there if name not in kept)]


def keep_looks(home: Home, workspace: str, looks: Sequence[Look]) -> None:
    """Keep the looks in this order."""
    path = _path(home, workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as fresh:
        json.dump([asdict(look) for look in looks], fresh, ensure_ascii=False, indent=1)
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(fresh.name).replace(path)


def _path(home: Home, workspace: str) -> Path:
    return home.register_path(workspace).with_suffix(".layers.json")


def _kept(path: Path) -> list[Look]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        return []
    if not isinstance(told, list):
        return []
    return [_look(one) for one in told if isinstance(one, dict) and isinstance(one.get("name"), str)]


def _look(told: dict[str, object]) -> Look:
    names = {field.name for field in fields(Look)}
    match {name: value for name, value in told.items() if name in names}:
        case {
            "name": str(name),
            "shown": bool(shown),
            "colour": str(colour),
            "width": int() | float() as width,
            "opacity": int() | float() | None as opacity,
            "label": str(label),
        } if _HEX.fullmatch(colour) and THINNEST <= width <= THICKEST and 0 <= (opacity or 0) <= 1:
            return Look(name, shown, colour, float(width), opacity, label)
    return Look(str(told["name"]))
