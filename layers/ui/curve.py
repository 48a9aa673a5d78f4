"""The small curve beside "Genoeg tekeningen?": how like the kern of few drawings is to that of all."""

from __future__ import annotations

import base64
from html import escape

import pandas as pd

from layers.words import number

_WIDE, _HIGH = 240, 74  # px of the plot, beside room for the words
_LEFT, _TOP, _BELOW = 44, 8, 22
_GREY, _LINE = "#7a868d", "#1a8f97"  # both stand out on white and on black


def curve_picture(curve: pd.Series, told: str) -> str:
    """Return the curve as a picture (SVG) that reads on light and on dark, with the same in words.

    Parameters
    ----------
    curve
        As `gis.analysis.certainty.find_curve` gives it, at least two points.
    told
        What it shows, in words; stands below it.
    """
    first, last = int(curve.index[0]), int(curve.index[-1])
    spots = [(_across(int(n), first, last), _down(float(share))) for n, share in curve.items()]  # type: ignore[call-overload]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    half = max(first, last // 2)
    x, y = _across(half, first, last), _down(float(curve.loc[half]))
    bottom = _TOP + _HIGH
    rule = f'<line x1="{_LEFT}" x2="{_LEFT + _WIDE}" stroke="{_GREY}"'
    words = f'font-size="11" font-family="sans-serif" fill="{_GREY}"'
    wide, high = _LEFT + _WIDE + 12, bottom + _BELOW
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'{rule} y1="{_TOP}" y2="{_TOP}" stroke-dasharray="2 3"/>{rule} y1="{bottom}" y2="{bottom}"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 4}" text-anchor="end" {words}>gelijk</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end" {words}>anders</text>'
        f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_LINE}" stroke="#ffffff"/>'
        f'<text x="{_LEFT}" y="{bottom + 15}" {words}>{first}</text>'
        f'<text x="{_LEFT + _WIDE}" y="{bottom + 15}" text-anchor="end" {words}>'
        f"{number(last)} tekeningen</text></svg>"
    )
    address = "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()
    return (
        f'<figure style="margin:0"><img src="{address}" alt="" style="max-width:100%">'
        f'<figcaption style="font-size:0.85rem">{escape(told)}</figcaption></figure>'
    )


def _across(n: int, first: int, last: int) -> float:
    return _LEFT + _WIDE * (n - first) / max(last - first, 1)


def _down(share: float) -> float:
    return _TOP + _HIGH * (1 - share)
