"""Kompas of areas of one's own: what people meant, what a meeting settled on, a shape of an own layer."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from gis.analysis.beside import compare_estimates
from gis.analysis.compass import find_widths
from gis.workspace.compass import Compass


def add_areas(compass: Compass, estimates: pd.DataFrame) -> Compass:
    """Return a kompas with areas beside its buurten, compared with the same reference and the same band.

    Parameters
    ----------
    estimates
        Figures of areas (`gis.workspace.figures.see_figures`); their ``area_id`` is the code of the rows.
    """
    given = {key: told.width for key, told in compass.settings.items() if told.width is not None}
    rows = compare_estimates(
        estimates,
        {key: told.value for key, told in compass.references.items() if told.value is not None},
        ways={one.key: one.way for one in compass.indicators},
        widths=find_widths(compass.rows) | given,
        floors={key: told.floor for key, told in compass.settings.items() if told.floor is not None},
    )
    return replace(compass, rows=pd.concat([compass.rows, rows], ignore_index=True))
