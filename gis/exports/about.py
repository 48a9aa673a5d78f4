"""What a file says of itself: for whom, on which day, from which sources, what is made up."""

from __future__ import annotations

import geopandas as gpd

from gis.exports.handover import AUDIENCES, Handover
from gis.exports.rows import activity_rows, buurt_rows, perceived_rows

FICTIONAL = "Dit is een voorbeeld: grenzen en cijfers zijn echt, al het andere is verzonnen (fictief)."
ACCURACY_M = "0,25"  # what PROJ states for RD New to ETRS89 without the RDNAPTRANS grid; median 0,06
IN_WGS84 = f"WGS 84, omgerekend uit RD (EPSG:28992); kan {ACCURACY_M} m afwijken"
IN_RD = "RD (EPSG:28992)"

_SOURCE_NAMES = {
    "publisher": "uitgever",
    "title": "titel",
    "year": "jaar",
    "licence": "licentie",
    "retrieved": "opgehaald",
}


def tell_about(handover: Handover, *, coordinates: str) -> dict[str, object]:
    """Return what must be said with the data, in plain values that JSON knows.

    Parameters
    ----------
    coordinates
        `IN_WGS84` or `IN_RD`.

    Returns
    -------
    dict
        `fictief` is true when the workspace is an example or when one row handed over is made up;
        `melding` then says so in words.
    """
    made = is_made(handover)
    return {
        "titel": handover.title,
        "peildatum": handover.reference_day.isoformat(),
        "voor_wie": AUDIENCES[handover.audience],
        "fictief": made,
        "melding": FICTIONAL if made else None,
        "aantallen": _counts(handover),
        "coordinaten": coordinates,
        "bronnen": [
            {name: _plain(source.get(key)) for key, name in _SOURCE_NAMES.items()}
            for source in handover.sources
        ],
        "toelichting": handover.note or None,
    }


def is_made(handover: Handover) -> bool:
    """Whether the workspace is an example, or one row that is handed over is made up."""
    rows = {"activities": activity_rows, "perceived": perceived_rows}
    return handover.fictional or any(
        bool(rows[name](handover)["fictief"].any()) for name in rows if name in handover.layers
    )


def _counts(handover: Handover) -> dict[str, int]:
    counts: dict[str, int] = {}
    if {"buurten", "scores"} & set(handover.layers):
        buurten = buurt_rows(handover, with_figures=False, with_scores="scores" in handover.layers)
        counts |= {"buurten": len(buurten), "buurten_zonder_omtrek": _placeless(buurten)}
        if "scores" in handover.layers:
            counts["buurten_zonder_score"] = int(buurten["kscore"].isna().sum())
    if "activities" in handover.layers:
        activities = activity_rows(handover)
        counts |= {"activiteiten": len(activities), "activiteiten_zonder_plek": _placeless(activities)}
    if "perceived" in handover.layers:
        counts["beleefd"] = len(perceived_rows(handover))
    return counts


def _placeless(rows: gpd.GeoDataFrame) -> int:
    return int((rows.geometry.isna() | rows.geometry.is_empty).sum())


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)
