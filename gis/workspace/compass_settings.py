"""What partners set for the kompas: how wide "about equal" is, the least acceptable value, and a target."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from gis.analysis.compass import CLASSES
from gis.workspace.registers import Register


@dataclass(frozen=True)
class Target:
    """What the partners want: a class (see `gis.analysis.compass.CLASSES`) in a year."""

    state: str
    year: int


@dataclass(frozen=True)
class Setting:
    """What is set for one indicator in a workspace; None for what is not."""

    width: float | None = None
    floor: float | None = None
    target: Target | None = None


def read_settings(register: Register, keys: Sequence[str]) -> dict[str, Setting]:
    """Return what is set in a workspace for these indicators; those of which nothing is set are left out."""
    found = {}
    for key in keys:
        told = register.store.setting(_name(key))
        if told:
            said = json.loads(told)
            goal = Target(said["target"], said["year"]) if said.get("target") in CLASSES else None
            found[key] = Setting(said.get("width"), said.get("floor"), goal)
    return {key: setting for key, setting in found.items() if setting != Setting()}


def keep_setting(register: Register, key: str, setting: Setting) -> None:
    """Keep what is set for one indicator in a workspace, in place of what was set before."""
    goal = setting.target
    told = {
        "width": setting.width,
        "floor": setting.floor,
        "target": goal.state if goal else None,
        "year": goal.year if goal else None,
    }
    register.store.set_setting(_name(key), json.dumps(told))


def _name(key: str) -> str:
    return f"kompas:{key}"
