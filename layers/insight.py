"""The commands about how areas are doing: where nobody is, and how a buurt stands beside others."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from gis.analysis.begun import Moment
from gis.analysis.terms import SHORT_MONTHS
from gis.exports.files import write_whole
from gis.register.visible import Audience
from gis.workspace import answers
from gis.workspace.compass import Ask, open_compass
from gis.workspace.gaps import place_here, see_gaps, see_unshared
from gis.workspace.leaflet import see_leaflet
from gis.workspace.tasks import see_answers, see_declined
from layers import handover, listings
from layers.compass import list_compass
from layers.options import Gemeente, Organisation, Out
from layers.seat import seat_of
from layers.words import reports

_BUURT = re.compile(r"BU\d{4}[0-9A-Z]{4}")


class When(StrEnum):
    """Of which moment it is told what is there."""

    NOW = "now"
    PLANNED = "planned"
    DELAYED = "delayed"


class Rows(StrEnum):
    """What the rows of a buurt are."""

    GROUP = "group"
    THEME = "theme"


class Beside(StrEnum):
    """With what buurten are compared."""

    GEMEENTE = "gemeente"
    G4 = "g4"
    NL = "nl"


def gaps(
    context: typer.Context,
    out: Out,
    moment: Annotated[When, typer.Option(help="now, planned of delayed.")] = When.PLANNED,
    months: Annotated[int, typer.Option(min=0, help="Maanden uitstel, bij delayed.")] = 0,
    ahead: Annotated[int, typer.Option(min=0, help="Tot hoeveel maanden na de peildatum.")] = SHORT_MONTHS,
    by: Annotated[Rows, typer.Option(help="group (themagroepen) of theme (thema's).")] = Rows.GROUP,
    unshared: Annotated[Path | None, typer.Option(help="CSV met wat niemand oppakt of afloopt.")] = None,
    gemeente: Gemeente = None,
    org: Organisation = None,
) -> None:
    """Schrijf per buurt en thema wie er iets doet, wat het cijfer zegt en wat zou helpen, als CSV."""
    if months and moment is not When.DELAYED:
        raise typer.BadParameter("alleen bij --moment delayed", param_hint="--months")
    seat = seat_of(context, org)
    place, register = seat.place(gemeente), seat.register()
    today = seat.now.date()
    seen = answers.see_activities(register, organisation=seat.organisation, audience=Audience.OWN)
    placed = place_here(answers.in_gemeente(seen, place), place, register)
    asked = Moment(moment.value, float(ahead), float(months))
    ask = partial(see_gaps, placed, place, register, today=today, moment=asked)
    found = ask(by=by.value)
    listings.write_table(listings.gap_list(found), out)
    if unshared is not None:
        told = see_unshared(register, organisation=seat.organisation, audience=Audience.OWN, today=today)
        said = see_answers(register, place, audience=Audience.OWN)
        told = pd.concat([told, see_declined(ask(), said, gemeente=place.gemeentecode)])
        listings.write_table(listings.unshared_list(told), unshared)
    typer.echo(f"{len(found)} rijen. Geschreven: {out.name}.")


def compass(
    context: typer.Context,
    out: Out,
    reference: Annotated[Beside, typer.Option(help="gemeente, g4 of nl.")] = Beside.GEMEENTE,
    gemeente: Gemeente = None,
    org: Organisation = None,
) -> None:
    """Schrijf per buurt en cijfer de waarde, het verschil en de klasse naast een ander gebied, als CSV."""
    seat = seat_of(context, org)
    place, register = seat.place(gemeente), seat.register()
    found = open_compass(seat.home, place, register, ask=Ask(reference.value))
    told = list_compass(found, place, dimensions=register.vocabulary.dimensions)
    listings.write_table(told, out)
    typer.echo(f"{len(told)} rijen. Geschreven: {out.name}.")


def leaflet(
    context: typer.Context,
    buurt: Annotated[
        str, typer.Option(help="Code van de buurt, zoals BU00141000, of van een vastgestelde buurt (ZB…).")
    ],
    out: Annotated[Path, typer.Option("--out", help="Naam die eindigt op .pdf of .html.")],
    audience: Annotated[Audience, typer.Option(help="public, partners of own.")] = Audience.PUBLIC,
    org: Organisation = None,
) -> None:
    """Schrijf één bladzijde over een buurt: cijfers, duiding, wat er gebeurt en wat werkt."""
    seat = seat_of(context, org)
    place, register = seat.place(f"GM{buurt[2:6]}" if _BUURT.fullmatch(buurt) else None), seat.register()
    told = see_leaflet(
        open_compass(seat.home, place, register, ask=Ask()),
        place,
        register,
        code=buurt,
        organisation=seat.organisation,
        audience=audience,
        today=seat.now.date(),
    )
    content = handover.leaflet_bytes(
        told, suffix=out.suffix.casefold(), vocabulary=register.vocabulary, made_on=seat.now.date()
    )
    write_whole(out, content)
    typer.echo(reports.written_sentence(out.name, audience.value))
