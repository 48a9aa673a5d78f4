"""The choices of Verloop: which area and figure, beside which average, over which years."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gis.tables import DIMENSIONS
from gis.workspace import trends as told_by
from gis.workspace.places import Origin
from gis.workspace.series import Edition
from layers.ui import own_series, state
from layers.ui.front import Desk
from layers.words.formats import listed

POSTCODE, BUURT = "Postcodegebied", "Buurt"
_SCORE = "Leefbaarometer"
_TWO = 2  # years that a change needs
_WIDTH_STEP = 0.005
_EDITION = "verloop.reeks"
Places = tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]


@dataclass(frozen=True)
class Chosen:
    """What is asked: an area and a figure among a series, beside which average, and from where it comes."""

    scale: str
    area: str
    name: str
    indicator: str
    reference: str
    average: str
    series: pd.DataFrame
    areas: tuple[str, ...]
    origin: str


def choose_scale(has_series: bool) -> str:  # noqa: FBT001 - the only argument
    """Ask whether it is about a postcode area or a buurt."""
    scales = [POSTCODE, BUURT] if has_series else [BUURT, POSTCODE]
    if state.choice("verloop.schaal") not in scales:
        state.remember("verloop.schaal", scales[0])
    told = st.segmented_control("Waarvan?", scales, key="verloop.schaal", label_visibility="collapsed")
    return str(told or scales[0])


def choose_postcode(desk: Desk, editions: list[Edition], places: Places) -> Chosen:
    """Ask which postcode area, which figure and beside which average; the series is chosen among the settings."""
    edition = next((one for one in editions if one.name == state.choice(_EDITION)), editions[0])
    codes = sorted(edition.series["postcode"].unique())
    area = places[0].selectbox(
        "Postcodegebied",
        codes,
        format_func=lambda code: _postcode_name(desk, edition, code),
        key="verloop.pc4",
    )
    indicator = places[1].selectbox(
        "Cijfer",
        [told_by.SCORE, *DIMENSIONS],
        format_func=lambda name: figure_name(desk, name),
        key="verloop.cijfer",
    )
    references = [told_by.NETHERLANDS]
    if told_by.has_own_gemeente(edition):
        references.append(told_by.OWN_GEMEENTE)
    reference = _choose_reference(desk, places[2], references, estimated=True)
    return Chosen(
        scale=POSTCODE,
        area=area,
        name=area,
        indicator=indicator,
        reference=reference,
        average=_average(desk, reference, estimated=True),
        series=told_by.series_by_postcode(edition, reference=reference),
        areas=(area, *told_by.buurten_of(edition, area)),
        origin=_origin(edition.origins[0]),
    )


def choose_buurt(desk: Desk, scores: pd.DataFrame, places: Places) -> Chosen | None:
    """Ask which buurt, which figure and beside which average; nothing when there are no two editions."""
    buurten = scores[scores["code"].str.startswith("BU")]
    if buurten["score_jaar"].nunique() < _TWO:
        return None
    codes = sorted(buurten["code"].unique(), key=lambda code: desk.place.area_name(code).casefold())
    area = places[0].selectbox("Buurt", codes, format_func=desk.place.area_name, key="verloop.buurt")
    names = [told_by.DIFFERENCE, *DIMENSIONS]
    indicator = places[1].selectbox(
        "Cijfer", names, format_func=lambda name: figure_name(desk, name), key="verloop.buurtcijfer"
    )
    reference = _choose_reference(
        desk, places[2], [told_by.NETHERLANDS, told_by.OWN_GEMEENTE], estimated=False
    )
    years = listed([str(year) for year in sorted(buurten["score_jaar"].unique())])
    return Chosen(
        scale=BUURT,
        area=area,
        name=desk.place.area_name(area),
        indicator=indicator,
        reference=reference,
        average=_average(desk, reference, estimated=False),
        series=told_by.series_by_buurt(scores, desk.view.gemeente, reference=reference),
        areas=(area,),
        origin=f"Leefbaarometer per buurt, uitgaven {years}, Ministerie van BZK",
    )


def _choose_reference(desk: Desk, place: DeltaGenerator, references: list[str], *, estimated: bool) -> str:
    return place.selectbox(
        "Vergelijk met",
        references,
        format_func=lambda name: _average(desk, name, estimated=estimated),
        key="verloop.vergelijk",
    )


def choose_settings(chosen: Chosen, line: pd.DataFrame, editions: list[Edition]) -> tuple[int, int, float]:
    """Ask which two years are compared, and how much still counts as equal."""
    years = [int(year) for year in line["jaar"]]
    there = [int(year) for year in line.loc[line["value"].notna(), "jaar"]] or years
    with st.expander("Instellingen"):
        if chosen.scale == POSTCODE and len(editions) > 1:
            names = {one.name: own_series.edition_name(one) for one in editions}
            st.selectbox("Welke reeks?", list(names), format_func=names.__getitem__, key=_EDITION)
        left, right = st.columns(2)
        key = f"verloop.{chosen.scale}.{chosen.indicator}.{chosen.area}"
        begins = years[:-1] or years
        begin = min(years.index(there[0]), len(begins) - 1)
        first = left.selectbox("Van", begins, index=begin, key=f"{key}.van")
        later = [year for year in years if year > first] or years
        last = right.selectbox("Tot", later, index=len(later) - 1, key=f"{key}.tot.{first}")
        width = st.number_input(
            "Tot hoeveel punten verschil noemen wij het gelijk?",
            min_value=0.0,
            max_value=0.5,
            value=told_by.WIDTHS[chosen.indicator],
            step=_WIDTH_STEP,
            format="%.3f",
            key=f"verloop.breedte.{'onderdeel' if chosen.indicator in DIMENSIONS else 'score'}",
        )
        st.caption(
            "Niemand schrijft voor hoe breed dit moet zijn. De helft van de postcodegebieden in Nederland "
            "veranderde tussen 2020 en 2022 minder dan 0,018 punt."
        )
    return int(first), int(last), float(width)


def figure_name(desk: Desk, name: str) -> str:
    """Return what a figure is called on the screen."""
    told = desk.register.vocabulary.dimensions.get(name)
    return _SCORE if told is None else told[:1].upper() + told[1:]


def _average(desk: Desk, reference: str, *, estimated: bool) -> str:
    if reference == told_by.NETHERLANDS:
        return "Nederland"
    return f"{desk.place.gemeentenaam}{' (schatting)' if estimated else ''}"


def _postcode_name(desk: Desk, edition: Edition, code: str) -> str:
    names = [desk.place.area_name(one) for one in told_by.buurten_of(edition, code)]
    return f"{code} · {listed(names)}" if names else code


def _origin(origin: Origin) -> str:
    return f"{origin.title}, {origin.publisher} ({origin.licence})"
