"""Figures over the years: series by postcode area and editions by buurt, kept beside each other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import reduce
from pathlib import Path

import pandas as pd

from gis.errors import SourceError, TableError
from gis.sources.reader import Read, read_file
from gis.sources.series import (
    INHABITANTS,
    LINKS,
    SERIES,
    is_inhabitants,
    is_links,
    is_series,
    read_inhabitants,
    read_links,
    read_series,
)
from gis.tables import SCORES, Table, conform, empty
from gis.workspace import sample
from gis.workspace.cache import known_places, open_place, was_fetched
from gis.workspace.home import Home, data_folder
from gis.workspace.places import Origin

_MANIFEST = "manifest.json"
_TABLES = (SERIES, INHABITANTS, LINKS)


@dataclass(frozen=True, eq=False)
class Edition:
    """One series by postcode area of a gemeente: the tables `SERIES`, `INHABITANTS` and `LINKS`.

    `whole` says whether it was given for all postcodes of the gemeente; the sample holds two. Where nobody
    gave the inhabitants of a postcode they are those of its buurten in `links`. `name` is unique in a home.
    """

    name: str
    series: pd.DataFrame
    inhabitants: pd.DataFrame
    links: pd.DataFrame
    origins: tuple[Origin, ...]
    whole: bool

    @property
    def years(self) -> list[int]:
        """The years that were measured, also where an area has no figure."""
        return sorted(int(year) for year in self.series["jaar"].unique())


def see_editions(home: Home, gemeentecode: str) -> list[Edition]:
    """Return the series that can be used for a gemeente, the newest first; the sample's last.

    Raises
    ------
    SourceError
        ``series_broken``.
    """
    folders = [path.parent for path in (home.path / "series" / gemeentecode).glob(f"*/{_MANIFEST}")]
    found = [_read_edition(folder) for folder in folders]
    found.sort(key=lambda one: (one.years[-1], one.origins[0].retrieved, one.name), reverse=True)
    return [*found, _sample_edition()] if gemeentecode == sample.GEMEENTE else found


def add_edition(
    home: Home, gemeentecode: str, paths: Sequence[Path], *, postcodes: Sequence[str], today: date
) -> Edition:
    """Keep a series of a gemeente and return it; one that was kept before stays beside it.

    Parameters
    ----------
    paths
        The national series, and what else is known: inhabitants by postcode area, key figures by buurt with
        the commonest postcode. Each is told by its columns.
    postcodes
        Those of the gemeente; none takes the commonest ones of its buurten.
    today
        Day of the reading, for the manifest.

    Raises
    ------
    SourceError
        ``series_not_recognised`` when no file is a series, ``postcodes_missing`` when nobody says which are
        the gemeente's, ``postcodes_not_in_file``, ``not_written``, and as in `gis.sources.reader.read_file`.
    TableError
        As in `gis.sources.series`.
    """
    reads = [read for path in paths for read in read_file(path)]
    told = next((read for read in reads if is_series(read.frame)), None)
    if told is None:
        raise SourceError("series_not_recognised", path=", ".join(path.name for path in paths))
    by_buurt = next((read for read in reads if is_links(read.frame)), None)
    people = next((read for read in reads if is_inhabitants(read.frame)), None)
    links = empty(LINKS) if by_buurt is None else read_links(by_buurt.frame, gemeentecode=gemeentecode)
    asked = list(postcodes) or sorted(links["postcode"].unique())
    if not asked:
        raise SourceError("postcodes_missing", gemeente=gemeentecode)
    series = read_series(told.frame, postcodes=asked)
    inhabitants = empty(INHABITANTS) if people is None else read_inhabitants(people.frame, postcodes=asked)
    used = [("series", told), ("postcodes", by_buurt), ("inhabitants_by_postcode", people)]
    years = f"{series['jaar'].min()}-{series['jaar'].max()}"
    origins = tuple(_origin(role, read, years, today) for role, read in used if read is not None)
    edition = Edition(f"{years}_{told.sha256[:8]}", series, inhabitants, links, origins, whole=True)
    _write_edition(edition, home.path / "series" / gemeentecode)
    return edition


def remove_edition(home: Home, gemeentecode: str, name: str) -> None:
    """Remove a series that was kept.

    Raises
    ------
    SourceError
        ``series_unknown``.
    """
    for manifest in (home.path / "series" / gemeentecode).glob(f"*/{_MANIFEST}"):
        if manifest.parent.name == name:
            for path in sorted(manifest.parent.iterdir(), key=lambda path: path.name != _MANIFEST):
                path.unlink()
            manifest.parent.rmdir()
            return
    raise SourceError("series_unknown", name=name)


def people_by_postcode(edition: Edition) -> pd.Series:
    """Return inhabitants by postcode: as given, else those of the buurten where it is the commonest."""
    of_buurten = edition.links.dropna(subset=["inwoners"]).groupby("postcode")["inwoners"].sum()
    given = edition.inhabitants.set_index("postcode")["inwoners"]
    return given.combine_first(of_buurten)


def see_scores(home: Home, gemeentecode: str) -> pd.DataFrame:
    """Return the Leefbaarometer of a gemeente in every edition that is in the home, table `SCORES`.

    Raises
    ------
    SourceError
        ``cache_broken``.
    """
    here = [year for code, _, year in known_places(home) if code == gemeentecode]
    tables = [open_place(home, gemeentecode, jaar=year).scores for year in sorted(here, reverse=True)]
    tables += [
        conform(pd.read_csv(path, dtype={"code": "str"}), SCORES)
        for path in sorted(_scores_folder(home, gemeentecode).glob("scores_*.csv"))
    ]
    keyed = [told.set_index(list(SCORES.key)) for told in tables if len(told)]
    if not keyed:
        return empty(SCORES)
    return conform(reduce(lambda one, other: one.combine_first(other), keyed).reset_index(), SCORES)


def keep_standing_scores(home: Home, gemeentecode: str, jaar: int) -> None:
    """Keep the scores of a fetched gemeente apart before another fetch takes their place."""
    if not was_fetched(home, gemeentecode, jaar):
        return
    with suppress(SourceError):  # what cannot be read any more cannot be kept
        scores = open_place(home, gemeentecode, jaar=jaar).scores
        folder = _scores_folder(home, gemeentecode)
        folder.mkdir(parents=True, exist_ok=True)
        for year, rows in scores.groupby("score_jaar"):
            rows.to_csv(folder / f"scores_{year}.csv", index=False)


def _scores_folder(home: Home, gemeentecode: str) -> Path:
    return home.path / "series" / gemeentecode / "buurten"


def _origin(role: str, read: Read, years: str, today: date) -> Origin:
    told = sample.read_origins()["sources"][role]
    return Origin(
        role=role,
        publisher=told["publisher"],
        title=told["title"],
        licence=told["licence"],
        edition=years if role == "series" else str(told["year"]),
        retrieved=today.isoformat(),
        file=read.name,
        sha256=read.sha256,
        address=read.address,
    )


def _write_edition(edition: Edition, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as bench:
            fresh, old = Path(bench) / "new", Path(bench) / "old"
            fresh.mkdir()
            for table, frame in zip(
                _TABLES, (edition.series, edition.inhabitants, edition.links), strict=True
            ):
                frame.to_csv(fresh / f"{table.name}.csv", index=False)
            told = {"origins": [asdict(origin) for origin in edition.origins]}
            (fresh / _MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
            if (folder / edition.name).exists():
                (folder / edition.name).replace(old)
            fresh.replace(folder / edition.name)
    except OSError as error:
        raise SourceError("not_written", path=str(folder), reason=str(error)) from error


def _read_edition(folder: Path) -> Edition:
    try:
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        origins = tuple(Origin(**origin) for origin in told["origins"])
        series, inhabitants, links = (_read_table(folder / f"{table.name}.csv", table) for table in _TABLES)
    except (OSError, ValueError, TypeError, KeyError, TableError) as error:
        raise SourceError("series_broken", folder=folder.name) from error
    return Edition(folder.name, series, inhabitants, links, origins, whole=True)


def _read_table(path: Path, table: Table) -> pd.DataFrame:
    texts = {name: "str" for name, kind in table.columns.items() if kind == "str"}
    return conform(pd.read_csv(path, dtype=texts), table)


def _sample_edition() -> Edition:
    folder = data_folder() / "sample"
    origins = tuple(
        Origin(
            role=role,
            publisher=told["publisher"],
            title=told["title"],
            licence=told["licence"],
            edition=str(told["year"]),
            retrieved=str(told["retrieved"]),
        )
        for role, told in sample.read_origins()["sources"].items()
        if role in {"series", "postcodes"}
    )
    return Edition(
        name="voorbeeld",
        series=_read_table(folder / "leefbaarometer_postcodes_2002_2022.csv", SERIES),
        inhabitants=empty(INHABITANTS),
        links=_read_table(folder / "buurten_postcodes_2024.csv", LINKS),
        origins=(replace(origins[0], edition="2002-2022"), *origins[1:]),
        whole=False,
    )
