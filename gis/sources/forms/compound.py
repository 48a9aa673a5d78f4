"""Tells which file of an office program lies in a compound file, and refuses it."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from gis.errors import SourceError

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how a compound file begins, [MS-CFB] 2.2

# Names of streams and what to say: [MS-OFFCRYPTO] 2.3.4, [MS-XLS] 2.1.2.
_STREAMS = {
    "EncryptedPackage": "workbook_locked",
    "Workbook": "workbook_not_xlsx",
    "Book": "workbook_not_xlsx",
}
_CHUNK = 1 << 20  # bytes


def refuse_compound(path: Path) -> NoReturn:
    """Say what a compound file holds; none of it is read.

    Names of streams stand in it in UTF-16, each at the begin of an entry of 128 bytes, so that none lies in
    two chunks.

    Raises
    ------
    SourceError
        ``workbook_locked`` when a password is needed; ``workbook_not_xlsx`` for a workbook of Excel before
        2007; else ``file_kind_unknown``.
    """
    signs = {f"{name}\0".encode("utf-16-le"): code for name, code in _STREAMS.items()}
    with path.open("rb") as source:
        found = {sign for chunk in iter(lambda: source.read(_CHUNK), b"") for sign in signs if sign in chunk}
    code = next((code for sign, code in signs.items() if sign in found), "file_kind_unknown")
    raise SourceError(code, path=path.name, form=".xls")
