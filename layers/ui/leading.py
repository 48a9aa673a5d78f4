"""Ways from one page to another: to the record of an activity, to a group of plans."""

from __future__ import annotations

from layers.ui import state
from layers.ui.front import desk


def to_record(activity_id: str) -> None:
    """Go to an activity in the list, in its form for who may change something; this run ends here."""
    state.remember("gekozen", activity_id)
    part = state.EDITING if desk().view.may_change else "Lijst"
    state.go_to("register", **{"activiteiten.deel": part})


def to_chance(name: str) -> None:
    """Go to a group or a pair of plans, its ids joined by a plus sign; this run ends here."""
    state.remember("kans", name)
    state.go_to("analysis", **{"kansen.deel": "Koppelkansen"})
