"""How long a list takes to go in, part by part."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from gis.register.records import HOME_ORGANISATION
from gis.sources.addresses import to_address_table
from gis.workspace import sample
from gis.workspace.home import Home
from gis.workspace.imports import Import, import_activities
from gis.workspace.locating import make_locate
from gis.workspace.registers import OWN, open_register

SEED = 20270311
STREETS, NUMBERS = 2_000, 50  # about as many as a large gemeente has
PLACES = 1_000
ROWS = 10_000
AT = datetime(2027, 3, 11, 9)  # noqa: DTZ001 - made
_THEMES = ("wonen", "energie", "groen", "ontmoeten", "water en riool")
_STATUSES = ("idee", "plan", "loopt", "gepland")
_TIMES = (
    "najaar {year}",
    "Q2-Q4 {year}",
    "eind {year}",
    "01-04-{year}",
    "{year}",
    "doorlopend",
    "vanaf {year}",
    "",
)
_PLACES = ("complex", "gebied", "straat", "huisnummer", "plek_tekst", "x", "y")
_SUMS = ("€ {sum}", "€ {sum} toegezegd", "{sum},-", "nog niet bekend", "", "€ 2,5 mln gezocht", "5.5000 euro")
_FIRST = (
    "Eiken",
    "Beuken",
    "Iepen",
    "Linden",
    "Dennen",
    "Kastanje",
    "Wilgen",
    "Populieren",
    "Elzen",
    "Vlier",
)
_LAST = ("laan", "straat", "weg", "plein", "hof", "pad", "singel", "kade", "dreef", "steeg")


def places() -> Iterator[str]:
    """Tell the seconds of 1,000 mixed places without network, and of reading the tables before the first."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        fill(home)
        locate = make_locate(home, sample.read_place())
        start = time.perf_counter()
        locate({"straat": "Eikenlaan 1"})
        locate({"complex": "A-01"})
        first = time.perf_counter() - start
        told = mixed(PLACES)
        start = time.perf_counter()
        found = [locate(row) for row in told]
        took = time.perf_counter() - start
    counted = Counter("found" if one is not None and not one.problem else "asked about" for one in found)
    assert sum(counted.values()) == PLACES
    yield (
        f"1,000 mixed places offline: {took:.2f} s ({counted['found']} found, {counted['asked about']} asked "
        f"about); reading {STREETS * NUMBERS:,} addresses and a layer before the first: {first:.2f} s"
    )


def lists(rows: int = ROWS) -> Iterator[str]:
    """Tell how many times as long a list of mixed rows takes as pandas takes for the same file and SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plannen.csv"
        pd.DataFrame(mixed_rows(rows)).to_csv(path, index=False, sep=";", encoding="utf-8-sig")
        took, naive = [], []
        for turn in range(3):
            home = Home(Path(folder) / f"home{turn}")
            fill(home)
            register = open_register(home, OWN)
            locate = make_locate(home, sample.read_place())
            locate({"straat": "Eikenlaan 1"})  # the tables are read
            how = Import(HOME_ORGANISATION, AT, locate=locate, year=sample.JAAR)
            start = time.perf_counter()
            brought = import_activities(home, register, path, how=how)
            took.append(time.perf_counter() - start)
            assert len(brought.accepted) + len(brought.parked) == rows
            start = time.perf_counter()
            frame = pd.read_csv(path, sep=";", dtype=str, encoding="utf-8-sig")
            with sqlite3.connect(Path(folder) / f"plain{turn}.sqlite") as plain:
                frame.to_sql("plannen", plain, index=False)
            naive.append(time.perf_counter() - start)
    ours, theirs = statistics.median(took), statistics.median(naive)
    yield (
        f"{rows:,} mixed rows in: {ours:.2f} s ({len(brought.accepted)} ready, {len(brought.parked)} with "
        f"questions), pandas.read_csv and to_sql {theirs:.2f} s: {ours / theirs:.1f} times as long"
    )


def mixed_rows(count: int) -> list[dict[str, str]]:
    """Return rows of a list with vague dates, money in words and places of all kinds, one in twenty wrong."""
    random = np.random.default_rng(SEED)
    rows = []
    for number, street in enumerate(random.integers(0, STREETS, size=count)):
        name, wrong = street_of(int(street)), number % 20 == 0
        spot = {"x": str(232_000 + number % 900), "y": str(583_000 + number % 700)}
        place = (
            {"straat": name, "huisnummer": str(1 + number % NUMBERS)},
            {"plek_tekst": f"{name} {1 + number % NUMBERS}, Groningen"},
            spot,
            {"complex": f"A-0{1 + number % 3}"},
            {"gebied": "hele buurt Selwerd"},
            {"straat": name},
            spot,
            {"plek_tekst": f"omgeving {name}"},
            {},
            {"plek_tekst": "Nergenshuizerweg 3"} if wrong else {"straat": name},
        )[number % 10]
        rows.append(
            {
                "Nummer": f"P-{number}",
                "Project": f"Plan {number} in de buurt",
                "Thema": "ruimtevaart" if wrong else _THEMES[number % len(_THEMES)],
                "Stand": _STATUSES[number % len(_STATUSES)],
                "Wanneer": _TIMES[number % len(_TIMES)].format(year=2026 + number % 7),
                "Budget": _SUMS[number % len(_SUMS)].format(sum=f"{1_000 + number:,}".replace(",", ".")),
            }
            | {name: place.get(name, "") for name in _PLACES}
        )
    return rows


def fill(home: Home) -> None:
    """Put made streets and the example's complexes in a home."""
    random = np.random.default_rng(SEED)
    middles = random.uniform((230_000, 580_000), (236_000, 586_000), size=(STREETS, 2))
    rows = [
        (street_of(street), str(number), "Groningen", str(x + 8 * number), str(y))
        for street, (x, y) in enumerate(middles)
        for number in range(1, NUMBERS + 1)
    ]
    frame = pd.DataFrame(rows, columns=["straat", "huisnummer", "plaats", "x", "y"])
    path = home.path / "addresses" / "straten.csv"
    path.parent.mkdir(parents=True)
    to_address_table(frame, file="straten").frame.to_csv(path, index=False)
    layers = home.path / "layers"
    layers.mkdir()
    sample.example_complexes().to_file(layers / "complexen.gpkg", driver="GPKG", layer="laag")


def street_of(number: int) -> str:
    """Return a name that no other number gives."""
    rest, first = divmod(number, len(_FIRST))
    block, last = divmod(rest, len(_LAST))
    name = _FIRST[first] + _LAST[last]
    return name if block == 0 else f"{chr(ord('A') + block)}. {name}"


def mixed(count: int) -> list[dict[str, str]]:
    """Return places as lists tell them: addresses, streets, corners, areas, complexes, some of them wrong."""
    random = np.random.default_rng(SEED)
    told = []
    for number, street in enumerate(random.integers(0, STREETS, size=count)):
        name, other = street_of(int(street)), street_of(int(street) // 2)
        told.append(
            (
                {"straat": name, "huisnummer": str(1 + number % NUMBERS)},
                {"plek_tekst": f"omgeving {name}"},
                {"plek_tekst": f"{name} 12-18, Groningen"},
                {"straat": name.replace("laan", "ln.")},
                {"plek_tekst": f"hoek {name}/{other}"},
                {"gebied": "hele buurt Selwerd"},
                {"complex": f"A-0{1 + number % 4}"},
                {"straat": name[1:]},  # a name that is nearly one
                {"gebied": "Selwert"},
                {"plek_tekst": "Nergenshuizerweg 3"},
            )[number % 10]
        )
    return told
