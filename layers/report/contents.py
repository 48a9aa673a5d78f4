"""What a report tells: parts with a sentence and a table of words, by the ids of what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from gis.analysis.groups import Group
from gis.exports.handover import AUDIENCES
from gis.register.visible import Audience
from gis.workspace.agreements import LATE
from gis.workspace.answers import Chances
from gis.workspace.handing import list_sources
from gis.workspace.meetings import Meeting
from gis.workspace.places import Place
from gis.workspace.registers import Register
from layers import listings, words
from layers.report.parts import Part, make_part
from layers.report.totals import make_totals
from layers.words import changes as changed
from layers.words import meeting as told
from layers.words import reports

GROUPS_FIRST = 5  # more at once is not a choice any more
_EFFECT = ("ja", "nee", "nog niet bekend")


@dataclass(frozen=True, eq=False)
class Report:
    """Everything that is told of one meeting to one audience; screen and files show these words."""

    title: str
    reference_day: date
    seen_by: str
    audience: str
    fictional: bool
    summary: str
    open: Part
    stale: Part
    groups: Part
    money: Part
    totals: tuple[Part, ...]
    changes: Part
    agreements: Part
    effects: Part
    sources: tuple[str, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in the order of the meeting."""
        return (
            *(self.open, self.stale, self.groups, self.money, *self.totals),
            *(self.changes, self.agreements, self.effects),
        )


def make_report(meeting: Meeting, place: Place, register: Register) -> Report:
    """Return what lies on the table in words."""
    rows = meeting.activities.set_index("id", drop=False)
    titles, who = dict(rows["title"]), dict(rows["organisation"].fillna("wie dit doet"))
    upkeep = meeting.upkeep
    still = meeting.open_agreements
    fictional = register.workspace.fictional or bool(rows["fictional"].any())
    seen_by = AUDIENCES[meeting.audience.value]
    if meeting.audience is not Audience.PUBLIC:
        seen_by += f" (gekeken als {meeting.organisation})"
    return Report(
        title=f"{register.workspace.title} · {place.gemeentenaam} {place.jaar}",
        reference_day=meeting.reference_day,
        seen_by=seen_by,
        audience=meeting.audience.value,
        fictional=fictional,
        summary=told.agenda_sentence(
            open_count=len(still),
            late=int((still["state"] == LATE).sum()),
            stale=len(upkeep.stale),
            groups=len(meeting.groups),
            ending=len(upkeep.ending_money),
        ),
        open=_open(still, titles),
        stale=_stale(upkeep.stale, titles, who),
        groups=_groups(meeting.groups, meeting.chances),
        money=_money(upkeep.ending_money, titles, who),
        totals=make_totals(meeting),
        changes=_changes(meeting),
        agreements=_agreements(upkeep.agreements, titles),
        effects=_effects(upkeep.effects),
        sources=tuple(reports.source_lines(list_sources(place, register))),
    )


def _open(agreements: pd.DataFrame, titles: Mapping[str, str]) -> Part:
    heads = ("Waarover", "Besluit", "Wie", "Uiterlijk", "Stand", "Wat nu?")
    rows = []
    for row in agreements.to_dict("records"):
        owner = _owner(row)
        todo = told.agreement_todo(row["state"], owner=owner, dated=not pd.isna(row["due_on"]))
        rows.append((*_agreement(row, titles), todo))
    nothing = "Er staat geen besluit of afspraak open. Besluit op de pagina Kansen over een groep."
    count = words.plural(len(rows), "staat nog open", "staan nog open")
    return make_part(
        "Open besluiten en afspraken",
        heads,
        rows,
        list(agreements["id"]),
        sentence=f"{count}.",
        nothing=nothing,
    )


def _agreements(agreements: pd.DataFrame, titles: Mapping[str, str]) -> Part:
    heads = ("Wie", "Waarover", "Besluit", "Uiterlijk", "Stand", "Gedaan", "Effect")
    sorted_out = agreements.sort_values("organisation", kind="stable", na_position="last")
    rows = []
    for row in sorted_out.to_dict("records"):
        about, choice, owner, until, state = _agreement(row, titles)
        done = told.said(row["done"], unknown="nog niet gezegd")
        effect = told.said(row["effect"], unknown=_EFFECT[-1])
        rows.append((owner, about, choice, until, state, done, effect))
    counts = agreements["state"].value_counts()
    sentence = ", ".join(
        f"{words.number(counts.get(name, 0))} {name}" for name in ("te laat", "open", "klaar")
    )
    nothing = "Er is nog niets afgesproken. Besluit op de pagina Kansen over een groep."
    return make_part(
        "Afspraken per organisatie",
        heads,
        rows,
        list(sorted_out["id"]),
        sentence=f"{sentence}.",
        nothing=nothing,
    )


def _agreement(row: Mapping[Any, Any], titles: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    """Return what an agreement is about, what was decided, who does it, until when, how it stands."""
    members: Sequence[str] = row["members"]
    choice = row["choice"]
    late = row["days_late"]
    return (
        " × ".join(titles.get(name, name) for name in members),
        "afspraak" if pd.isna(choice) else str(choice),
        _owner(row),
        told.last_day_told(row["due_on"]),
        told.state_told(str(row["state"]), None if pd.isna(late) else int(late)),
    )


def _owner(row: Mapping[Any, Any]) -> str:
    name, role = ("" if pd.isna(row[one]) else str(row[one]) for one in ("organisation", "role"))
    return changed.owner_told(name, role)


def _stale(stale: pd.DataFrame, titles: Mapping[str, str], who: Mapping[str, str]) -> Part:
    rows = [
        (
            titles[row["id"]],
            who[row["id"]],
            told.confirmed_told(row["confirmed_on"], row["months"]),
            told.stale_todo(who[row["id"]], overdue=bool(row["overdue"])),
        )
        for row in stale.to_dict("records")
    ]
    return make_part(
        "Nog actueel?",
        ("Plan", "Wie", "Laatst bevestigd", "Wat nu?"),
        rows,
        list(stale["id"]),
        sentence=told.stale_sentence(stale),
        nothing="Verder is er geen plan dat al klaar had moeten zijn, of 24 maanden niet is bevestigd.",
    )


def _groups(groups: Sequence[tuple[int, Group]], chances: Chances) -> Part:
    titles = listings.titles_of(chances.activities)
    rows = [
        (
            str(number),
            words.group_sentence(group),
            " · ".join(titles[name] for name in group.members),
            ", ".join(group.parties),
            words.group_money(group),
            _why(group, chances),
        )
        for number, group in groups[:GROUPS_FIRST]
    ]
    count = words.plural(len(groups), "groep wacht", "groepen wachten")
    more = f" De eerste {len(rows)} staan hier." if len(groups) > len(rows) else ""
    return make_part(
        "Groepen om over te besluiten",
        ("Nr.", "Groep", "Plannen", "Wie", "Geld", "Waarom"),
        rows,
        ["+".join(group.members) for _, group in groups[:GROUPS_FIRST]],
        sentence=f"{count} op een besluit: doen, uitzoeken of niet.{more}",
        nothing="Er is geen groep van plannen waarover nog besloten moet worden.",
    )


def _why(group: Group, chances: Chances) -> str:
    """Return the reason of the pair in the group that counts most, and how often the street is opened."""
    pairs = chances.pairs
    inside = pairs["a_id"].isin(group.members) & pairs["b_id"].isin(group.members)
    best = pairs[inside & (pairs["relation"] == "kans")].head(1)
    street = words.street_open(group)
    return " ".join(
        [
            *listings.reasons(best, chances.activities),
            *([f"{street[:1].upper()}{street[1:]}."] if street else []),
        ]
    )


def _money(ending: pd.DataFrame, titles: Mapping[str, str], who: Mapping[str, str]) -> Part:
    rows = [
        (
            titles[row["id"]],
            who[row["id"]],
            row["text"],
            reports.day(row["ends_on"]),
            told.money_todo(who[row["id"]]),
        )
        for row in ending.to_dict("records")
    ]
    return make_part(
        "Geld dat afloopt",
        ("Activiteit", "Wie", "Geld", "Tot en met", "Wat nu?"),
        rows,
        [f"{name}/{number}" for name, number in zip(ending["id"], ending["number"], strict=True)],
        sentence=f"Bij {words.plural(len(rows), 'bedrag', 'bedragen')} komt het einde binnen een jaar.",
        nothing="Er loopt binnen een jaar geen geld af van iets wat nu loopt.",
    )


def _changes(meeting: Meeting) -> Part:
    kinds = changed.changes_told(meeting.changes)
    rows = [(changed.KINDS[kind], f"{line}.") for kind, lines in kinds.items() for line in lines]
    counts = {changed.KINDS[kind]: len(lines) for kind, lines in kinds.items()}
    return make_part(
        f"Veranderd na {reports.day(meeting.since.day)}",
        ("Wat", "Verandering"),
        rows,
        [str(number) for number in range(len(rows))],
        sentence=told.changes_sentence(counts),
        nothing=told.changes_sentence({}),
    )


def _effects(effects: pd.DataFrame) -> Part:
    rows = [
        ("Gedaan" if done == _EFFECT[0] else "Niet gedaan", *(words.number(counts[name]) for name in _EFFECT))
        for done, counts in effects.to_dict("index").items()
    ]
    whole = int(effects.to_numpy().sum())
    return make_part(
        "Gedaan en effect",
        ("Stand", "Had effect", "Geen effect", "Nog niet bekend"),
        rows,
        [str(done) for done in effects.index],
        sentence=f"Van {words.plural(whole, 'besluit', 'besluiten')} om iets te doen of uit te zoeken.",
        nothing="",
    )
