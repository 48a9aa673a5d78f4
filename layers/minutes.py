"""The commands around a meeting: what changed since the last one, and the report of this one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gis.register.visible import Audience
from gis.workspace import answers
from gis.workspace.answers import Reach
from gis.workspace.changes import changes_since
from gis.workspace.meetings import hold_meeting
from layers import listings
from layers.options import Gemeente, Organisation, Out
from layers.report import make_report, write_report
from layers.seat import seat_of
from layers.words import reports
from layers.words.changes import change_lines

_DAY = ["%Y-%m-%d"]


def changes(
    context: typer.Context,
    since: Annotated[datetime, typer.Option(formats=_DAY, help="Dag, zoals 2027-01-14.")],
    out: Annotated[Path | None, typer.Option("--out", help="CSV; anders als tekst.")] = None,
    audience: Annotated[Audience, typer.Option(help="public, partners of own.")] = Audience.OWN,
    org: Organisation = None,
) -> None:
    """Zeg wat er na een dag nieuw, verschoven, gewijzigd, klaar, weg en besloten is."""
    seat = seat_of(context, org)
    register = seat.register()
    found = changes_since(register, since.date(), organisation=seat.organisation, audience=audience)
    if out is not None:
        listings.write_table(listings.change_list(found, fictional=register.workspace.fictional), out)
    typer.echo("\n".join(change_lines(found)) if out is None else f"Geschreven: {out.name}.")


def report(
    context: typer.Context,
    out: Out,
    since: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Dag; anders die van het laatste besluit.")
    ] = None,
    audience: Annotated[Audience, typer.Option(help="public, partners of own.")] = Audience.PUBLIC,
    gemeente: Gemeente = None,
    org: Organisation = None,
) -> None:
    """Schrijf het verslag van een overleg voor een publiek, als DOCX of Markdown."""
    seat = seat_of(context, org)
    place, register = seat.place(gemeente), seat.register()
    seen = answers.see_activities(register, organisation=seat.organisation, audience=audience)
    here = answers.in_gemeente(seen, place)
    today = seat.now.date()
    meeting = hold_meeting(
        register,
        answers.find_chances(here, place, register, reach=Reach(), today=today),
        organisation=seat.organisation,
        audience=audience,
        today=today,
        since=since.date() if since else None,
    )
    told = make_report(meeting, place, register)
    write_report(told, out)
    typer.echo(f"{told.summary} {reports.written_sentence(out.name, told.audience)}")
