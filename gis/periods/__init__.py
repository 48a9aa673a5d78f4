"""Vague Dutch periods: the words as told and the interval they mean."""

from gis.periods.faults import WhyNot, split_place, suggest_period, why_not
from gis.periods.period import Period, parse_period, season_of, tells_time
from gis.periods.units import MONTHS, PARTS_OF_YEAR

__all__ = [
    "MONTHS",
    "PARTS_OF_YEAR",
    "Period",
    "WhyNot",
    "parse_period",
    "season_of",
    "split_place",
    "suggest_period",
    "tells_time",
    "why_not",
]
