"""The legend of the layers on the map: a swatch and words per class, readable in grey."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from layers.layer import Layer
from layers.style import INK, PAPER, SHOWN_AS, Mark, activity_mark


def show_legend(layers: Sequence[Layer], *, groups: Mapping[str, str]) -> None:
    """Draw title, classes and explanation of every layer that has classes, in the order given.

    Parameters
    ----------
    groups
        Name of each theme group by its letter.
    """
    parts = [part for layer in layers if layer.marks for part in _explain(layer, groups)]
    st.html(f'<div class="kk-legend">{"".join(parts)}</div>')


def short_marks(marks: Sequence[Mark], *, groups: Mapping[str, str]) -> tuple[list[Mark], list[Mark]]:
    """Return the theme groups and the steps of activities, each once instead of in every combination.

    Examples
    --------
    >>> marks = [activity_mark(group, step, label="") for group in "WE" for step in ("gepland", "idee")]
    >>> letters, steps = short_marks(marks, groups={"E": "Energie", "W": "Wonen"})
    >>> [mark.label for mark in letters], [mark.label for mark in steps]
    (['Wonen', 'Energie'], ['gepland', 'idee'])
    """
    keys = [mark.key.split("|") for mark in marks]
    letters = dict.fromkeys(key[0] for key in keys)
    used = {key[1] for key in keys}
    steps = [activity_mark("", step, label=words) for step, words in SHOWN_AS.items() if step in used]
    special = {
        mark.label.rpartition(f"{step}, ")[2]: replace(mark, stroke=INK, letter="")
        for mark, (_, step, *more) in zip(marks, keys, strict=True)
        if more
    }
    steps += [replace(mark, label=words) for words, mark in special.items()]
    return [activity_mark(letter, "bestaand", label=groups.get(letter, letter)) for letter in letters], steps


def _explain(layer: Layer, groups: Mapping[str, str]) -> list[str]:
    title = f'<div class="kk-title">{html.escape(layer.title)}</div>'
    if layer.kind == "activity":
        letters, steps = short_marks(layer.marks, groups=groups)
        return [title, f'<div class="kk-two">{_rows(letters)}</div>', _rows(steps)]
    note = f'<div class="kk-note">{html.escape(layer.explanation)}</div>' if layer.explanation else ""
    fills = layer.kind == "area" and any(mark.fill for mark in layer.marks)
    return [title, _rows(layer.marks, lowest=fills), note]


def _rows(marks: Iterable[Mark], *, lowest: bool = False) -> str:
    """Return a row per mark; what fills the map itself has nothing but the map below it (`lowest`)."""
    return "".join(
        f'<div class="kk-row{" kk-lowest" if lowest else ""}">{swatch(mark)}'
        f"<span>{html.escape(mark.label)}</span></div>"
        for mark in marks
    )


def swatch(mark: Mark) -> str:
    """Return a small picture of a mark, made of our own colours only."""
    fill, pattern, opacity = mark.fill or "none", "", mark.fill_opacity
    if mark.hatch:
        pattern = (
            '<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{fill}" fill-opacity="{opacity}"/>'
            f'<line x1="0" y1="0" x2="0" y2="6" stroke="{mark.stroke}" stroke-width="2"/></pattern>'
        )
        fill, opacity = "url(#h)", 1.0
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    letter = (
        f'<text x="15" y="14.5" font-family="sans-serif" font-size="12" font-weight="700" text-anchor="middle" '
        f'fill="{INK}" stroke="{PAPER}" stroke-width="2.5" paint-order="stroke">{html.escape(mark.letter)}</text>'
        if mark.letter
        else ""
    )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">{pattern}'
        f'<rect x="2" y="2" width="26" height="16" rx="3" fill="{fill}" fill-opacity="{opacity}" '
        f'stroke="{mark.stroke or "none"}" stroke-opacity="{mark.stroke_opacity}" '
        f'stroke-width="{min(mark.width, 2.5)}"{dash}/>{letter}</svg>'
    )
    # An image, because Streamlit takes drawings out of HTML.
    return f'<img alt="" width="30" height="20" src="data:image/svg+xml,{quote(picture)}">'
