"""A grid of squares as a picture: Leefbaarometer 100 m, inhabitants."""

from __future__ import annotations

from gis.errors import TableError
from gis.sources.grid import Grid
from gis.tables import DIMENSIONS
from layers.classes import deviation_classes, deviation_marks, equal_groups, group_marks
from layers.image import paint_classes
from layers.layer import Layer

DEVIATIONS = ("afw", *DIMENSIONS)  # bands in points of the Leefbaarometer score

TITLES = {
    "afw": "Leefbaarometer per 100 m: verschil met Nederland",
    "won": "Woningvoorraad per 100 m: verschil met Nederland",
    "fys": "Fysieke omgeving per 100 m: verschil met Nederland",
    "vrz": "Voorzieningen per 100 m: verschil met Nederland",
    "soc": "Sociale samenhang per 100 m: verschil met Nederland",
    "onv": "Overlast en onveiligheid per 100 m: verschil met Nederland",
    "inwoners": "Inwoners per vierkant van 100 m",
}


def draw_grid(grid: Grid, *, band: str) -> Layer:
    """Return one band of a grid as a picture; where a number is missing the map is seen through.

    A deviation of the Leefbaarometer has the nine classes of its published borders; any other band five
    groups of about as many squares each.

    Parameters
    ----------
    grid
        Numbers on squares in RD; missing is NaN.
    band
        One of its names.

    Raises
    ------
    TableError
        ``column_missing`` when there is no such band.
    """
    if band not in grid.names:
        raise TableError("column_missing", table="grid", column=band)
    values = grid.bands[grid.names.index(band)].astype("float64")
    if band in DEVIATIONS:
        classes, marks = deviation_classes(values), deviation_marks(than="Nederland")
        source = "Leefbaarometer 3.0, Ministerie van BZK"
    else:
        classes = equal_groups(values)
        marks = group_marks(values, classes)
        source = "CBS" if band == "inwoners" else band
    picture, bounds = paint_classes(classes, transform=grid.transform, marks=marks)
    return Layer(
        id=f"grid_{band}",
        title=TITLES.get(band, band),
        kind="image",
        features="",
        marks=marks,
        explanation=f"{source}, {grid.year}." if grid.year else f"{source}.",
        public=True,
        clickable=False,
        image=picture,
        image_bounds=bounds,
    )
