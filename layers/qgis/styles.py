"""The QGIS style of each layer of our GeoPackage."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # only written here, never read
from collections.abc import Mapping
from dataclasses import replace

from gis.vocabulary import Vocabulary
from layers.accepted import SETTLED
from layers.classes import fill_mark
from layers.perceived import CORE, RIM
from layers.qgis.symbols import AREA, LINE, POINT, area_layers, as_symbol, categories, document, name_labels
from layers.style import (
    GROUP_COLOURS,
    NINE,
    NO_FIGURE,
    OUTLINE,
    SCORE_CLASSES,
    SHOWN_AS,
    Mark,
    activity_mark,
)

NAMES_FROM_SCALE = {"buurten": 40_000, "activiteiten": 2_500}  # 1 : n, and closer


def default_styles(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the QGIS style (QML) of each spatial layer of our GeoPackage, by layer name.

    Missing values have a look of their own everywhere. Works in QGIS 3.22 and newer.

    Parameters
    ----------
    vocabulary
        Names of theme groups and dimensions, and which accuracies are coarse.
    """
    shapes = {"activiteiten_punt": POINT, "activiteiten_lijn": LINE, "activiteiten_vlak": AREA}
    return {
        "buurten": _buurten_style(),
        "scores": _scores_style(vocabulary),
        **{name: _activities_style(shape, vocabulary) for name, shape in shapes.items()},
        "beleefd": _perceived_style(),
    }


def _buurten_style() -> str:
    renderer = ET.Element("renderer-v2", type="singleSymbol", symbollevels="0", forceraster="0")
    mark = Mark("buurt", "buurt", stroke=OUTLINE, width=1)
    ET.SubElement(renderer, "symbols").append(as_symbol("0", AREA, area_layers(mark)))
    names = name_labels('"buurtnaam"', AREA, bold=False, scale=NAMES_FROM_SCALE["buurten"])
    return document(AREA, renderer, names)


def _scores_style(vocabulary: Vocabulary) -> str:
    classes = [
        (str(n), fill_mark(str(n), f"{n} · {label}", colour))
        for n, (label, colour) in enumerate(zip(SCORE_CLASSES, NINE, strict=True), start=1)
    ]
    aliases = {
        "kscore": "Leefbaarometer, klasse 1 tot 9",
        "afw": "verschil met Nederland",
        "kafw": "verschil met Nederland, klasse",
        **{name: f"{words}, verschil met Nederland" for name, words in vocabulary.dimensions.items()},
        **{f"k{name}": f"{words}, klasse" for name, words in vocabulary.dimensions.items()},
    }
    return document(AREA, categories("kscore", [*classes, (None, NO_FIGURE)], AREA), aliases=aliases)


def _activities_style(shape: str, vocabulary: Vocabulary) -> str:
    marks = [
        activity_mark(group, shown_as, label=f"{group} {name}, {shown_as}")
        for group, name in vocabulary.groups.items()
        if group in GROUP_COLOURS
        for shown_as in SHOWN_AS
    ]
    other = Mark("", "overig", fill="#d5d8da", stroke="#8b949a", width=1.5, letter="?")
    rough = ", ".join(f"'{name}'" for name, coarse in vocabulary.accuracies.items() if coarse)
    renderer = categories(
        "coalesce(\"themagroep\", '?') || '|' || coalesce(\"weergave\", '?')",
        [*((mark.key, mark) for mark in marks), (None, other)],
        shape,
        soft_where=f"coalesce(\"nauwkeurigheid\", 'onbekend') in ({rough})",
    )
    name = "coalesce(\"naam\", '') || if(\"fictief\", ' (verzonnen)', '')"
    names = name_labels(name, shape, bold=True, scale=NAMES_FROM_SCALE["activiteiten"])
    return document(shape, renderer, names)


def _perceived_style() -> str:
    other = replace(RIM, key="", label="overig", fill="")
    return document(
        AREA,
        categories("deel", [("kern", CORE), ("rand", RIM), ("vastgesteld", SETTLED), (None, other)], AREA),
    )
