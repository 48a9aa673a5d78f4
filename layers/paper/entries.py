"""The list of the wijkplattegrond: which activity gets which number, and what is said of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.within import WIDER
from gis.exports.handover import Handover
from gis.vocabulary import Vocabulary
from layers.paper.areas import Area
from layers.paper.lettering import one_line
from layers.paper.papers import Entry
from layers.words import wide_words

_REACHES = ("buurt", "wijk", "gemeente")


@dataclass(frozen=True)
class Told:
    """The entries in three lists, and the shape in RD of each that has a number.

    `on_map` have a spot, `whole` hold for a whole buurt, wijk or gemeente or are a programme, `placeless`
    have no spot. `outside` counts the activities that lie outside the chosen area.
    """

    on_map: tuple[Entry, ...]
    whole: tuple[Entry, ...]
    placeless: tuple[Entry, ...]
    shapes: Mapping[int, BaseGeometry]
    outside: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in the order of the list."""
        return (*self.on_map, *self.whole, *self.placeless)


def tell_entries(handover: Handover, *, vocabulary: Vocabulary, area: Area | None) -> Told:
    """Return everything that the list tells, numbered in the order of the theme groups.

    Parameters
    ----------
    handover
        What the audience may see; nothing is there without the layer ``activities``.
    area
        Only what touches it; what has no place, or holds for an area that is not in it, is listed all the
        same unless its codes are all buurten elsewhere. None tells everything.
    """
    rows = handover.activities if "activities" in handover.layers else handover.activities.iloc[:0]
    order = {letter: place for place, letter in enumerate(vocabulary.groups)}
    rows = rows.loc[
        rows["theme_group"].map(lambda letter: order.get(letter, len(order))).sort_values(kind="stable").index
    ]
    inside = _inside(rows, handover.buurten, area)
    kept = rows[inside]
    tell = _Teller(handover, vocabulary)
    placed = ~(kept.geometry.isna() | kept.geometry.is_empty)
    whole = ~placed & (kept["reach"].isin([*_REACHES, *WIDER]) | kept["framework"])
    on_map = [
        tell.entry(row, number=number) for number, row in enumerate(kept[placed].to_dict("records"), start=1)
    ]
    shapes = dict(enumerate(kept.geometry[placed], start=1))
    return Told(
        on_map=tuple(on_map),
        whole=tuple(tell.entry(row, where=True) for row in kept[whole].to_dict("records")),
        placeless=tuple(tell.entry(row, where=True) for row in kept[~placed & ~whole].to_dict("records")),
        shapes=shapes,
        outside=int((~inside).sum()),
    )


def _inside(rows: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, area: Area | None) -> pd.Series:
    """Return which rows belong on the paper of the area."""
    if area is None:
        return pd.Series(data=True, index=rows.index)
    outlines = buurten.geometry[buurten["buurtcode"].isin(area.buurten)]
    whole = shapely.union_all(list(outlines.dropna()))
    here = set(area.buurten)
    elsewhere = rows["area_codes"].map(
        lambda codes: bool(codes) and all(code.startswith("BU") and code not in here for code in codes)
    )
    placeless = rows.geometry.isna() | rows.geometry.is_empty
    return (placeless & ~elsewhere) | (~placeless & rows.geometry.intersects(whole))


class _Teller:
    """Says of one activity what the audience may read."""

    def __init__(self, handover: Handover, vocabulary: Vocabulary) -> None:
        self._public = handover.audience == "public"
        self._mixed = not handover.fictional
        self._fine = {name for name, coarse in vocabulary.accuracies.items() if not coarse}
        self._names = dict(zip(handover.buurten["buurtcode"], handover.buurten["buurtnaam"], strict=True))

    def entry(self, row: Mapping[Hashable, Any], *, number: int | None = None, where: bool = False) -> Entry:
        public = row["public_title"] if self._public else None
        title = row["title"] if public is None or pd.isna(public) else public
        return Entry(
            id=str(row["id"]),
            number=number,
            letter=str(row["theme_group"]),
            shown_as=str(row["shown_as"]),
            coarse=number is not None and row["accuracy"] not in self._fine,
            title=one_line(str(title)),
            facts=one_line(" · ".join(self._facts(row, where=where))),
        )

    def _facts(self, row: Mapping[Hashable, Any], *, where: bool) -> list[str]:
        who = list(dict.fromkeys(_known([row["organisation"], *row["partners"]])))
        told = [
            *(["uitgesteld"] if row["postponed"] else []),
            *_known([row["period_text"]]),
            str(row["status"]),
            ", ".join(who) or "wie: nog niet bekend",
            *([self._where(row)] if where else []),
            *(["concept"] if row["visibility"] == "concept" else []),
            *(["verzonnen"] if self._mixed and row["fictional"] else []),
        ]
        return told if _known([row["period_text"]]) else ["periode nog niet bekend", *told]

    def _where(self, row: Mapping[Hashable, Any]) -> str:
        names = [str(self._names[code]) for code in row["area_codes"] if code in self._names]
        if wide := wide_words(row["reach"]):
            return wide
        if row["reach"] == "gemeente":
            return "hele gemeente"
        if row["reach"] in _REACHES:
            return f"hele {row['reach']}{' ' if names else ''}{', '.join(names)}"
        street = _known([row["street"]])
        return ", ".join([*street, *names]) or "plek niet bekend"


def _known(values: list[Any]) -> list[str]:
    return [str(value) for value in values if not pd.isna(value) and str(value).strip()]
