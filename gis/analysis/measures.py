"""The figures that are told of any area, and how each varies within the buurten of the country."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from gis.analysis.estimates import PEOPLE, PEOPLE_STEP, Measure
from gis.analysis.spread import Spread
from gis.tables import DIMENSIONS

# Real figures have longer tails than their spread says: of 500 real buurten of which only their wijk was
# told, the score lay in its interval in 83 of 100 cases, with this in 87.
TAIL = 1.3  # times the standard deviation, of means

# The "vervangende spreiding": how figures vary within a buurt is not published, so it is what
# `gis.analysis.spread.fit_spread` says of the buurten of the whole country (Leefbaarometer and CBS key
# figures of 2024), and beside it the people-weighted standard deviation between those buurten. Of inhabitants
# the spread is a part of their density; of amounts it is per inhabitant.
NATIONAL: MappingProxyType[str, tuple[Spread, float]] = MappingProxyType(
    {
        "inwoners": (Spread(2.29, 6400, 0.3), 1.0),
        "afw": (Spread(0.197, 800, 0.5), 0.129),
        "huishoudens": (Spread(0.228, 800, 0.8), 0.0864),
        "inwoners_0_15": (Spread(0.119, 800, 0.7), 0.0458),
        "inwoners_65plus": (Spread(0.322, 800, 0.9), 0.0835),
        "won": (Spread(0.084, 1131, 0.6), 0.0467),
        "fys": (Spread(0.0887, 9051, 0.2), 0.0324),
        "vrz": (Spread(0.0739, 2263, 0.2), 0.139),
        "soc": (Spread(0.0925, 2263, 0.5), 0.053),
        "onv": (Spread(0.0899, 565.7, 0.4), 0.0864),
        "koopwoningen_pct": (Spread(50.4, 565.7, 0.7), 21.6),
        "woz_waarde_keur": (Spread(294, 1131, 0.6), 141),
        "inkomen_keur": (Spread(19.4, 565.7, 0.8), 7.06),
    }
)


def widened(spread: Spread) -> Spread:
    """Return the spread of a mean with the longer tails of real figures."""
    return replace(spread, sd=TAIL * spread.sd)


# Inhabitants per km2; of the 13,558 buurten of the country that share a wijk with another (CBS, 2024).
CLUMPED_KM2 = 500.0

_STEPS = {"koopwoningen_pct": 1.0, "woz_waarde_keur": 1.0, "inkomen_keur": 0.1}  # as CBS rounds
AMOUNTS = (PEOPLE, "huishoudens", "inwoners_0_15", "inwoners_65plus")
MEANS = ("afw", *DIMENSIONS, "koopwoningen_pct", "woz_waarde_keur", "inkomen_keur")
PUBLISHER_OF = MappingProxyType(
    {key: "scores" if key in {"afw", *DIMENSIONS} else "figures" for key in (*AMOUNTS, *MEANS)}
)

MEASURES = tuple(
    Measure(
        key,
        amount=key in AMOUNTS,
        spread=NATIONAL[key][0] if key in AMOUNTS else widened(NATIONAL[key][0]),
        between=NATIONAL[key][1],
        clumped_km2=CLUMPED_KM2 if key == PEOPLE else 0.0,
        step=PEOPLE_STEP if key in AMOUNTS else _STEPS.get(key, 0.0),
    )
    for key in (*AMOUNTS, *MEANS)
)
