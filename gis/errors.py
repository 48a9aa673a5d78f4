"""What can go wrong, by code."""

from __future__ import annotations


class BuurtError(Exception):
    """Something in the world is broken: a code for the program, facts for the sentence.

    A sentence for people is made elsewhere, in their language, from the code and the facts.

    Parameters
    ----------
    code
        A stable name such as ``file_missing``; every code raised has exactly one sentence.
    facts
        What the sentence needs: the file, the column, the row, what was expected.

    Examples
    --------
    >>> error = BuurtError("file_missing", path="buurten.gpkg")
    >>> error.code, error.facts["path"]
    ('file_missing', 'buurten.gpkg')
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class SourceError(BuurtError):
    """A file or a service cannot be used."""


class TableError(BuurtError):
    """A table breaks its promise: a column, a type, a key or the CRS."""


class StoreError(BuurtError):
    """The register is busy, was changed meanwhile, is too new, or refuses."""


class ExportError(BuurtError):
    """Something cannot be handed over in the form that was asked for."""
