"""The other face: the `koppelkaart` command; the same calls as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import UsageError  # typer carries its own click, and names no public way to it

from gis.analysis import shifts
from gis.errors import BuurtError
from gis.exports.files import write_whole
from gis.exports.handover import LAYERS
from gis.register.headings import tidy
from gis.register.intake import Choices
from gis.register.records import HOME_ORGANISATION
from gis.register.visible import Audience
from gis.workspace import answers, handing, health, imports, registers
from gis.workspace.answers import Reach
from gis.workspace.fetch import Kept
from layers import (
    fetching,
    handover,
    insight,
    listings,
    messages,
    minutes,
    options,
    perceiving,
    serving,
    workbooks,
)
from layers.options import Gemeente, Organisation, Out, PaperName, Visibility
from layers.paper import choose_area
from layers.seat import Seat, seat_of
from layers.ui.settings import read_settings
from layers.words import reports

WRONG_USE = 64  # exit of a command that was not understood (sysexits.h EX_USAGE)
BROKEN, PARKED, KEPT = 1, 2, 3  # KEPT: the services failed, the copy of before stands

app = typer.Typer(
    name="koppelkaart",
    help="Koppelkaart: wie doet wat in welke buurt, waar plannen elkaar raken, en waar niemand is.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def sit_down(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Map met uw gegevens (anders KOPPELKAART_HOME).")] = None,
    org: Organisation = None,
    workspace: Annotated[str | None, typer.Option(help="voorbeeld, publicatie of eigen.")] = None,
) -> None:
    """Say for every command where the data are and who asks."""
    settings = read_settings(home=home)
    context.obj = Seat(
        home=settings.home,
        organisation=org or settings.organisation or HOME_ORGANISATION,
        workspace=workspace or settings.workspace,
        now=datetime.now().astimezone(),
    )


@app.command("fetch")
def fetch_gemeente(
    context: typer.Context,
    gemeente: Annotated[str, typer.Argument(help="Code, zoals GM0014.")],
    source: Annotated[list[Path] | None, typer.Option("--from", help="Bestand; mag vaker.")] = None,
    year: Annotated[int | None, typer.Option(help="Jaar van de grenzen.")] = None,
    service_url: Annotated[str | None, typer.Option(help="Adres in plaats van de diensten.")] = None,
) -> None:
    """Haal een gemeente op, uit bestanden of anders bij CBS, PDOK en Leefbaarometer."""
    found = fetching.fetch_gemeente(
        seat_of(context).home,
        gemeente,
        files=source or [],
        service_url=service_url or read_settings().service_url,
        year=year,
        today=seat_of(context).now.date(),
        say=lambda line: typer.echo(line, err=True),
    )
    kept = isinstance(found, Kept)
    for line in listings.fetch_lines(found):
        typer.echo(line, err=kept)
    raise typer.Exit(KEPT if kept else 0)


@app.command("import")
def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, GeoJSON, GeoPackage of gezipte shapefile.")],
    org: Organisation = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Bewaar niets.")] = False,  # noqa: FBT002
    strict: Annotated[bool, typer.Option("--strict", help="Bewaar niets als een rij niet goed is.")] = False,  # noqa: FBT002
    visibility: Annotated[Visibility, typer.Option(help="concept of as-stated.")] = Visibility.CONCEPT,
    problems: Annotated[Path | None, typer.Option(help="CSV of XLSX met wat er mis is.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="Kop=veld, zoals 'Wat=naam'; mag vaker.")] = None,
    for_all: Annotated[list[str] | None, typer.Option(help="Veld=woord voor elke rij; mag vaker.")] = None,
    heading_row: Annotated[
        list[str] | None, typer.Option(help="Rij met de koppen, of Blad=rij; mag vaker.")
    ] = None,
    gemeente: Gemeente = None,
    locatieserver: Annotated[bool, typer.Option(help="Zoek adressen bij PDOK.")] = False,  # noqa: FBT002
) -> None:
    """Lees een lijst met activiteiten in; wat niet goed is blijft geparkeerd staan."""
    seat = seat_of(context, org)
    register = seat.register(prefer_own=True)
    fields = {tidy(heading): field for heading, field in options.read_pairs("--column", column)}
    place = seat.place(gemeente)
    locate = fetching.make_locate(
        seat.home,
        place,
        service=locatieserver,
        service_url=read_settings().service_url,
        today=seat.now.date(),
        made_up=register.workspace.fictional,
    )
    how = imports.Import(
        organisation=seat.organisation,
        at=register.moment(seat.now),
        as_stated=visibility is Visibility.AS_STATED,
        choices=Choices(fields=fields, constants=dict(options.read_pairs("--for-all", for_all))),
        heading_rows=options.read_rows("--heading-row", heading_row),
        locate=locate,
        year=place.jaar,
    )
    brought = imports.import_activities(seat.home, register, file, how=how, dry_run=dry_run, strict=strict)
    for line in listings.import_lines(brought):
        typer.echo(line)
    if problems is not None:
        write_whole(problems, workbooks.problem_file(brought.parked, problems))
    raise typer.Exit(PARKED if brought.parked else 0)


@app.command("export")
def export_file(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="Naam die eindigt op .geojson, .gpkg, .html of .pdf.")],
    gemeente: Gemeente = None,
    layers: Annotated[str, typer.Option(help="buurten,scores,activities,perceived")] = ",".join(LAYERS),
    audience: Annotated[Audience, typer.Option(help="public, partners of own.")] = Audience.PUBLIC,
    org: Organisation = None,
    plan: Annotated[bool, typer.Option("--plan", help="HTML als wijkplattegrond (PDF altijd).")] = False,  # noqa: FBT002
    paper: Annotated[PaperName, typer.Option(help="Papier van de wijkplattegrond.")] = "A3",
    area: Annotated[str | None, typer.Option(help="Codes van buurten, wijken of gemeente.")] = None,
) -> None:
    """Schrijf een bestand voor een publiek."""
    seat = seat_of(context, org)
    place, register = seat.place(gemeente), seat.register()
    told = handing.prepare(
        place,
        register,
        organisation=seat.organisation,
        audience=audience,
        layers=[name.strip() for name in layers.split(",") if name.strip()],
        today=seat.now.date(),
    )
    sheet = None
    if plan or out.suffix.casefold() == ".pdf":
        chosen = choose_area(place, area.split(",")) if area else None
        sheet = handover.Sheet(paper, chosen, seat.now.date())
    handover.write_file(told, out, vocabulary=register.vocabulary, sheet=sheet)
    typer.echo(reports.written_sentence(out.name, told.audience))


@app.command("overlap")
def overlap(
    context: typer.Context,
    out: Out,
    gemeente: Gemeente = None,
    reach: Annotated[float, typer.Option(min=0, help="Meter tussen twee plannen.")] = Reach.reach_m,
    slack: Annotated[float, typer.Option(min=0, help="Speelruimte in maanden.")] = Reach.slack_months,
    spot: Annotated[float, typer.Option(min=0, help="Meter rond een gedeelde plek.")] = Reach.spot_m,
    shift: Annotated[list[str] | None, typer.Option(help="Id=maanden, zoals F05=-18; mag vaker.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Adres van Dask, zoals tcp://naam:8786.")] = None,
    org: Organisation = None,
) -> None:
    """Schrijf welke plannen elkaar raken, als CSV of GeoJSON."""
    seat = seat_of(context, org)
    place, register = seat.place(gemeente), seat.register()
    seen = answers.see_activities(register, organisation=seat.organisation, audience=Audience.OWN)
    chances = answers.find_chances(
        shifts.shift(answers.in_gemeente(seen, place), options.read_shifts("--shift", shift)),
        place,
        register,
        reach=Reach(reach, slack, spot),
        today=seat.now.date(),
        scheduler=scheduler,
    )
    listings.write_table(listings.pair_list(chances), out, shapes=lambda: listings.pair_features(chances))
    typer.echo(f"{len(chances.pairs)} paren en {len(chances.groups)} groepen. Geschreven: {out.name}.")


app.command("gaps")(insight.gaps)
app.command("compass")(insight.compass)
app.command("buurtblad")(insight.leaflet)
app.command("changes")(minutes.changes)
app.command("report")(minutes.report)
app.command("perceived")(perceiving.perceived)
app.command("figures")(perceiving.figures)
app.command("sheet")(perceiving.sheet)
app.command("scan")(perceiving.scan)


@app.command("add-organisation")
def add_organisation(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Naam van de organisatie.")]
) -> None:
    """Voeg een organisatie toe aan de werkruimte (zonder --workspace: aan uw eigen register)."""
    seat = seat_of(context)
    register = registers.open_register(seat.home, seat.workspace or registers.OWN)
    register.store.add_organisation(name)
    typer.echo(f"{name} hoort nu bij {register.workspace.title}.")


@app.command("health")
def show_health(context: typer.Context) -> None:
    """Kijk of alles er is en hoe oud het is."""
    findings = health.look(seat_of(context).home)
    for finding in findings:
        typer.echo(f"{'goed ' if finding.well else 'FOUT '} {finding.what}: {finding.told}")
    raise typer.Exit(0 if all(finding.well for finding in findings) else BROKEN)


@app.command("serve")
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Poort op deze computer.")] = 8501,
    lan: Annotated[bool, typer.Option("--lan", help="Laat telefoons in de zaal meetekenen.")] = False,  # noqa: FBT002
    lan_address: Annotated[str | None, typer.Option(help="Adres van deze computer op dat netwerk.")] = None,
    lan_port: Annotated[int, typer.Option(help="Poort voor de telefoons.")] = 8510,
) -> None:
    """Start de app in de browser op deze computer; met --lan ook een tekenpagina voor telefoons."""
    home = seat_of(context).home
    if not lan:
        raise typer.Exit(serving.serve_app(home, port=port))
    address = serving.find_lan_address(lan_address)
    with serving.phones_served(home, address=address, port=lan_port) as phones:
        typer.echo(
            f"Telefoons tekenen mee via {phones} (alleen de tekenpagina). De app blijft op deze computer."
        )
        code = serving.serve_app(home, port=port, phones=phones)
    raise typer.Exit(code)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command; faults become one sentence and an exit code, wrong use exits with 64."""
    try:
        code = app(arguments, standalone_mode=False)
    except UsageError as error:
        error.show()
        sys.exit(WRONG_USE)
    except typer.Abort:
        sys.exit(BROKEN)
    except BuurtError as error:
        typer.echo(f"{messages.sentence(error)} [{error.code}]", err=True)
        sys.exit(BROKEN)
    sys.exit(code if isinstance(code, int) else 0)
