"""The legend of the layers on the map: a swatch and words per class, readable in grey."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from layers.layer import Layer
from layers.style import INK, PAPER, Mark


def show_legend(layers: Sequence[Layer]) -> None:
    """Draw title, classes and explanation of every layer that has classes."""
    rows = []
    for layer in layers:
        if not layer.marks:
            continue
        rows.append(f'<div class="kk-title">{html.escape(layer.title)}</div>')
        rows += [
            f'<div class="kk-row">{swatch(mark)}<span>{html.escape(mark.label)}</span></div>'
            for mark in layer.marks
        ]
        if layer.explanation:
            rows.append(f'<div class="kk-note">{html.escape(layer.explanation)}</div>')
    st.html(f'<div class="kk-legend">{"".join(rows)}</div>')


def swatch(mark: Mark) -> str:
    """Return a small picture of a mark, made of our own colours only."""
    fill, pattern = mark.fill or "none", ""
    if mark.hatch:
        pattern = (
            '<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{fill}"/>'
            f'<line x1="0" y1="0" x2="0" y2="6" stroke="{mark.stroke}" stroke-width="2"/></pattern>'
        )
        fill = "url(#h)"
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    letter = (
        f'<text x="15" y="14.5" font-family="sans-serif" font-size="12" font-weight="700" text-anchor="middle" '
        f'fill="{INK}" stroke="{PAPER}" stroke-width="2.5" paint-order="stroke">{html.escape(mark.letter)}</text>'
        if mark.letter
        else ""
    )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">{pattern}'
        f'<rect x="2" y="2" width="26" height="16" rx="3" fill="{fill}" fill-opacity="{mark.fill_opacity}" '
        f'stroke="{mark.stroke or "none"}" stroke-opacity="{mark.stroke_opacity}" '
        f'stroke-width="{min(mark.width, 2.5)}"{dash}/>{letter}</svg>'
    )
    # An image, because Streamlit takes drawings out of HTML.
    return f'<img alt="" width="30" height="20" src="data:image/svg+xml,{quote(picture)}">'
