"""Kompas: the map of one figure in three classes, and all figures as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from gis.analysis.compass import BETTER, EQUAL, LOWER, OTHER, TOO_FEW
from gis.tables import BUURTEN, require
from gis.workspace.compass import Compass
from gis.workspace.compass_figures import Indicator
from gis.workspace.places import Place
from layers.layer import Layer, to_levels
from layers.style import NO_FIGURE, OUTLINE, Mark
from layers.words import compass as words
from layers.words import number
from layers.words.figures import SIGNAL

# Told apart by kind of edge as well as by colour, so that grey print and colour-blind eyes read them too.
LOWER_COLOUR, EQUAL_COLOUR, BETTER_COLOUR, OTHER_COLOUR = "#b35806", "#f3ead9", "#8073ac", "#a8b4c7"
_FILL, _EDGE_PX = 0.8, 0.8
FEW = Mark("few", words.STATES[TOO_FEW], fill="#f2f2ee", fill_opacity=0, stroke="#9aa3a8", dash="2 4")
UNKNOWN = replace(NO_FIGURE, label="geen cijfer, of niet te vergelijken", fill_opacity=0)

LIST_COLUMNS = (
    *("buurtcode", "buurtnaam", "indicator", "naam", "klasse", "waarde", "eenheid", "vergeleken_met"),
    *("vergelijkingswaarde", "verschil", "breedte", "ondergrens", "onder_ondergrens", "richting"),
    *("doel", "doeljaar", "jaar", "bron", "hoe_vergeleken"),
)


def draw_compass(
    compass: Compass,
    buurten: gpd.GeoDataFrame,
    *,
    indicator: Indicator,
    name: str,
    than: str,
    source: str,
    outlines: gpd.GeoDataFrame | None = None,
) -> Layer:
    """Return the buurten coloured by the class of one figure; without a class they are hatched or dotted.

    Parameters
    ----------
    buurten
        Table `buurten` of one year, in RD.
    name, than
        The figure and what it is compared with, in words.
    source
        Who published it, and which edition.
    outlines
        The same outlines at every level (`gis.workspace.outlines`); None for as published alone.

    Raises
    ------
    TableError
        ``column_missing``, ``crs_not_rd``.
    """
    require(buurten, BUURTEN, "buurtcode", "buurtnaam")
    rows = compass.rows[compass.rows["indicator"] == indicator.key].set_index("code")
    joined = buurten[["buurtcode", "buurtnaam", "geometry"]].join(
        rows[["class", "value", "reference"]], on="buurtcode"
    )
    marks = _marks(indicator, than=than)
    known = {mark.key for mark in marks}
    keys = [
        FEW.key if state == TOO_FEW else state if state in known else UNKNOWN.key for state in joined["class"]
    ]
    told = gpd.GeoDataFrame(joined, crs=buurten.crs).assign(
        id=joined["buurtcode"],
        name=joined["buurtnaam"],
        mark=keys,
        note=[
            f"{name}: {words.state_words(state, indicator)} ({words.figure(value, indicator)}; "
            f"{than} {words.figure(other, indicator)})"
            if state in known
            else f"{name}: {words.STATES[state]}"
            for state, value, other in zip(joined["class"], joined["value"], joined["reference"], strict=True)
        ],
    )
    features, levels = to_levels(told, columns=("id", "mark", "name", "note"), outlines=outlines)
    return Layer(
        id="compass",
        title=f"Kompas: {name}",
        kind="area",
        features=features,
        marks=(*marks, FEW, UNKNOWN),
        explanation=f"Vergeleken met {than}. {source}. {SIGNAL}",
        levels=levels,
    )


def list_compass(compass: Compass, place: Place, *, dimensions: Mapping[str, str]) -> pd.DataFrame:
    """Return every row of a kompas as `LIST_COLUMNS`: numbers as they are, classes in words.

    ``doel`` is the target class; ``hoe_vergeleken`` says where the number compared with comes from.
    """
    known = {one.key: one for one in compass.indicators}
    rows = compass.rows
    mine = [known[key] for key in rows["indicator"]]
    goals = [compass.settings[one.key].target if one.key in compass.settings else None for one in mine]
    names = {code: place.area_name(code) for code in rows["code"].unique()}
    than = words.reference_name(compass.ask.reference, gemeente=place.gemeentenaam)
    return pd.DataFrame(
        {
            "buurtcode": rows["code"],
            "buurtnaam": rows["code"].map(names),
            "indicator": rows["indicator"],
            "naam": [words.indicator_name(one, dimensions=dimensions) for one in mine],
            "klasse": [
                words.state_words(state, one).split(" ", 1)[-1]
                if state in words.MARKS
                else words.STATES[state]
                for state, one in zip(rows["class"], mine, strict=True)
            ],
            "waarde": rows["value"],
            "eenheid": [_unit(one) for one in mine],
            "vergeleken_met": than,
            "vergelijkingswaarde": rows["reference"],
            "verschil": rows["difference"],
            "breedte": rows["width"],
            "ondergrens": rows["floor"],
            "onder_ondergrens": rows["below_floor"],
            "richting": [words.way_words(one.way) for one in mine],
            "doel": [words.STATES[goal.state] if goal else "" for goal in goals],
            "doeljaar": pd.array([goal.year if goal else None for goal in goals], dtype="Int64"),
            "jaar": [one.jaar for one in mine],
            "bron": [source_words(one, place) for one in mine],
            "hoe_vergeleken": [words.basis_words(compass.references[one.key]) for one in mine],
        },
        columns=list(LIST_COLUMNS),
    )


def source_words(indicator: Indicator, place: Place) -> str:
    """Return who published a figure and which edition."""
    if indicator.source:
        return f"{indicator.source} (wijkkompas van de gemeente)"
    told = [
        f"{one.publisher}, {one.title} {one.edition}" for one in place.origins if one.role == indicator.role
    ]
    return "; ".join(dict.fromkeys(told)) or f"niet bekend, {indicator.jaar}"


def width_words(width: float | None, indicator: Indicator) -> str:
    """Return how far a figure may be from what it is compared with and still be about equal."""
    if width is None or pd.isna(width):
        return words.STATES["no width"]
    told = number(width, 4) if indicator.role == "scores" else words.figure(width, indicator)
    return f"±{told}"


def _marks(indicator: Indicator, *, than: str) -> tuple[Mark, ...]:
    if indicator.way == 0:
        return (
            _fill(EQUAL, f"● ongeveer gelijk aan {than}", EQUAL_COLOUR),
            _fill(OTHER, f"anders dan {than} (niet goed of slecht)", OTHER_COLOUR),
        )
    lower = words.state_words(LOWER, indicator)
    return (
        replace(_fill(LOWER, f"{lower} dan {than}", LOWER_COLOUR), width=2.2, stroke="#7f3b08"),
        _fill(EQUAL, f"● ongeveer gelijk aan {than}", EQUAL_COLOUR),
        replace(_fill(BETTER, f"▲ beter dan {than}", BETTER_COLOUR), width=1.6, stroke="#542788", dash="6 3"),
    )


def _fill(key: str, label: str, colour: str) -> Mark:
    return Mark(key, label, fill=colour, fill_opacity=_FILL, stroke=OUTLINE, width=_EDGE_PX)


def _unit(indicator: Indicator) -> str:
    if indicator.role == "scores":
        return "punten van de Leefbaarometer"
    if indicator.role == "figures":
        return "x 1.000 euro" if indicator.key.endswith("_keur") else "%"
    return indicator.unit
