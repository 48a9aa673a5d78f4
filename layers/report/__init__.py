"""The report of a meeting: one value that the screen shows and that is written as DOCX or Markdown."""

from layers.report.contents import Report, make_report
from layers.report.parts import Part
from layers.report.totals import as_read
from layers.report.writing import FORMS, file_name, write_report

__all__ = ["FORMS", "Part", "Report", "as_read", "file_name", "make_report", "write_report"]
