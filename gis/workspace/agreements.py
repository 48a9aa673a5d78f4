"""Agreements per partner: who does what by when, what is late, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gis.analysis.upkeep import find_ending_money, find_stale
from gis.register.decisions import NOT, TAKEN_BACK, Decision
from gis.register.records import to_frame
from gis.register.sums import money_frame
from gis.register.visible import Audience, visible
from gis.workspace.decisions import see_decisions
from gis.workspace.registers import Register

OPEN, LATE, FINISHED = "open", "te laat", "klaar"
BY_DECISION, BY_ACTIVITY = "besluit", "activiteit"
AGREEMENT = "afspraak/convenant"  # the kind of an activity that is an agreement itself
_NO_AGREEMENT = (NOT, TAKEN_BACK)
_YES, _NO = "ja", "nee"
_EFFECTS = {True: _YES, False: _NO, None: "nog niet bekend"}

_TYPES = {
    **dict.fromkeys(("id", "told_by", "choice", "organisation", "role", "state", "note"), "str"),
    "members": "object",
    "due_on": "datetime64[s]",
    "days_late": "Int64",
    "done": "boolean",
    "effect": "boolean",
}
AGREEMENT_COLUMNS = (
    *("organisation", "state", "days_late", "due_on", "choice", "members", "role", "note"),
    *("done", "effect", "id", "told_by"),
)
_ORDER = {LATE: 0, OPEN: 1, FINISHED: 2}


@dataclass(frozen=True)
class Upkeep:
    """What a meeting looks back at: agreements, their effects, money that ends, plans to confirm.

    A plan that is an agreement itself is among the agreements and is not asked about twice.
    """

    agreements: pd.DataFrame
    effects: pd.DataFrame
    ending_money: pd.DataFrame
    stale: pd.DataFrame


def see_upkeep(register: Register, *, organisation: str, audience: Audience, today: date) -> Upkeep:
    """Return what the audience may see of agreements, ending money and plans that nobody confirmed.

    Parameters
    ----------
    today
        Used as peildatum where the workspace has none of its own.
    """
    day = register.reference_day(today=today)
    seen = visible(
        register.store.activities(),
        organisation=organisation,
        audience=audience,
        vocabulary=register.vocabulary,
    )
    activities = to_frame(seen, vocabulary=register.vocabulary)
    decisions = see_decisions(register, organisation=organisation, audience=audience)
    agreements = list_agreements(decisions, activities, reference_day=day)
    stale = find_stale(activities, reference_day=day)
    return Upkeep(
        agreements=agreements,
        effects=count_effects(decisions),
        ending_money=find_ending_money(activities, money_frame(seen), reference_day=day),
        stale=stale[~stale["id"].isin(agreements["id"])].reset_index(drop=True),
    )


def list_agreements(
    decisions: Iterable[Decision], activities: pd.DataFrame, *, reference_day: date
) -> pd.DataFrame:
    """Return what was agreed, by the organisation that sees to it; what is late first, the latest on top.

    A decision to do or to find out is an agreement, and so is an activity of the kind afspraak/convenant.
    It is klaar when it is done, te laat when its day lies before the peildatum, else open; one without a
    day is never late.

    Parameters
    ----------
    decisions
        What may be seen (`gis.workspace.decisions.see_decisions`).
    activities
        Table `activities`, of what may be seen. One that stopped is no agreement any more.

    Returns
    -------
    DataFrame
        On a new index `AGREEMENT_COLUMNS`: ``organisation`` missing when nobody sees to it; ``state``;
        ``days_late`` [days] only of what is te laat; ``due_on`` the last day; ``choice`` and ``role`` of
        a decision; ``members`` ids of activities; ``told_by`` besluit or activiteit, and its ``id``.
    """
    rows = [_of_decision(one) for one in decisions if one.choice not in _NO_AGREEMENT]
    chosen = activities[(activities["kind"] == AGREEMENT) & (activities["status"] != "gestopt")]
    rows += [
        _of_activity({str(name): value for name, value in row.items()}) for row in chosen.to_dict("records")
    ]
    frame = pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)
    days = (pd.Timestamp(reference_day) - frame["due_on"]).dt.days.astype("Int64")
    done = frame["done"].fillna(value=False).astype(bool)
    late = ~done & (days > 0).fillna(value=False).astype(bool)
    frame["state"] = [
        FINISHED if ready else LATE if over else OPEN for ready, over in zip(done, late, strict=True)
    ]
    frame["days_late"] = days.where(late)
    order = frame.assign(first=frame["state"].map(_ORDER), name=frame["organisation"].fillna(""))
    order = order.sort_values(["first", "due_on", "name", "id"], na_position="last")
    return order[list(AGREEMENT_COLUMNS)].reset_index(drop=True)


def count_effects(decisions: Iterable[Decision]) -> pd.DataFrame:
    """Return how many decisions to do or to find out were done, and had an effect.

    Returns
    -------
    DataFrame
        Index ``gedaan`` (ja, nee; nobody said counts as nee: it is not done yet), columns ``effect`` (ja,
        nee, nog niet bekend).
    """
    told = Counter((one.done is True, one.effect) for one in decisions if one.choice not in _NO_AGREEMENT)
    return pd.DataFrame(
        [[told[done, effect] for effect in _EFFECTS] for done in (True, False)],
        index=pd.Index([_YES, _NO], name="gedaan"),
        columns=pd.Index(list(_EFFECTS.values()), name="effect"),
    )


def _of_decision(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id,
        "told_by": BY_DECISION,
        "choice": decision.choice,
        "organisation": decision.organisation or None,
        "role": decision.role or None,
        "note": decision.note or None,
        "members": list(decision.members),
        "due_on": decision.due_on,
        "done": decision.done,
        "effect": decision.effect,
    }


def _of_activity(row: dict[str, object]) -> dict[str, object]:
    return {
        "id": row["id"],
        "told_by": BY_ACTIVITY,
        "organisation": row["organisation"],
        "note": row["note"],
        "members": [row["id"]],
        "due_on": row["end_latest"],
        "done": row["status"] == "klaar",
    }
