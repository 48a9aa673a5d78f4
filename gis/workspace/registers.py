"""The three workspaces: the example meeting, the publication of 2017, and one's own; never mixed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gis.errors import StoreError
from gis.register.records import HOME_ORGANISATION, Activity
from gis.register.store import Store, open_store
from gis.vocabulary import Vocabulary
from gis.workspace import sample
from gis.workspace.home import Home, read_vocabulary


@dataclass(frozen=True)
class Workspace:
    """What kind of register it is: its title, fixed peildatum (None: today) and whether it is made up.

    `earlier_day` is that of the meeting before: `earlier` says what stood otherwise then, `decisions` what
    was decided there. `explanations` and `signals` say what people told besides.
    """

    name: str
    title: str
    reference_day: date | None
    fictional: bool = False
    activities: str = ""
    drawings: str = ""
    earlier_day: date | None = None
    earlier: str = ""
    decisions: str = ""
    explanations: str = ""
    signals: str = ""


WORKSPACES = {
    workspace.name: workspace
    for workspace in (
        Workspace(
            "voorbeeld",
            "Overleg Selwerd, maart 2027 (fictief)",
            date(2027, 3, 11),
            fictional=True,
            activities="overleg_2027_activiteiten.csv",
            drawings="overleg_2027_tekeningen.csv",
            earlier_day=date(2027, 1, 14),
            earlier="overleg_2027_eerder.csv",
            decisions="overleg_2027_besluiten.csv",
            explanations="overleg_2027_duiding.csv",
            signals="overleg_2027_signalen.csv",
        ),
        # The day of the theme meeting in Selwerd that the publication reports on.
        Workspace(
            "publicatie",
            "Stand 2017 uit de publicatie",
            date(2017, 4, 10),
            activities="publicatie_2017_activiteiten.csv",
        ),
        Workspace("eigen", "Mijn register", None),
    )
}
EXAMPLE, OWN = "voorbeeld", "eigen"


@dataclass(frozen=True)
class Register:
    """An open workspace: its kind, its store and the lists it keeps to."""

    workspace: Workspace
    store: Store
    vocabulary: Vocabulary

    def reference_day(self, *, today: date) -> date:
        """Return the peildatum: fixed for the examples, else the one set, else today."""
        stated = self.store.setting("peildatum")
        return self.workspace.reference_day or (date.fromisoformat(stated) if stated else today)

    def moment(self, now: datetime) -> datetime:
        """Return the moment to write down; where the peildatum is fixed it is the time of now on that day.

        So what is done in the example comes after what its meetings did, whatever the calendar says.
        """
        day = self.workspace.reference_day
        return datetime.combine(day, now.timetz()) if day else now


def open_register(home: Home, name: str) -> Register:
    """Open a workspace's register; an example that was never opened is filled from the sample.

    Raises
    ------
    StoreError
        ``workspace_unknown``, and as in `gis.register.store.open_store`.
    """
    if name not in WORKSPACES:
        raise StoreError("workspace_unknown", name=name, known=", ".join(WORKSPACES))
    workspace = WORKSPACES[name]
    vocabulary = read_vocabulary(home)
    store = open_store(home.register_path(name))
    if workspace.activities and store.setting("filled") is None:
        _fill(store, workspace, vocabulary)
    return Register(workspace, store, vocabulary)


def choose_register(
    home: Home, *, asked: str | None, organisation: str = HOME_ORGANISATION, prefer_own: bool = False
) -> Register:
    """Open the workspace that was asked for, else the first that fits: one's own, then the example.

    One's own fits when something is in it, or when something is about to be put in it
    (`prefer_own`); either must know the organisation. So a fresh home works on the example, and what a
    user brings in does not land among made-up plans.

    Raises
    ------
    StoreError
        ``organisation_unknown`` when the workspace does not know the organisation.
    """
    if asked is not None:
        register = open_register(home, asked)
        register.store.require_organisation(organisation)
        return register
    own = open_register(home, OWN)
    if (prefer_own or own.store.begun) and organisation in own.store.organisations():
        return own
    example = open_register(home, EXAMPLE)
    example.store.require_organisation(organisation)
    return example


def _fill(store: Store, workspace: Workspace, vocabulary: Vocabulary) -> None:
    """Fill an example as its meetings did: what stood at the one before, what it decided, what stands now."""
    day = workspace.reference_day
    if day is None:
        return

    def read(earlier: str = "") -> list[Activity]:
        return sample.read_activities(
            workspace.activities,
            vocabulary=vocabulary,
            reference=day,
            owner=HOME_ORGANISATION,
            earlier=earlier,
        )

    activities = read()
    first, begin = read(workspace.earlier), _moment(workspace.earlier_day or day)
    for name in _parties(activities) if workspace.fictional else []:
        store.add_organisation(name)
    with _done_once():
        store.save(first, organisation=HOME_ORGANISATION, at=begin)
    for decision in sample.read_decisions(workspace.decisions) if workspace.decisions else []:
        with _done_once():
            store.decide(decision, organisation=decision.by, at=begin)
    there = {activity.id: activity for activity in first}
    for activity in activities:
        if activity.id not in there or not activity.same_as(there[activity.id]):
            store.save([activity], organisation=activity.owner, at=_moment(day))
    if workspace.drawings:
        store.add_drawings(sample.read_drawings(workspace.drawings))
    _fill_told(store, workspace, vocabulary, at=_moment(day))
    store.set_setting("filled", "ja")


def _fill_told(store: Store, workspace: Workspace, vocabulary: Vocabulary, *, at: datetime) -> None:
    """Fill in what people said is behind figures, and what they saw."""
    if workspace.explanations:
        for said in sample.read_explanations(workspace.explanations):
            store.add_explanation(said, known=[said.figure], organisation=said.by, at=at)
    for told, by_whom in sample.read_signals(workspace.signals) if workspace.signals else []:
        seen = store.add_signal(told, place=told.place, vocabulary=vocabulary, organisation=told.by, at=at)
        if seen.status != told.status:
            with _done_once():
                on = told.status_on or told.on
                store.step_signal(seen, told.status, on=on, by_whom=by_whom, organisation=told.by, at=at)


@contextlib.contextmanager
def _done_once() -> Iterator[None]:
    """Let a step be that another session, or this program before it was stopped, did already."""
    try:
        yield
    except StoreError as error:
        if error.code not in {"changed_meanwhile", "not_yours"}:
            raise


def _moment(day: date) -> datetime:
    """Return the moment of what the sample tells of a day: the day itself, the same on every machine."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _parties(activities: Sequence[Activity]) -> list[str]:
    return sorted({name for activity in activities for name in (activity.owner, *activity.partners)})
