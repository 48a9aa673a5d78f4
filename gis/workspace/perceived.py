"""The neighbourhood people mean as one answer: kern, rand, how sure its line is, and who drew otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.analysis.certainty import (
    BAND,
    Certainty,
    Enough,
    find_certainty,
    find_curve,
    judge_enough,
)
from gis.analysis.likeness import compare_roles, group_roles
from gis.analysis.namesakes import Namesakes, find_namesakes
from gis.analysis.outline import Outline, snap_outline
from gis.analysis.perceived import core_frame, find_core
from gis.crs import RD


@dataclass(frozen=True)
class Meant:
    """One neighbourhood that people mean.

    Parameters
    ----------
    drawings
        Those it is counted from.
    areas
        Kern, rand and, from five drawings on, the band, as `gis.analysis.perceived.find_core` gives them,
        with `group`, its number among several under one name (missing when it is the only one).
    plain
        The same with every drawing counted once; `areas` itself when all weigh the same.
    certainty
        None below five drawings.
    curve, enough
        How like the kern of n drawings is to that of all; whether more would still change it.
    """

    drawings: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    plain: gpd.GeoDataFrame
    certainty: Certainty | None
    curve: pd.Series
    enough: Enough

    @property
    def kern(self) -> BaseGeometry:
        """The kern in RD; may be empty."""
        return self.areas.geometry.iloc[0]

    @property
    def weighs(self) -> bool:
        """Whether some drawings count more than others."""
        return self.plain is not self.areas


def find_all_namesakes(drawings: gpd.GeoDataFrame, *, k: float, pooled: bool = False) -> dict[str, Namesakes]:
    """Return, by name, where one name clearly stands for several neighbourhoods."""
    found = {
        str(name): find_namesakes(gpd.GeoDataFrame(same), k=k, pooled=pooled)
        for name, same in drawings.groupby("name", sort=True)
    }
    return {name: told for name, told in found.items() if told.clear}


def see_meant(
    drawings: gpd.GeoDataFrame, *, k: float, pooled: bool = False, together: bool = False
) -> list[Meant]:
    """Return the neighbourhoods that the drawings of one question mean, the most drawn first.

    Parameters
    ----------
    drawings
        Table `drawings` in RD of one question, or of several when `pooled`.
    k
        Share of the weight from which a place is kern.
    together
        Whether drawings under one name make one kern even when the name clearly stands for several.

    Raises
    ------
    TableError
        As `gis.analysis.perceived.find_core`.
    """
    if drawings.empty:
        return []
    split = {} if together else find_all_namesakes(drawings, k=k, pooled=pooled)
    groups = [(ids, number) for told in split.values() for number, ids in enumerate(told.groups, start=1)]
    found = [
        _meant(gpd.GeoDataFrame(drawings[drawings["id"].isin(ids)]), k=k, pooled=pooled, group=number)
        for ids, number in groups
    ]
    rest = gpd.GeoDataFrame(drawings[~drawings["name"].isin(list(split))])
    if len(rest):
        found.append(_meant(rest, k=k, pooled=pooled, group=None))
    return sorted(found, key=lambda meant: -len(meant.drawings))


def _meant(drawings: gpd.GeoDataFrame, *, k: float, pooled: bool, group: int | None) -> Meant:
    weights = drawings["weight"].to_numpy()
    weighs = bool((weights != weights[0]).any())
    areas, certainty = _areas(drawings, k=k, pooled=pooled, group=group, weighted=True)
    plain = _areas(drawings, k=k, pooled=pooled, group=group, weighted=False)[0] if weighs else areas
    curve = find_curve(drawings, k=k, pooled=pooled)
    return Meant(drawings, areas, plain, certainty, curve, judge_enough(curve))


def _areas(
    drawings: gpd.GeoDataFrame, *, k: float, pooled: bool, group: int | None, weighted: bool
) -> tuple[gpd.GeoDataFrame, Certainty | None]:
    core = find_core(drawings, k=k, pooled=pooled, weighted=weighted)
    certainty = find_certainty(drawings, k=k, pooled=pooled, weighted=weighted)
    parts = {} if certainty is None else {BAND: certainty.band()}
    band = core_frame(drawings, parts, k=k, weighted=weighted)
    whole = gpd.GeoDataFrame(pd.concat([core, band], ignore_index=True), crs=RD)
    number = "" if group is None else f" {group}"
    return whole.assign(
        id=whole["id"] + number,
        group=pd.Series(group, index=whole.index, dtype="Int64"),
        role=pd.Series(None, index=whole.index, dtype="str"),
    ), certainty


def see_roles(drawings: gpd.GeoDataFrame, *, k: float, pooled: bool = False) -> gpd.GeoDataFrame:
    """Return kern and rand of each role apart, with `role`; roles with few drawings stand together."""
    found = [
        core.assign(id=core["id"] + f" | {role}", role=str(role))
        for role, same in drawings.groupby(group_roles(drawings), sort=True)
        for core in [find_core(gpd.GeoDataFrame(same), k=k, pooled=pooled)]
    ]
    whole = pd.concat(found, ignore_index=True) if found else find_core(drawings, k=k).assign(role="")
    return gpd.GeoDataFrame(whole.assign(group=pd.Series(pd.NA, index=whole.index, dtype="Int64")), crs=RD)


def see_all(
    drawings: gpd.GeoDataFrame, *, k: float, together: bool = False, by_role: bool = False
) -> gpd.GeoDataFrame:
    """Return kern, rand and band per question, kernen under one name apart, and each role when asked."""
    found = [
        areas
        for _, asked in drawings.groupby(drawings["question"].fillna(""), sort=True)
        for same in [gpd.GeoDataFrame(asked)]
        for areas in [
            *(meant.areas for meant in see_meant(same, k=k, together=together)),
            *([see_roles(same, k=k)] if by_role else []),
        ]
    ]
    whole = pd.concat(found, ignore_index=True) if found else find_core(drawings, k=k)
    return gpd.GeoDataFrame(whole, crs=RD)


def compare(drawings: gpd.GeoDataFrame, *, pooled: bool = False) -> pd.DataFrame:
    """Return how each role draws beside the others, as `gis.analysis.likeness.compare_roles` does."""
    return compare_roles(drawings, pooled=pooled)


def see_outline(kern: BaseGeometry, buurten: gpd.GeoDataFrame) -> Outline:
    """Return the kern with a crisp line, laid on the borders of the buurten where these run along it."""
    borders = buurten[["buurtnaam", buurten.geometry.name]].rename(columns={"buurtnaam": "name"})
    return snap_outline(kern, gpd.GeoDataFrame(borders, geometry=borders.geometry.name, crs=RD))
