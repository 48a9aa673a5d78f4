"""One file to hand over, whatever its form: GeoJSON, GeoPackage, an HTML map or a wijkplattegrond."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import shapely

from gis.crs import shape_to_wgs84
from gis.errors import ExportError
from gis.exports.about import is_made
from gis.exports.files import write_whole
from gis.exports.geojson import write_geojson
from gis.exports.geopackage import write_geopackage
from gis.exports.handover import AUDIENCES, Handover
from gis.vocabulary import Vocabulary
from gis.workspace.leaflet import Leaflet
from layers import activities, boundaries, perceived, scores
from layers.layer import Layer
from layers.paper import PAPERS, Area, Paper, draw_leaflet, draw_plan, write_page, write_pdf
from layers.qgis import default_styles
from layers.words import reports

FORMS = {
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".html": "text/html",
    ".pdf": "application/pdf",
}
LEAFLET_FORMS = {suffix: FORMS[suffix] for suffix in (".pdf", ".html")}
FICTIONAL_PREFIX = "voorbeeld_fictief_"  # how the name of every file with made-up data begins


@dataclass(frozen=True)
class Sheet:
    """How a wijkplattegrond is wanted: on which paper, of which area, made when.

    Parameters
    ----------
    paper
        A3 or A4.
    area
        None for where the activities are.
    made_on
        Told on the paper; None leaves it out.
    """

    paper: str = "A3"
    area: Area | None = None
    made_on: date | None = None


def write_file(handover: Handover, path: Path, *, vocabulary: Vocabulary, sheet: Sheet | None = None) -> None:
    """Write what is handed over in the form that the file's ending says, whole or not at all.

    Parameters
    ----------
    sheet
        With it an HTML file is a wijkplattegrond instead of a map; a PDF always is one.

    Raises
    ------
    ExportError
        ``form_unknown`` for another ending than those of `FORMS`.
    """
    match path.suffix.casefold():
        case ".geojson":
            write_whole(path, write_geojson(handover))
        case ".gpkg":
            write_geopackage(handover, path, styles=default_styles(vocabulary))
        case ".pdf":
            paper = plan_paper(handover, vocabulary=vocabulary, sheet=sheet or Sheet())
            write_whole(path, write_pdf(paper, day=handover.reference_day))
        case ".html" if sheet is not None:
            paper = plan_paper(handover, vocabulary=vocabulary, sheet=sheet)
            write_whole(path, write_page(paper).encode())
        case ".html":
            write_whole(path, draw_html(handover, vocabulary=vocabulary).encode())
        case _:
            raise ExportError("form_unknown", path=path.name, known=", ".join(FORMS))


def plan_paper(handover: Handover, *, vocabulary: Vocabulary, sheet: Sheet) -> Paper:
    """Return the wijkplattegrond of what is handed over."""
    return draw_plan(
        handover,
        vocabulary=vocabulary,
        size=PAPERS[sheet.paper],
        area=sheet.area,
        made_on=sheet.made_on,
    )


def file_name(handover: Handover, *, suffix: str, sheet: Sheet | None = None) -> str:
    """Return a file name that says gemeente-free what it is; made-up data are in the name."""
    start = FICTIONAL_PREFIX if is_made(handover) else ""
    what = f"koppelkaart_{f'wijkplattegrond_{sheet.paper.casefold()}_' if sheet else ''}{handover.audience}"
    return f"{start}{what}_{handover.reference_day.isoformat()}{suffix}"


def leaflet_bytes(
    leaflet: Leaflet, *, suffix: str, vocabulary: Vocabulary, made_on: date | None = None
) -> bytes:
    """Return a buurtblad as PDF or HTML.

    Raises
    ------
    ExportError
        ``form_unknown`` for another suffix than those of `LEAFLET_FORMS`.
    """
    if suffix not in LEAFLET_FORMS:
        raise ExportError("form_unknown", path=f"buurtblad{suffix}", known=", ".join(LEAFLET_FORMS))
    paper = draw_leaflet(leaflet, vocabulary=vocabulary, made_on=made_on)
    if suffix == ".pdf":
        return write_pdf(paper, day=leaflet.reference_day)
    return write_page(paper).encode()


def leaflet_name(code: str, *, suffix: str, audience: str, reference_day: date, fictional: bool) -> str:
    """Return a file name that says which buurt, for whom and of which day; made-up data are in the name."""
    start = FICTIONAL_PREFIX if fictional else ""
    return f"{start}buurtblad_{code}_{audience}_{reference_day.isoformat()}{suffix}"


def draw_html(handover: Handover, *, vocabulary: Vocabulary) -> str:
    """Return the map as one HTML page that opens without network."""
    from layers.sheet import draw_sheet  # noqa: PLC0415 - folium is a tenth of the start of the app

    layers: list[Layer] = []
    if "scores" in handover.layers:
        layers.append(scores.draw_scores(handover.buurten, handover.scores, what="kscore"))
    if "buurten" in handover.layers:
        layers.append(boundaries.draw_buurten(handover.buurten))
    if "perceived" in handover.layers:
        layers.append(perceived.draw_core(handover.perceived))
    if "activities" in handover.layers:
        layers.append(activities.draw_activities(handover.activities, vocabulary=vocabulary))
    return draw_sheet(
        layers,
        title=handover.title,
        day=reports.day(handover.reference_day),
        audience=AUDIENCES[handover.audience],
        sources=reports.source_lines(handover.sources),
        fictional=is_made(handover),
        note=handover.note,
        bounds=_first_view(handover),
    )


def _first_view(handover: Handover) -> tuple[float, float, float, float] | None:
    """Return where the activities lie (west, south, east, north in degrees), None when they have no place."""
    placed = handover.activities[handover.activities.geometry.notna()]
    if placed.empty:
        return None
    west, south, east, north = (float(value) for value in placed.total_bounds)
    return shape_to_wgs84(shapely.box(west, south, east, north)).bounds
