"""One door to the register: add, change, withdraw, list, history, revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import decisions, events, merging, organisations, past, schema, signals, waiting
from gis.register.changes import Outcome, find_standing, require_may_change, save_all, write_history
from gis.register.database import open_database
from gis.register.decisions import Decision, Vote
from gis.register.drawn import Drawn
from gis.register.events import Event
from gis.register.past import Change
from gis.register.records import HOME_ORGANISATION, Activity
from gis.register.rows import to_activity
from gis.register.waiting import Delivery, Parked
from gis.vocabulary import Vocabulary

NOTHING: Mapping[int, str] = MappingProxyType({})


class Store(Drawn):
    """The register of one workspace. Every write is one transaction and raises the revision by one."""

    def organisations(self) -> list[str]:
        """Return the names, "deze werkplek" first, then by alphabet."""
        with self._read() as rows:
            names = organisations.names(rows)
        return sorted(names, key=lambda name: (name != HOME_ORGANISATION, name.casefold()))

    def add_organisation(self, name: str, *, kind: str | None = None) -> None:
        """Add an organisation; one that is known already stays as it is."""
        with self._write() as rows:
            organisations.add(rows, name, kind=kind)

    def require_organisation(self, name: str) -> str:
        """Return the name when it is known, else raise `StoreError` ``organisation_unknown``."""
        if name not in self.organisations():
            raise StoreError("organisation_unknown", name=name)
        return name

    def activities(self, *, withdrawn: bool = False) -> list[Activity]:
        """Return every activity that was not withdrawn, in the order in which they were added.

        For the eyes of `gis.register.visible` only: it decides who sees which. With `withdrawn` those
        that were withdrawn instead.
        """
        gone = schema.activities.c.withdrawn_on
        query = sa.select(schema.activities).where(gone.is_not(None) if withdrawn else gone.is_(None))
        with self._read() as rows:
            found = rows.execute(query.order_by(sa.text("rowid"))).mappings().all()
        return [to_activity(row) for row in found]

    def save(
        self,
        activities: Iterable[Activity],
        *,
        organisation: str,
        at: datetime,
        parked: Sequence[Parked] = (),
        mended: Mapping[int, str] = NOTHING,
        ready: Iterable[str] = (),
        delivery: Delivery | None = None,
    ) -> list[Outcome]:
        """Add or change activities, and park rows, in one transaction; return what happened to each.

        A record is new when its id is. A record equal to what stands there is left alone. A changed one
        must carry the version it was read with (0: whatever stands there) and belong to `organisation`.

        Parameters
        ----------
        activities
            Checked records (see `gis.register.records.check`).
        organisation
            Who does it, by name; new records keep the owner they carry.
        at
            The moment, written in the history.
        parked
            Rows that were refused, kept whole; one that waits already is not kept twice, and one that waits
            for the same record is replaced.
        mended
            By number of a waiting row the id of the record that it became: it waits no more.
        ready
            Ids of records that nothing needs to wait for, beside those that are saved here.
        delivery
            The list that all this stood in, remembered when it is not the one that came last.

        Raises
        ------
        StoreError
            ``changed_meanwhile`` when somebody else changed the record since it was read (nothing is
            saved), ``not_yours`` when it belongs to another organisation, ``organisation_unknown``,
            ``register_busy``.
        """
        records = list(activities)
        with self._write() as rows:
            organisations.require_known(rows, [organisation, *(activity.owner for activity in records)])
            outcomes = save_all(rows, records, organisation, at)
            ids = [*ready, *(activity.id for activity in records)]
            waiting.release(rows, mended, ids=ids, organisation=organisation)
            waiting.park(rows, parked, organisation=organisation, at=at)
            if delivery is not None:
                waiting.remember(rows, delivery, organisation=organisation, at=at)
        return outcomes

    def drop_parked(self, number: int, *, organisation: str, at: datetime) -> None:
        """Let a waiting row go, because a person says so; its list again does not ask about it."""
        with self._write() as rows:
            waiting.drop(rows, number, organisation=organisation, at=at)

    def deliveries(self, *, organisation: str) -> list[Delivery]:
        """Return the lists that an organisation brought, the newest first."""
        with self._read() as rows:
            return waiting.deliveries(rows, organisation)

    def withdraw(self, activity_id: str, *, organisation: str, at: datetime, version: int) -> None:
        """Take an activity out of every list; its history stays.

        Raises
        ------
        StoreError
            As in `save`, and ``activity_unknown``.
        """
        with self._write() as rows:
            standing, withdrawn = find_standing(rows, [activity_id]).get(activity_id, (None, False))
            if standing is None or withdrawn:
                raise StoreError("activity_unknown", id=activity_id)
            require_may_change(standing, organisation, version)
            gone = replace(standing, version=standing.version + 1)
            table = schema.activities
            rows.execute(
                sa.update(table)
                .where(table.c.id == activity_id)
                .values(version=gone.version, withdrawn_on=at.date())
            )
            write_history(rows, [gone], "withdrawn", organisation, at)

    def merge(self, keep_id: str, gone_id: str, *, organisation: str, at: datetime) -> None:
        """Let one record stand for two; see `gis.register.merging.merge` for what can go wrong."""
        with self._write() as rows:
            merging.merge(rows, keep_id, gone_id, organisation=organisation, at=at)

    def unmerge(self, gone_id: str, *, organisation: str, at: datetime) -> None:
        """Undo a merge: the record that went comes back as it was; see `gis.register.merging.unmerge`."""
        with self._write() as rows:
            merging.unmerge(rows, gone_id, organisation=organisation, at=at)

    def merged(self) -> dict[str, str]:
        """Return by the id of every record that was merged the id of the one that stands for it now."""
        with self._read() as rows:
            return merging.merged(rows)

    def history(self, activity_id: str) -> list[Change]:
        """Return the changes of one activity, oldest first."""
        with self._read() as rows:
            return past.history(rows, activity_id)

    def activities_at(self, day: date) -> list[Activity]:
        """Return every activity as it stood at the end of a day; for the eyes of `visible` only."""
        with self._read() as rows:
            return past.activities_at(rows, day)

    def decisions(self, *, until: date | None = None) -> list[Decision]:
        """Return the newest version of every decision, or as it stood at the end of the day `until`."""
        with self._read() as rows:
            return decisions.decisions(rows, until=until)

    def decide(self, decision: Decision, *, organisation: str, at: datetime) -> Decision:
        """Add a decision or its next version; see `gis.register.decisions.decide` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return decisions.decide(rows, decision, organisation=organisation, at=at)

    def decision_history(self, decision_id: str) -> list[Decision]:
        """Return every version of a decision, oldest first."""
        with self._read() as rows:
            return decisions.versions(rows, decision_id)

    def votes(self) -> list[Vote]:
        """Return the last vote of every organisation on every pair."""
        with self._read() as rows:
            return decisions.votes(rows)

    def vote(self, a_id: str, b_id: str, *, useful: bool, organisation: str, at: datetime) -> None:
        """Keep whether an organisation finds a pair useful; see `gis.register.decisions.vote`."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            decisions.vote(rows, a_id, b_id, useful=useful, organisation=organisation, at=at)

    def events(self, *, until: date | None = None) -> list[Event]:
        """Return what happened in areas, possible causes and designations, or as they stood after `until`."""
        with self._read() as rows:
            return events.events(rows, until=until)

    def save_event(self, event: Event, *, vocabulary: Vocabulary, organisation: str, at: datetime) -> Event:
        """Add one of these or its next version; see `gis.register.events.save` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return events.save(rows, event, vocabulary=vocabulary, organisation=organisation, at=at)

    def event_history(self, event_id: str) -> list[Event]:
        """Return every version of one of these, oldest first."""
        with self._read() as rows:
            return events.versions(rows, event_id)

    def parked(self, *, organisation: str) -> list[Parked]:
        """Return the rows of an organisation that still wait to be mended, oldest first."""
        with self._read() as rows:
            return waiting.parked(rows, organisation)

    @property
    def begun(self) -> bool:
        """Whether anything of somebody's own is in it: an activity, a row that waits, a drawing, a note."""
        told = (schema.events, schema.explanations, signals.TABLE)
        tables = (schema.activities, schema.parked, schema.drawings, *told)
        with self._read() as rows:
            return any(
                rows.execute(sa.select(sa.func.count()).select_from(table)).scalar() for table in tables
            )


def open_store(path: Path) -> Store:
    """Open the register at `path`; see `gis.register.database.open_database` for what can go wrong."""
    return Store(open_database(path))
