"""Opens CSV, plain and gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from gis.errors import SourceError
from gis.sources.forms.opened import NOT_SAID, HeadingRows, Opened, row_of
from gis.sources.forms.rows import gather

MAX_TEXT = 300_000_000  # bytes, unpacked

_SEPARATORS = (";", ",", "\t", "|")
_LOOKED_AT = 50  # records in which separators are counted
_MOST_CONTROL = 0.01  # of the bytes of a text; more is something else
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(sign for sign in range(32) if sign not in b"\t\n\v\f\r")
_TOLD_SEPARATOR = re.compile(rb"sep=([;,\t|])\r?\n", re.IGNORECASE)  # a first line that Excel obeys and hides
_Lines = Callable[[], Iterator[str]]


def open_text(path: Path, *, packed: bool, heading_rows: HeadingRows = NOT_SAID) -> list[Opened]:
    """Return a CSV file as one layer, every value as the text that stands there.

    The encoding is told by a BOM, else it is UTF-8 when the bytes are that, else cp1252 (old Excel). The
    separator, one of ``; , tab |``, is the one that the most of the first 50 records have. Records are
    numbered from 1 as they stand, empty ones, titles and the heading too: the row that Excel shows. The
    heading and the columns are found as `gis.sources.forms.rows.gather` says.

    Raises
    ------
    SourceError
        ``file_too_large``; ``file_broken_off`` when packed and not whole; ``encoding_unknown`` for UTF-16;
        ``file_not_text``; ``one_column`` when nothing separates columns; ``quote_not_closed``;
        ``heading_row_empty``.
    """
    told = _bytes(path, packed=packed)
    encoding = _encoding(told, path=path)
    stated = _TOLD_SEPARATOR.match(told.removeprefix(_UTF8_BOM))

    def lines() -> Iterator[str]:
        text = io.TextIOWrapper(io.BytesIO(told), encoding=encoding, newline="")
        return islice(text, 1 if stated else 0, None)

    csv.field_size_limit(MAX_TEXT)  # the outline of a gemeente is a long cell
    separator = stated[1].decode() if stated else _separator(lines, path=path)
    records = enumerate(_records(lines(), separator, path=path), start=1)
    layer = path.name.partition(".")[0]
    found = gather(layer, records, heading_row=row_of(layer, heading_rows))
    return [] if found is None else [found]


def trouble_with(told: bytes) -> str | None:
    """Return why bytes are no text we read: ``encoding_unknown`` or ``file_not_text``; None when they are.

    UTF-16 without a mark at the start is told by its zeros: nearly all stand at odd places, or at even ones.

    Examples
    --------
    >>> trouble_with("naam;thema".encode("utf-16-le"))
    'encoding_unknown'
    >>> trouble_with(bytes(range(256)))
    'file_not_text'
    """
    if told.startswith(_UTF16_BOMS):
        return "encoding_unknown"
    if zeros := told.count(0):
        uneven = max(told[0::2].count(0), told[1::2].count(0))
        wide = uneven * 3 > len(told) and (zeros - uneven) * 20 < zeros
        return "encoding_unknown" if wide else "file_not_text"
    control = len(told) - len(told.translate(None, _CONTROL))
    return "file_not_text" if control > _MOST_CONTROL * len(told) else None


def _bytes(path: Path, *, packed: bool) -> bytes:
    try:
        with gzip.open(path) if packed else path.open("rb") as source:
            told = source.read(MAX_TEXT + 1)
    except EOFError as error:
        raise SourceError("file_broken_off", path=path.name) from error
    if len(told) > MAX_TEXT:
        raise SourceError("file_too_large", path=path.name, limit=f"{MAX_TEXT // 1_000_000} MB")
    return told


def _encoding(told: bytes, *, path: Path) -> str:
    if trouble := trouble_with(told):
        raise SourceError(trouble, path=path.name)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            told.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SourceError("file_not_text", path=path.name)


def _separator(lines: _Lines, *, path: Path) -> str:
    """Return the separator that stands in the most records; of several the one that stands there evenly.

    One that fewer than a third of the records have is a comma in a sentence.
    """
    scores: dict[str, tuple[int, int]] = {}
    for separator in _SEPARATORS:
        records = [
            record for record in islice(csv.reader(lines(), delimiter=separator), _LOOKED_AT) if record
        ]
        widths = Counter(len(record) for record in records if len(record) > 1)
        cells = max((count * width for width, count in widths.items()), default=0)
        if widths.total() * 3 >= len(records):
            scores[separator] = widths.total(), cells
    best = max(scores, key=scores.__getitem__, default="")
    if not best or not scores[best][0]:
        first = next((line.strip() for line in lines() if line.strip()), "")
        raise SourceError("one_column", path=path.name, column=first[:80])
    return best


def _records(lines: Iterable[str], separator: str, *, path: Path) -> Iterator[list[str]]:
    """Yield the records; a quotation mark that is never closed would hide all rows behind it."""
    taken: list[str] = []

    def kept() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    last: list[str] = []
    for record in csv.reader(kept(), delimiter=separator):
        yield record
        last = [*taken]
        taken.clear()
    if last and len(list(csv.reader([*last, "x"], delimiter=separator))) == 1:
        raise SourceError("quote_not_closed", path=path.name, told=last[0].strip()[:80])
