"""A report as a file: Markdown as it is read by people and programs, DOCX (`word`) to go on writing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
    if suffix == ".docx":
        from layers.report.word import to_docx  # noqa: PLC0415 - the app starts sooner without python-docx

        return to_docx(report)
    return _markdown(report).encode()


def facts(report: Report) -> list[str]:
    """Return what stands below the title."""
    made = [MADE] if report.fictional else []
    return [*made, f"Peildatum: {day(report.reference_day)}.", f"Voor: {report.seen_by}.", report.summary]


def heading(report: Report) -> str:
    """Return the title of a report."""
    return f"Verslag {report.title}"


def _markdown(report: Report) -> str:
    lines = [f"# {_plain(heading(report))}", ""]
    told = facts(report)
    if report.fictional:
        lines += [f"**{_plain(told.pop(0))}**", ""]
    lines += [line for fact in told for line in (_plain(fact), "")]
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
    return _MARKS.sub(r"\\\1", " ".join(writable(text).split()))


def writable(text: str) -> str:
    """Return text without the signs that no XML can hold."""
    return _UNWRITABLE.sub(" ", text)
