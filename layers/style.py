"""Colours, patterns and class borders; knows no renderer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """How one class of features looks, and what the legend says of it.

    Parameters
    ----------
    key
        What a feature's ``mark`` property says.
    label
        Words in the legend.
    fill, stroke
        Hex colour, or "" for none.
    fill_opacity, stroke_opacity
        0 to 1.
    width, radius
        Line width and point radius [px].
    dash
        Lengths [px] of line and gap, such as "6 4"; "" is solid.
    hatch
        Drawn with diagonal lines, for "no figure".
    letter
        One character inside the point or at the middle of the shape.
    """

    key: str
    label: str
    fill: str = ""
    fill_opacity: float = 0.75
    stroke: str = "#4a5560"
    stroke_opacity: float = 1.0
    width: float = 1.0
    radius: float = 9.0
    dash: str = ""
    hatch: bool = False
    letter: str = ""


INK = "#22303a"
PAPER = "#ffffff"
OUTLINE = "#6b7780"
NO_FIGURE = Mark("none", "geen score", fill="#f2f2ee", stroke="#9aa3a8", hatch=True)

# Nine steps from orange-brown to blue-purple (after ColorBrewer PuOr, darkened ends); told apart by the
# common kinds of colour blindness and, with the class number beside it, in grey print.
NINE = ("#7f3b08", "#b35806", "#e08214", "#fdb863", "#f3ead9", "#ced1e8", "#b2abd2", "#8073ac", "#542788")

SCORE_CLASSES = (
    "zeer onvoldoende",
    "ruim onvoldoende",
    "onvoldoende",
    "zwak",
    "voldoende",
    "ruim voldoende",
    "goed",
    "zeer goed",
    "uitstekend",
)

# Class borders of the deviations from the Netherlands (kafw and the dimensions), symmetric around 0,
# in points of the Leefbaarometer score: a quarter, a half, one and one and a half times 0.1568.
DEVIATION_BORDERS = (-0.2352, -0.1568, -0.0784, -0.0392, 0.0392, 0.0784, 0.1568, 0.2352)

# One colour per theme group: told apart with the letter, never by colour alone.
GROUP_COLOURS = {
    "W": "#8c510a",
    "E": "#b8860b",
    "S": "#4d5b66",
    "G": "#1b7837",
    "Z": "#9e2a6b",
    "M": "#2166ac",
    "K": "#5e4fa2",
    "V": "#0b6e75",
    "R": "#333333",
}

SHOWN_AS = {
    "bestaand": "bestaand: loopt of in uitvoering",
    "gepland": "gepland",
    "idee": "idee",
    "voorbij": "voorbij",
}


def activity_mark(group: str, shown_as: str, *, label: str) -> Mark:
    """Return the look of an activity: solid and filled, dashed and hollow, dotted and pale, or grey.

    Parameters
    ----------
    group
        Letter of the theme group.
    shown_as
        bestaand, gepland, idee or voorbij.
    """
    colour = GROUP_COLOURS.get(group, INK)  # a municipality may add theme groups of its own
    key = f"{group}|{shown_as}"
    if shown_as == "bestaand":
        return Mark(key, label, fill=colour, fill_opacity=0.55, stroke=colour, width=2.5, letter=group)
    if shown_as == "gepland":
        return Mark(
            key, label, fill=PAPER, fill_opacity=0.35, stroke=colour, width=2.5, dash="8 5", letter=group
        )
    if shown_as == "idee":
        return Mark(
            key,
            label,
            fill=PAPER,
            fill_opacity=0.2,
            stroke=colour,
            stroke_opacity=0.75,
            width=2,
            dash="2 5",
            letter=group,
        )
    return Mark(key, label, fill="#d5d8da", fill_opacity=0.3, stroke="#8b949a", width=1.5, letter=group)
