"""The only place that writes session state and the address bar: small values, checked when read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from gis.analysis.scoring import PLAIN
from gis.register.records import HOME_ORGANISATION
from gis.register.signals import REPORTED, TAKEN_UP
from gis.register.visible import Audience
from layers.ui.settings import new_secret
from layers.words.figures import DIMENSION_NAMES

YEAR_DIGITS = 4
EDITING = "Toevoegen of wijzigen"  # the part of the page Activiteiten with the form
RESIDENT = "bewoner"  # looks at what everybody may see

PAINTS = {
    "kscore": "Leefbaarometer: klasse",
    "afw": "Leefbaarometer: verschil met Nederland",
    **DIMENSION_NAMES,
    "inwoners": "Inwoners",
    "dichtheid_km2": "Inwoners per km²",
    "woz_waarde_keur": "Gemiddelde WOZ-waarde",
    "koopwoningen_pct": "Koopwoningen",
    "grid": "Leefbaarometer: vierkanten van 100 m",
    "geen": "Geen kleur",
}
EXTRA_LAYERS = {
    "activiteiten": "Activiteiten",
    "kansen": "Koppelkansen",
    "beleefd": "Buurt zoals beleefd",
    "signalen": "Signalen",
    "vastgesteld": "Vastgesteld",
    "wijken": "Wijkgrenzen",
}
SHOWN_AS = ("bestaand", "gepland", "idee", "voorbij")

_DEFAULTS: dict[str, Any] = {  # one value per choice, of its own type
    "werkruimte": None,
    "gemeente": None,
    "jaar": None,
    "kijkt_als": HOME_ORGANISATION,
    "kleur": "kscore",
    "lagen": ["activiteiten"],
    "themas": [],
    "stand": ["bestaand", "gepland", "idee"],
    "stand.bewoner": ["bestaand", "gepland"],
    "partijen": [],
    "jaren": None,
    "seizoen": None,
    "achtergrond": False,
    "beleefd.vraag": None,
    "beleefd.deel": 0.5,
    "beleefd.samen": False,
    "beleefd.rollen": False,
    "beleefd.strak": False,
    "beleefd.vastgesteld": True,
    "kansen.deel": "Koppelkansen",
    "kompas.gebieden": None,
    "kompas.met": "gemeente",
    "kompas.buurten": [],
    "kompas.cijfer": "won",
    "kompas.editie": None,
    "kompas.eigen": "",
    "gebied": None,
    "vlekken.gebieden": "CBS-buurten",
    "vlekken.tabel": "Per buurt",
    "vlekken.buurt": None,
    "vlekken.groep": "W",
    "vlekken.thema": None,
    "vlekken.open": False,
    "vlekken.moment": "planned",
    "vlekken.maanden": 12,
    "vlekken.partij": None,
    "vlekken.cijfer": "won",
    "signalen.stand": [REPORTED, TAKEN_UP],
    "signalen.waar": None,
    "weging.space": PLAIN.space,
    "weging.time": PLAIN.time,
    "weging.theme": PLAIN.theme,
    "weging.room": PLAIN.room,
    "watals.ruimte": 18,
}
_KEPT = ("kleur", "lagen", "weging.", "watals.", "kompas.", "vlekken.", "signalen.")
_LASTING = tuple(name for name in _DEFAULTS if name.startswith(_KEPT))
_SHARED = ("werkruimte", "gemeente", "jaar", "kleur")  # single words that the address bar holds


@dataclass(frozen=True)
class View:
    """What the visitor looks at: one workspace, one gemeente and year, as whom, with which layers."""

    workspace: str
    gemeente: str
    jaar: int
    viewer: str
    paint: str
    layers: tuple[str, ...]
    groups: tuple[str, ...]
    shown_as: tuple[str, ...]
    parties: tuple[str, ...]
    years: tuple[int, int] | None
    season: int | None
    within: str | None = None  # code of the settled area that plans must lie in

    @property
    def organisation(self) -> str:
        """The organisation looked as."""
        return organisation_of(self.viewer)

    @property
    def may_change(self) -> bool:
        """Whether the one who looks is a party: a resident looks along, and writes nothing in a list."""
        return self.viewer != RESIDENT

    @property
    def audience(self) -> Audience:
        """For whom the screen is."""
        return audience_of(self.viewer)


def organisation_of(viewer: str) -> str:
    """Return the organisation someone looks as; a resident looks as nobody in particular."""
    return HOME_ORGANISATION if viewer == RESIDENT else viewer


def audience_of(viewer: str) -> Audience:
    """Return the audience: a resident sees what everybody may see, an organisation also its own concepts."""
    return Audience.PUBLIC if viewer == RESIDENT else Audience.OWN


def begin(*, workspace: Callable[[], str], background: Callable[[], bool]) -> None:
    """Give every choice its first value: from the address bar when it stands there, else the default.

    `workspace` is asked for the workspace to open with when the address bar names none, `background`
    whether the background map was agreed to before.
    """
    state = st.session_state
    if "geheim" not in state:
        state["geheim"] = new_secret()
        state["gekozen"] = st.query_params.get("gekozen")
        for name, default in _DEFAULTS.items():
            state[name] = _from_address(name, default)
        state["werkruimte"] = state["werkruimte"] or workspace()
        state["achtergrond"] = background()
    # Streamlit forgets a control's value when its page is left.
    for name, default in _DEFAULTS.items():
        state.setdefault(name, default)
    for name in _LASTING:  # what is set by hand is kept, also while no control shows it
        state[name] = state[name]
    for name, value in state.pop("straks", {}).items():
        state[name] = value


def _from_address(name: str, default: Any) -> Any:  # noqa: ANN401 - a choice has its own type
    told = st.query_params.get(name)
    if told is None:
        return default
    if name == "lagen":
        return [word for word in told.split(",") if word in EXTRA_LAYERS]
    if name == "jaar":
        return int(told) if told.isdecimal() and len(told) == YEAR_DIGITS else default
    if name == "kleur":
        return told if told in PAINTS else default
    return told if name in _SHARED else default


def keep_within(name: str, options: Sequence[object]) -> None:
    """Put a choice back to the first option when what it holds is not among them."""
    if st.session_state[name] not in options:
        st.session_state[name] = options[0]


def keep_some_within(name: str, options: Sequence[object]) -> None:
    """Leave out of a choice of several what is not among the options."""
    st.session_state[name] = [value for value in st.session_state[name] if value in options]


def keep_years(name: str, span: tuple[int, int]) -> None:
    """Keep a span of years within what there is; the whole span when nothing was chosen."""
    low, high = st.session_state[name] or span
    st.session_state[name] = (min(max(low, span[0]), span[1]), max(min(high, span[1]), span[0]))


def select(feature: str | None) -> None:
    """Choose a feature by id, or none, and run again."""
    if st.session_state.get("gekozen") != feature:
        st.session_state["gekozen"] = feature
        st.rerun()


def change(**values: object) -> None:
    """Change choices and run again; they take effect before any control is drawn."""
    st.session_state["straks"] = values
    st.rerun()


def plan(**values: object) -> None:
    """Change choices at the next run, for use in the callback of a control."""
    st.session_state["straks"] = st.session_state.get("straks", {}) | values


def go_to(page: str, **values: object) -> None:
    """Go to another page with everything that was chosen, and these values; this run ends here."""
    kept = {name: st.session_state[name] for name in _DEFAULTS}  # leaving in the middle of a run forgets it
    plan(**kept | values)
    st.switch_page(f"layers/pages/{page}.py")


def choice(name: str) -> Any:  # noqa: ANN401 - a choice has its own type
    """Return what is chosen now."""
    return st.session_state.get(name)


def selected() -> str | None:
    """Return the id of the feature that is chosen on the map or in the table."""
    return st.session_state.get("gekozen")


def secret() -> str:
    """Return this session's unguessable text."""
    return str(st.session_state["geheim"])


def tell_address(view: View) -> None:
    """Write into the address bar what is needed to share this view; who looks is not in it."""
    told: Mapping[str, str | None] = {
        "werkruimte": view.workspace,
        "gemeente": view.gemeente,
        "jaar": str(view.jaar),
        "kleur": view.paint,
        "lagen": ",".join(view.layers),
        "gekozen": selected(),
    }
    for name, value in told.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def remember(name: str, value: object) -> None:
    """Keep a small value of one control for the next run."""
    st.session_state[name] = value


def choose_chance(name: str | None) -> None:
    """Choose a group or a pair of plans, to light it up, and run again."""
    if st.session_state.get("kans") != name:
        st.session_state["kans"] = name
        st.rerun()


def take(name: str) -> Any:  # noqa: ANN401 - a message or a choice
    """Return a value that was kept, once."""
    return st.session_state.pop(name, None)
