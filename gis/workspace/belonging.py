"""Barriers and facilities as people feel them, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.analysis.belonging import find_barriers, find_facilities
from gis.crs import RD
from gis.register.felt import BARRIER, FACILITY
from gis.register.visible import Audience, visible_felt
from gis.workspace.registers import Register

COLUMNS = ("id", "kind", "name", "ours", "role", "meeting", "on", "fictional", "by", "version")


@dataclass(frozen=True, eq=False)
class Belonging:
    """How a kern lies among what people feel: see `gis.analysis.belonging`."""

    facilities: gpd.GeoDataFrame
    barriers: pd.DataFrame


def see_felt(register: Register, *, audience: Audience) -> gpd.GeoDataFrame:
    """Return what people said of barriers and facilities, a row each: `COLUMNS`, in RD."""
    seen = visible_felt(register.store.felt(), audience=audience, vocabulary=register.vocabulary)
    told = [vars(one) | {"kind": one.kind} for one in seen]
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    return gpd.GeoDataFrame(frame, geometry=[one.shape for one in seen], crs=RD)


def see_belonging(felt: gpd.GeoDataFrame, kern: BaseGeometry) -> Belonging:
    """Return how what `see_felt` gives lies towards a kern in RD that is not empty."""
    kinds = {kind: gpd.GeoDataFrame(felt[felt["kind"] == kind]) for kind in (FACILITY, BARRIER)}
    return Belonging(find_facilities(kinds[FACILITY], kern), find_barriers(kinds[BARRIER], kern))
