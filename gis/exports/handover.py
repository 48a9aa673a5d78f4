"""What is handed over: the frames of one audience and what must be said with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.errors import ExportError
from gis.tables import Table

LAYERS = ("buurten", "scores", "activities", "perceived")

AUDIENCES = {  # who may read it, in words that travel with the file
    "public": "iedereen",
    "partners": "partners in dit overleg",
    "own": "alleen onze organisatie",
}

PERCEIVED = Table(
    "perceived",  # kern and rand of the neighbourhood that people mean, and what a meeting settled on
    {
        "id": "str",
        "name": "str",
        "part": "str",  # kern, rand, onzekere grens or vastgesteld
        "question": "str",
        "role": "str",  # of who drew; missing for all together
        "group": "Int64",  # number among several neighbourhoods under one name
        "drawings": "Int64",
        "k": "Float64",
        "meeting": "str",  # that settled it, and as which version
        "version": "Int64",
        "fictional": "bool",
    },
    key=("id",),
    spatial=True,
)


@dataclass(frozen=True, eq=False)
class Handover:
    """Everything that one file tells, whatever its form.

    Parameters
    ----------
    title
        What the file is called, in words.
    reference_day
        The peildatum.
    audience
        One of `AUDIENCES`. It is written into the file; the rows must already be this audience's: exports
        never decide who may see what.
    layers
        Which of `LAYERS` are wanted.
    buurten, figures, scores, activities
        The tables of those names in `gis.tables`; shapes in RD, missing where there is no outline.
        Figures are joined by code and year, scores by code: one measurement.
    perceived
        The table `PERCEIVED`; more columns do no harm.
    sources
        Per source `publisher`, `title`, `year`, `licence`, `retrieved`.
    fictional
        Whether the workspace is a made-up example.
    note
        What else the reader must know.

    Raises
    ------
    ExportError
        ``layer_not_offered`` and ``audience_unknown``.
    """

    title: str
    reference_day: date
    audience: str
    layers: tuple[str, ...]
    buurten: gpd.GeoDataFrame
    figures: pd.DataFrame
    scores: pd.DataFrame
    activities: gpd.GeoDataFrame
    perceived: gpd.GeoDataFrame
    sources: tuple[Mapping[str, object], ...] = ()
    fictional: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        for name in self.layers:
            if name not in LAYERS:
                raise ExportError("layer_not_offered", layer=name, known=", ".join(LAYERS))
        if self.audience not in AUDIENCES:
            raise ExportError("audience_unknown", audience=self.audience, known=", ".join(AUDIENCES))
