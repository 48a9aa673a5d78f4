"""Reads a wijkplattegrond back: the words of a PDF, of an HTML page, of the value itself."""

import html
import io
import re

import pypdf

from layers.paper.papers import Path, Words


def pdf_pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def html_words(page: str) -> str:
    told = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    return " ".join(" ".join(map(html.unescape, told)).split())


def words_of(paper, page=None) -> list[Words]:
    pages = paper.pages if page is None else [paper.pages[page]]
    return [mark for marks in pages for mark in marks if isinstance(mark, Words)]


def paths_of(paper) -> list[Path]:
    return [mark for marks in paper.pages for mark in marks if isinstance(mark, Path)]


def told(paper) -> str:
    return " ".join(mark.text for mark in words_of(paper))


def luminance(colour: str) -> float:
    """How light a hex colour is, 0 to 1 (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def lightness(colour: str) -> float:
    """How light a hex colour is to the eye, 0 to 100 (CIE L*)."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two hex colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
