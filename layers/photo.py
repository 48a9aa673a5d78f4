"""A photo on a map of its own, to point at places on it, and the points that were chosen."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import WGS84
from gis.sources.picture import Photo
from layers.layer import Layer, mark_shapes
from layers.style import Mark

# A photo has no place on earth: its pixels are so many degrees where the equator begins, and square there.
DEGREES = 1e-5

Spot = tuple[float, float]


def draw_photo(photo: Photo) -> Layer:
    """Return a photo as a picture, a pixel `DEGREES` wide, its top left at 0, 0."""
    wide, high = photo.size
    return Layer(
        id="photo",
        title="Foto",
        kind="image",
        features="",
        marks=(),
        clickable=False,
        image=photo.png,
        image_bounds=(0.0, -high * DEGREES, wide * DEGREES, 0.0),
    )


def to_pixel(place: Spot) -> Spot:
    """Return the pixel [x, y downwards] of a place that was clicked on the map of a photo.

    Examples
    --------
    >>> to_pixel((0.002, -0.001))
    (200.0, 100.0)
    """
    lon, lat = place
    return round(lon / DEGREES, 3), round(-lat / DEGREES, 3)


def draw_pixels(spots: Sequence[Spot]) -> Layer:
    """Return points that were chosen on the photo, numbered."""
    return _numbered("photo_points", [shapely.Point(x * DEGREES, -y * DEGREES) for x, y in spots], crs=WGS84)


def draw_points(points: Sequence[BaseGeometry], *, crs: str) -> Layer:
    """Return points that were chosen on the map, numbered."""
    return _numbered("photo_places", list(points), crs=crs)


def _numbered(name: str, points: list[BaseGeometry], *, crs: str) -> Layer:
    keys = [str(number) for number in range(1, len(points) + 1)]
    marks = [
        Mark(key, f"Punt {key}", fill="#0b6e75", stroke="#ffffff", width=2, letter=key[-1]) for key in keys
    ]
    return mark_shapes(name, "Punten van de foto", points, marks, crs=crs)
