from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from gis.workspace.fetch import Fetched
from gis.workspace.making import Used
from layers.words import reports


def _fetched(**changes):
    place = SimpleNamespace(
        gemeentenaam="Groningen",
        gemeentecode="GM0014",
        jaar=2024,
        buurten=range(3),
        wijken=range(1),
        scores=pd.DataFrame({"code": ["BU00141000", "BU0014AB10", "GM0014"]}),
        unmatched=pd.DataFrame({"code": [], "table": [], "side": []}),
        missing=[],
    )
    told = {"used": (), "water": 0, "mended": pd.DataFrame()} | changes
    for name in ("unmatched", "missing"):
        if name in told:
            setattr(place, name, told.pop(name))
    return Fetched(place=place, **told)


def _activity(text="", first=None, last=None, *, start_latest=None, end_earliest=None):
    days = {
        "start_earliest": first,
        "start_latest": start_latest or first,
        "end_earliest": end_earliest or last,
        "end_latest": last,
    }
    return {"period_text": text} | {
        name: pd.NaT if day is None else pd.Timestamp(day) for name, day in days.items()
    }


def test_a_day():
    assert reports.day(date(2028, 2, 29)) == "29 februari 2028"


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (_activity(), "nog niet bekend"),
        (_activity("doel 2023"), "doel 2023"),
        (_activity("sinds 2024", "2024-01-01"), "sinds 2024 (vanaf 1 januari 2024)"),
        (_activity("voor juli", None, "2026-06-30"), "voor juli (tot en met 30 juni 2026)"),
        (
            _activity("zomer 2027", "2027-06-01", "2027-08-31"),
            "zomer 2027 (vanaf 1 juni 2027 tot en met 31 augustus 2027)",
        ),
        (
            _activity("2027 tot medio 2028", "2027-01-01", "2028-08-31", end_earliest="2028-05-01"),
            "2027 tot medio 2028 (vanaf 1 januari 2027, eindigt tussen 1 mei 2028 en 31 augustus 2028)",
        ),
        (
            _activity("vanaf eind 2027", "2027-09-01", start_latest="2027-12-31"),
            "vanaf eind 2027 (begint tussen 1 september 2027 en 31 december 2027)",
        ),
        (
            _activity(
                "±2028", "2028-01-01", "2028-12-31", start_latest="2028-12-31", end_earliest="2028-01-01"
            ),
            (
                "±2028 (begint tussen 1 januari 2028 en 31 december 2028, "
                "eindigt tussen 1 januari 2028 en 31 december 2028)"
            ),
        ),
    ],
)
def test_a_period_keeps_its_words_and_says_its_days(activity, words):
    assert reports.period_words(activity) == words


@pytest.mark.parametrize(
    ("count", "reason", "words"),
    [
        (6580.0, None, "ongeveer 6.580 inwoners"),
        (1, None, "ongeveer 1 inwoner"),
        (0, None, "ongeveer 0 inwoners"),
        (None, "geheim", "aantal inwoners: geen cijfer (geheim)"),
        (pd.NA, None, "aantal inwoners: geen cijfer (niet gepubliceerd)"),
    ],
)
def test_inhabitants_or_why_there_is_no_number(count, reason, words):
    assert reports.inhabitants_or_reason(count, reason) == words


def test_a_fetch_says_what_it_brought_and_no_more():
    assert reports.fetch_lines(_fetched()) == [
        "Groningen (GM0014), grenzen van 2024: 3 buurten, 1 wijk, 2 buurten met score."
    ]


def test_a_fetch_says_what_each_layer_was_used_for_and_what_does_not_fit():
    found = _fetched(
        used=(Used("a.gpkg", "buurten", ("buurt", "figures"), 1200), Used("a.gpkg", "wegen", (), 1)),
        water=2,
        mended=pd.DataFrame({"code": ["BU00141000"]}),
        unmatched=pd.DataFrame(
            {
                "code": list("abc"),
                "table": ["scores", "scores", "figures"],
                "side": ["boundaries", "boundaries", "other"],
            }
        ),
        missing=range(7),
    )
    assert reports.fetch_lines(found)[1:] == [
        "  a.gpkg · buurten: 1.200 rijen, grenzen van buurten, kerncijfers",
        "  a.gpkg · wegen: 1 rij, niet gebruikt",
        "Past niet op elkaar: 1 code zonder grens in kerncijfers.",
        "Past niet op elkaar: 2 buurten zonder Leefbaarometer.",
        "Weggelaten als water: 2.",
        "Grenzen die niet goed sloten en zijn hersteld: 1.",
        "Cijfers die niet zijn gepubliceerd: 7.",
    ]


def test_sources_and_files_in_one_line():
    source = {
        "publisher": "CBS",
        "title": "Kerncijfers",
        "year": 2024,
        "licence": "CC BY 4.0",
        "retrieved": "2026-07-19",
    }
    assert reports.source_lines([source]) == ["CBS, Kerncijfers 2024 (CC BY 4.0, opgehaald 19 juli 2026)"]
    told = [reports.written_sentence("x.gpkg", audience) for audience in ("public", "partners", "own")]
    assert told == [
        "Geschreven: x.gpkg, voor iedereen.",
        "Geschreven: x.gpkg, voor de partners.",
        "Geschreven: x.gpkg, voor onze organisatie.",
    ]
