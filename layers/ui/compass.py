"""Kompas: up to four buurten side by side beside a reference, and the map of one figure in three classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from gis.register.visible import Audience
from gis.workspace.compass import REFERENCES, Ask, Compass
from gis.workspace.compass_figures import Indicator
from layers import compass as drawing
from layers.layer import Layer
from layers.ui import cached, compass_areas, compass_settings, compass_table, drawn, map_view, state
from layers.ui.compass_areas import OwnArea
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import compass as words
from layers.words import plural, reports
from layers.words.figures import SIGNAL

PART = "Kompas"  # of the page Kansen en witte vlekken
MOST_AREAS, IN_WORDS = 4, 2
_AREAS, _WITH, _BESIDE, _ON_MAP = "kompas.gebieden", "kompas.met", "kompas.buurten", "kompas.cijfer"
_SHOWN_TITLES = 3  # of the activities that serve a figure; the rest is a number


def show_compass(desk: Desk, *, height: str) -> None:
    """Show the controls, the table of the chosen buurten, and the map of one figure beside them."""
    if desk.place.buurten.empty:
        st.info(
            "Van deze gemeente zijn hier geen buurten. Kies op de pagina Kaart 'Begin met mijn gemeente'."
        )
        return
    told, place = st.container(key="naast").columns([6, 5])
    with told:
        buurten = st.container()
        left, right, beside_it = st.columns([4, 4, 3])
        with beside_it:
            own = compass_areas.choose_area(desk)
        with buurten:
            areas = _choose_areas(desk, most=MOST_AREAS - bool(own))
        with left:
            asked = _choose_reference(desk)
        answer = cached.compass(desk.seen_by[:3], desk.area, asked, compass_settings.edition(desk))
        indicators = _visible(desk, answer)
        if not indicators:
            st.info("Van deze gemeente zijn hier geen cijfers. Haal op de pagina Kaart de gemeente op.")
            return
        with right:
            chosen = _choose_figure(desk, indicators)
        with st.container(key="kompaslijst", height=420, border=False):
            beside = compass_areas.add_area(answer, own)
            names = _area_names(desk, areas, own)
            _show_words(desk, beside, names)
            compass_table.show_table(desk, beside, indicators, names)
            if own:
                st.caption(compass_areas.SURE)
            _show_serving(desk, answer, chosen, areas)
            st.caption(_note(answer))
            if desk.view.may_change:
                compass_settings.show_settings(desk, answer, chosen)
    with place:
        event = map_view.show(
            desk,
            [_layer(desk, asked, chosen), *map_view.quiet_layers(desk), *([own.layer] if own else [])],
            key="kompas",
            lit=areas,
            height=height,
        )
    if event.at is not None and event.id:
        _add_area(desk, event.id, areas, most=MOST_AREAS - bool(own))


def show_short(desk: Desk, code: str) -> None:
    """Show one buurt beside a reference in a few lines, with the way to the whole."""
    with st.expander("Kompas: beter, ongeveer gelijk of lager?"):
        asked = _choose_reference(desk, by_hand=False)
        answer = cached.compass(desk.seen_by[:3], desk.area, asked, compass_settings.edition(desk))
        rows = answer.rows[answer.rows["code"] == code]
        than = words.reference_name(asked.reference, gemeente=desk.place.gemeentenaam)
        st.markdown(f"Vergeleken met {inert(than)}:")
        lines = words.area_lines(answer, _seen_rows(desk, answer, rows), dimensions=_dimensions(desk))
        st.markdown("\n".join(f"- {inert(line)}" for line in lines))
        judged = [one for one in _visible(desk, answer) if one.way]
        sources = dict.fromkeys(drawing.source_words(one, desk.place) for one in judged)
        st.caption(f"Bron: {inert('; '.join(sources))}. {_note(answer)}")
        if st.button("Meer in het Kompas", icon=":material/explore:", key="paneel.kompas"):
            state.go_to("analysis", **{"kansen.deel": PART, _AREAS: [code], _WITH: asked.reference})


def _choose_areas(desk: Desk, *, most: int) -> list[str]:
    codes = desk.place.buurten.sort_values("buurtnaam")["buurtcode"].tolist()
    chosen = state.choice(_AREAS)
    if chosen is None:
        selected = state.selected()
        state.remember(_AREAS, [selected if selected in codes else _busiest(desk, codes)])
    else:
        state.keep_some_within(_AREAS, codes)
        state.remember(_AREAS, state.choice(_AREAS)[:most])
    return list(
        st.multiselect(
            f"Welke buurten? (hoogstens {most}; u kunt ook op de kaart klikken)",
            codes,
            format_func=desk.place.area_name,
            max_selections=most,
            key=_AREAS,
            placeholder="Kies een buurt",
        )
    )


def _busiest(desk: Desk, codes: Sequence[str]) -> str:
    """Return the buurt that most activities name: where the table is likely to talk about."""
    named = desk.activities["area_codes"].explode()
    counts = named[named.isin(list(codes))].value_counts()
    return str(counts.index[0]) if len(counts) else codes[0]


def _choose_reference(desk: Desk, *, by_hand: bool = True) -> Ask:
    kinds = [kind for kind in REFERENCES if by_hand or kind != "buurten"]
    state.keep_within(_WITH, kinds)
    kind = st.selectbox(
        "Vergelijk met",
        kinds,
        format_func=lambda name: words.reference_name(name, gemeente=desk.place.gemeentenaam),
        key=_WITH,
    )
    if kind != "buurten":
        return Ask(kind)
    codes = desk.place.buurten.sort_values("buurtnaam")["buurtcode"].tolist()
    state.keep_some_within(_BESIDE, codes)
    beside = st.multiselect(
        "Met welke buurten samen?",
        codes,
        format_func=desk.place.area_name,
        key=_BESIDE,
        placeholder="Kies een of meer buurten",
    )
    return Ask(kind, tuple(sorted(beside)))


def _choose_figure(desk: Desk, indicators: Sequence[Indicator]) -> Indicator:
    known = {one.key: one for one in indicators}
    state.keep_within(_ON_MAP, list(known))
    key = st.selectbox(
        "Welk cijfer staat op de kaart?",
        list(known),
        format_func=lambda name: words.indicator_name(known[name], dimensions=_dimensions(desk)),
        key=_ON_MAP,
    )
    return known[key]


def _visible(desk: Desk, answer: Compass) -> list[Indicator]:
    """Return the indicators whose names may stand on this screen: some words are no labels for residents."""
    if desk.view.audience is not Audience.PUBLIC:
        return list(answer.indicators)
    hidden = desk.register.vocabulary.lists["not_public_words"]
    return [one for one in answer.indicators if not any(word in one.name.casefold() for word in hidden)]


def _seen_rows(desk: Desk, answer: Compass, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["indicator"].isin([one.key for one in _visible(desk, answer)])]


def _area_names(desk: Desk, areas: Sequence[str], own: OwnArea | None) -> dict[str, tuple[str, str]]:
    """Return by code the name of each area and how many people live there; one's own first."""
    people = desk.place.figures.set_index("code")["inwoners"]
    told = {
        code: (desk.place.area_name(code), reports.inhabitants_or_reason(people.get(code), None))
        for code in areas
    }
    return {own.code: (own.name, compass_areas.people_words(own)), **told} if own else told


def _show_words(desk: Desk, answer: Compass, areas: Mapping[str, tuple[str, str]]) -> None:
    """Say what stands out where that is one or two areas; the table says it of more."""
    for code, (name, _) in areas.items() if len(areas) <= IN_WORDS else ():
        rows = _seen_rows(desk, answer, answer.rows[answer.rows["code"] == code])
        lines = words.area_lines(answer, rows, dimensions=_dimensions(desk))
        st.markdown(f"**{inert(name)}**  \n" + "  \n".join(inert(line) for line in lines))
    if not areas:
        st.info("Kies hierboven een buurt, of klik er een aan op de kaart.")


def _show_serving(desk: Desk, answer: Compass, chosen: Indicator, areas: Sequence[str]) -> None:
    """Say which activities in the chosen buurten have a theme that belongs to the figure on the map."""
    serving = cached.serving(desk.seen_by, desk.area, answer.ask, compass_settings.edition(desk))
    titles = dict(zip(desk.activities["id"], desk.activities["title"], strict=True))
    name = words.indicator_name(chosen, dimensions=_dimensions(desk))
    lines = []
    for code in areas:
        ids = serving.loc[(serving["code"] == code) & (serving["indicator"] == chosen.key), "id"]
        told = [titles[one] for one in ids if one in titles]
        rest = len(told) - _SHOWN_TITLES
        more = f" en nog {rest}" if rest > 0 else ""
        count = plural(len(told), "activiteit", "activiteiten")
        said = (
            f"{count}: {', '.join(told[:_SHOWN_TITLES])}{more}" if told else "nog niemand, voor zover bekend"
        )
        lines.append(f"- {inert(desk.place.area_name(code))}: {inert(said)}")
    if lines:
        made = (
            " In dit voorbeeld zijn de activiteiten verzonnen." if desk.register.workspace.fictional else ""
        )
        st.markdown(f"**Wie doet hier iets aan: {inert(name)}?**\n" + "\n".join(lines))
        st.caption(f"Activiteiten met een thema dat bij dit cijfer hoort.{made}")


def _note(answer: Compass) -> str:
    """Return what every figure here needs beside it: what about equal means, and that it is a signal."""
    known = {one.role for one in answer.indicators}
    widths = []
    if "scores" in known:
        widths.append("bij de Leefbaarometer een verschil tot en met 0,0392 punt")
    if known - {"scores"}:
        widths.append("bij andere cijfers een kwart van de standaardafwijking van de buurten")
    people = (
        "" if answer.people_known else " Het aantal inwoners is niet bekend; op een minimum is niet gelet."
    )
    return f"Ongeveer gelijk: {', '.join(widths)}, tenzij anders ingesteld.{people} {SIGNAL}"


def _layer(desk: Desk, asked: Ask, chosen: Indicator) -> Layer:
    return drawn.compass_layer(
        desk.seen_by[:3],
        desk.area,
        asked,
        compass_settings.edition(desk),
        (chosen.key, words.indicator_name(chosen, dimensions=_dimensions(desk))),
    )


def _add_area(desk: Desk, code: str, areas: Sequence[str], *, most: int) -> None:
    if code in areas or code not in set(desk.place.buurten["buurtcode"]):
        return
    if len(areas) == most:
        state.change(melding=f"Er staan al {most} buurten naast elkaar. Haal er eerst een weg.")
    state.change(**{_AREAS: [*areas, code]})


def _dimensions(desk: Desk) -> Mapping[str, str]:
    return desk.register.vocabulary.dimensions
