"""Composes the buurtblad: one page about one buurt in four blocks, with what must be said with them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from gis.analysis.compass import strengths_first
from gis.exports.handover import AUDIENCES
from gis.register.visible import Audience
from gis.vocabulary import Vocabulary
from gis.workspace.compass_figures import Indicator
from gis.workspace.leaflet import PLANNED, RUNS, Leaflet
from layers.paper.edges import draw_foot, draw_head, draw_number
from layers.paper.lettering import one_line
from layers.paper.listing import Block, flow
from layers.paper.papers import Mark, Paper, Size
from layers.paper.pen import Pen
from layers.words import compass as compass_words
from layers.words import leaflet as words
from layers.words import reports
from layers.words.figures import SIGNAL

SHEET = Size("A4", 210, 297, margin=10, column=108, title=17, small=7, texts=(9, 8.5, 8, 7.5))
BETWEEN = 6.0  # mm between the two columns
_LIMITS = (None, 12, 8, 6, 4, 3, 2)  # of each list, tried in turn until all is on one page


def draw_leaflet(leaflet: Leaflet, *, vocabulary: Vocabulary, made_on: date | None = None) -> Paper:
    """Return the buurtblad as one page of A4; only figures that do not fit go on to a next page.

    Long lists are cut with the number of what is left out. The largest type with which all fits is taken.

    Parameters
    ----------
    made_on
        The day of making, told beside the peildatum.
    """
    whole = [_Desk(leaflet, vocabulary, replace(SHEET, texts=(text,)), made_on) for text in SHEET.texts]
    cut = [replace(whole[-1], limit=limit) for limit in _LIMITS[1:]]
    desks = [*whole, *cut]
    return next((desk for desk in desks if desk.fits()), desks[-1]).paper()


@dataclass(frozen=True, eq=False)
class _Desk:
    """One buurtblad in the making, in one size of type."""

    leaflet: Leaflet
    vocabulary: Vocabulary
    size: Size
    made_on: date | None
    limit: int | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """What figures are called in a sentence."""
        told = self.vocabulary.dimensions
        return {
            one.key: compass_words.indicator_name(one, dimensions=told).lower() if not one.name else one.name
            for one in self.leaflet.indicators
        }

    @cached_property
    def head(self) -> tuple[list[Mark], float]:
        leaflet = self.leaflet
        told = [
            f"{words.KIND} · {words.place_words(leaflet)}",
            f"stand van {reports.day(leaflet.reference_day)}",
            f"voor {AUDIENCES[leaflet.audience.value]}",
            f"gemaakt op {reports.day(self.made_on)}" if self.made_on else "",
        ]
        right = self.size.width - self.size.margin
        return draw_head(self.title, told, size=self.size, made=leaflet.fictional, right=right)

    @cached_property
    def title(self) -> str:
        return one_line(self.leaflet.name)

    @cached_property
    def foot(self) -> tuple[list[Mark], float]:
        return draw_foot(reports.source_lines(self.leaflet.sources), size=self.size)

    @cached_property
    def rooms(self) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float]]:
        """The two columns [mm]."""
        left, top, bottom = self.size.margin, self.head[1], self.foot[1]
        middle, right = left + self.size.column, self.size.width - self.size.margin
        return (left, top, middle, bottom), (middle + BETWEEN, top, right, bottom)

    @cached_property
    def columns(self) -> tuple[list[Block], list[Block]]:
        """What stands left and right."""
        left, right = (Pen(self.size, room[2] - room[0]) for room in self.rooms)
        return [*self.matter(left), *self.reasons(left)], [*self.happens(right), *self.works(right)]

    def fits(self) -> bool:
        """Whether both columns are on one page."""
        return all(
            sum(block.height for block in blocks) <= room[3] - room[1]
            for blocks, room in zip(self.columns, self.rooms, strict=True)
        )

    def paper(self) -> Paper:
        rests = [list(blocks) for blocks in self.columns]
        pages: list[list[Mark]] = []
        while any(rests) or not pages:
            marks = [*self.head[0], *self.foot[0]]
            for number, room in enumerate(self.rooms):
                drawn, rests[number] = flow(rests[number], [room])
                marks += drawn
            pages.append(marks)
        numbered = (
            (*page, draw_number(at, len(pages), size=self.size)) for at, page in enumerate(pages, start=1)
        )
        return Paper(
            size=self.size,
            title=f"{words.KIND} {self.title}",
            pages=tuple(numbered),
            entries=(),
            frame=(0, 0, 0, 0),
            scale=None,
            labels=(),
            outside=0,
        )

    def matter(self, pen: Pen) -> list[Block]:
        """Return the figures: what is strong first, then the whole, then who lives there."""
        leaflet = self.leaflet
        told = {row["indicator"]: row for row in strengths_first(leaflet.rows).to_dict("records")}
        known = {one.key: one for one in leaflet.indicators}
        ordered = [known[key] for key in told]
        scores = [one for one in ordered if one.role == "scores" and one.key != "afw"]
        scores += [known["afw"]] if "afw" in known else []  # the whole after its parts
        own = [one for one in ordered if one.role == "indicators"]
        people = [one for one in leaflet.indicators if one.role == "figures"]
        blocks = [
            pen.heading(words.BLOCKS[0]),
            pen.sentence(words.count_words(leaflet)),
            pen.sentence(words.score_words(leaflet)),
        ]
        if scores:
            caption = f"Leefbaarometer {scores[0].jaar}: verschil met Nederland, in punten"
            blocks.append(self.figures(pen, caption, scores, told))
        for source in dict.fromkeys((one.source, one.jaar) for one in own):
            mine = [one for one in own if (one.source, one.jaar) == source]
            blocks.append(self.figures(pen, f"Wijkkompas: {source[0]}, {source[1]}", mine, told))
        if people:
            caption = words.WHO_LIVES.format(jaar=people[0].jaar)
            blocks.append(self.figures(pen, caption, people, told))
        if leaflet.signals is not None:
            blocks.append(pen.sentence(words.signal_words(leaflet.signals, made=leaflet.fictional)))
        return [*blocks, pen.sentence(" ".join([SIGNAL, *words.notes(leaflet)]), quiet=True)]

    def figures(
        self, pen: Pen, caption: str, asked: Sequence[Indicator], told: Mapping[str, Mapping[Hashable, Any]]
    ) -> Block:
        """Return a small table: name, buurt, gemeente and the class, with a shape beside its word."""
        judged = any(one.way for one in asked)
        heads = words.COLUMNS if judged else (*words.COLUMNS[:-1], "")
        rows = [*pen.lines(caption, bold=True), pen.cells(heads)]
        for one in asked:
            row = told[one.key]
            state = words.state_words(row, one, missing=self.leaflet.missing)
            cells = (
                compass_words.indicator_name(one, dimensions=self.vocabulary.dimensions),
                compass_words.figure(row["value"], one),
                compass_words.figure(row["reference"], one),
                state,
            )
            rows.append(pen.cells(cells, mark=str(row["class"]) if one.way else ""))
        return Block((*rows, pen.space()))

    def reasons(self, pen: Pen) -> list[Block]:
        """Return what people say is behind the figures; it is what they say, no proof."""
        leaflet = self.leaflet
        told = [
            pen.entry(f"“{one.words}”", words.who_said(one, names=self.names)) for one in leaflet.explanations
        ]
        told += [
            pen.entry(
                f"“{one.words}”",
                f"{one.organisation} ({one.role}) · {reports.day(one.first_on)} · {words.CAUSE}",
            )
            for one in leaflet.causes
            if one.first_on is not None
        ]
        silent = leaflet.audience is Audience.PUBLIC or leaflet.settled is not None  # nobody is asked to add
        empty = words.NOTHING_SAID if silent else f"{words.NOTHING_SAID} {words.SAY_IT}"
        return [pen.heading(words.BLOCKS[1]), *self.cut(pen, told, empty=empty)]

    def happens(self, pen: Pen) -> list[Block]:
        """Return what runs and what is planned in the buurt, and what is for all of the gemeente."""
        leaflet = self.leaflet
        blocks = [pen.heading(words.BLOCKS[2])]
        if leaflet.shown(RUNS).empty and leaflet.shown(PLANNED).empty:
            blocks.append(pen.sentence(words.NOTHING_THERE))
        for title, rows in (
            (words.RUNS, leaflet.shown(RUNS)),
            (words.PLANNED, leaflet.shown(PLANNED)),
            (words.CITYWIDE, leaflet.citywide),
        ):
            if len(rows):
                told = [
                    pen.entry(str(row["title"]), words.activity_facts(row)) for row in rows.to_dict("records")
                ]
                blocks += [pen.small_heading(f"{title} ({len(rows)})"), *self.cut(pen, told)]
        return [*blocks, *([pen.sentence(words.idea_words(leaflet.ideas))] if leaflet.ideas else [])]

    def works(self, pen: Pen) -> list[Block]:
        """Return what is done and whether it had an effect, and what was agreed."""
        leaflet = self.leaflet
        blocks = [pen.heading(words.BLOCKS[3])]
        finished = leaflet.finished.to_dict("records")
        effects = [leaflet.effect_of(str(row["id"])) for row in finished]
        agreed = leaflet.agreements.to_dict("records")
        if not any(effect is not None for effect in [*effects, *_effects(agreed)]):
            blocks.append(pen.sentence(words.NO_EFFECT_KNOWN if finished else words.NOTHING_DONE))
        if finished:
            told = [
                pen.entry(str(row["title"]), f"{words.effect_words(effect)} · {words.activity_facts(row)}")
                for row, effect in zip(finished, effects, strict=True)
            ]
            blocks += [pen.small_heading(words.FINISHED), *self.cut(pen, told)]
        if agreed:
            told = [pen.entry(*words.agreement_words(row, leaflet)) for row in agreed]
            blocks += [pen.small_heading(words.DECIDED), *self.cut(pen, told)]
        return blocks

    def cut(self, pen: Pen, told: Sequence[Block], *, empty: str = "") -> list[Block]:
        """Return a list as far as it may go, and how many more there are."""
        if not told:
            return [pen.sentence(empty)]
        kept, more = told[: self.limit], len(told[self.limit :]) if self.limit else 0
        return [*kept, *([pen.sentence(words.more_words(more), quiet=True)] if more else [])]


def _effects(agreed: Sequence[Mapping[Hashable, Any]]) -> list[object]:
    return [None if pd.isna(row["effect"]) else row["effect"] for row in agreed]
