"""Opens CSV, plain and gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path

import pandas as pd

from gis.errors import SourceError
from gis.sources.forms.opened import Opened

MAX_TEXT = 300_000_000  # bytes, unpacked

_SEPARATORS = (";", ",", "\t")
_UTF8_BOM = b"\xef\xbb\xbf"


def open_text(path: Path, *, packed: bool) -> list[Opened]:
    """Return a CSV file as one layer, every value as the text that stands there.

    The encoding is told by a BOM, else it is UTF-8 when the bytes are that, else cp1252 (old Excel). The
    separator is the one of ``; , tab`` that stands most often in the header.

    Raises
    ------
    SourceError
        ``file_too_large``; ``encoding_unknown`` when there are NUL bytes, as in UTF-16; ``file_kind_unknown``
        when the header has no separator.
    """
    text = _decode(_bytes(path, packed=packed), path=path)
    header = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    separator = max(_SEPARATORS, key=header.count)
    if separator not in header:
        raise SourceError("file_kind_unknown", path=path.name)
    frame = pd.read_csv(
        io.StringIO(text),
        sep=separator,
        dtype="str",
        keep_default_na=False,
        quoting=csv.QUOTE_MINIMAL,
        index_col=False,
    )
    return [Opened(path.name.partition(".")[0], frame.rename(columns=str.strip))]


def _bytes(path: Path, *, packed: bool) -> bytes:
    with gzip.open(path) if packed else path.open("rb") as source:
        told = source.read(MAX_TEXT + 1)
    if len(told) > MAX_TEXT:
        raise SourceError("file_too_large", path=path.name, limit=f"{MAX_TEXT // 1_000_000} MB")
    return told


def _decode(told: bytes, *, path: Path) -> str:
    if b"\0" in told:
        raise SourceError("encoding_unknown", path=path.name)
    if told.startswith(_UTF8_BOM):
        return told.decode("utf-8-sig")
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return told.decode("cp1252")
