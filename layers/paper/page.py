"""The wijkplattegrond as one HTML file: every page a drawing of exact size, text as text, no script."""

from __future__ import annotations

import base64
from typing import Any

from markupsafe import Markup

from layers.document import write_document
from layers.paper.lettering import subset_font
from layers.paper.papers import MM_PER_POINT, Mark, Paper, Path, Words


def write_page(paper: Paper) -> str:
    """Return an HTML page that opens without network and prints on the paper's own size.

    It holds the letters that it needs and no script; a content policy lets none run. The same paper
    gives the same page.
    """
    told = [mark for page in paper.pages for mark in page if isinstance(mark, Words)]
    fonts = {
        weight: base64.b64encode(
            subset_font(
                "".join(sorted({one for mark in told if mark.bold is bold for one in mark.text})), bold=bold
            )
        ).decode()
        for weight, bold in ((400, False), (600, True))
    }
    return write_document(
        "paper/page.html",
        title=paper.title,
        allowed="font-src data:",
        width=paper.size.width,
        height=paper.size.height,
        fonts={weight: Markup(font) for weight, font in fonts.items()},  # noqa: S704  # base64
        pages=[[_told(mark) for mark in page] for page in paper.pages],
    )


def _told(mark: Mark) -> dict[str, Any]:
    """Return the attributes of one element (`Any`: for the template)."""
    if isinstance(mark, Path):
        return {
            "d": "".join(_line(part, closed=mark.closed) for part in mark.parts),
            "fill": mark.fill or "none",
            "fill_opacity": _short(mark.fill_opacity),
            "stroke": mark.stroke or "none",
            "width": _short(mark.width),
            "dash": " ".join(map(_short, mark.dash)),
            "cap": mark.cap,
        }
    turn = f"rotate({_short(-mark.turn)} {_short(mark.x)} {_short(mark.y)})" if mark.turn else ""
    return {
        "x": _short(mark.x),
        "y": _short(mark.y),
        "text": mark.text,
        "size": _short(mark.size * MM_PER_POINT),
        "weight": 600 if mark.bold else 400,
        "fill": mark.colour,
        "anchor": mark.anchor,
        "opacity": _short(mark.opacity),
        "turn": turn,
    }


def _line(part: tuple[tuple[float, float], ...], *, closed: bool) -> str:
    corners = part[:-1] if closed and part[0] == part[-1] else part
    told = "L".join(f"{_short(x)} {_short(y)}" for x, y in corners)
    return f"M{told}{'Z' if closed else ''}"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
