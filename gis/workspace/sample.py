"""The sample that ships with the program: a real piece of Groningen, a made meeting, a publication."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.crs import RD
from gis.periods import Period, parse_period
from gis.register.decisions import Decision
from gis.register.explanations import Explanation
from gis.register.intake import Choices, read_rows
from gis.register.reading import Terms
from gis.register.records import Activity, Drawing
from gis.register.signals import Signal
from gis.tables import BUURTEN, FIGURES, GEMEENTEN, LIST_SEPARATOR, MISSING, SCORES, WIJKEN, conform
from gis.vocabulary import Vocabulary
from gis.workspace.home import data_folder
from gis.workspace.places import Origin, Place

GEMEENTE = "GM0014"
JAAR = 2024
OF_BUURTEN = "samengevoegd uit de buurten"  # where the outline of a wijk of the sample comes from
EXAMPLE_STREETS = data_folder() / "sample" / "voorbeeld_straten.csv"


def read_origins() -> dict[str, Any]:  # TOML has no narrower type
    """Return `data/sources.toml`: per entry publisher, title, year, licence and the files made of it."""
    with (data_folder() / "sources.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def gemeente_names() -> Mapping[str, str]:
    """Return the names of the 342 gemeenten of 2024 by code."""
    frame = _read("gemeenten_2024.csv")
    return MappingProxyType(dict(zip(frame["gemeentecode"], frame["gemeentenaam"], strict=True)))


@cache
def read_big_cities() -> pd.DataFrame:
    """Return key figures and scores of Amsterdam, Den Haag, Rotterdam and Utrecht (G4), of one edition."""
    told = _read("grote_steden_2024.csv").replace("", None).rename(columns={"gemeentecode": "code"})
    return conform(told, FIGURES).merge(conform(told, SCORES), on="code")


@cache
def codes() -> frozenset[str]:
    """Return every code of an area in the sample."""
    return read_place().codes


def read_place() -> Place:
    """Return the sample's gemeente Groningen: 151 buurten with figures, 39 of them with an outline.

    Three wijken have an outline too; the gemeente itself has none.
    """
    told = _read("buurten_groningen_2024.csv")
    shapes = shapely.from_wkt([text or None for text in told["omtrek_rd"]])
    told = told.replace("", None)
    buurten = conform(_drawn(told, shapes), BUURTEN)
    wijken = conform(_wijken(buurten, told), WIJKEN)
    whole = _read("gemeente_groningen_2024.csv").replace("", None)
    outline = _drawn(whole)
    rows = pd.concat(
        [told.rename(columns={"buurtcode": "code"}), whole.rename(columns={"gemeentecode": "code"})],
        ignore_index=True,
    )
    figures = conform(rows.drop(columns="gemeentecode"), FIGURES)
    scored = rows[rows["kscore"].notna()]
    return Place(
        gemeentecode=GEMEENTE,
        gemeentenaam=str(whole["gemeentenaam"].iloc[0]),
        jaar=JAAR,
        buurten=gpd.GeoDataFrame(buurten),
        wijken=gpd.GeoDataFrame(wijken),
        gemeenten=gpd.GeoDataFrame(conform(outline, GEMEENTEN)),
        figures=figures,
        scores=conform(scored.reset_index(drop=True), SCORES),
        missing=_not_published(figures),
        unmatched=pd.DataFrame({"code": [], "table": [], "side": []}, dtype="str"),
        origins=_sample_origins(),
    )


def read_activities(
    name: str, *, vocabulary: Vocabulary, reference: date, owner: str, earlier: str = ""
) -> list[Activity]:
    """Return the activities of a sample file; words of time that only a person understands stay words.

    The rows carry their own owner and visibility, so that the example shows what each partner sees.

    Parameters
    ----------
    earlier
        The file that says what was otherwise at an earlier meeting; then they are as they stood there.
    """
    told = _read(name, separator=";")
    if earlier:
        told = _as_before(told, _read(earlier, separator=";"))
    owners = [text or owner for text in told.pop("eigenaar")]
    unread = [parse_period(text, reference=reference) is None for text in told["periode_tekst"]]
    words = list(told["periode_tekst"])
    told.loc[unread, "periode_tekst"] = ""
    terms = Terms(vocabulary, reference, owner, known_codes=_known_codes(), as_stated=True)
    intake = read_rows(told, file=name, terms=terms, choices=Choices({"id": "id"}))
    if intake.parked:
        raise ValueError(intake.parked)  # the sample is ours: a fault in it is a fault in the program
    return [
        _with(activity, owner=whose, text=text if lost else None)
        for activity, whose, text, lost in zip(intake.accepted, owners, words, unread, strict=True)
    ]


def example_complexes() -> gpd.GeoDataFrame:
    """Return the made-up complexes of Corporatie A with their outlines in RD, as in a layer of theirs."""
    told = _read("voorbeeld_complexen.csv", separator=";")
    return _drawn(told.drop(columns="geometrie_rd"), shapely.from_wkt(told["geometrie_rd"].to_numpy()))


def example_plans() -> pd.DataFrame:
    """Return the made-up plans of Corporatie A as text; `|` parts a group of headings from each."""
    return _read("voorbeeld_plannen_corporatie_a.csv", separator=";")


def read_drawings(name: str) -> list[Drawing]:
    """Return the drawings of a sample file."""
    return [
        Drawing(
            id=row["id"],
            name=row["naam"],
            role=row["rol"],
            question=row["vraag"],
            meeting=row["bijeenkomst"],
            drawn_on=date.fromisoformat(row["datum"]),
            geometry=shapely.from_wkt(row["geometrie_rd"]),
            weight=float(row["gewicht"]),
            fictional=row["fictief"] == "ja",
        )
        for row in _read(name, separator=";").to_dict("records")
    ]


def read_decisions(name: str) -> list[Decision]:
    """Return the decisions of a sample file; `by` is the organisation that wrote each down."""
    return [
        Decision(
            id=row["id"],
            members=tuple(row["activiteiten"].split(LIST_SEPARATOR)),
            choice=row["besluit"],
            organisation=row["organisatie"],
            role=row["rol"],
            due_on=date.fromisoformat(row["voor"]) if row["voor"] else None,
            note=row["toelichting"],
            decided_on=date.fromisoformat(row["besloten_op"]),
            by=row["door"],
        )
        for row in _read(name, separator=";").to_dict("records")
    ]


def read_explanations(name: str) -> list[Explanation]:
    """Return the duiding of a sample file; `by` is the organisation that wrote each down."""
    return [
        Explanation(
            area=row["buurtcode"],
            words=row["duiding"],
            organisation=row["organisatie"],
            role=row["rol"],
            on=date.fromisoformat(row["datum"]),
            figure=row["cijfer"],
            public=row["iedereen"] == "ja",
            by=row["door"],
        )
        for row in _read(name, separator=";").to_dict("records")
    ]


def read_signals(name: str) -> list[tuple[Signal, str]]:
    """Return the signals of a sample file as they stand now, each with the organisation of that step."""
    return [
        (
            Signal(
                kind=row["soort"],
                words=row["wat"],
                role=row["rol"],
                on=date.fromisoformat(row["datum"]),
                organisation=row["organisatie"],
                area=row["buurtcode"],
                cells=((float(row["x"]), float(row["y"])),) if row["x"] else (),
                cell_m=int(row["vak_m"]),
                status=row["stand"],
                status_on=date.fromisoformat(row["stand_op"]),
                counted=row["iedereen"] == "ja",
                fictional=row["fictief"] == "ja",
                id=row["id"],
                by=row["door"],
            ),
            row["stand_door"],
        )
        for row in _read(name, separator=";").to_dict("records")
    ]


def _as_before(told: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that were not there yet, and with the words that stood there."""
    rows = told.set_index("id", drop=False)
    was = earlier.set_index("id")
    there = was["stond_er"] == "ja"
    for name in ("periode_tekst", "toelichting"):
        rows.loc[was.index[there], name] = was.loc[there, name]
    return rows.drop(index=was.index[~there]).reset_index(drop=True)


def _drawn(told: pd.DataFrame, shapes: npt.NDArray[np.object_] | None = None) -> gpd.GeoDataFrame:
    places = np.full(len(told), None, dtype=object) if shapes is None else shapes
    return gpd.GeoDataFrame(told, geometry=gpd.GeoSeries(places, index=told.index, crs=RD))


def _wijken(buurten: pd.DataFrame, told: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the wijken, with the outline of their buurten together where every one of those is known.

    A wijk of which a buurt has no outline has none either: what the others cover is not the wijk.
    """
    whole = {
        code: shapely.coverage_union_all(parts)
        for code, parts in buurten.groupby("wijkcode")["geometry"].agg(np.array).items()
        if not shapely.is_missing(parts).any()
    }
    rows = told.drop_duplicates("wijkcode")
    shapes = np.array([whole.get(code) for code in rows["wijkcode"]], dtype=object)
    source = rows["wijkcode"].map(dict.fromkeys(whole, OF_BUURTEN))
    return _drawn(rows.assign(omtrek_bron=source), shapes)


def _not_published(figures: pd.DataFrame) -> pd.DataFrame:
    """Name every figure that the sample's source leaves empty; columns it does not hold are not named."""
    held = [name for name in FIGURES.units if figures[name].notna().any()]
    told = figures.melt(["code", "jaar"], held, var_name="kolom", value_name="value")
    return conform(
        told[told["value"].isna()].assign(reden="niet gepubliceerd").reset_index(drop=True), MISSING
    )


def _with(activity: Activity, *, owner: str, text: str | None) -> Activity:
    changed = replace(activity, owner=owner)
    return changed if text is None else replace(changed, period=Period(text))


def _known_codes() -> frozenset[str]:
    told = _read("buurten_groningen_2024.csv")
    return frozenset([*told["buurtcode"], *told["wijkcode"], *gemeente_names()])


def _read(name: str, *, separator: str = ",") -> pd.DataFrame:
    path: Path = data_folder() / "sample" / name
    return pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8")


def _sample_origins() -> tuple[Origin, ...]:
    return tuple(
        Origin(
            role=role,
            publisher=entry["publisher"],
            title=entry["title"],
            licence=entry["licence"],
            edition=str(entry["year"]),
            retrieved=str(entry["retrieved"]),
        )
        for role, entry in read_origins()["sources"].items()
        if entry.get("place")
    )
