"""Sources, counts, what did not join, and the glossary."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.workspace import sample
from layers import listings
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import reports

GLOSSARY = {
    "Buurt, wijk, gemeente": "Gebieden van het CBS, met een code en een jaar. Dezelfde code kan in een ander jaar een ander gebied zijn.",
    "Leefbaarometer": "Cijfer van het ministerie van BZK voor hoe leefbaar een buurt is. Klasse 1 (zeer onvoldoende) tot 9 (uitstekend).",
    "Verschil met Nederland": "Hoeveel het cijfer afwijkt van het gemiddelde van Nederland. Hoger is beter, ook bij overlast.",
    "Koppelkans": "Twee of meer plannen die op één plek en in één periode samen kunnen.",
    "Witte vlek": "Een thema waarop in een buurt nog niemand iets doet.",
    "Buurt zoals beleefd": "Het gebied dat mensen zelf tekenen als hun buurt. Kern: de meesten tekenden dit. Rand: een deel tekende dit.",
    "Peildatum": "De dag waarvan de kaart laat zien hoe het staat.",
    "Schets": "De plek is bij benadering getekend.",
    "Geen score, geen cijfer": "Niet gepubliceerd, bijvoorbeeld omdat er te weinig mensen wonen. Dat is iets anders dan 0.",
}


def show_sources(desk: Desk) -> None:
    """Show publisher, edition, licence and day of everything on screen."""
    st.subheader("Bronnen op dit scherm", anchor=False)
    rows = [
        {
            "Wat": origin.title,
            "Van wie": origin.publisher,
            "Jaar": origin.edition,
            "Licentie": origin.licence,
            "Opgehaald": reports.taken(origin.retrieved),
            "Bestand": origin.address or origin.file or "meegeleverd voorbeeld",
            "Controlegetal": origin.sha256[:12],
        }
        for origin in desk.place.origins
    ]
    st.dataframe(pd.DataFrame(rows).replace("", pd.NA).dropna(axis="columns", how="all"), hide_index=True)
    told = sample.read_origins()["sources"]
    with st.expander("Alle bronnen die met het programma meekomen"):
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        "Wat": entry["title"],
                        "Van wie": entry["publisher"],
                        "Jaar": entry["year"],
                        "Licentie": entry["licence"],
                        "Hoe": entry["how"],
                    }
                    for entry in told.values()
                ]
            ),
            hide_index=True,
        )


def show_joins(desk: Desk) -> None:
    """Show the counts, and every code that stands in one table only."""
    place = desk.place
    st.subheader("Wat is er, en wat past niet op elkaar?", anchor=False)
    scored = set(place.scores["code"])
    without_outline = int(place.buurten.geometry.isna().sum())
    without_score = [code for code in place.buurten["buurtcode"] if code not in scored]
    st.markdown(
        f"- {len(place.buurten)} buurten in {inert(place.gemeentenaam)}, {without_outline} zonder grens\n"
        f"- {len(without_score)} buurten zonder score (geen score, geen 0)\n"
        f"- {len(place.missing)} cijfers die niet gepubliceerd zijn\n"
        f"- {len(desk.activities)} activiteiten die u mag zien, {int(desk.activities.geometry.isna().sum())} zonder plek"
    )
    with st.expander(f"Buurten zonder score ({len(without_score)})"):
        st.dataframe(
            pd.DataFrame({"Code": without_score, "Buurt": [place.area_name(code) for code in without_score]}),
            hide_index=True,
        )
    with st.expander(f"Codes die maar in één tabel staan ({len(place.unmatched)})"):
        _show(listings.unmatched_list(place))
    with st.expander(f"Cijfers die ontbreken, met de reden ({len(place.missing)})"):
        _show(listings.missing_list(place))


def _show(told: pd.DataFrame) -> None:
    """Show a table; of an empty one Streamlit says "empty"."""
    if told.empty:
        st.caption("Geen.")
    else:
        st.dataframe(told, hide_index=True)


def show_words(desk: Desk) -> None:
    """Show what the words mean, and which figure belongs to which theme."""
    st.subheader("Wat betekenen de woorden?", anchor=False)
    st.markdown("\n".join(f"- **{name}**: {told}" for name, told in GLOSSARY.items()))
    vocabulary = desk.register.vocabulary
    with st.expander("Welk cijfer hoort bij welk thema?"):
        for name, themes in vocabulary.dimension_themes.items():
            st.markdown(f"- {inert(vocabulary.dimensions[name])}: {inert(', '.join(themes))}")
