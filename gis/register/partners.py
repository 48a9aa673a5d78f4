"""What partners say beside their activities, in tables of their own, of which every version stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

from gis.register import calls, explanations, interactions, organisations, signals, tasks
from gis.register.calls import Calls, CallTable
from gis.register.explanations import Explanation
from gis.register.interactions import InteractionTable, Strengths
from gis.register.signals import Signal
from gis.register.tasks import TaskAnswer
from gis.register.transactions import Transactions
from gis.vocabulary import Vocabulary


class Partners(Transactions):
    """The tables of the partners, all in versions that stay."""

    def interactions(self) -> list[InteractionTable]:
        """Return what the partners said about how much themes strengthen each other, the newest first."""
        with self._read() as rows:
            return interactions.TABLE.versions(rows)

    def save_interactions(
        self,
        values: Strengths,
        *,
        vocabulary: Vocabulary,
        version: int,
        organisation: str,
        at: datetime,
        note: str = "",
    ) -> InteractionTable:
        """Add a version of that table; see `gis.register.interactions.save` for what can go wrong."""
        said = InteractionTable(version, at, organisation, note, values)
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return interactions.save(rows, said, vocabulary=vocabulary)

    def calls(self) -> list[CallTable]:
        """Return what the partners said about which figure calls for which themes, the newest first."""
        with self._read() as rows:
            return calls.TABLE.versions(rows)

    def save_calls(
        self,
        values: Calls,
        *,
        vocabulary: Vocabulary,
        version: int,
        organisation: str,
        at: datetime,
        note: str = "",
        figures: Collection[str] = (),
    ) -> CallTable:
        """Add a version of that table; see `gis.register.calls.save` for what can go wrong."""
        said = CallTable(version, at, organisation, note, values)
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return calls.save(rows, said, vocabulary=vocabulary, figures=figures)

    def task_answers(self) -> list[TaskAnswer]:
        """Return what organisations answered about whose task something is, the oldest first."""
        with self._read() as rows:
            return tasks.answers(rows)

    def save_task_answer(
        self, said: TaskAnswer, *, known: Collection[str], organisation: str, at: datetime
    ) -> TaskAnswer:
        """Add such an answer; see `gis.register.tasks.save` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return tasks.save(rows, said, known=known, organisation=organisation, at=at)

    def task_history(self, about: tuple[str, str, str]) -> list[TaskAnswer]:
        """Return every answer of an organisation about a row in an area, oldest first."""
        with self._read() as rows:
            return tasks.versions(rows, about)

    def explanations(self) -> list[Explanation]:
        """Return what people say is behind figures, the oldest first."""
        with self._read() as rows:
            return explanations.explanations(rows)

    def add_explanation(
        self, said: Explanation, *, known: Collection[str], organisation: str, at: datetime
    ) -> Explanation:
        """Add one of these; see `gis.register.explanations.add` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return explanations.add(rows, said, known=known, organisation=organisation, at=at)

    def take_back_explanation(self, number: int, *, organisation: str, at: datetime) -> None:
        """Write that one holds no more; see `gis.register.explanations.take_back`."""
        with self._write() as rows:
            explanations.take_back(rows, number, organisation=organisation, at=at)

    def explanation_history(self) -> list[Explanation]:
        """Return everything that was ever said about figures, the oldest first."""
        with self._read() as rows:
            return explanations.versions(rows)

    def signals(self) -> list[Signal]:
        """Return what people saw, as it stands now, in the order in which it was reported."""
        with self._read() as rows:
            return signals.signals(rows)

    def add_signal(
        self,
        said: Signal,
        *,
        place: BaseGeometry | None,
        vocabulary: Vocabulary,
        organisation: str,
        at: datetime,
    ) -> Signal:
        """Add one, its place rounded first; see `gis.register.signals.add` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return signals.add(
                rows, said, place=place, vocabulary=vocabulary, organisation=organisation, at=at
            )

    def step_signal(
        self, told: Signal, status: str, *, on: date, by_whom: str, organisation: str, at: datetime
    ) -> Signal:
        """Write that one came to a status; see `gis.register.signals.step` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return signals.step(rows, told, status, on=on, by_whom=by_whom, organisation=organisation, at=at)

    def signal_history(self, signal_id: str) -> list[Signal]:
        """Return every version of one, oldest first."""
        with self._read() as rows:
            return signals.versions(rows, signal_id)
