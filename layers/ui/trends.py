"""Verloop: one figure of one area over the years, its distance to the average, and what stands beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.workspace import trends as told_by
from gis.workspace.series import Edition
from layers.trends import MOST_MARKS, Lettered, draw_trend, letter_events
from layers.ui import cached, happened, own_series
from layers.ui import trend_choices as choices
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.ui.trend_choices import BUURT, POSTCODE, Chosen, figure_name
from layers.words import trends as words
from layers.words.figures import SIGNAL
from layers.words.formats import listed, number


def show_trends(desk: Desk) -> None:
    """Show the choices on top, the drawing and its table, and what stands beside them."""
    home, gemeente = str(desk.home.path), desk.view.gemeente
    stamp = cached.series_stamp(home, gemeente)
    editions = cached.editions(home, gemeente, stamp)
    which, *places = st.columns([4, 5, 4, 4], vertical_alignment="bottom")
    with which:
        scale = choices.choose_scale(bool(editions))
    chosen = _choose(desk, editions, scale, stamp, (places[0], places[1], places[2]))
    asked, drawn = st.container(key="naast").columns([4, 6], gap="medium")
    if chosen is None:
        with asked:
            _say_nothing_there(desk, scale)
            own_series.offer(desk, editions)
        return
    line = told_by.see_line(chosen.series, chosen.area, chosen.indicator)
    years = int(line["jaar"].min()), int(line["jaar"].max())
    beside = told_by.see_beside(
        desk.register, desk.activities, desk.place, areas=chosen.areas, audience=desk.view.audience
    )
    inside, outside = told_by.within(beside, first=years[0], last=years[1])
    marks = letter_events(inside)
    with asked:
        first, last, width = choices.choose_settings(chosen, line, editions)
        found = told_by.see_trends(
            chosen.series, first=first, last=last, widths={**told_by.WIDTHS, chosen.indicator: width}
        )
        st.caption(SIGNAL)
        _warn(desk, chosen, found, first)
        happened.show_beside(
            desk, beside, marks=marks, unmarked=[*inside[MOST_MARKS:], *outside], last=years[1]
        )
        if desk.view.may_change:
            happened.offer_event(desk, areas=chosen.areas)
        own_series.offer(desk, editions)
    with drawn:
        _draw(desk, chosen, line, found, marks)


def _choose(
    desk: Desk, editions: list[Edition], scale: str, stamp: str, places: choices.Places
) -> Chosen | None:
    if scale == BUURT:
        scores = cached.scores_over_years(str(desk.home.path), desk.view.gemeente, stamp)
        return choices.choose_buurt(desk, scores, places)
    return choices.choose_postcode(desk, editions, places) if editions else None


def _warn(desk: Desk, chosen: Chosen, found: pd.DataFrame, first: int) -> None:
    slipping = told_by.see_slipping(found, audience=desk.view.audience)
    if slipping.empty:
        return
    with st.expander("Let op: gaat achteruit"):
        st.caption(f"Nu ongeveer gemiddeld, maar lager dan in {first}. Alleen voor partners.")
        for area, rows in slipping.groupby("area"):
            name = area if chosen.scale == POSTCODE else desk.place.area_name(str(area))
            figures = listed([figure_name(desk, one) for one in rows["indicator"]])
            st.markdown(f"- {inert(name)}: {inert(figures)}")


def _draw(desk: Desk, chosen: Chosen, line: pd.DataFrame, found: pd.DataFrame, marks: list[Lettered]) -> None:
    here = found[(found["area"] == chosen.area) & (found["indicator"] == chosen.indicator)]
    trend = {str(name): value for name, value in here.iloc[0].items()}
    level, told_apart = _level_title(chosen), ""
    if level:
        figure = "De score zelf" if chosen.indicator == told_by.SCORE else "Het verschil met Nederland"
        told_apart = inert(words.level_words(trend, figure=figure))
    panels = draw_trend(
        line,
        area=chosen.name,
        average=chosen.average,
        level=level,
        marks=marks,
        dark=st.context.theme.type == "dark",
    )
    kind = "Postcodegebied " if chosen.scale == POSTCODE else ""
    st.markdown(
        f"**{kind}{inert(chosen.name)} · {inert(figure_name(desk, chosen.indicator))}**  \n{told_apart}"
    )
    for count, panel in enumerate(panels):
        if count == len(panels) - 1:
            gap = words.gap_words(trend, area=f"{kind.lower()}{chosen.name}", average=chosen.average)
            st.markdown(f"**{words.gap_class(trend['gap_trend'])}.** {inert(gap)}")
        st.vega_lite_chart(panel, width="stretch", key=f"verloop.beeld.{count}")
    if len(set(line["reference"].dropna())) == 1 and chosen.indicator == told_by.SCORE:
        st.caption(
            f"Nederland staat in deze bron in elk jaar op hetzelfde getal ({number(line['reference'].iloc[0], 3)}). Het "
            "verschil met Nederland verandert daarom net zoveel als de score."
        )
    _show_table(chosen, line)


def _show_table(chosen: Chosen, line: pd.DataFrame) -> None:
    silent = [int(year) for year in line.loc[line["value"].isna(), "jaar"]]
    if silent:
        st.caption(words.missing_years(silent, what="dit cijfer"))
    table = pd.DataFrame(
        {
            "Jaar": [str(year) for year in line["jaar"]],
            chosen.name: [number(value, 3) for value in line["value"]],
            chosen.average: [number(value, 3) for value in line["reference"]],
            "Verschil": [number(value, 3) for value in line["value"] - line["reference"]],
        }
    )
    if line["share"].notna().any():
        table["Inwoners meegeteld"] = [
            "" if pd.isna(share) else f"{number(100 * share)} %" for share in line["share"]
        ]
    st.dataframe(table, hide_index=True, height="content")
    kind = (
        "Dit is een postcodegebied, geen buurt; de grenzen zijn anders. " if chosen.scale == POSTCODE else ""
    )
    mean = (
        " Het gemiddelde van de gemeente is een schatting: van alle postcodegebieden, gewogen naar de inwoners van nu."
        if chosen.scale == POSTCODE and chosen.reference == told_by.OWN_GEMEENTE
        else ""
    )
    st.caption(
        f"{kind}Bron: {inert(chosen.origin)}. Verschil: het cijfer van {inert(chosen.name)} min dat van "
        f"{inert(chosen.average)}; hoger is beter.{mean}"
    )


def _level_title(chosen: Chosen) -> str:
    """Return what the upper panel shows; nothing when the figure is its difference with the Netherlands."""
    if chosen.indicator == told_by.SCORE:
        return "Score van de Leefbaarometer"
    return "" if chosen.reference == told_by.NETHERLANDS else "Verschil met Nederland"


def _say_nothing_there(desk: Desk, scale: str) -> None:
    name = inert(desk.place.gemeentenaam)
    if scale == POSTCODE:
        st.info(f"Van {name} is hier nog geen reeks per postcodegebied. Voeg haar toe bij 'Eigen reeksen'.")
        return
    year = desk.place.scores["score_jaar"].max() if len(desk.place.scores) else None
    there = f"alleen de Leefbaarometer van {year}" if year else "nog geen Leefbaarometer"
    st.info(
        f"Van de buurten in {name} is hier {there}. Voor een verandering zijn twee jaren nodig: haal de gemeente ook op "
        "met een ander jaar van de Leefbaarometer."
    )
