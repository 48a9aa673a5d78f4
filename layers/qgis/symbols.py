"""The pieces of a QGIS style file: symbols made from marks, categories, labels."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # only written here, never read
from collections.abc import Mapping, Sequence
from dataclasses import replace

from layers.style import INK, PAPER, Mark

MM_PER_PX = 25.4 / 96  # a pixel of CSS
SOFT_EDGE = 0.18  # opacity of the halo around a place that is known roughly
SOFT_EDGE_PX = 14.0

AREA, LINE, POINT = "fill", "line", "marker"  # what QGIS calls them
_GEOMETRY_TYPE = {POINT: "0", LINE: "1", AREA: "2"}

Categories = Sequence[tuple[str | None, Mark]]  # None: the value is missing, or another one


def document(
    shape: str,
    renderer: ET.Element,
    labels: ET.Element | None = None,
    *,
    aliases: Mapping[str, str] | None = None,
) -> str:
    """Return a whole style file (QML): a renderer, labels, and words that stand for column names."""
    root = ET.Element("qgis", version="3.22.0", labelsEnabled="0" if labels is None else "1")
    root.append(renderer)
    if labels is not None:
        root.append(labels)
    told = ET.SubElement(root, "aliases")
    for field, words in (aliases or {}).items():
        ET.SubElement(told, "alias", field=field, name=words, index="-1")
    ET.SubElement(root, "layerGeometryType").text = _GEOMETRY_TYPE[shape]
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode")


def categories(attribute: str, entries: Categories, shape: str, *, soft_where: str = "") -> ET.Element:
    """Make a renderer that gives each value of a column or expression its mark.

    Parameters
    ----------
    attribute
        Column or QGIS expression.
    entries
        Value and mark, in the order of the legend; None is for missing and all other values.
    shape
        `AREA`, `LINE` or `POINT`.
    soft_where
        QGIS expression of the features that get a soft edge; "" for none.
    """
    renderer = ET.Element("renderer-v2", type="categorizedSymbol", attr=attribute, symbollevels="0")
    told, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    layers = {AREA: area_layers, LINE: _line_layers, POINT: _point_layers}[shape]
    for number, (value, mark) in enumerate(entries):
        ET.SubElement(
            told,
            "category",
            value=value or "",
            type="NULL" if value is None else "string",
            symbol=str(number),
            label=mark.label,
            render="true",
        )
        soft = [_soft_edge(mark, shape, soft_where)] if soft_where else []
        symbols.append(as_symbol(str(number), shape, [*soft, *layers(mark)]))
    return renderer


def as_symbol(name: str, kind: str, layers: Sequence[ET.Element]) -> ET.Element:
    """Make a symbol of layers, the lowest first."""
    symbol = ET.Element("symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    symbol.extend(layers)
    return symbol


def area_layers(mark: Mark) -> list[ET.Element]:
    """Return the layers of an area: fill, hatch, outline, letter; what the mark does not have is left out."""
    layers = [_simple_fill(mark.fill, mark.fill_opacity)] if mark.fill else []
    if mark.hatch:
        layers.append(_simple_fill(mark.stroke, 1, style="b_diagonal"))
    layers.append(_stroke(mark))
    if mark.letter:
        centre = _layer("CentroidFill", point_on_surface="1", point_on_all_parts="0")
        centre.append(as_symbol("@letter", POINT, _point_layers(mark)))
        layers.append(centre)
    return layers


def _line_layers(mark: Mark) -> list[ET.Element]:
    line = replace(mark, width=mark.width * 1.6)
    casing = replace(line, stroke=PAPER, stroke_opacity=0.8, width=line.width + 2, dash="")
    middle = _layer("MarkerLine", placement="centralpoint", rotate="0")
    middle.append(as_symbol("@letter", POINT, _point_layers(mark)))
    return [_stroke(casing), _stroke(line), middle]


def _point_layers(mark: Mark) -> list[ET.Element]:
    """Make a disc with a letter: filled when the activity is there, hollow when it is only planned."""
    filled = mark.fill != PAPER
    edge = {"": "solid", "2": "dot"}.get(mark.dash.split(" ")[0], "dash")
    disc = _layer(
        "SimpleMarker",
        name="circle",
        color=_rgba(mark.fill),
        outline_color=_rgba(mark.stroke),
        outline_style=edge,
        outline_width=_mm(1.6),
        size=_mm(2 * mark.radius),
    )
    letter = _layer(
        "FontMarker",
        chr=mark.letter,
        font="Sans Serif",
        font_style="Bold",
        color=_rgba(PAPER if filled and mark.fill == mark.stroke else mark.stroke),
        outline_width="0",
        size=_mm(1.25 * mark.radius),
    )
    return [disc, letter]


def _soft_edge(mark: Mark, shape: str, where: str) -> ET.Element:
    """Make a wide pale edge, only for features of which `where` (a QGIS expression) holds."""
    if shape == POINT:
        size = _mm(2 * mark.radius + SOFT_EDGE_PX)
        edge = _layer(
            "SimpleMarker",
            name="circle",
            color=_rgba(mark.stroke, SOFT_EDGE),
            outline_style="no",
            size=size,
        )
    else:
        edge = _stroke(replace(mark, stroke_opacity=SOFT_EDGE, width=SOFT_EDGE_PX, dash=""))
    rules = ET.SubElement(ET.SubElement(edge, "data_defined_properties"), "Option", type="Map")
    ET.SubElement(rules, "Option", name="name", value="", type="QString")
    enabled = ET.SubElement(
        ET.SubElement(rules, "Option", name="properties", type="Map"), "Option", name="enabled", type="Map"
    )
    ET.SubElement(enabled, "Option", name="active", value="true", type="bool")
    ET.SubElement(enabled, "Option", name="expression", value=where, type="QString")
    ET.SubElement(enabled, "Option", name="type", value="3", type="int")
    ET.SubElement(rules, "Option", name="type", value="collection", type="QString")
    return edge


def _simple_fill(colour: str, opacity: float, *, style: str = "solid") -> ET.Element:
    return _layer("SimpleFill", color=_rgba(colour, opacity), style=style, outline_style="no")


def _stroke(mark: Mark) -> ET.Element:
    dash = ";".join(_mm(float(length)) for length in mark.dash.split())
    return _layer(
        "SimpleLine",
        line_color=_rgba(mark.stroke, mark.stroke_opacity),
        line_width=_mm(mark.width),
        line_style="solid",
        use_custom_dash="1" if dash else "0",
        customdash=dash or "5;2",
        customdash_unit="MM",
        capstyle="flat",
        joinstyle="round",
    )


def _layer(kind: str, **settings: str) -> ET.Element:
    layer = ET.Element("layer", {"class": kind}, enabled="1", locked="0")
    layer.set("pass", "0")
    told = ET.SubElement(layer, "Option", type="Map")
    for name, value in settings.items():
        ET.SubElement(told, "Option", name=name, value=value, type="QString")
    return layer


def name_labels(expression: str, shape: str, *, bold: bool, scale: int) -> ET.Element:
    """Make labels that show from 1 : `scale` on; words of activities are bold, beside their letter."""
    labels = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labels, "settings", calloutType="simple")
    text = ET.SubElement(
        settings,
        "text-style",
        fieldName=expression,
        isExpression="1",
        fontFamily="Sans Serif",
        fontSize="8",
        fontSizeUnit="Point",
        fontWeight="75" if bold else "50",
        textColor=_rgba(INK),
        textOpacity="1",
    )
    ET.SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor=_rgba(PAPER)
    )
    placement = {POINT: "6", LINE: "2", AREA: "0" if bold else "1"}[shape]
    ET.SubElement(settings, "placement", placement=placement, dist="3", distUnits="MM", wrapChar="")
    ET.SubElement(
        settings,
        "rendering",
        scaleVisibility="1",
        scaleMin="1",
        scaleMax=str(scale),
        drawLabels="1",
        obstacle="0",  # else a name of another layer gives way to every shape of this one
    )
    return labels


def _rgba(colour: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _mm(pixels: float) -> str:
    return f"{pixels * MM_PER_PX:.2f}"
