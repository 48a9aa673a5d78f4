"""Figures that a kompas can show: of the Leefbaarometer, of CBS, and the gemeente's own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from gis.tables import DIMENSIONS
from gis.workspace.places import Place

SCORE_KEYS = (*DIMENSIONS, "afw")  # the whole comes after its parts
# Who lives there and in what: never good or bad. The last two follow from counts of people.
COMPOSITION = ("koopwoningen_pct", "woz_waarde_keur", "inkomen_keur", "aandeel_0_15", "aandeel_65plus")
OWN = "eigen:"  # how keys of the gemeente's own indicators begin
_SHARES = {"aandeel_0_15": "inwoners_0_15", "aandeel_65plus": "inwoners_65plus"}
_PERCENT_DECIMALS = 1  # CBS rounds counts of people to 5


@dataclass(frozen=True)
class Indicator:
    """One figure of the kompas: its key, and what its publisher says of it.

    `name` and `unit` are empty for the figures that the program knows. `way` is 1, -1 or 0 as in
    `gis.analysis.compass.compare`. `role` is that of the origin: scores, figures or indicators. `source` is
    told by the gemeente's own file alone.
    """

    key: str
    role: str
    jaar: int
    way: int
    name: str = ""
    unit: str = ""
    source: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of one origin: of the buurten and of the gemeente, in the columns of the keys."""

    indicators: tuple[Indicator, ...]
    told: pd.DataFrame
    whole: pd.Series
    waiting: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def keys_of(own: pd.DataFrame | None) -> tuple[str, ...]:
    """Return every key that a kompas may have."""
    names = () if own is None else dict.fromkeys(own["indicator"])
    return (*SCORE_KEYS, *COMPOSITION, *(f"{OWN}{name}" for name in names))


def score_figures(place: Place) -> Figures:
    """Return the dimensions of the Leefbaarometer and the score as a whole, of its newest year here."""
    told = place.scores.sort_values("score_jaar").drop_duplicates("code", keep="last").set_index("code")
    if told.empty:
        return Figures((), pd.DataFrame(), pd.Series(dtype="Float64"))
    jaar = int(told["score_jaar"].max())
    indicators = tuple(Indicator(key, "scores", jaar, 1) for key in SCORE_KEYS)
    return Figures(indicators, told[list(SCORE_KEYS)], _row(told[list(SCORE_KEYS)], place.gemeentecode))


def key_figures(place: Place) -> Figures:
    """Return what CBS says of who lives there and in what; a figure that no buurt has is left out."""
    told = with_shares(place.figures.set_index("code"))
    buurten = told.loc[told.index.isin(place.buurten["buurtcode"])]
    there = [key for key in COMPOSITION if buurten[key].notna().any()]
    jaar = int(place.figures["jaar"].max()) if len(place.figures) else place.jaar
    indicators = tuple(Indicator(key, "figures", jaar, 0) for key in there)
    return Figures(indicators, told[there], _row(told[there], place.gemeentecode))


def own_figures(own: pd.DataFrame | None, place: Place) -> Figures:
    """Return the gemeente's own figures, each of its newest year."""
    if own is None or own.empty:
        return Figures((), pd.DataFrame(), pd.Series(dtype="Float64"))
    newest = own[own["jaar"] == own.groupby("indicator")["jaar"].transform("max")]
    told = newest.assign(key=OWN + newest["indicator"])
    first = told.drop_duplicates("key")
    indicators = tuple(
        Indicator(
            row["key"],
            "indicators",
            int(row["jaar"]),
            int(row["way"]),
            name=row["indicator"],
            unit=row["unit"] if pd.notna(row["unit"]) else "",
            source=row["source"],
            themes=tuple(filter(None, map(str.strip, str(row["themes"]).split("|"))))
            if pd.notna(row["themes"])
            else (),
        )
        for row in first.to_dict("records")
    )
    wide = told.pivot_table(index="code", columns="key", values="value", aggfunc="first", dropna=False)
    wide = wide.reindex(columns=[one.key for one in indicators]).astype("Float64")
    waiting = told[told["to_be_set"]]
    pairs = frozenset(zip(waiting["code"], waiting["key"], strict=True))
    return Figures(indicators, wide, _row(wide, place.gemeentecode), pairs)


def with_shares(figures: pd.DataFrame) -> pd.DataFrame:
    """Return key figures with the shares of children and of people from 65 [% of the inhabitants]."""
    people = figures["inwoners"].where(figures["inwoners"] > 0)
    shares = {
        name: (100 * figures[count] / people).round(_PERCENT_DECIMALS) for name, count in _SHARES.items()
    }
    return figures.assign(**shares)


def _row(frame: pd.DataFrame, code: str) -> pd.Series:
    found = frame[frame.index == code]
    return pd.Series(dtype="Float64") if found.empty else found.iloc[0]
