"""Options that several commands share, and the words behind an option, split and checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from gis.register.headings import FIELDS


class Visibility(StrEnum):
    """Whether rows keep the visibility they tell."""

    CONCEPT = "concept"
    AS_STATED = "as-stated"


PaperName = Literal["A3", "A4"]

Gemeente = Annotated[str | None, typer.Option("--gemeente", help="Code, zoals GM0014.")]
Out = Annotated[Path, typer.Option("--out", help="Waar het bestand komt.")]
Organisation = Annotated[str | None, typer.Option("--org", help="Namens welke organisatie.")]

_MONTHS = re.compile(r"[+-]?\d{1,3}", re.ASCII)


def read_pairs(option: str, told: Sequence[str] | None) -> list[tuple[str, str]]:
    """Split each "left=right"; the field must be one of ours: the left of ``--for-all``, else the right.

    Raises
    ------
    BadParameter
        When there is no = or no such field.
    """
    pairs: list[tuple[str, str]] = []
    for text in told or []:
        left, _, right = text.rpartition("=")
        field = left if option == "--for-all" else right
        if not (left and right) or field not in FIELDS:
            raise typer.BadParameter(f"{text} (kies uit: {', '.join(FIELDS)})", param_hint=option)
        pairs.append((left, right))
    return pairs


def read_rows(option: str, told: Sequence[str] | None) -> dict[str, int]:
    """Return the row by sheet of each "5" or "Blad1=5"; without a sheet it is "", for every sheet.

    Raises
    ------
    BadParameter
        When it is no number from 1.
    """
    rows: dict[str, int] = {}
    for text in told or []:
        sheet, _, row = text.rpartition("=")
        if not row.isdecimal() or int(row) < 1:
            raise typer.BadParameter(f"{text} (schrijf een rij, zoals 5 of Blad1=5)", param_hint=option)
        rows[sheet] = int(row)
    return rows


def read_shifts(option: str, told: Sequence[str] | None) -> dict[str, int]:
    """Return the months by id of each "F05=-18"; negative is earlier.

    Raises
    ------
    BadParameter
        When it is no whole number of months of at most three digits, or an id stands there twice.
    """
    months: dict[str, int] = {}
    for text in told or []:
        name, _, count = text.rpartition("=")
        if not name or not _MONTHS.fullmatch(count) or name in months:
            raise typer.BadParameter(f"{text} (schrijf elk id één keer, zoals F05=-18)", param_hint=option)
        months[name] = int(count)
    return months


def read_bounds(option: str, told: str) -> tuple[float, float, float, float]:
    """Return the four numbers of "west,south,east,north".

    Raises
    ------
    BadParameter
        When these are not four numbers.

    Examples
    --------
    >>> read_bounds("--bbox", "232000,582000,234000,583000")
    (232000.0, 582000.0, 234000.0, 583000.0)
    """
    try:
        west, south, east, north = map(float, told.split(","))
    except ValueError as error:
        raise typer.BadParameter(
            f"{told} (schrijf west,zuid,oost,noord in meters)", param_hint=option
        ) from error
    return west, south, east, north
