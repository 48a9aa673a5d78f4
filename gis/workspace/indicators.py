"""The wijkkompas that a gemeente brings itself: kept in the home, one edition beside the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gis.errors import SourceError
from gis.sources.indicators import INDICATORS, Indicators, read_indicators
from gis.sources.reader import Read, read_file
from gis.sources.roles import find_roles
from gis.tables import conform
from gis.workspace.home import Home
from gis.workspace.places import Place

_EDITION = re.compile(r"(\d{3})_(.+)")  # the order in which they came, and the name


@dataclass(frozen=True)
class Edition:
    """A wijkkompas as it was brought: the later one has the higher number, whatever its name."""

    number: int
    name: str
    path: Path


def editions(home: Home, gemeentecode: str) -> list[Edition]:
    """Return what was brought for a gemeente, the last first."""
    found = []
    for path in _folder(home, gemeentecode).glob("*.csv"):
        told = _EDITION.fullmatch(path.stem)
        if told:
            found.append(Edition(int(told[1]), told[2], path))
    return sorted(found, key=lambda edition: edition.number, reverse=True)


def look_at(path: Path, place: Place) -> Indicators:
    """Return what a file tells for a gemeente and what is wrong in it; nothing is kept.

    Parameters
    ----------
    path
        CSV or XLSX with the columns of `gis.sources.indicators.HEADINGS`; the first table that has them.

    Raises
    ------
    SourceError
        As in `gis.sources.indicators.read_indicators` and `gis.sources.reader.read_file`.
    """
    reads = read_file(path)
    read = next((read for read in reads if "indicators" in find_roles(read.frame)), reads[0])
    return of_place(read, place)


def of_place(read: Read, place: Place) -> Indicators:
    """Return what a table tells for a gemeente, as `look_at`."""
    return read_indicators(read, gemeentecode=place.gemeentecode, known=place.buurten["buurtcode"])


def keep_indicators(home: Home, place: Place, told: Indicators, *, name: str) -> Edition:
    """Keep the good rows as a new edition beside those that are there; none is ever written over.

    Parameters
    ----------
    name
        What to call it, such as the name of the file.

    Raises
    ------
    SourceError
        ``no_indicators`` when there is no good row; ``edition_known`` when the same rows are there already;
        ``not_written`` when the disk refuses.
    """
    if told.frame.empty:
        raise SourceError("no_indicators", path=name)
    folder, text = _folder(home, place.gemeentecode), told.frame.to_csv(index=False)
    there = editions(home, place.gemeentecode)
    for edition in there:
        if edition.path.read_text(encoding="utf-8") == text:
            raise SourceError("edition_known", path=name, edition=edition.name)
    number = 1 + max((edition.number for edition in there), default=0)
    kept = re.sub(r"[^\w -]", "_", name).strip() or "wijkkompas"
    path = folder / f"{number:03}_{kept}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise SourceError("not_written", path=path.name, reason=str(error)) from error
    return Edition(number, kept, path)


def read_edition(home: Home, gemeentecode: str, number: int | None = None) -> pd.DataFrame | None:
    """Return the rows of an edition as table `INDICATORS`; of the last without a number, None without any.

    Raises
    ------
    SourceError
        ``edition_unknown``; ``file_unreadable`` when what was kept is damaged.
    """
    there = editions(home, gemeentecode)
    if number is None and not there:
        return None
    found = next((one for one in there if number in {None, one.number}), None)
    if found is None:
        raise SourceError("edition_unknown", gemeente=gemeentecode)
    try:
        told = pd.read_csv(found.path, dtype="str", keep_default_na=False, encoding="utf-8")
        return conform(
            told.assign(
                **{name: pd.to_numeric(told[name].replace("", pd.NA)) for name in ("jaar", "value", "way")},
                to_be_set=told["to_be_set"] == "True",
            ),
            INDICATORS,
        )
    except (OSError, ValueError, KeyError) as error:
        raise SourceError("file_unreadable", path=found.path.name, reason=str(error)) from error


def remove_edition(home: Home, gemeentecode: str, number: int) -> None:
    """Take an edition away; the others stay.

    Raises
    ------
    SourceError
        ``edition_unknown``.
    """
    for edition in editions(home, gemeentecode):
        if edition.number == number:
            edition.path.unlink()
            return
    raise SourceError("edition_unknown", gemeente=gemeentecode)


def _folder(home: Home, gemeentecode: str) -> Path:
    return home.path / "indicators" / gemeentecode
