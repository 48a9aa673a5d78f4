"""Witte vlekken for whoever asks: where nobody is, what nobody took, which figure calls for which theme."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.begun import Moment
from gis.analysis.gaps import find_gaps
from gis.analysis.nearby import find_nearby
from gis.analysis.needs import find_needs, score_values
from gis.analysis.rows import By
from gis.analysis.supply import Placed, count_supply, place_supply
from gis.analysis.unshared import find_unshared
from gis.register.records import to_frame
from gis.register.sums import money_frame
from gis.register.visible import Audience, visible
from gis.sources.grid import CELL_M, Grid, read_grid
from gis.tables import DIMENSIONS
from gis.vocabulary import Vocabulary
from gis.workspace.accepted import in_outlines
from gis.workspace.agreements import FINISHED, LATE, list_agreements
from gis.workspace.cache import grid_path
from gis.workspace.decisions import see_decisions
from gis.workspace.places import Place
from gis.workspace.registers import Register

PLANNED = Moment()


def call_words(register: Register) -> Vocabulary:
    """Return the vocabulary with which figure calls for which theme as the partners said it last."""
    said = register.store.calls()
    return register.vocabulary.with_calls(said[0].values) if said else register.vocabulary


def place_here(activities: gpd.GeoDataFrame, place: Place, register: Register) -> Placed:
    """Return what lies where in a gemeente, for `see_gaps` at any moment.

    Inhabitants are those of the squares of 100 m where the gemeente was fetched with them, else they are
    taken to live evenly over their buurt.

    Parameters
    ----------
    activities
        What the one who asks may see (`answers.see_activities`), of one gemeente.
    """
    path = grid_path(place, "inwoners")
    cells = None if path is None else _cells(read_grid(path))
    if place.whole is not None:
        activities = in_outlines(activities, place.whole.buurten)
    return place_supply(activities, place.buurten, vocabulary=register.vocabulary, cells=cells)


def see_gaps(
    placed: Placed,
    place: Place,
    register: Register,
    *,
    today: date,
    moment: Moment = PLANNED,
    by: By = "group",
) -> pd.DataFrame:
    """Return per buurt and row of the table who does something, whether a figure asks for it, and what helps.

    The figures are the dimensions of the Leefbaarometer beside those of the own gemeente.

    Parameters
    ----------
    today
        Used as peildatum where the workspace has none of its own.

    Returns
    -------
    DataFrame
        The columns of `gis.analysis.gaps.find_gaps` and of `gis.analysis.nearby.find_nearby`.
    """
    day = register.reference_day(today=today)
    supply = count_supply(placed, reference_day=day, moment=moment, by=by)
    values = score_values(place.scores)
    own = None if place.reference is None else {name: place.reference[name] for name in DIMENSIONS}
    needs = find_needs(values, own, codes=placed.buurten["buurtcode"].tolist())
    words = call_words(register)
    gaps = find_gaps(
        supply,
        needs,
        calls=words.dimension_themes,
        vocabulary=words,
        inhabitants=place.figures.set_index("code")["inwoners"],
    )
    nearby = find_nearby(gaps, placed, reference_day=day, moment=moment, by=by)
    return pd.concat([gaps, nearby], axis=1)


def see_unshared(register: Register, *, organisation: str, audience: Audience, today: date) -> pd.DataFrame:
    """Return the gaps that no figure tells: what nobody took, agreements that lack, money that ends.

    Parameters
    ----------
    today
        Used as peildatum where the workspace has none of its own.

    Returns
    -------
    DataFrame
        As `gis.analysis.unshared.find_unshared` gives it.
    """
    seen = visible(
        register.store.activities(),
        organisation=organisation,
        audience=audience,
        vocabulary=register.vocabulary,
    )
    activities, day = to_frame(seen, vocabulary=register.vocabulary), register.reference_day(today=today)
    decided = see_decisions(register, organisation=organisation, audience=audience)
    agreements = list_agreements(decided, activities, reference_day=day)
    return find_unshared(
        activities, money_frame(seen), agreements, reference_day=day, late=LATE, done=FINISHED
    )


def _cells(grid: Grid) -> pd.DataFrame:
    """Return the squares of a grid that hold a number of inhabitants."""
    people = grid.bands[0]
    row, column = np.nonzero(~np.isnan(people))
    west, north = grid.transform.c, grid.transform.f
    return pd.DataFrame(
        {
            "x": west + column * CELL_M,
            "y": north - (row + 1) * CELL_M,
            "inwoners": people[row, column].astype(np.float64),
        }
    )
