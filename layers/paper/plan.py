"""Composes the wijkplattegrond: map, numbers, list, legend and what must be said with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from gis.exports.about import IN_RD, tell_about
from gis.exports.handover import AUDIENCES, Handover
from gis.vocabulary import Vocabulary
from layers.paper.areas import Area
from layers.paper.edges import draw_band, draw_foot, draw_head, draw_number
from layers.paper.entries import Told, tell_entries
from layers.paper.legend import across
from layers.paper.lettering import one_line
from layers.paper.listing import Block, flow, list_blocks, sentence
from layers.paper.mapping import Map, draw_map
from layers.paper.papers import Box, Mark, Paper, Size
from layers.words import plural, reports

FICTIONAL = "FICTIEF VOORBEELD"
BETWEEN = 6.0  # mm between the map and the list, and between columns


def draw_plan(
    handover: Handover,
    *,
    vocabulary: Vocabulary,
    size: Size,
    area: Area | None = None,
    made_on: date | None = None,
) -> Paper:
    """Return the wijkplattegrond of what is handed over: one page, and more when the list is long.

    The map is in RD at a round scale, north up. Every activity of the audience is in the list; those that
    lie outside the chosen area are counted in a sentence.

    Parameters
    ----------
    handover
        What the audience may see. Its layers say whether scores, activities and each kern of the buurt
        zoals beleefd are drawn.
    size
        One of `layers.paper.papers.PAPERS`.
    area
        What fills the map; None for where the activities are.
    made_on
        The day of making, told beside the peildatum.

    Raises
    ------
    ExportError
        As in `gis.exports.about.tell_about`.
    """
    told = tell_entries(handover, vocabulary=vocabulary, area=area)
    made = bool(tell_about(handover, coordinates=IN_RD)["fictief"])
    desks = [
        _Desk(handover, vocabulary, replace(size, texts=(text,)), area, made_on, told, made)
        for text in size.texts
    ]
    return next((desk for desk in desks if desk.fits()), desks[0]).paper()


@dataclass(frozen=True, eq=False)
class _Desk:
    """One plan in the making: what is told, and where on the paper it goes."""

    handover: Handover
    vocabulary: Vocabulary
    size: Size
    area: Area | None
    made_on: date | None
    told: Told
    made: bool

    @cached_property
    def title(self) -> str:
        title = one_line(self.handover.title)
        return title if self.area is None else f"{title} · {one_line(self.area.name)}"

    @cached_property
    def right(self) -> float:
        return self.size.width - self.size.margin

    @cached_property
    def blocks(self) -> list[Block]:
        return list_blocks(self.told, vocabulary=self.vocabulary, size=self.size)

    @cached_property
    def foot(self) -> tuple[list[Mark], float]:
        return draw_foot(reports.source_lines(self.handover.sources), size=self.size)

    @cached_property
    def list_room(self) -> Box:
        """Where the list stands beside the map [mm]."""
        top = draw_band(self.size, made=self.made)[1]
        return self.right - self.size.column, top, self.right, self.foot[1]

    def fits(self) -> bool:
        """Whether the whole list stands beside the map."""
        return sum(block.height for block in self.blocks) <= self.list_room[3] - self.list_room[1]

    def head(self, right: float) -> tuple[list[Mark], float]:
        """Return the head of a page and where it ends [mm]."""
        handover = self.handover
        told = [
            f"Wijkplattegrond · stand van {reports.day(handover.reference_day)}",
            f"voor {AUDIENCES[handover.audience]}",
            f"gemaakt op {reports.day(self.made_on)}" if self.made_on else "",
            handover.note,
        ]
        return draw_head(self.title, told, size=self.size, made=self.made, right=right)

    def paper(self) -> Paper:
        """Return the whole: the map page, then what is left of the list."""
        map_right = self.list_room[0] - BETWEEN
        head, top = self.head(map_right)
        drawn = self.map((self.size.margin, top, map_right, self.foot[1]))
        listed, rest = self.first_list()
        pages = [[*head, *drawn.marks, *listed, *self.foot[0]]]
        while rest:
            page, rest = self.next_page(rest)
            pages.append(page)
        numbered = [
            (*page, draw_number(at, len(pages), size=self.size)) for at, page in enumerate(pages, start=1)
        ]
        return Paper(
            size=self.size,
            title=self.title,
            pages=tuple(numbered),
            entries=self.told.entries,
            frame=drawn.frame,
            scale=drawn.scale,
            labels=drawn.labels,
            outside=self.told.outside,
        )

    def map(self, room: Box) -> Map:
        """Return the map with its legend."""
        return draw_map(
            self.handover,
            self.told,
            room=room,
            vocabulary=self.vocabulary,
            size=self.size,
            area=self.area,
            across=FICTIONAL if self.made else "",
        )

    def first_list(self) -> tuple[list[Mark], list[Block]]:
        """Return the list beside the map; what does not fit is announced and goes to the next page."""
        left, top, right, bottom = self.list_room
        marks, rest = flow(self.blocks, [self.list_room])
        if not rest:
            return marks, rest
        high = sentence("Nog", self.size).height
        marks, rest = flow(self.blocks, [(left, top, right, bottom - high)])
        count = sum(block.entries for block in rest)
        words = f"Nog {plural(count, 'activiteit', 'activiteiten')} op de volgende bladzijde."
        told = sentence(words if count else "Lees verder op de volgende bladzijde.", self.size)
        return [*marks, *flow([told], [(left, bottom - high, right, bottom + high)])[0]], rest

    def next_page(self, blocks: Sequence[Block]) -> tuple[list[Mark], list[Block]]:
        """Return a page full of list and what is left of it."""
        head, top = self.head(self.right)
        (foot, bottom), left, column = self.foot, self.size.margin, self.size.column
        top += 2.0
        count = int((self.right - left + BETWEEN) // (column + BETWEEN))
        lefts = [left + at * (column + BETWEEN) for at in range(count)]
        marks, rest = flow(blocks, [(one, top, one + column, bottom) for one in lefts])
        made = [across(FICTIONAL, (left, top, self.right, bottom))] if self.made else []
        return [*head, *made, *marks, *foot], rest
