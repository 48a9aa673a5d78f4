"""The rows of each layer under the Dutch names that they carry outside the house."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis.errors import ExportError
from gis.exports.handover import PERCEIVED, Handover
from gis.tables import ACTIVITIES, BUURTEN, EXCHANGE_NAMES, FIGURES, SCORES, Table, conform

NO_SCORE = "geen score gepubliceerd"

PERCEIVED_NAMES = {
    "id": "id",
    "name": "naam",
    "part": "deel",
    "question": "vraag",
    "role": "rol",
    "group": "groep",
    "drawings": "tekeningen",
    "k": "k",
    "meeting": "overleg",
    "version": "versie",
    "fictional": "fictief",
}
_WHICH_BUURT = ["id", "buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "jaar"]


def buurt_rows(handover: Handover, *, with_figures: bool, with_scores: bool) -> gpd.GeoDataFrame:
    """Return one row per buurt: which it is, and its figures or its scores or both.

    A buurt without a score has missing values and says so in `score_reden`; never 0.

    Returns
    -------
    GeoDataFrame
        On the index of `handover.buurten`, in RD; `id` is the code with its year, ``BU00141000@2024``.

    Raises
    ------
    ExportError
        ``several_score_years`` when a buurt has scores of more than one measurement.
    TableError
        As in `gis.tables.conform`.
    """
    buurten = _conform(handover.buurten, BUURTEN)
    buurten["id"] = buurten["buurtcode"] + "@" + buurten["jaar"].astype("str")
    told = [pd.DataFrame(buurten[_WHICH_BUURT])]
    if with_figures:
        figures = conform(handover.figures, FIGURES).set_index(["code", "jaar"])
        told.append(_looked_up(figures, pd.MultiIndex.from_frame(buurten[["buurtcode", "jaar"]]), buurten))
    if with_scores:
        scores = _looked_up(_one_measurement(handover), pd.Index(buurten["buurtcode"]), buurten)
        reason = pd.Series(NO_SCORE, index=buurten.index, dtype="str").where(scores["kscore"].isna())
        told.append(scores.assign(score_reden=reason))
    return gpd.GeoDataFrame(pd.concat(told, axis="columns"), geometry=buurten.geometry)


def activity_rows(handover: Handover) -> gpd.GeoDataFrame:
    """Return the activities under their exchange names with the peildatum, in RD, on their own index."""
    return _renamed(_conform(handover.activities, ACTIVITIES), dict(EXCHANGE_NAMES), handover)


def perceived_rows(handover: Handover) -> gpd.GeoDataFrame:
    """Return kern and rand under their exchange names with the peildatum, in RD, on their own index."""
    return _renamed(_conform(handover.perceived, PERCEIVED), PERCEIVED_NAMES, handover)


def _conform(frame: gpd.GeoDataFrame, table: Table) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(conform(frame, table))


def _renamed(frame: gpd.GeoDataFrame, names: dict[str, str], handover: Handover) -> gpd.GeoDataFrame:
    told = pd.DataFrame(frame[list(names)]).rename(columns=names)
    day = pd.Series(pd.Timestamp(handover.reference_day), index=frame.index, dtype="datetime64[s]")
    return gpd.GeoDataFrame(told.assign(peildatum=day), geometry=frame.geometry)


def _one_measurement(handover: Handover) -> pd.DataFrame:
    scores = conform(handover.scores, SCORES)
    if scores["code"].duplicated().any():
        years = ", ".join(map(str, sorted(scores["score_jaar"].dropna().unique())))
        raise ExportError("several_score_years", years=years)
    return scores.set_index("code")


def _looked_up(values: pd.DataFrame, keys: pd.Index, rows: pd.DataFrame) -> pd.DataFrame:
    return values.reindex(keys).set_axis(rows.index)
