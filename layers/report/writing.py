"""A report as a file: Markdown as it is read by people and programs, DOCX to go on writing in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from gis.errors import ExportError
from gis.exports.files import write_whole
from layers.handover import FICTIONAL_PREFIX
from layers.report.contents import Report
from layers.report.parts import Part
from layers.words.meeting import MADE
from layers.words.reports import day

FORMS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
}
_MARKS = re.compile(r"([\\`*_\[\]<>|#&])")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can hold these
_BODY_PT = 10


def file_name(report: Report, *, suffix: str) -> str:
    """Return what the file is called; what is made up says so first."""
    start = FICTIONAL_PREFIX if report.fictional else ""
    return f"{start}verslag_{report.audience}_{report.reference_day.isoformat()}{suffix}"


def write_report(report: Report, path: Path) -> None:
    """Write a report in the form that the file's ending says, whole or not at all.

    Raises
    ------
    ExportError
        ``form_unknown`` for another ending than those of `FORMS`.
    """
    suffix = path.suffix.casefold()
    if suffix not in FORMS:
        raise ExportError("form_unknown", path=path.name, known=", ".join(FORMS))
    write_whole(path, report_bytes(report, suffix=suffix))


def report_bytes(report: Report, *, suffix: str) -> bytes:
    """Return a report as the bytes of a file with this ending."""
    return _docx(report) if suffix == ".docx" else _markdown(report).encode()


def _facts(report: Report) -> list[str]:
    """Return what stands below the title."""
    made = [MADE] if report.fictional else []
    return [*made, f"Peildatum: {day(report.reference_day)}.", f"Voor: {report.seen_by}.", report.summary]


def _heading(report: Report) -> str:
    return f"Verslag {report.title}"


def _markdown(report: Report) -> str:
    lines = [f"# {_plain(_heading(report))}", ""]
    facts = _facts(report)
    if report.fictional:
        lines += [f"**{_plain(facts.pop(0))}**", ""]
    lines += [line for fact in facts for line in (_plain(fact), "")]
    for part in report.parts:
        lines += [f"## {_plain(part.title)}", "", _plain(part.sentence), ""]
        if len(part.table):
            lines += [*_markdown_table(part), ""]
    lines += ["## Bronnen", "", *(f"- {_plain(source)}" for source in report.sources)]
    return "\n".join(lines) + "\n"


def _markdown_table(part: Part) -> Iterator[str]:
    heads = [str(name) for name in part.table.columns]
    for cells in (heads, ["---"] * len(heads), *part.table.to_numpy().tolist()):
        yield "| " + " | ".join(cell if cell == "---" else _plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return words of others so that Markdown shows them as they are, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(_writable(text).split()))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)


def _docx(report: Report) -> bytes:
    paper = Document()
    _set_up(paper, report)
    paper.add_heading(_writable(_heading(report)), level=0)
    facts = _facts(report)
    if report.fictional:
        paper.add_paragraph().add_run(facts.pop(0)).bold = True
    for fact in facts:
        paper.add_paragraph(_writable(fact))
    for part in report.parts:
        paper.add_heading(_writable(part.title), level=1)
        paper.add_paragraph(_writable(part.sentence))
        if len(part.table):
            _add_table(paper, part)
    paper.add_heading("Bronnen", level=1)
    for source in report.sources:
        paper.add_paragraph(_writable(source), style="List Bullet")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _set_up(paper: Paper, report: Report) -> None:
    """Turn the page on its side for the tables, and say on every page what the report is of."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    line = section.header.paragraphs[0].add_run(_writable(MADE if report.fictional else report.title))
    line.bold = report.fictional
    style = paper.styles["Normal"]
    style.font.size = Pt(_BODY_PT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    style.element.get_or_add_rPr().append(language)
    told = paper.core_properties
    told.title, told.author, told.language, told.comments = (
        _writable(_heading(report)),
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
            cell.text = _writable(text)
    first = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way to repeat a row
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    first.append(repeated)
