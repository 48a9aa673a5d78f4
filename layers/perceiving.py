"""The commands about the neighbourhood people mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import geopandas as gpd
import typer

from gis.analysis.certainty import BAND
from gis.analysis.figures import MINIMUM_PEOPLE
from gis.analysis.perceived import FEW_DRAWINGS
from gis.exports.files import write_whole
from gis.exports.geotiff import write_surface
from gis.register.records import drawings_frame
from gis.workspace import answers, drawings
from gis.workspace import figures as figured
from gis.workspace import perceived as meaning
from layers import listings
from layers.options import Gemeente, Out
from layers.seat import seat_of
from layers.words import plural


def perceived(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DRAWINGS", help="Tekeningen als GeoJSON of GeoPackage.")],
    out: Out,
    k: Annotated[float, typer.Option(min=0.01, max=1, help="Deel van de tekeningen in de kern.")] = 0.5,
    raster: Annotated[Path | None, typer.Option(help="GeoTIFF met het aantal tekeningen.")] = None,
    together: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--together", help="Eén kern, ook bij twee buurten met dezelfde naam.")
    ] = False,
    by_role: Annotated[bool, typer.Option("--by-role", help="Ook kern en rand per rol.")] = False,  # noqa: FBT002
) -> None:
    """Bereken kern, rand en onzekere grens uit tekeningen."""
    seat = seat_of(context)
    drawn = drawings.read_drawings(file)
    frame = drawings_frame(drawn.drawings)
    areas = meaning.see_all(frame, k=k, together=together, by_role=by_role)
    write_whole(out, listings.area_features(areas, seat.now.date()))
    if raster is not None:
        write_surface(answers.count_all(frame), raster, source=file.name)
    if drawn.mended:
        typer.echo(f"{drawn.mended} tekeningen kruisten zichzelf; die knopen zijn eruit gehaald.")
    if not together:
        for question, asked in frame.groupby("question", sort=True):
            for name, told in meaning.find_all_namesakes(gpd.GeoDataFrame(asked), k=k).items():
                count = plural(len(told.groups), "buurt", "buurten")
                typer.echo(f"Er lijken {count} te zijn met dezelfde naam: {name} (vraag: {question}).")
    if areas["few"].any():
        typer.echo(f"Bij minder dan {FEW_DRAWINGS} tekeningen is er geen {BAND} te berekenen.")
    typer.echo(f"{len(frame)} tekeningen, {len(areas)} gebieden. Geschreven: {out.name}.")


def figures(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="AREAS", help="Gebieden als GeoJSON of GeoPackage.")],
    out: Out,
    gemeente: Gemeente = None,
    minimum: Annotated[
        float, typer.Option(min=1, help="Onder dit aantal inwoners komt er geen cijfer.")
    ] = MINIMUM_PEOPLE,
) -> None:
    """Bereken cijfers van elk gebied, met de marge en waarom die zo breed is."""
    place = seat_of(context).place(gemeente)
    areas = figured.read_areas(file)
    found = figured.see_figures(areas, place, minimum=minimum)
    listings.write_table(found, out)
    refused = found.loc[found["value"].isna(), "area_id"].nunique()
    typer.echo(
        f"{plural(len(areas), 'gebied', 'gebieden')} van {place.gemeentenaam}. Geschreven: {out.name}."
    )
    if refused:
        typer.echo(
            f"Bij {plural(refused, 'gebied', 'gebieden')} ontbreken cijfers; de kolom cause zegt waarom."
        )
