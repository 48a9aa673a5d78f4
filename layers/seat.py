"""Who asks at the command, from which home, in which workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import typer

from gis.workspace import cache, registers, sample
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import Register


@dataclass(frozen=True)
class Seat:
    """Who asks, from which home, in which workspace."""

    home: Home
    organisation: str
    workspace: str | None
    now: datetime

    def register(self, *, prefer_own: bool = False) -> Register:
        """Open the workspace and say which, beside the answer."""
        register = registers.choose_register(
            self.home, asked=self.workspace, organisation=self.organisation, prefer_own=prefer_own
        )
        typer.echo(f"Werkruimte: {register.workspace.title}", err=True)
        return register

    def place(self, gemeente: str | None) -> Place:
        """Open a gemeente; without one asked the only fetched one, else the sample's."""
        fetched = {folder.name.partition("_")[0] for folder in self.home.place_folders()}
        only = fetched.pop() if len(fetched) == 1 else sample.GEMEENTE
        place = cache.open_place(self.home, gemeente or only)
        typer.echo(f"Gemeente: {place.gemeentenaam} {place.jaar}", err=True)
        return place


def seat_of(context: typer.Context, org: str | None = None) -> Seat:
    """Return who asks in this call of the command; `org` stands in for the organisation."""
    seat: Seat = context.obj
    return seat if org is None else replace(seat, organisation=org)
