"""Kompas: the buurten of a gemeente beside a reference, from all figures that are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import geopandas as gpd
import pandas as pd

from gis.analysis.compass import VALUE_COLUMNS, compare, find_serving, find_widths, mean_reference
from gis.analysis.within import place_activities
from gis.workspace import sample
from gis.workspace.compass_figures import (
    Figures,
    Indicator,
    key_figures,
    keys_of,
    own_figures,
    score_figures,
    with_shares,
)
from gis.workspace.compass_settings import Setting, read_settings
from gis.workspace.home import Home
from gis.workspace.indicators import read_edition
from gis.workspace.places import Place
from gis.workspace.registers import Register

ReferenceKind = Literal["gemeente", "g4", "nl", "buurten"]
REFERENCES: tuple[ReferenceKind, ...] = ("gemeente", "g4", "nl", "buurten")


@dataclass(frozen=True)
class Reference:
    """What an indicator is compared with, and where that number comes from.

    `basis` is published, zero (a score is told as a difference with it), people or households (means weighed
    so, of `areas` among `among`), estimate (such a mean in place of the whole), or why there is none:
    not_published, not_of_nl, other_year, not_of_g4, none_chosen.
    """

    value: float | None
    basis: str
    areas: int = 0
    among: int = 0


PER_DWELLING = frozenset({"koopwoningen_pct", "woz_waarde_keur"})  # of dwellings, so weighed by households


@dataclass(frozen=True)
class Ask:
    """With what the buurten are compared; `buurten` are the codes for the reference of that name."""

    reference: ReferenceKind = "gemeente"
    buurten: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Compass:
    """Every buurt beside a reference: `rows` as `compare` gives them, by buurt and then by indicator."""

    ask: Ask
    indicators: tuple[Indicator, ...]
    references: Mapping[str, Reference]
    settings: Mapping[str, Setting]
    rows: pd.DataFrame
    people_known: bool


def see_compass(
    place: Place,
    settings: Mapping[str, Setting],
    *,
    ask: Ask,
    own: pd.DataFrame | None = None,
) -> Compass:
    """Return every buurt of the gemeente beside a reference, for all figures that are here.

    Parameters
    ----------
    settings
        By key of an indicator (`read_settings`).
    own
        The gemeente's own wijkkompas (`gis.workspace.indicators.read_edition`); the newest year of each of
        its indicators counts.
    """
    parts = [score_figures(place), key_figures(place), own_figures(own, place)]
    indicators = tuple(one for part in parts for one in part.indicators)
    codes = list(place.buurten["buurtcode"])
    wide = pd.concat([part.told for part in parts], axis=1).reindex(codes).reset_index(names="code")
    values = wide.melt("code", [one.key for one in indicators], "indicator", "value")
    waiting = frozenset(pair for part in parts for pair in part.waiting)
    values["to_be_set"] = [pair in waiting for pair in zip(values["code"], values["indicator"], strict=True)]
    people = place.figures.set_index("code")["inwoners"].reindex(codes)
    references = _references(place, ask, parts, values)
    widths = find_widths(values) | {
        key: told.width for key, told in settings.items() if told.width is not None
    }
    rows = compare(
        values,
        {key: told.value for key, told in references.items() if told.value is not None},
        ways={one.key: one.way for one in indicators},
        widths=widths,
        floors={key: told.floor for key, told in settings.items() if told.floor is not None},
        inhabitants=people if people.notna().any() else None,
    )
    order = rows["code"].map({code: number for number, code in enumerate(codes)})
    rows = rows.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    return Compass(ask, indicators, references, settings, rows, bool(people.notna().any()))


def open_compass(
    home: Home, place: Place, register: Register, *, ask: Ask, edition: int | None = None
) -> Compass:
    """Return the kompas of a gemeente with what a workspace has set and the own wijkkompas of the home.

    Parameters
    ----------
    edition
        Which own wijkkompas counts (`gis.workspace.indicators.editions`); None for the last one brought.

    Raises
    ------
    SourceError
        As in `gis.workspace.indicators.read_edition`.
    """
    own = read_edition(home, place.gemeentecode, edition)
    return see_compass(place, read_settings(register, keys_of(own)), ask=ask, own=own)


def see_serving(
    compass: Compass,
    activities: gpd.GeoDataFrame,
    place: Place,
    *,
    themes: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """Return which of the activities that may be seen serve which indicator in which buurt.

    Parameters
    ----------
    activities
        What the one who asks may see, of this gemeente.
    themes
        By dimension: "Welk cijfer hoort bij welk thema?". An own indicator says its themes itself.
    """
    inside = place_activities(activities, place.buurten)
    placed = pd.DataFrame(
        {
            "id": activities["id"].to_numpy()[inside["activity"]],
            "buurtcode": place.buurten["buurtcode"].to_numpy()[inside["buurt"]],
        }
    )
    calls = {
        one.key: told for one in compass.indicators if (told := one.themes or tuple(themes.get(one.key, ())))
    }
    return find_serving(placed, activities, themes=calls)


def _references(
    place: Place, ask: Ask, parts: Sequence[Figures], values: pd.DataFrame
) -> dict[str, Reference]:
    indicators = [one for part in parts for one in part.indicators]
    if ask.reference == "nl":
        return {
            one.key: Reference(0.0, "zero") if one.role == "scores" else Reference(None, "not_of_nl")
            for one in indicators
        }
    if ask.reference == "g4":
        return _big_cities(indicators)
    if ask.reference == "buurten":
        chosen = values[values["code"].isin(ask.buurten)]
        return _means(
            indicators, chosen, place.figures, lacking="not_published" if ask.buurten else "none_chosen"
        )
    whole = {str(key): value for part in parts for key, value in part.whole.items() if pd.notna(value)}
    # The gemeente's own indicators without a figure of the whole: a mean of its buurten, told as such.
    open_ = [one for one in indicators if one.role == "indicators" and one.key not in whole]
    means = {
        key: replace(told, basis="estimate") if told.value is not None else told
        for key, told in _means(open_, values, place.figures, lacking="not_published").items()
    }
    return {
        one.key: Reference(float(whole[one.key]), "published")
        if one.key in whole
        else means.get(one.key, Reference(None, "not_published"))
        for one in indicators
    }


def _big_cities(indicators: Sequence[Indicator]) -> dict[str, Reference]:
    """Return the mean of the four large cities, of the edition that ships with the program."""
    cities = sample.read_big_cities()
    told = with_shares(cities.set_index("code"))
    years = {"scores": int(told["score_jaar"].iloc[0]), "figures": int(told["jaar"].iloc[0])}
    same = [one for one in indicators if years.get(one.role) == one.jaar]
    long = told.reset_index().melt("code", [one.key for one in same], "indicator", "value")
    found = _means(same, long, cities, lacking="not_published")
    other = {
        one.key: Reference(None, "other_year" if one.role in years else "not_of_g4")
        for one in indicators
        if one not in same
    }
    return found | other


def _means(
    indicators: Sequence[Indicator], values: pd.DataFrame, figures: pd.DataFrame, *, lacking: str
) -> dict[str, Reference]:
    """Return means weighed by people, or by households for what is of dwellings; `lacking` where none is."""
    counts = figures.set_index("code")
    bases = {one.key: "huishoudens" if one.key in PER_DWELLING else "inwoners" for one in indicators}
    weights = pd.DataFrame({key: counts[base] for key, base in bases.items()}, index=counts.index)
    asked = values[values["indicator"].isin(list(bases))][list(VALUE_COLUMNS)]
    found = mean_reference(asked, weights).to_dict("index")
    names = {"huishoudens": "households", "inwoners": "people"}
    return {
        key: Reference(float(told["reference"]), names[base], int(told["areas"]), int(told["among"]))
        if (told := found.get(key))
        else Reference(None, lacking)
        for key, base in bases.items()
    }
