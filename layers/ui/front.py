"""What stands around every page: the choices in the left column, the header, the desk they make."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.errors import SourceError
from gis.workspace import cache
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import WORKSPACES, Register, choose_register
from layers.ui import cached, extras, filters, state
from layers.ui.settings import background_allowed, read_settings
from layers.ui.state import EXTRA_LAYERS, PAINTS, RESIDENT, View
from layers.ui.text import inert
from layers.words import reports

_LOOK = Path(__file__).with_name("look.css")

# The page tells screen readers its language; Streamlit's own page says "en".
_language = st.components.v2.component(
    "koppelkaart_language", js='export default () => {\n document.documentElement.lang = "nl";\n}\n'
)


@dataclass(frozen=True)
class Desk:
    """What a page works with: the view, the gemeente, the register and what may be seen of it.

    `activities` are those of the gemeente, `whenever` those that pass the filters, `shown` those of them
    that may be there in the season that the map stands at. `accepted` is who looks when `place` has settled
    areas where its buurten were.
    """

    view: View
    place: Place
    register: Register
    activities: gpd.GeoDataFrame
    whenever: gpd.GeoDataFrame
    shown: gpd.GeoDataFrame
    today: date
    home: Home
    stamp: str
    accepted: cached.Seen | None = None

    @cached_property
    def seen_by(self) -> tuple[str, str, int, str, str]:
        """What cached answers depend on: home, workspace, revision, organisation, audience."""
        view, revision = self.view, self.register.store.revision
        return str(self.home.path), view.workspace, revision, view.organisation, view.audience.value

    @property
    def area(self) -> cached.Area:
        """What cached answers depend on besides: gemeente, year, when it was fetched, of which areas."""
        return cached.Area(self.view.gemeente, self.view.jaar, self.stamp, self.accepted)

    @cached_property
    def shapes(self) -> list[BaseGeometry]:
        """What may be seen of areas and activities, in RD [m]: what a hand on the map may snap to."""
        place = self.place
        frames = (place.buurten, place.wijken, place.gemeenten, place.neighbours, self.activities)
        return [shape for frame in frames for shape in frame.geometry if shape is not None]

    @cached_property
    def reference_day(self) -> date:
        """The peildatum of the workspace."""
        return self.register.reference_day(today=self.today)

    @property
    def now(self) -> datetime:
        """The moment to write down; in the example it is on the peildatum (`Register.moment`)."""
        return self.register.moment(datetime.now().astimezone())


_on_desk: ContextVar[Desk] = ContextVar("desk")


def desk() -> Desk:
    """Return what the page of this run works with."""
    return _on_desk.get()


def set_up(*, painted: bool) -> None:
    """Draw the left column and the header, and lay out what the page works with (see `desk`).

    Parameters
    ----------
    painted
        Whether the page has a map with the colour and the layers that are chosen on the left.
    """
    st.html(_LOOK)
    _language(key="taal")
    settings = read_settings()
    state.begin(
        workspace=lambda: choose_register(settings.home, asked=settings.workspace).workspace.name,
        background=lambda: background_allowed(settings.home),
    )
    with st.sidebar:
        laid = _left_column(settings.home, painted=painted)
    state.tell_address(laid.view)
    _header(laid)
    _on_desk.set(laid)


def _left_column(home: Home, *, painted: bool) -> Desk:
    folder = str(home.path)
    workspace = _choose_workspace()
    register = cached.register(folder, workspace)
    today = datetime.now().astimezone().date()
    try:
        place, stamp = _choose_place(home)
    except SourceError:
        extras.offer(home, workspace, today=today)  # the way out: fetch it again
        raise
    viewer = _choose_viewer(register)
    paint, layers = _choose_layers(place, viewer, painted=painted)
    seen = (
        folder,
        workspace,
        register.store.revision,
        state.organisation_of(viewer),
        state.audience_of(viewer).value,
    )
    here = cached.activities_here(seen, cached.Area(place.gemeentecode, place.jaar, stamp))
    settled = cached.accepted(seen)
    chosen = filters.choose(here, register, settled)
    extras.offer(home, workspace, today=today)
    view = View(
        workspace=workspace,
        gemeente=place.gemeentecode,
        jaar=place.jaar,
        viewer=viewer,
        paint=paint,
        layers=layers,
        season=state.choice("seizoen"),
        **chosen._asdict(),
    )
    whenever = filters.filtered(here, view, settled)
    shown = filters.in_season(whenever, view.season)
    return Desk(view, place, register, here, whenever, shown, today, home, stamp)


def _choose_workspace() -> str:
    state.keep_within("werkruimte", list(WORKSPACES))
    return st.selectbox(
        "Wat bekijkt u?", list(WORKSPACES), format_func=lambda name: WORKSPACES[name].title, key="werkruimte"
    )


def _choose_place(home: Home) -> tuple[Place, str]:
    known = cache.known_places(home)
    names = {code: name for code, name, _ in known}
    state.keep_within("gemeente", list(names))
    left, right = st.columns([3, 2])
    code = left.selectbox("Gemeente", list(names), format_func=names.__getitem__, key="gemeente")
    years = sorted({year for found, _, year in known if found == code}, reverse=True)
    state.keep_within("jaar", years)
    year = right.selectbox("Jaar", years, key="jaar")
    stamp = cache.stamp(home, code, year)
    return cached.place(str(home.path), cached.Area(code, year, stamp)), stamp


def _choose_viewer(register: Register) -> str:
    options = [*register.store.organisations(), RESIDENT]
    state.keep_within("kijkt_als", options)
    viewer = st.selectbox(
        "U kijkt als …",
        options,
        format_func=lambda name: "bewoner (wat iedereen mag zien)" if name == RESIDENT else name,
        key="kijkt_als",
        help="Een organisatie ziet ook haar eigen plannen die nog niemand anders mag zien.",
    )
    with st.popover("Organisatie toevoegen", type="tertiary"), st.form("organisatie", border=False):
        name = st.text_input("Naam van de organisatie", max_chars=80).strip()
        if st.form_submit_button("Voeg toe") and name:
            register.store.add_organisation(name)
            state.change(kijkt_als=name)
    return viewer


def _choose_layers(place: Place, viewer: str, *, painted: bool) -> tuple[str, tuple[str, ...]]:
    options = [name for name in PAINTS if _has_figure(place, name)]
    state.keep_within("kleur", options)
    # Signals are between partners; residents read how many there are.
    offered = [name for name in EXTRA_LAYERS if viewer != RESIDENT or name != "signalen"]
    state.keep_some_within("lagen", offered)
    if not painted:  # what changes nothing here is not asked
        return state.choice("kleur"), tuple(state.choice("lagen"))
    paint = st.selectbox("Kleur van de buurten", options, format_func=PAINTS.__getitem__, key="kleur")
    layers = st.pills(
        "Op de kaart",
        offered,
        format_func=EXTRA_LAYERS.__getitem__,
        selection_mode="multi",
        key="lagen",
    )
    return paint, tuple(layers)


def _has_figure(place: Place, name: str) -> bool:
    if name == "geen":
        return True
    if name == "grid":
        return cache.grid_path(place, "scores") is not None
    table = place.figures if name in place.figures.columns else place.scores
    return bool(table[name].notna().any())


def _header(desk: Desk) -> None:
    workspace = desk.register.workspace
    told = f"**{workspace.title}** · {inert(desk.place.gemeentenaam)} {desk.place.jaar}"
    told += f" · peildatum {reports.day(desk.reference_day)}"
    if workspace.fictional:
        told += " :orange-badge[Echt: grenzen en cijfers. Verzonnen: al het andere.]"
    with st.container(key="kop"):
        st.markdown(told)
    message = state.take("melding")
    if message:
        first, _, rest = message.partition("  \n")
        with st.container(key="melding"):
            st.info(first)
        if rest:
            with st.expander("Wat is er meegekomen, en wat niet?"):
                st.markdown(rest)
