"""A figure over the years as one drawing: its level above, its difference with the average below."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from gis.register.events import Event
from layers.style import INK
from layers.words.formats import NO_FIGURE, number

MOST_MARKS = 26  # a letter each
LEVEL_PX, GAP_PX = 250, 165  # with their axes and words
_DECIMALS = 3
_DAYS = 365.25  # of a year, to place a day between two years
_ROOM, _LEAST_ROOM = 0.14, 0.05  # of the span of values, above and below the line; points
_AXIS_PX = 54  # for the numbers, so that both panels begin at the same place
_BAR_PX = 14  # on a phone two years are 22 px apart


@dataclass(frozen=True)
class Looks:
    """The colours on one ground; both lines have a dash and a point of their own as well."""

    level: str
    average: str
    lower: str
    higher: str
    mark: str
    ink: str


ON_LIGHT = Looks("#0f7680", "#5d686f", "#b35806", "#8073ac", "#a3195b", INK)
ON_DARK = Looks("#5cc3c9", "#aab4b9", "#e08214", "#b2abd2", "#f48fb1", "#e8efed")


@dataclass(frozen=True)
class Lettered:
    """An event with the letter that it has in the drawing."""

    letter: str
    event: Event


def letter_events(events: Sequence[Event]) -> list[Lettered]:
    """Return the events with letters, in the order given; no more than there are letters."""
    return [Lettered(letter, one) for letter, one in zip(string.ascii_uppercase, events, strict=False)]


def draw_trend(
    line: pd.DataFrame,
    *,
    area: str,
    average: str,
    level: str,
    marks: Sequence[Lettered] = (),
    dark: bool = False,
) -> list[dict[str, Any]]:  # a Vega-Lite specification is JSON
    """Return the drawing as Vega-Lite panels of one width, with their data inside; the upper one first.

    There is no line over a year without a figure: what was not published is said at the foot of that year.

    Parameters
    ----------
    line
        `gis.workspace.trends.see_line`: jaar, value, reference; one row per year that was measured.
    area, average
        Names of both lines.
    level
        What the values are, above the upper panel; empty when the figure is published as its difference only:
        then there is the lower panel alone.
    marks
        Events on the line, by letter.
    dark
        Whether the page is dark.
    """
    years = [int(year) for year in line["jaar"]]
    axis = _years(years)
    looks = ON_DARK if dark else ON_LIGHT
    panels = [_gaps(line, axis, average, looks)]
    if level:
        panels.insert(0, _levels(line, axis, (area, average), title=level, looks=looks))
    ink = looks.ink
    panels[0]["layer"] += _missing(line, ink) + _marks(marks, years, looks.mark)
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "titleFontSize": 12}
    title = {"color": ink, "fontSize": 13, "fontWeight": "normal", "anchor": "start", "offset": 8}
    shared = {
        "config": {"axis": words, "title": title},
        "autosize": {"type": "fit", "contains": "padding"},
    }
    return [panel | shared for panel in panels]


def _years(years: Sequence[int]) -> dict[str, Any]:
    return {
        "field": "jaar",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [years[0] - 1, years[-1] + 1], "nice": False, "padding": 0},
        "axis": {"values": list(years), "format": "d", "grid": False, "labelOverlap": "greedy"},
    }


def _numbers() -> dict[str, Any]:
    dutch = "replace(format(datum.value, '.2f'), '.', ',')"
    return {"title": None, "labelExpr": dutch, "tickCount": 4, "minExtent": _AXIS_PX, "maxExtent": _AXIS_PX}


def _levels(
    line: pd.DataFrame, axis: dict[str, Any], names: tuple[str, str], *, title: str, looks: Looks
) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for column, name in zip(("value", "reference"), names, strict=True):
        here = [
            {"jaar": year, "waarde": value, "lijn": name, "deel": f"{name} {part}"}
            | {"cijfer": number(value, _DECIMALS)}
            for part, (year, value) in _parts(line, column)
        ]
        rows += here
        ends += here[:1]
    ends.sort(key=lambda row: row["waarde"])
    shared: dict[str, Any] = {
        "x": axis,
        "y": _values("waarde", [row["waarde"] for row in rows]),
        "color": _look(names, [looks.level, looks.average]),
        "tooltip": [
            {"field": "lijn", "title": "Lijn"},
            {"field": "jaar", "title": "Jaar"},
            {"field": "cijfer", "title": "Cijfer"},
        ],
    }
    point = {"type": "point", "filled": True, "size": 60, "opacity": 1}
    word = {"type": "text", "align": "left", "fontWeight": "bold", "fontSize": 13}
    told = [
        {"data": {"values": [row]}, "mark": word | {"dy": dy}}
        for row, dy in zip(ends, (18, -14), strict=False)
    ]
    return {
        "height": LEVEL_PX,
        "title": title,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": shared
                | {"detail": {"field": "deel"}, "strokeDash": _look(names, [[1, 0], [6, 4]])},
            },
            {"mark": point, "encoding": shared | {"shape": _look(names, ["circle", "square"])}},
            *({**one, "encoding": shared | {"text": {"field": "lijn"}}} for one in told),
        ],
    }


def _values(field: str, values: Sequence[float]) -> dict[str, Any]:
    """Return the way up: the numbers with room for words above and below them."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    room = (high - low) * _ROOM or _LEAST_ROOM
    return {
        "field": field,
        "type": "quantitative",
        "stack": None,
        "axis": _numbers(),
        "scale": {"domain": [low - room, high + room], "nice": False, "zero": False},
    }


def _look(names: tuple[str, str], looks: Sequence[object]) -> dict[str, Any]:
    """Return what tells both lines apart; their names stand beside them."""
    scale = {"domain": list(names), "range": list(looks)}
    return {"field": "lijn", "type": "nominal", "scale": scale, "legend": None}


def _gaps(line: pd.DataFrame, axis: dict[str, Any], average: str, looks: Looks) -> dict[str, Any]:
    told = line[line["value"].notna() & line["reference"].notna()]
    rows: list[dict[str, Any]] = [
        {"jaar": int(year), "verschil": float(gap), "cijfer": number(gap, _DECIMALS)}
        for year, gap in zip(told["jaar"], told["value"] - told["reference"], strict=True)
    ]
    encoding = {
        "x": axis,
        "y": _values("verschil", [0.0, *(row["verschil"] for row in rows)]),
        "color": {"condition": {"test": "datum.verschil < 0", "value": looks.lower}, "value": looks.higher},
        "tooltip": [{"field": "jaar", "title": "Jaar"}, {"field": "cijfer", "title": "Verschil"}],
    }
    return {
        "height": GAP_PX,
        "title": f"Verschil met {average} (onder de streep: lager)",
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "width": _BAR_PX, "cornerRadius": 2},
                "encoding": encoding,
            },
            {
                "data": {"values": [{"nul": 0}]},
                "mark": {"type": "rule", "color": looks.average, "strokeDash": [6, 4], "strokeWidth": 2},
                "encoding": {"y": {"field": "nul", "type": "quantitative"}},
            },
        ],
    }


def _parts(line: pd.DataFrame, column: str) -> list[tuple[int, tuple[int, float]]]:
    """Return the values with the number of the unbroken piece that each is in."""
    part, found = 0, []
    for year, value in zip(line["jaar"], line[column], strict=True):
        if pd.isna(value):
            part += 1
        else:
            found.append((part, (int(year), float(value))))
    return found


def _missing(line: pd.DataFrame, ink: str) -> list[dict[str, Any]]:
    """Write at the foot of a year that nothing was published."""
    rows = [{"jaar": int(year), "woord": NO_FIGURE} for year in line.loc[line["value"].isna(), "jaar"]]
    if not rows:
        return []
    mark = {
        "type": "text",
        "angle": 270,
        "align": "left",
        "fontSize": 11,
        "color": ink,
        "y": {"expr": "height - 6"},
    }
    encoding = {"x": {"field": "jaar", "type": "quantitative"}, "text": {"field": "woord"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _marks(marks: Sequence[Lettered], years: Sequence[int], colour: str) -> list[dict[str, Any]]:
    """Draw each event: a line for a day, a band for a period, its letter on top."""
    first, last = years[0] - 1.0, years[-1] + 1.0
    days: list[dict[str, Any]] = []
    periods: list[dict[str, Any]] = []
    for one in marks:
        begin, end = one.event.first_on, one.event.last_on
        if begin is None:
            continue
        start, stop = max(_place(begin), first), last if end is None else min(_place(end), last)
        row = {"van": start, "tot": stop, "letter": one.letter, "wat": one.event.words}
        (days if begin == end else periods).append(row)
    x = {"field": "van", "type": "quantitative"}
    tip = [{"field": "letter", "title": "Letter"}, {"field": "wat", "title": "Wat"}]
    rule = {"type": "rule", "color": colour, "strokeWidth": 1.5}
    band = {"type": "rect", "color": colour, "opacity": 0.1}
    text = {
        "type": "text",
        "color": colour,
        "fontWeight": "bold",
        "fontSize": 13,
        "y": -2,
        "baseline": "bottom",
    }
    layers = [
        {
            "data": {"values": periods},
            "mark": band,
            "encoding": {"x": x, "x2": {"field": "tot"}, "tooltip": tip},
        },
        {"data": {"values": [*days, *periods]}, "mark": rule, "encoding": {"x": x, "tooltip": tip}},
        {
            "data": {"values": [*days, *periods]},
            "mark": text,
            "encoding": {"x": x, "text": {"field": "letter"}, "tooltip": tip},
        },
    ]
    return layers if marks else []


def _place(day: date) -> float:
    """Return a day as a year with a fraction."""
    return day.year + (day - date(day.year, 1, 1)).days / _DAYS
