"""Drawing sheets: what goes on one, and what comes back from photos of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, RD_BOX, require_rd
from gis.errors import BuurtError, ExportError, SourceError
from gis.exports.about import IN_WGS84
from gis.exports.geojson import write_rows
from gis.register.records import Drawing
from gis.sources.scan import Scan, scan_photo
from gis.sources.sheets import Sheet
from gis.workspace import own_layers
from gis.workspace.drawings import new_drawing
from gis.workspace.home import Home
from gis.workspace.looks import read_looks

# Scales that people can reckon with. Beyond the last a pen line is 50 m wide.
SCALES = (500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 7_500, 8_000, 10_000, 12_500)


@dataclass(frozen=True, eq=False)
class Ground:
    """A layer below what people draw: shapes in RD and the name of each, "" for none."""

    shapes: tuple[BaseGeometry, ...]
    names: tuple[str, ...]


def lay_sheet(
    bounds: tuple[float, float, float, float], *, paper: str, scale: int | None = None, question: int = 0
) -> Sheet:
    """Return the sheet around an area.

    Parameters
    ----------
    bounds
        West, south, east, north in RD [m].
    scale
        None for the largest map that holds the area.

    Raises
    ------
    ExportError
        ``sheet_elsewhere`` when these are no bounds in the Netherlands; ``sheet_too_small`` when the area
        does not fit, with the scale at which it does, or ``sheet_area_too_large`` when none does.

    Examples
    --------
    >>> lay_sheet((232_000, 582_000, 233_500, 583_000), paper="A4").scale
    7500
    """
    west, south, east, north = bounds
    if not (RD_BOX[0] <= west < east <= RD_BOX[2] and RD_BOX[1] <= south < north <= RD_BOX[3]):
        raise ExportError("sheet_elsewhere", bounds=", ".join(f"{value:.0f}" for value in bounds))
    middle = round((west + east) / 2), round((south + north) / 2)
    fits = [one for one in SCALES if _holds(Sheet(paper, one, middle), bounds)]
    if scale is None and not fits:
        raise ExportError("sheet_area_too_large", wide=round(east - west), high=round(north - south))
    sheet = Sheet(paper, scale or fits[0], middle, question)
    if not _holds(sheet, bounds):
        told = f"1:{fits[0]}" if fits else "geen"
        raise ExportError("sheet_too_small", paper=paper, scale=f"1:{sheet.scale}", fits=told)
    return sheet


def _holds(sheet: Sheet, bounds: tuple[float, float, float, float]) -> bool:
    return bool(sheet.window.buffer(1).contains(shapely.box(*bounds)))


def ground_of(
    home: Home, workspace: str, sheet: Sheet, *, layers: Sequence[str] | None = None
) -> list[Ground]:
    """Return the own layers of shapes that come onto a sheet, the lowest first.

    Parameters
    ----------
    layers
        Names of the layers; None for every one that the workspace shows on its map.

    Raises
    ------
    SourceError
        ``own_layer_unknown``; ``own_layer_is_picture`` for a GeoTIFF that was asked for.
    """
    looks = {look.name: look for look in read_looks(home, workspace)}
    wanted = [name for name, look in looks.items() if look.shown] if layers is None else layers
    found = []
    for name in wanted:
        path = own_layers.layer_path(home, name)
        if path.suffix == ".tif":
            if layers is not None:
                raise SourceError("own_layer_is_picture", name=name)
            continue
        ground = _cut(require_rd(own_layers.read_layer(path), table=name), sheet, label=looks[name].label)
        if ground.shapes:
            found.append(ground)
    return found


def _cut(frame: gpd.GeoDataFrame, sheet: Sheet, *, label: str) -> Ground:
    window = sheet.window
    near = frame.iloc[frame.sindex.query(window, predicate="intersects")]
    told = near[label] if label in near.columns else pd.Series("", index=near.index)
    names = ["" if pd.isna(value) else str(value) for value in told]
    shapes = shapely.intersection(shapely.make_valid(near.geometry.to_numpy()), window)
    return Ground(tuple(shapes), tuple(names))


@dataclass(frozen=True)
class Refused:
    """A photo that gave nothing, and why."""

    name: str
    error: BuurtError


def read_photos(photos: Iterable[Path]) -> Iterator[Scan | Refused]:
    """Yield what each photo of a drawing sheet holds, or why nothing: one answer per photo, in order."""
    for path in photos:
        try:
            yield scan_photo(path)
        except BuurtError as error:
            yield Refused(path.name, error)


def ticked_role(scan: Scan, roles: Sequence[str]) -> str | None:
    """Return the role that was ticked on the sheet; None when there is none, or more than one."""
    told = [roles[number] for number in scan.ticked if number < len(roles)]
    return told[0] if len(told) == 1 else None


def asked_question(sheet: Sheet, questions: Sequence[str]) -> str | None:
    """Return the question that stands on the sheet, None when the list has no such place."""
    return questions[sheet.question] if sheet.question < len(questions) else None


def drawings_of(
    scan: Scan,
    outlines: Iterable[int],
    *,
    name: str,
    role: str,
    question: str,
    meeting: str,
    drawn_on: date,
    fictional: bool,
    round_id: str | None = None,
) -> list[Drawing]:
    """Return the outlines of a photo, chosen by their number from 0, as drawings.

    The same photo once more gives the same drawings. `round_id` is the round in which they were made: until
    that is shown nobody sees them.
    """
    west, south, east, north = scan.sheet.window.bounds
    found = []
    for number in outlines:
        drawing, _ = new_drawing(
            scan.outlines[number],
            name=name,
            role=role,
            question=question,
            meeting=meeting,
            drawn_on=drawn_on,
            fictional=fictional,
            round_id=round_id,
        )
        found.append(replace(drawing, extent=(west, south, east, north)))
    return found


def scan_rows(
    scans: Sequence[Scan], *, roles: Sequence[str], questions: Sequence[str], meeting: str, drawn_on: date
) -> gpd.GeoDataFrame:
    """Return a row per outline that came back, in RD, with headings that `read_drawings` knows."""
    rows = [
        {
            "id": f"{Path(scan.name).stem}-{number}",
            "naam": None,
            "rol": ticked_role(scan, roles),
            "vraag": asked_question(scan.sheet, questions),
            "bijeenkomst": meeting or None,
            "datum": drawn_on.isoformat(),
            "foto": scan.name,
            "lijn": number,
            "papier": scan.sheet.paper,
            "schaal": scan.sheet.scale,
            "afwijking_m": round(scan.residual_m, 1),
            "gesloten_m": round(scan.gap_m, 1),
            "geometry": outline,
        }
        for scan in scans
        for number, outline in enumerate(scan.outlines, start=1)
    ]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs=RD)


def scan_features(rows: gpd.GeoDataFrame, *, day: date) -> bytes:
    """Return the rows of `scan_rows` as GeoJSON that `koppelkaart perceived` reads."""
    about = {"titel": "Tekeningen van papier", "gemaakt_op": day.isoformat(), "coordinaten": IN_WGS84}
    return write_rows(rows, layer="tekening", about=about)
