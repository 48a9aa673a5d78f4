"""The two built-in workspaces as plain frames, read by hand so that these tests lean on no reader."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD
from gis.periods import Period, parse_period
from gis.tables import ACTIVITIES, BUURTEN, SCORES, conform
from gis.vocabulary import Vocabulary, load_vocabulary
from tests.gis.analysis.registers import build

DATA = Path(__file__).parents[3] / "data"
REFERENCE_DAY = date(2027, 3, 11)

Viewer = Callable[..., gpd.GeoDataFrame]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(DATA / "vocabulary.toml")


@pytest.fixture(scope="session")
def reference_day() -> date:
    return REFERENCE_DAY


@pytest.fixture(scope="session")
def make(vocabulary: Vocabulary) -> Callable[[list[dict[str, object]]], gpd.GeoDataFrame]:
    """Turn rows of a made register into the table of activities."""
    return lambda rows: build(rows, vocabulary, REFERENCE_DAY)


@pytest.fixture(scope="session")
def meeting(vocabulary: Vocabulary) -> Viewer:
    """The example meeting as an organisation sees it; None sees what is for everybody."""
    rows = _read(DATA / "sample" / "overleg_2027_activiteiten.csv")

    def seen_by(
        organisation: str | None = None, *, periods: dict[str, str] | None = None
    ) -> gpd.GeoDataFrame:
        levels = {"openbaar"} if organisation is None else {"openbaar", "partners"}
        seen = [row for row in rows if row["zichtbaarheid"] in levels or row["eigenaar"] == organisation]
        told = [
            {**row, "periode_tekst": (periods or {}).get(row["id"], row["periode_tekst"])} for row in seen
        ]
        return _activities(told, vocabulary)

    return seen_by


@pytest.fixture(scope="session")
def publication(vocabulary: Vocabulary) -> gpd.GeoDataFrame:
    return _activities(_read(DATA / "sample" / "publicatie_2017_activiteiten.csv"), vocabulary)


@pytest.fixture(scope="session")
def groningen() -> tuple[gpd.GeoDataFrame, pd.DataFrame, pd.Series]:
    """Buurten that have an outline, the scores of all, and the scores of the gemeente."""
    told = pd.read_csv(DATA / "sample" / "buurten_groningen_2024.csv")
    shapes = gpd.GeoSeries.from_wkt(told["omtrek_rd"], crs=RD)
    buurten = conform(gpd.GeoDataFrame(told, geometry=shapes), BUURTEN)
    scores = conform(told.rename(columns={"buurtcode": "code"}).dropna(subset=["score_jaar"]), SCORES)
    gemeente = pd.read_csv(DATA / "sample" / "gemeente_groningen_2024.csv").iloc[0]
    return buurten[buurten.geometry.notna()], scores, gemeente


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _activities(rows: list[dict[str, str]], vocabulary: Vocabulary) -> gpd.GeoDataFrame:
    records = [_record(row, vocabulary) for row in rows]
    shapes = [shapely.from_wkt(row["geometrie_rd"]) if row["geometrie_rd"] else None for row in rows]
    return conform(gpd.GeoDataFrame(records, geometry=shapes, crs=RD), ACTIVITIES)


def _record(row: dict[str, str], vocabulary: Vocabulary) -> dict[str, object]:
    period = parse_period(row["periode_tekst"], reference=REFERENCE_DAY) or Period(row["periode_tekst"])
    amount = re.search(r"€ ([\d.]+)(?: (toegezegd|gezocht))?", row["geld"])
    euro = float(amount[1].replace(".", "")) if amount else None
    purpose = (amount[2] or "onbekend") if amount else None
    lists = {
        name: row[name].split(" | ") if row[name] else []
        for name in ("partijen", "doelgroepen", "gebiedscodes")
    }
    return {
        "id": row["id"],
        "title": row["naam"],
        "theme": row["thema"],
        "theme_group": vocabulary.themes[row["thema"]].group,
        "kind": row["soort"],
        "status": row["status"],
        "shown_as": vocabulary.statuses[row["status"]].shown_as,
        "period_text": period.text,
        "start_earliest": period.start_earliest,
        "start_latest": period.start_latest,
        "end_earliest": period.end_earliest,
        "end_latest": period.end_latest,
        "running": period.running,
        "fixed_date": row["vaste_datum"] == "ja",
        "organisation": row["organisatie"],
        "partners": lists["partijen"],
        "target_groups": lists["doelgroepen"],
        "accuracy": row["nauwkeurigheid"],
        "reach": row["bereik"],
        "area_codes": lists["gebiedscodes"],
        "phase_of": row["fase_van"] or None,
        "framework": row["kader"] == "ja",
        "money_committed": euro if purpose == "toegezegd" else None,
        "money_sought": euro if purpose == "gezocht" else None,
        "money_unstated": euro if purpose == "onbekend" else None,
    }
