"""What pairs are asked with: one value for everything that searches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.analysis.overlap import find_pairs
from gis.analysis.scoring import PLAIN, Weights
from gis.vocabulary import Vocabulary


@dataclass(frozen=True)
class Asked:
    """What `overlap.find_pairs` is asked, apart from the activities; see there."""

    vocabulary: Vocabulary
    reference_day: date
    reach_m: float
    slack_months: float
    areas: gpd.GeoDataFrame | None = None
    weights: Weights = PLAIN


def search(activities: gpd.GeoDataFrame, asked: Asked) -> pd.DataFrame:
    """Return the pairs of all activities at once: `overlap.find_pairs`."""
    return find_pairs(
        activities,
        vocabulary=asked.vocabulary,
        reference_day=asked.reference_day,
        reach_m=asked.reach_m,
        slack_months=asked.slack_months,
        areas=asked.areas,
        weights=asked.weights,
    )
