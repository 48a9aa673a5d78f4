"""The commands about the neighbourhood people mean."""

from __future__ import annotations

from enum import StrEnum
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
from gis.register.rounds import FELT, MEANT
from gis.sources.scan import Scan
from gis.workspace import answers, drawings, sheets
from gis.workspace import figures as figured
from gis.workspace import perceived as meaning
from layers import listings, messages
from layers.options import Gemeente, Out, PaperName, read_bounds
from layers.paper import choose_area
from layers.paper.drawing_sheet import draw_drawing_sheet, sheet_bytes
from layers.seat import Seat, seat_of
from layers.words import drawing as asking
from layers.words import paper as told_words
from layers.words import plural

_BROKEN = 1  # exit when a photo gave nothing


class Asked(StrEnum):
    """Which question stands on a drawing sheet."""

    HOME = "home"
    MEANT = "meant"


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


def sheet(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Naam die eindigt op .pdf of .html.")],
    area: Annotated[str | None, typer.Option(help="Codes van buurten, wijken of gemeente.")] = None,
    bbox: Annotated[
        str | None, typer.Option(help="West,zuid,oost,noord in RD, in plaats van --area.")
    ] = None,
    scale: Annotated[int | None, typer.Option(min=100, max=25_000, help="Zoals 5000.")] = None,
    paper: Annotated[PaperName, typer.Option(help="Papier.")] = "A3",
    question: Annotated[
        Asked, typer.Option(help="home (waar u zich thuis voelt) of meant (wat u bedoelt).")
    ] = Asked.HOME,
    name: Annotated[str, typer.Option(help="Bij meant: de naam waarnaar wordt gevraagd.")] = "",
    layer: Annotated[list[str] | None, typer.Option(help="Eigen laag als achtergrond; mag vaker.")] = None,
    gemeente: Gemeente = None,
) -> None:
    """Schrijf een tekenblad: een kaart om op papier een buurt te tekenen."""
    if (area is None) == (bbox is None):
        raise typer.BadParameter("geef --area of --bbox", param_hint="--area")
    if (question is Asked.MEANT) != bool(name.strip()):
        raise typer.BadParameter("hoort bij --question meant", param_hint="--name")
    seat = seat_of(context)
    register = seat.register()
    words = {Asked.HOME: FELT, Asked.MEANT: MEANT}[question]
    laid = sheets.lay_sheet(
        read_bounds("--bbox", bbox) if bbox else _bounds(seat, gemeente, area or ""),
        paper=paper,
        scale=scale,
        question=register.vocabulary.lists["drawing_questions"].index(words),
    )
    ground = sheets.ground_of(seat.home, register.workspace.name, laid, layers=layer)
    drawn = draw_drawing_sheet(
        laid,
        ground,
        question=asking.asked(words, name.strip()),
        roles=register.vocabulary.lists["drawing_roles"],
    )
    write_whole(out, sheet_bytes(drawn, suffix=out.suffix.casefold(), day=seat.now.date()))
    typer.echo(f"{told_words.sheet_sentence(laid)} Geschreven: {out.name}.")
    if not ground:
        typer.echo(told_words.NO_GROUND, err=True)


def scan(
    context: typer.Context,
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO...", help="Foto's of scans: JPEG of PNG.")],
    out: Out,
    meeting: Annotated[str, typer.Option(help="Bij welke bijeenkomst.")] = "",
) -> None:
    """Haal de getekende lijnen van foto's van tekenbladen."""
    seat = seat_of(context)
    lists = seat.register().vocabulary.lists
    scans: list[Scan] = []
    for found in sheets.read_photos(photos):
        if isinstance(found, sheets.Refused):
            typer.echo(f"{found.name}: {messages.sentence(found.error)} [{found.error.code}]", err=True)
        else:
            typer.echo(f"{found.name}: {told_words.scan_sentence(found)}")
            scans.append(found)
    if scans:
        rows = sheets.scan_rows(
            scans,
            roles=lists["drawing_roles"],
            questions=lists["drawing_questions"],
            meeting=meeting.strip(),
            drawn_on=seat.now.date(),
        )
        write_whole(out, sheets.scan_features(rows, day=seat.now.date()))
    typer.echo(told_words.scans_sentence(len(scans), len(photos), out.name))
    raise typer.Exit(_BROKEN if len(scans) < len(photos) else 0)


def _bounds(seat: Seat, gemeente: str | None, area: str) -> tuple[float, float, float, float]:
    """Return where an area lies: west, south, east, north in RD [m]."""
    codes = [code.strip() for code in area.split(",")]
    place = seat.place(gemeente or (f"GM{codes[0][2:6]}" if codes[0][:2] in {"BU", "WK", "GM"} else None))
    chosen = choose_area(place, codes).buurten
    west, south, east, north = place.buurten[place.buurten["buurtcode"].isin(chosen)].total_bounds
    return float(west), float(south), float(east), float(north)
