"""The wijkplattegrond as PDF: exact size, text that can be searched, its letter inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from layers.paper.lettering import font_file, printable, width_mm
from layers.paper.papers import Paper, Path, Words

if TYPE_CHECKING:
    from fpdf import FPDF

LETTER = "letter"
_PAINT = {  # stroke, fill
    (True, True): "stroke_fill_evenodd",
    (True, False): "stroke",
    (False, True): "fill_evenodd",
    (False, False): "dont_paint",
}


def write_pdf(paper: Paper, *, day: date) -> bytes:
    """Return the paper as a PDF file; the same paper and day give the same bytes.

    Parameters
    ----------
    day
        Told in the file as the day of its making.
    """
    from fpdf import FPDF  # noqa: PLC0415 - the app starts sooner without it, and few ask for a PDF

    size = paper.size
    pdf = FPDF(orientation="landscape", unit="mm", format=(size.height, size.width))
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.set_lang("nl-NL")
    pdf.set_title(printable(paper.title))
    pdf.set_creator("Koppelkaart")
    pdf.set_creation_date(datetime.combine(day, time(), tzinfo=UTC))
    for bold in (False, True):
        pdf.add_font(LETTER, "B" if bold else "", font_file(bold=bold))
    for page in paper.pages:
        pdf.add_page()
        for mark in page:
            if isinstance(mark, Path):
                _draw_path(pdf, mark)
            else:
                _write_words(pdf, mark)
    return bytes(pdf.output())


def _draw_path(pdf: FPDF, mark: Path) -> None:
    from fpdf.drawing import PaintedPath  # noqa: PLC0415 - as above

    with pdf.drawing_context() as drawing:
        path = PaintedPath()
        for (x, y), *corners in mark.parts:
            path.move_to(x, y)
            for other_x, other_y in corners:
                path.line_to(other_x, other_y)
            if mark.closed:
                path.close()
        style = path.style
        style.auto_close = False
        style.fill_color = mark.fill or None
        style.fill_opacity = mark.fill_opacity
        style.stroke_color = mark.stroke or None
        style.stroke_width = mark.width
        style.stroke_dash_pattern = mark.dash or None
        style.stroke_cap_style = mark.cap
        style.stroke_join_style = "round"
        style.intersection_rule = "evenodd"
        style.paint_rule = _PAINT[bool(mark.stroke), bool(mark.fill)]
        drawing.add_item(path, clone=False)


def _write_words(pdf: FPDF, words: Words) -> None:
    text = printable(words.text)
    wide = width_mm(text, size=words.size, bold=words.bold)
    x = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    pdf.set_font(LETTER, "B" if words.bold else "", words.size)
    pdf.set_text_color(words.colour)
    with pdf.local_context(fill_opacity=words.opacity), pdf.rotation(words.turn, words.x, words.y):
        pdf.text(x, words.y, text)
