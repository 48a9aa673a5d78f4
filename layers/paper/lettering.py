"""The letter of the print: how wide words are, where lines break, what must be embedded."""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from layers.paper.papers import MM_PER_POINT

FAMILY = "Source Sans Pro"
UNKNOWN = "?"  # what a letter that the font does not have becomes on paper


def font_file(*, bold: bool) -> Path:
    """Return the TrueType file of the letter (SIL Open Font License 1.1)."""
    name = f"SourceSansPro-{'Semibold' if bold else 'Regular'}.ttf"
    return Path(str(files("font_source_sans_pro") / "files" / name))


@cache
def _widths(*, bold: bool) -> dict[int, float]:
    """Return the width of each character that the font has, in parts of its size."""
    with TTFont(font_file(bold=bold), lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def width_mm(text: str, *, size: float, bold: bool = False) -> float:
    """Return how wide a line is [mm] at a size [pt]; letters that the font lacks count as `UNKNOWN`.

    Examples
    --------
    >>> width_mm("mm", size=10) == 2 * width_mm("m", size=10)
    True
    """
    widths = _widths(bold=bold)
    unknown = widths[ord(UNKNOWN)]
    return sum(widths.get(ord(letter), unknown) for letter in text) * size * MM_PER_POINT


def one_line(text: str) -> str:
    """Return the text without line breaks and without characters that steer instead of show."""
    shown = (" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in text)
    return " ".join("".join(one for one in shown if unicodedata.category(one) not in {"Cf", "Cs"}).split())


def printable(text: str) -> str:
    """Return the text with `UNKNOWN` for every letter that the font does not have.

    Examples
    --------
    >>> printable("Taalcafé ş € ½ ☃")
    'Taalcafé ş € ½ ?'
    """
    known = _widths(bold=False)
    return "".join(letter if ord(letter) in known else UNKNOWN for letter in text)


def wrap(text: str, *, size: float, width: float, bold: bool = False) -> list[str]:
    """Return the lines in which a text fits a width [mm]; a word that is too long is broken, nothing is lost.

    Examples
    --------
    >>> wrap("een twee drie", size=10, width=14)
    ['een twee', 'drie']
    """
    lines: list[str] = []
    line = ""
    for word in one_line(text).split():
        longer = f"{line} {word}" if line else word
        if width_mm(longer, size=size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, size=size, width=width, bold=bold)
        lines += whole
    return [*lines, line] if line else lines


def _broken(word: str, *, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_mm(pieces[-1] + letter, size=size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def subset_font(text: str, *, bold: bool) -> bytes:
    """Return the letter as WOFF with only what the text needs; the same text gives the same bytes."""
    from fontTools import subset  # noqa: PLC0415 - a tenth of the start of the app, and only this needs it

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, recalc_timestamp=False)
    with TTFont(font_file(bold=bold), recalcTimestamp=False) as font:
        for table in ("GDEF", "GPOS", "GSUB"):  # we set one letter beside the other; these cost a second
            if table in font:
                del font[table]
        chosen = subset.Subsetter(options)
        chosen.populate(text=text + " ")
        chosen.subset(font)
        font.flavor = "woff"
        kept = io.BytesIO()
        font.save(kept)
    return kept.getvalue()
