"""Words for witte vlekken: what a cell of a table tells, its figure, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gis.analysis.gaps import CROWDED
from gis.analysis.matrices import CITY, HERE, NO_TASK, NOBODY, NOT_ASKED, REACHING, WIDER
from gis.analysis.needs import ABOVE, BELOW, EQUAL, NO_FIGURE
from gis.register.tasks import ASKED, TaskAnswer
from layers.words.figures import SIGNAL
from layers.words.formats import number, plural
from layers.words.reports import day

MARKS = {NOBODY: "–", NOT_ASKED: "?", NO_TASK: "○"}
MEANS = {NOBODY: "niemand doet iets", NOT_ASKED: "nog niet gevraagd", NO_TASK: "geen taak hier"}
FIGURE_HEADS = {  # of narrow columns: the whole name stands in their help
    "won": "Woningen",
    "fys": "Omgeving",
    "vrz": "Voorzieningen",
    "soc": "Samenhang",
    "onv": "Overlast",
}
LOW, UNKNOWN, WIDE = "▼", "□", "*"
BUSY = "druk"
BUSY_MEANS = "druk: veel partijen tegelijk"
_NEED = {BELOW: "▼ lager dan", EQUAL: "● ongeveer gelijk aan", ABOVE: "▲ hoger dan"}
_WHERE = {
    HERE: "",
    REACHING: "ligt ernaast, bereikt deze buurt",
    CITY: "geldt voor de hele gemeente",
    WIDER: "geldt voor een groter gebied",
}


def cell_mark(cell: str, row: Mapping[str, Any]) -> str:
    """Return what stands in a cell of theme by buurt: a number or a mark, then the need.

    Parameters
    ----------
    cell
        As `gis.workspace.tasks.mark_cells` gives it.
    row
        A row of `gis.workspace.gaps.see_gaps`.
    """
    told = MARKS.get(cell, str(row["activities"]))
    wide = WIDE if row["citywide"] + row["wider"] else ""
    busy = f" {BUSY}" if row["supply"] == CROWDED else ""
    need = {BELOW: f" {LOW}", NO_FIGURE: f" {UNKNOWN}"}.get(row["need"], "")
    return f"{told}{wide}{busy}{need}"


def party_mark(cell: str, count: int) -> str:
    """Return what stands in a cell of theme by party.

    Examples
    --------
    >>> party_mark("not asked", 0), party_mark("number", 2)
    ('?', '2')
    """
    return MARKS.get(cell, str(count))


def figure_lines(
    row: Mapping[str, Any], *, dimensions: Mapping[str, str], gemeente: str, source: str
) -> list[str]:
    """Return what the figure of a cell says, both values and their difference, and its source.

    Parameters
    ----------
    row
        A row of `gis.workspace.gaps.see_gaps`.
    source
        Who published it, in which edition.
    """
    if row["need"] not in _NEED:
        return ["Er is geen cijfer voor dit thema in deze buurt. Dat zegt niets over wat er nodig is."]
    name = dimensions.get(row["need_dimension"], row["need_dimension"])
    told = (row[f"need_{part}"] for part in ("value", "reference", "difference", "about"))
    numbers = [number(value, 3) for value in told]
    lines = [
        f"{name} (hoort bij {row['need_theme']}): {_NEED[row['need']]} de gemeente {gemeente}",
        f"hier {numbers[0]}, gemeente {numbers[1]}, verschil {numbers[2]} (gelijk is tot {numbers[3]})",
    ]
    if pd.notna(row["need_change"]):
        lines.append(f"sinds {int(row['need_change_year'])}: {number(row['need_change'], 3)}")
    return [*lines, f"{source}, jaar {int(row['need_year'])}. {SIGNAL}"]


def change_lines(row: Mapping[str, Any]) -> list[str]:
    """Return what would change a gap: the plan that comes, the nearest activity, what neighbours have."""
    lines = []
    if pd.notna(row["planned_id"]):
        when = row["planned_text"] or "periode nog niet bekend"
        closes = " Daarmee is de witte vlek weg." if row["planned_closes"] else ""
        lines.append(f"Gepland: {row['planned_title']} ({_party(row['planned_party'])}), {when}.{closes}")
    if pd.notna(row["near_id"]):
        far = f"{number(row['near_distance_m'])} m"
        lines.append(f"Dichtbij: {row['near_title']} ({_party(row['near_party'])}), op {far} van deze buurt.")
    if pd.notna(row["near_activities"]) and row["near_activities"]:
        count = plural(int(row["near_activities"]), "activiteit", "activiteiten")
        lines.append(f"De buurten ernaast hebben {count} op dit thema.")
    return lines or ["Binnen 2 km is er niets op dit thema, en er is niets gepland."]


def activity_line(row: Mapping[str, Any]) -> str:
    """Return an activity of `gis.analysis.matrices.list_cell` with its parties and period."""
    parties = ", ".join(row["partners"]) or _party(row["organisation"])
    where = _WHERE[row["where"]] if "where" in row else ""
    told = [f"{row['title']} ({parties})", row["period_text"] or "periode nog niet bekend", where]
    return " · ".join(part for part in told if part)


def answer_line(said: TaskAnswer, *, gemeente: str) -> str:
    """Return what an organisation answered, when, and for where when that is more than the buurt."""
    what = f"gevraagd op {day(said.on)}" if said.answer == ASKED else f"geen taak hier ({day(said.on)})"
    where = ", voor de hele gemeente" if said.area == gemeente else ""
    note = f": {said.note}" if said.note else ""
    return f"{said.organisation}: {what}{where}{note}"


def _party(name: object) -> str:
    return name if isinstance(name, str) and name else "nog geen partij genoemd"
