"""How long a list takes to go in, part by part."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from gis.sources.addresses import to_address_table
from gis.workspace import sample
from gis.workspace.home import Home
from gis.workspace.locating import make_locate

SEED = 20270311
STREETS, NUMBERS = 2_000, 50  # about as many as a large gemeente has
PLACES = 1_000
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
