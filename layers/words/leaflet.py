"""Dutch words of the buurtblad: what is the matter, why, what happens already, what works."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from gis.analysis.compass import NO_FIGURE, TO_BE_SET, TOO_FEW
from gis.register.explanations import WHOLE, Explanation
from gis.register.visible import Audience
from gis.workspace.agreements import BY_DECISION
from gis.workspace.compass_figures import Indicator
from gis.workspace.leaflet import Leaflet
from gis.workspace.signals import SignalCount
from layers.words import compass, reports, signals
from layers.words.accepted import cbs_words
from layers.words.areas import value_words
from layers.words.figures import score_sentence
from layers.words.formats import listed, number, plural

KIND = "Buurtblad"
BLOCKS = (
    "1 · Wat is er aan de hand?",
    "2 · Waarom? Wat zit er achter deze cijfers?",
    "3 · Wat gebeurt er al?",
    "4 · Wat werkt?",
)
COLUMNS = ("", "buurt", "gemeente", "vergeleken")
WHO_LIVES = "Bewoners en woningen (CBS {jaar}): niet goed of slecht"
NOTHING_SAID = "Nog niemand heeft gezegd wat er achter deze cijfers zit."
ESTIMATES = "De cijfers van deze vastgestelde buurt zijn schattingen; vergeleken is alleen wat zeker is."
SAY_IT = "Weet u het? Kies de buurt op de Kaart en vul 'Duiding' in."
CAUSE = "mogelijke oorzaak"
NOTHING_THERE = "In de buurt zelf: nog niets bekend."
NOTHING_DONE = "Nog niets bekend. Hier is nog niets klaar."
NO_EFFECT_KNOWN = "Nog niets bekend. Van wat klaar is, heeft nog niemand gezegd of het hielp."
RUNS, PLANNED, CITYWIDE = "Bestaand", "Gepland", "Voor de hele gemeente of meer"
FINISHED, DECIDED = "Klaar", "Afspraken en besluiten"
_EFFECTS = {True: "effect: ja", False: "effect: nee", None: "effect: nog niet bekend"}
_ABOUT_AREA = {"WK": "over de hele wijk", "GM": "over de hele gemeente"}


def score_words(leaflet: Leaflet) -> str:
    """Return the sentence about the Leefbaarometer as plain text; of a settled area where it lies for CBS."""
    if leaflet.settled is not None:
        return cbs_words(leaflet.settled["shares"])  # type: ignore[arg-type]
    told = score_sentence(leaflet.score, gemeente=leaflet.gemeente, reference=leaflet.reference)
    return told.replace("**", "")


def count_words(leaflet: Leaflet) -> str:
    """Return how many people live there, in how many households, and of which year that is."""
    count = leaflet.counts.get("inwoners")
    if leaflet.settled is not None:
        return _estimated_count(leaflet.counts)
    people = reports.inhabitants_or_reason(count, leaflet.missing.get("inwoners"))  # type: ignore[arg-type]
    homes = leaflet.counts.get("huishoudens")
    told = "" if homes is None or pd.isna(homes) else f", {number(float(homes))} huishoudens"  # type: ignore[call-overload, arg-type]
    jaar = leaflet.counts.get("jaar")
    year = "" if jaar is None else f" (CBS, {jaar})"
    return f"{people[:1].upper()}{people[1:]}{told}{year}."


def _estimated_count(counts: Mapping[str, Any]) -> str:
    if pd.isna(counts["inwoners"]):
        return "Hoeveel mensen hier wonen, is niet te schatten."
    told = [value_words("inwoners", float(counts[name])) for name in ("inwoners", "low", "high")]
    year = counts["jaar"]
    return f"Ongeveer {told[0]} inwoners: een schatting, tussen {told[1]} en {told[2]} (CBS, {year})."


def place_words(leaflet: Leaflet) -> str:
    """Return where it lies: in which wijk, or which meeting settled it; and the gemeente."""
    if leaflet.settled is None:
        return f"wijk {leaflet.wijk}, gemeente {leaflet.gemeente} · {leaflet.code}"
    told = f"vastgesteld in {leaflet.settled['meeting']}, versie {leaflet.settled['version']}"
    return f"{told} · gemeente {leaflet.gemeente}"


def state_words(row: Mapping[Hashable, Any], indicator: Indicator, *, missing: Mapping[str, str]) -> str:
    """Return a class without its mark, or why there is none; nothing of who lives there."""
    state = str(row["class"])
    if state == NO_FIGURE:
        return missing.get(indicator.key, "")
    if not indicator.way:
        return ""
    if state == TOO_FEW:
        return "te weinig inwoners"
    told = compass.state_words(state, indicator)
    return told.split(" ", 1)[1] if state in compass.MARKS else told


def notes(leaflet: Leaflet) -> list[str]:
    """Return what a reader of the table of figures has to know besides."""
    states = set(leaflet.rows["class"])
    told = [] if leaflet.settled is None else [ESTIMATES]
    if "onv" in set(leaflet.rows.loc[leaflet.rows["value"].notna(), "indicator"]):
        told.append("Bij overlast en onveiligheid betekent hoger: minder overlast.")
    told += [f"{compass.STATES[state]}.".capitalize() for state in (TOO_FEW,) if state in states]
    if TO_BE_SET in states:
        told.append("Nog te bepalen: de gemeente heeft dit cijfer nog niet.")
    guessed = [
        compass.indicator_name(one, dimensions={})
        for one in leaflet.indicators
        if leaflet.references[one.key].basis == "estimate"
    ]
    if guessed:
        told.append(f"Cijfer van de gemeente geschat uit haar buurten: {listed(guessed)}.")
    return told


def signal_words(count: SignalCount, *, made: bool) -> str:
    """Return how many signals of residents and professionals there are, and whether they are made up."""
    told = signals.count_words(count) + (" (verzonnen)" if made else "")
    return f"Wat bewoners en professionals zagen: {told}. Het telt in geen score mee."


def who_said(said: Explanation, *, names: Mapping[str, str]) -> str:
    """Return who says what is behind a figure, when, and about which figure.

    Parameters
    ----------
    names
        What figures are called, by key.
    """
    role = f" ({said.role})" if said.role else ""
    about = [] if said.figure == WHOLE else [f"over {names.get(said.figure, said.figure)}"]
    wider = [_ABOUT_AREA[said.area[:2]]] if said.area[:2] in _ABOUT_AREA else []
    return " · ".join([f"{said.organisation}{role}", reports.day(said.on), *about, *wider])


def activity_facts(row: Mapping[Hashable, Any]) -> str:
    """Return when and who of an activity, and what has to be said of it."""
    who = [str(one) for one in dict.fromkeys([row["organisation"], *row["partners"]]) if not pd.isna(one)]
    told = [
        str(row["period_text"] or "") or "periode nog niet bekend",
        ", ".join(who) or "wie: nog niet bekend",
        *(["uitgesteld"] if row["postponed"] else []),
        *(["concept"] if row["visibility"] == "concept" else []),
        *(["verzonnen"] if row["fictional"] else []),
    ]
    return " · ".join(told)


def effect_words(effect: bool | None) -> str:  # noqa: FBT001 - the answer itself
    """Return whether something that is done had an effect.

    Examples
    --------
    >>> effect_words(None)
    'gedaan · effect: nog niet bekend'
    """
    return f"gedaan · {_EFFECTS[effect]}"


def agreement_words(row: Mapping[Hashable, Any], leaflet: Leaflet) -> tuple[str, str]:
    """Return what was agreed, about which plans, and who sees to it, how far it is and what it brought."""
    plans = ", ".join(leaflet.titles[name] for name in row["members"] if name in leaflet.titles)
    head = f"{str(row['choice']).capitalize()}: {plans}" if row["told_by"] == BY_DECISION else plans
    who = str(row["organisation"]) if not pd.isna(row["organisation"]) else "wie: nog niet verdeeld"
    if not pd.isna(row["role"]) and leaflet.audience is not Audience.PUBLIC:
        who += f" ({row['role']})"
    done = row["state"] == "klaar"
    effect = None if pd.isna(row["effect"]) else bool(row["effect"])
    return head, " · ".join(
        [
            who,
            *([f"voor {reports.day(row['due_on'])}"] if not pd.isna(row["due_on"]) else []),
            effect_words(effect) if done else str(row["state"]),
        ]
    )


def idea_words(count: int) -> str:
    """Return how many ideas there are besides; they happen not yet."""
    return f"Verder {'is' if count == 1 else 'zijn'} er {plural(count, 'idee', 'ideeën')}." if count else ""


def more_words(count: int) -> str:
    """Return how many more there are than fit on the page."""
    return f"En nog {count}; zie Koppelkaart."
