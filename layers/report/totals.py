"""The money of a report: the totals as the part Geld of Activiteiten shows them."""

from __future__ import annotations

import pandas as pd

from gis.workspace.meetings import Meeting
from layers import listings
from layers.report.parts import Part, make_part
from layers.words.formats import number, plural
from layers.words.money import money_head

_TITLES = {"theme": "Geld per thema", "partner": "Geld per organisatie", "year": "Geld per jaar"}
_APART = (
    " Wat voorbij is, telt niet mee. Bedragen in euro; toegezegd, nog gezocht, eenmalig, per jaar en "
    "additioneel staan apart. Leeg is: niet genoemd."
)
_SHARED = " Een bedrag voor meer jaren staat bij elk jaar en telt onderaan één keer."


def make_totals(meeting: Meeting) -> tuple[Part, ...]:
    """Return a part with the totals for each way of adding up that a meeting has; the first explains them."""
    return tuple(
        _total(by, totals, explained=not number) for number, (by, totals) in enumerate(meeting.money.items())
    )


def as_read(told: pd.DataFrame) -> pd.DataFrame:
    """Return totals as a person reads them: no empty columns, dots in amounts, nothing where nothing is told.

    Parameters
    ----------
    told
        Result of `layers.listings.money_list`. What the rows are of stays the first column.
    """
    shared = money_head("shared")
    filled = [str(name) for name in told.columns if told[name].notna().any()]
    if not told[shared].eq("ja").any():
        filled.remove(shared)
    return pd.DataFrame({_capital(name): told[name].map(_cell) for name in filled}, dtype=object)


def _total(by: str, totals: pd.DataFrame, *, explained: bool) -> Part:
    table = as_read(listings.money_list(totals)) if totals["sums"].any() else pd.DataFrame()
    count = int(totals["activities"].iloc[-1])
    heard = plural(count, "activiteit noemt geld", "activiteiten noemen geld")
    return make_part(
        _TITLES[by],
        list(table.columns),
        table.to_numpy().tolist(),
        list(table.iloc[:, 0]) if len(table) else [],
        sentence=f"{heard}.{_APART if explained else ''}{_SHARED if totals['shared'].any() else ''}",
        nothing="Er is nog geen geld genoemd.",
    )


def _cell(value: str | float | None) -> str:
    return value if isinstance(value, str) else "" if pd.isna(value) else number(value)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:].removesuffix(" (euro)")
