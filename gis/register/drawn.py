"""The drawings of a register, the rounds in which they were made, and the areas that were settled on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime

import sqlalchemy as sa

from gis.register import accepted, felt, organisations, rounds, schema
from gis.register.accepted import AcceptedArea
from gis.register.felt import Felt
from gis.register.partners import Partners
from gis.register.persons import require_no_person
from gis.register.records import Drawing
from gis.register.rounds import Round
from gis.vocabulary import Vocabulary


class Drawn(Partners):
    """What people drew, when it may be seen, and what meetings made of it."""

    def drawings(self) -> list[Drawing]:
        """Return every drawing, in the order in which they were added.

        For the eyes of `gis.register.visible` only: those of a round that is not shown yet are among them.
        """
        with self._read() as rows:
            found = rows.execute(sa.select(schema.drawings).order_by(sa.text("rowid"))).mappings().all()
        return [Drawing(**{**row, "extent": _box(row["extent"])}) for row in found]

    def count_drawings(self, round_id: str) -> int:
        """Return how many drawings a round has, shown or not."""
        table = schema.drawings
        count = sa.select(sa.func.count()).select_from(table).where(table.c.round_id == round_id)
        with self._read() as rows:
            return int(rows.execute(count).scalar() or 0)

    def add_drawings(self, drawings: Iterable[Drawing]) -> None:
        """Add drawings, all or none; one with an id that is known replaces it.

        Raises
        ------
        StoreError
            ``personal_data`` when the name or the meeting holds data of a person; ``round_over`` and
            ``round_full`` for one of a round.
        """
        made = list(drawings)
        table = schema.drawings
        with self._write() as rows:
            for drawing in made:
                require_no_person(drawing.name, drawing.meeting, place=True)
                rows.execute(sa.delete(table).where(table.c.id == drawing.id))
            for round_id, fresh in Counter(one.round_id for one in made if one.round_id).items():
                rounds.require_room(rows, round_id, fresh=fresh)
            for drawing in made:
                rows.execute(sa.insert(table).values(dict(vars(drawing))))

    def remove_drawing(self, drawing_id: str) -> None:
        """Remove a drawing for good: who drew may ask for it."""
        with self._write() as rows:
            rows.execute(sa.delete(schema.drawings).where(schema.drawings.c.id == drawing_id))

    def rounds(self) -> list[Round]:
        """Return every round of drawing, the oldest first."""
        with self._read() as rows:
            return rounds.rounds(rows)

    def begin_round(
        self, asked: Round, *, questions: Collection[str], organisation: str, at: datetime
    ) -> Round:
        """Begin a round; see `gis.register.rounds.begin` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return rounds.begin(rows, asked, questions=questions, organisation=organisation, at=at)

    def show_round(self, round_id: str, *, at: datetime) -> None:
        """Let everybody see what was drawn in a round; see `gis.register.rounds.show`."""
        with self._write() as rows:
            rounds.show(rows, round_id, at=at)

    def accepted_areas(self, *, until: date | None = None) -> list[AcceptedArea]:
        """Return the areas that meetings settled on, by name; see `gis.register.accepted.areas`."""
        with self._read() as rows:
            return accepted.areas(rows, until=until)

    def save_accepted(self, area: AcceptedArea, *, organisation: str, at: datetime) -> AcceptedArea:
        """Add one or its next version; see `gis.register.accepted.save` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return accepted.save(rows, area, organisation=organisation, at=at)

    def accepted_history(self, area_id: str) -> list[AcceptedArea]:
        """Return every version of one, oldest first."""
        with self._read() as rows:
            return accepted.versions(rows, area_id)

    def felt(self) -> list[Felt]:
        """Return what people said of barriers and facilities, in the order in which they told it."""
        with self._read() as rows:
            return felt.all_felt(rows)

    def save_felt(self, told: Felt, *, vocabulary: Vocabulary, organisation: str, at: datetime) -> Felt:
        """Add one or its next version; see `gis.register.felt.save` for what can go wrong."""
        with self._write() as rows:
            organisations.require_known(rows, [organisation])
            return felt.save(rows, told, vocabulary=vocabulary, organisation=organisation, at=at)

    def felt_history(self, felt_id: str) -> list[Felt]:
        """Return every version of one, oldest first."""
        with self._read() as rows:
            return felt.versions(rows, felt_id)


def _box(told: list[float] | None) -> tuple[float, float, float, float] | None:
    if told is None:
        return None
    west, south, east, north = told
    return west, south, east, north
