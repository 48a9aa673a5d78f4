"""What is chosen among the witte vlekken: which table, which moment, which cell; by hand, table and map alike."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from gis.analysis.begun import Moment, What
from gis.analysis.rows import OWN_ROW, By, list_rows
from gis.analysis.terms import SHORT_MONTHS
from layers.ui import state
from layers.ui.front import Desk

BUURTEN, PARTIES, FIGURES = "Per buurt", "Per partner", "Per cijfer"
UNSHARED, CALLS = "Nog niet verdeeld", "Welk cijfer hoort bij welk thema?"
VIEW, BUURT, GROUP, THEME = "vlekken.tabel", "vlekken.buurt", "vlekken.groep", "vlekken.thema"
OPENED, PARTY, FIGURE = "vlekken.open", "vlekken.partij", "vlekken.cijfer"
_MOMENT, _MONTHS = "vlekken.moment", "vlekken.maanden"
_MOMENTS: dict[What, str] = {"now": "Nu", "planned": "Met wat gepland is", "delayed": "Als plannen schuiven"}
MOST_MONTHS = 36
HEADS = {OWN_ROW: "Klimaat"}  # narrower than the word


@dataclass(frozen=True)
class Cell:
    """A cell of the table of theme by buurt; `theme` is empty for a whole theme group."""

    code: str
    group: str
    theme: str = ""

    @property
    def by(self) -> By:
        """What the columns of the table are."""
        return "theme" if self.theme else "group"

    @property
    def row(self) -> str:
        """Its theme, else its theme group."""
        return self.theme or self.group


def choose_view(desk: Desk) -> str:
    """Return which table is shown; those by party are for partners."""
    views = [BUURTEN, PARTIES, FIGURES, UNSHARED, CALLS] if desk.view.may_change else [BUURTEN]
    if state.choice(VIEW) not in views:
        state.remember(VIEW, BUURTEN)
    if len(views) == 1:
        return BUURTEN
    return str(st.segmented_control("Welke tabel?", views, key=VIEW, label_visibility="collapsed"))


def choose_moment() -> Moment:
    """Return of which moment is asked what is there; `delay` is asked apart."""
    state.keep_within(_MOMENT, list(_MOMENTS))
    named = st.selectbox(
        "Moment",
        list(_MOMENTS),
        format_func=_MOMENTS.__getitem__,
        key=_MOMENT,
        help=f"Gepland: wat binnen {SHORT_MONTHS:.0f} maanden na de peildatum kan beginnen. Een idee telt nog niet.",
    )
    return Moment(named)


def delay(moment: Moment) -> Moment:
    """Return the moment with how much later plans begin, asked with a slider where that is the question."""
    if moment.what != "delayed":
        return moment
    later = st.slider("Hoeveel maanden later?", 0, MOST_MONTHS, key=_MONTHS)
    return Moment("delayed", delay_months=float(later))


def choose_cell(desk: Desk) -> tuple[Cell, Moment]:
    """Return the buurt and the theme that are chosen, and the moment."""
    codes = desk.place.buurten["buurtcode"].tolist()
    if state.choice(BUURT) not in codes:
        state.remember(BUURT, _first_buurt(desk, codes))
    where, what, when = st.columns(3, gap="small")
    code = where.selectbox("Buurt", codes, format_func=desk.place.area_name, key=BUURT)
    with what:
        group = choose_group(desk)
    with when:
        moment = choose_moment()
    themes, theme = themes_of(desk, group), ""
    state.keep_within(THEME, themes)
    apart = len(themes) > 1
    with st.container(key="vlekkenthemas", horizontal=True, vertical_alignment="center"):
        opened = st.toggle(
            "Thema's apart",
            key=OPENED,
            disabled=not apart,
            help="Zet de thema's van deze groep naast elkaar.",
        )
        if opened and apart:
            theme = str(
                st.segmented_control(
                    "Thema binnen de groep", themes, key=THEME, label_visibility="collapsed", required=True
                )
            )
    return Cell(code, group, theme), delay(moment)


def choose_group(desk: Desk) -> str:
    """Return the theme group that is chosen."""
    groups = list_rows(desk.register.vocabulary, by="group")["themagroep"].tolist()
    state.keep_within(GROUP, groups)
    names = group_names(desk)
    return str(
        st.selectbox(
            "Thema",
            groups,
            format_func=lambda name: names[name] if name == OWN_ROW else f"{name} · {names[name]}",
            key=GROUP,
        )
    )


def group_names(desk: Desk) -> dict[str, str]:
    """Return the names of theme groups, and of the theme with a column of its own."""
    return {**desk.register.vocabulary.groups, OWN_ROW: OWN_ROW.capitalize()}


def themes_of(desk: Desk, group: str) -> list[str]:
    """Return the themes of a theme group, in order."""
    rows = list_rows(desk.register.vocabulary, by="theme")
    return list(rows.loc[rows["themagroep"] == group, "thema"])


def _first_buurt(desk: Desk, codes: list[str]) -> str:
    """Return what was chosen before, else the buurt that most activities name."""
    selected = state.selected()
    if selected in codes:
        return str(selected)
    named = desk.activities["area_codes"].explode()
    counts = named[named.isin(codes)].value_counts()
    return str(counts.index[0]) if len(counts) else codes[0]
