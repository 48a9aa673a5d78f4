"""A report as DOCX, on its side for the tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from layers.report.contents import Report
from layers.report.parts import Part
from layers.report.writing import facts, heading, writable
from layers.words.meeting import MADE

_BODY_PT = 10


def to_docx(report: Report) -> bytes:
    """Return a report as the bytes of a DOCX."""
    paper = Document()
    _set_up(paper, report)
    paper.add_heading(writable(heading(report)), level=0)
    told = facts(report)
    if report.fictional:
        paper.add_paragraph().add_run(told.pop(0)).bold = True
    for fact in told:
        paper.add_paragraph(writable(fact))
    for part in report.parts:
        paper.add_heading(writable(part.title), level=1)
        paper.add_paragraph(writable(part.sentence))
        if len(part.table):
            _add_table(paper, part)
    paper.add_heading("Bronnen", level=1)
    for source in report.sources:
        paper.add_paragraph(writable(source), style="List Bullet")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _set_up(paper: Paper, report: Report) -> None:
    """Turn the page on its side for the tables, and say on every page what the report is of."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    line = section.header.paragraphs[0].add_run(writable(MADE if report.fictional else report.title))
    line.bold = report.fictional
    style = paper.styles["Normal"]
    style.font.size = Pt(_BODY_PT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    style.element.get_or_add_rPr().append(language)
    told = paper.core_properties
    told.title, told.author, told.language, told.comments = (
        writable(heading(report)),
        "Koppelkaart",
        "nl-NL",
        "",
    )
    told.created = told.modified = datetime.combine(report.reference_day, datetime.min.time())


def _add_table(paper: Paper, part: Part) -> None:
    heads = [str(name) for name in part.table.columns]
    table = paper.add_table(rows=0, cols=len(heads), style="Light Grid Accent 1")
    rows: Sequence[Sequence[str]] = [heads, *part.table.to_numpy().tolist()]
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = writable(text)
    first = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way to repeat a row
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    first.append(repeated)
