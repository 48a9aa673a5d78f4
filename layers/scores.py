"""The Leefbaarometer per buurt: the class, and the difference with Nederland or the own gemeente."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import TableError
from gis.tables import BUURTEN, DIMENSIONS, SCORES, require
from layers.classes import deviation_classes, deviation_marks, deviation_words, fill_mark
from layers.layer import Layer, to_levels
from layers.style import NINE, NO_FIGURE, SCORE_CLASSES, Mark
from layers.words import number
from layers.words.figures import DIMENSION_NAMES, SIGNAL

TITLES = {
    "kscore": "Leefbaarometer: klasse",
    "afw": "Leefbaarometer",
    **DIMENSION_NAMES,
}
DEVIATIONS = ("afw", *DIMENSIONS)
TURNED = " Hoger betekent hier: minder overlast."  # the only dimension whose name is of what is bad


def draw_scores(
    buurten: gpd.GeoDataFrame,
    scores: pd.DataFrame,
    *,
    what: str,
    outlines: gpd.GeoDataFrame | None = None,
) -> Layer:
    """Return the buurten coloured by class: of the score itself, or of a deviation from Nederland.

    The two have different borders and so different legends. A buurt without a score is hatched.

    Parameters
    ----------
    buurten
        Table `buurten` of one year, in RD.
    scores
        Table `scores` of one measurement.
    what
        ``kscore``, ``afw`` or a dimension: won, fys, vrz, soc, onv.
    outlines
        The same outlines at every level (`gis.workspace.outlines`); None for as published alone.

    Raises
    ------
    TableError
        ``column_missing`` (also for another `what`), ``years_mixed``, ``key_twice``, ``crs_not_rd``.

    Notes
    -----
    A class is read as published; only where a file has deviations without classes it follows from the
    published borders.
    """
    if what not in TITLES:
        raise TableError("column_missing", table="scores", column=what)
    joined, year = _join(buurten, scores, what)
    if what == "kscore":
        joined["mark"] = joined["kscore"].astype("Int64").astype("string")
        joined["note"] = [_class_note(value, year) for value in joined["kscore"]]
        marks = tuple(
            fill_mark(str(n), f"{n} · {label}", colour)
            for n, (label, colour) in enumerate(zip(SCORE_CLASSES, NINE, strict=True), start=1)
        )
        return _layer(joined, marks, outlines, id_="scores_kscore", title=TITLES[what], year=year)
    published = joined["kafw" if what == "afw" else f"k{what}"].astype("Int64")
    classes = published.fillna(_by_borders(joined[what]))
    joined["mark"] = classes.astype("string")
    joined["note"] = _deviation_notes(joined[what], classes, head=_head(what, year), than="Nederland")
    title = f"{TITLES[what]}: verschil met Nederland"
    marks = deviation_marks(than="Nederland")
    return _layer(joined, marks, outlines, id_=f"scores_{what}", title=title, year=year)


def draw_differences(
    buurten: gpd.GeoDataFrame, scores: pd.DataFrame, *, what: str, reference: str, reference_name: str
) -> Layer:
    """Return the buurten coloured by their difference with another area, such as the own gemeente.

    Parameters
    ----------
    buurten, scores
        As in `draw_scores`.
    what
        ``afw`` or a dimension: won, fys, vrz, soc, onv.
    reference
        CBS code of the area to compare with; its published figure stands in `scores`.
    reference_name
        Its name in words, such as "de gemeente Groningen".

    Raises
    ------
    TableError
        ``reference_missing`` when the area has no such figure, and as in `draw_scores`.
    """
    if what not in DEVIATIONS:
        raise TableError("column_missing", table="scores", column=what)
    joined, year = _join(buurten, scores, what)
    own = scores.loc[scores["code"] == reference, what].dropna()
    if own.empty:
        raise TableError("reference_missing", area=reference, column=what)
    difference = joined[what].astype("Float64") - own.iloc[0]
    classes = _by_borders(difference)
    joined["mark"] = classes.astype("string")
    joined["note"] = _deviation_notes(difference, classes, head=_head(what, year), than=reference_name)
    title = f"{TITLES[what]}: verschil met {reference_name}"
    marks = deviation_marks(than=reference_name)
    return _layer(joined, marks, None, id_=f"scores_{what}_{reference}", title=title, year=year)


def _join(buurten: gpd.GeoDataFrame, scores: pd.DataFrame, what: str) -> tuple[gpd.GeoDataFrame, int | None]:
    require(buurten, BUURTEN, "buurtcode", "buurtnaam")
    require(scores, SCORES, "code", "score_jaar", what)
    here = scores[scores["code"].isin(buurten["buurtcode"])]
    for name, table, told in (("score_jaar", "scores", here), ("jaar", "buurten", buurten)):
        years = sorted(told[name].dropna().unique())
        if len(years) > 1:
            raise TableError("years_mixed", table=table, years=", ".join(map(str, years)))
    if here["code"].duplicated().any():
        raise TableError("key_twice", table="scores", key=here.loc[here["code"].duplicated(), "code"].iloc[0])
    classes = [f"k{what}"] if f"k{what}" in scores.columns else []
    figures = here.set_index("code")[[what, *classes]]
    joined = buurten[["buurtcode", "buurtnaam", "geometry"]].join(figures, on="buurtcode")
    if what != "kscore" and not classes:
        joined[f"k{what}"] = pd.NA
    measured = here["score_jaar"].dropna()
    return gpd.GeoDataFrame(joined, crs=buurten.crs), None if measured.empty else int(measured.iloc[0])


def _by_borders(values: pd.Series) -> pd.Series:
    told = deviation_classes(values.to_numpy(dtype="float64", na_value=np.nan))
    return pd.Series(told, index=values.index, dtype="Int64").where(told > 0)


def _class_note(value: object, year: int | None) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return f"{_head('kscore', year)}: geen score"
    n = int(str(value))
    return f"{_head('kscore', year)}: {SCORE_CLASSES[n - 1]} (klasse {n} van {len(SCORE_CLASSES)})"


def _deviation_notes(values: pd.Series, classes: pd.Series, *, head: str, than: str) -> list[str]:
    """Say each difference with the word of its class, so that words and colour never differ."""
    return [
        f"{head}: geen score"
        if pd.isna(step)
        else f"{head}: {deviation_words(int(step), than=than)} (verschil {number(value, 3)})"
        for value, step in zip(values, classes, strict=True)
    ]


def _head(what: str, year: int | None) -> str:
    name = TITLES[what] if what in DIMENSIONS else "Leefbaarometer"
    return f"{name} {year}" if year else name


def _layer(
    joined: gpd.GeoDataFrame,
    marks: tuple[Mark, ...],
    outlines: gpd.GeoDataFrame | None,
    *,
    id_: str,
    title: str,
    year: int | None,
) -> Layer:
    told = joined.assign(
        id=joined["buurtcode"], name=joined["buurtnaam"], mark=joined["mark"].fillna(NO_FIGURE.key)
    )
    features, levels = to_levels(told, columns=("id", "mark", "name", "note"), outlines=outlines)
    measurement = f", meting {year}" if year else ""
    turned = TURNED if id_.startswith("scores_onv") else ""
    return Layer(
        id=id_,
        title=title,
        kind="area",
        features=features,
        marks=(*marks, NO_FIGURE),
        explanation=f"Leefbaarometer 3.0{measurement}, Ministerie van BZK.{turned} {SIGNAL}",
        public=True,
        levels=levels,
    )
