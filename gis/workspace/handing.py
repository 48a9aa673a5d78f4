"""What is handed over of a gemeente and a register, for one audience."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.exports.handover import LAYERS, PERCEIVED, Handover
from gis.register.visible import Audience
from gis.tables import ACTIVITIES, BUURTEN, FIGURES, SCORES, empty
from gis.workspace import answers, sample
from gis.workspace.accepted import SETTLED, see_accepted
from gis.workspace.places import Place
from gis.workspace.registers import Register

CORE_SHARE = 0.5  # kern: at least half of the drawings hold it


def prepare(
    place: Place,
    register: Register,
    *,
    organisation: str,
    audience: Audience,
    layers: Sequence[str] = LAYERS,
    today: date,
) -> Handover:
    """Return everything a file for this audience tells; what it may not see is not in it.

    Parameters
    ----------
    layers
        Of ``buurten``, ``scores``, ``activities``, ``perceived``.
    today
        Peildatum where the workspace has none of its own.

    Raises
    ------
    ExportError
        ``layer_not_offered``.
    """
    seen = answers.see_activities(register, organisation=organisation, audience=audience)
    return Handover(
        title=f"{register.workspace.title} · {place.gemeentenaam} {place.jaar}",
        reference_day=register.reference_day(today=today),
        audience=audience.value,
        layers=tuple(layers),
        buurten=place.buurten,
        figures=place.figures,
        scores=place.scores,
        activities=answers.in_gemeente(seen, place),
        perceived=_perceived(register, audience=audience),
        sources=tuple(list_sources(place, register)),
        fictional=register.workspace.fictional,
    )


def areas_only(areas: gpd.GeoDataFrame, *, reference_day: date) -> Handover:
    """Return a hand-over of kern and rand alone, as `gis.workspace.answers.see_cores` gives them."""
    several = [
        areas[column] if column in areas.columns else pd.Series(pd.NA, index=areas.index)
        for column in ("group", "role")
    ]
    named = areas.assign(
        id=[
            " · ".join(str(word) for word in words if not pd.isna(word) and word != "")
            for words in zip(areas["question"], areas["part"], *several, strict=True)
        ]
    )
    return Handover(
        title="Buurt zoals beleefd",
        reference_day=reference_day,
        audience=Audience.PARTNERS.value,
        layers=("perceived",),
        buurten=empty(BUURTEN),  # type: ignore[arg-type]
        figures=empty(FIGURES),
        scores=empty(SCORES),
        activities=empty(ACTIVITIES),  # type: ignore[arg-type]
        perceived=named,
        fictional=bool(areas["fictional"].any()),
    )


def _perceived(register: Register, *, audience: Audience) -> gpd.GeoDataFrame:
    """Return kern and rand of each name and question, and the settled areas."""
    drawings = answers.see_drawings(register)
    settled = see_accepted(register, audience=audience).rename(columns={"code": "id"})
    parts = [settled.assign(part=SETTLED)] if len(settled) else []
    if drawings.empty and not parts:
        return empty(PERCEIVED)  # type: ignore[return-value]
    for (name, question), asked in drawings.groupby(["name", "question"], sort=True):
        cores = answers.see_cores(gpd.GeoDataFrame(asked), k=CORE_SHARE)
        made = bool(asked["fictional"].any())
        ids = [f"{name} · {question} · {part}" for part in cores["part"]]
        parts.append(cores.assign(id=ids, name=str(name), question=str(question), fictional=made))
    found = pd.concat(parts, ignore_index=True)
    return gpd.GeoDataFrame(found, geometry="geometry", crs=drawings.crs)


def list_sources(place: Place, register: Register) -> list[dict[str, object]]:
    """Return who published what is used of a gemeente and a register, each source once."""
    several: list[dict[str, object]] = [
        {
            "publisher": origin.publisher,
            "title": origin.title,
            "year": origin.edition,
            "licence": origin.licence,
            "retrieved": origin.retrieved,
        }
        for origin in place.origins
    ]
    told = [
        one for place, one in enumerate(several) if one not in several[:place]
    ]  # several answers, one source
    entry = {"voorbeeld": "example", "publicatie": "publication"}.get(register.workspace.name)
    if entry is not None:
        source = sample.read_origins()["sources"][entry]
        told.append({name: source[name] for name in ("publisher", "title", "year", "licence", "retrieved")})
    return told
