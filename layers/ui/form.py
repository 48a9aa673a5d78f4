"""The form in which an activity is added or changed, with its place and its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import shapely
import streamlit as st

from gis.crs import shape_to_rd, shape_to_wgs84
from gis.register.intake import Terms, read_row
from gis.register.records import Activity
from gis.tables import LIST_SEPARATOR
from layers import messages
from layers.screen.component import Draw, MapEvent
from layers.screen.routes import drawing_ready
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import reports

NO_DRAWING = "Tekenen kan nog niet. Voer eerst één keer `make install` uit."

_WAYS: dict[str, Draw | None] = {
    "Klik op de kaart": None,
    "Teken een lijn": "line",
    "Teken een vlak": "polygon",
    "Hele buurt, wijk of gemeente": None,
    "Geen plek": None,
}
_CLICK, _WHOLE = "Klik op de kaart", "Hele buurt, wijk of gemeente"
_REACH = {"BU": "buurt", "WK": "wijk", "GM": "gemeente"}


def choose_place(desk: Desk) -> tuple[Draw | None, dict[str, Any] | None]:
    """Ask how the place is given; return what the map must let draw and the shape so far (GeoJSON, WGS 84)."""
    chosen = _row(desk)
    if state.choice("plek.van") != (None if chosen is None else chosen["id"]):
        state.remember("plek.van", None if chosen is None else chosen["id"])
        place = None if chosen is None else chosen["geometry"]
        state.remember(
            "plek.vorm", None if place is None else shapely.geometry.mapping(shape_to_wgs84(place))
        )
    way = st.radio("Waar is het?", list(_WAYS), horizontal=True, key="plek.manier")
    if _WAYS[way] and not drawing_ready():
        st.warning(NO_DRAWING)
    if way == _WHOLE:
        codes = [desk.place.gemeentecode, *desk.place.wijken["wijkcode"], *desk.place.buurten["buurtcode"]]
        st.multiselect(
            "Welk gebied?",
            codes,
            format_func=lambda code: f"{desk.place.area_name(code)} ({code})",
            key="plek.gebied",
        )
    shape = state.choice("plek.vorm")
    if shape is not None and way == _CLICK:
        st.caption("De plek staat op de kaart. Klik ergens anders om haar te verplaatsen.")
    return _WAYS[way] or ("edit" if shape else None), shape


def keep_place(event: MapEvent) -> None:
    """Keep the point that was clicked, or the shape that was drawn, for the form."""
    if event.erased:
        state.remember("plek.vorm", None)
        st.rerun()
    if event.drawn is not None:
        state.remember("plek.vorm", event.drawn)
    elif event.at is not None and state.choice("plek.manier") == _CLICK:
        state.remember("plek.vorm", {"type": "Point", "coordinates": list(event.at)})
        st.rerun()


def show_form(desk: Desk) -> None:
    """Show the fields; save when all is good, else say everything that is wrong, at once."""
    row = _row(desk)
    lists, vocabulary = desk.register.vocabulary.lists, desk.register.vocabulary
    mine = row is None or row["owner"] == desk.view.organisation
    st.markdown("**Nieuwe activiteit**" if row is None else f"**{inert(row['title'])}** wijzigen")
    if row is not None and not mine:
        st.info(f"Deze activiteit is van {inert(row['owner'])}. Alleen die organisatie kan haar wijzigen.")
    with st.form("activiteit", border=False):
        told = {
            "naam": st.text_input("Naam", value=_text(row, "title"), max_chars=120),
            "naam_bewoners": st.text_input("Naam voor bewoners (als die anders is)", value=_public(row)),
            "thema": _one_of("Thema", list(vocabulary.themes), row, "theme"),
            "status": _one_of("Hoe ver is het?", list(vocabulary.statuses), row, "status"),
            "periode_tekst": st.text_input(
                "Wanneer? Zeg het zoals u het weet",
                value=_text(row, "period_text"),
                placeholder="najaar 2027, Q2-Q4 2027, vanaf april 2027, doorlopend",
            ),
            "vaste_datum": "ja"
            if st.checkbox("Deze datum staat vast", value=_flag(row, "fixed_date"))
            else "nee",
            "soort": _one_of("Soort", list(vocabulary.kinds), row, "kind", first="onbekend"),
            "partijen": st.text_input(
                "Welke partijen doen mee?",
                value=LIST_SEPARATOR.join(row["partners"]) if row is not None else desk.view.organisation,
                help="Scheid namen met een streepje: gemeente | GGD. Zet geen namen van personen.",
            ),
            "doelgroepen": LIST_SEPARATOR.join(
                st.multiselect(
                    "Voor wie?",
                    lists["target_groups"],
                    default=list(row["target_groups"]) if row is not None else [],
                    placeholder="Niet genoemd",
                )
            ),
            "nauwkeurigheid": _one_of(
                "Hoe precies is de plek?", list(vocabulary.accuracies), row, "accuracy", first="schatting"
            ),
            "zichtbaarheid": st.radio(
                "Wie mag dit zien?",
                list(vocabulary.visibilities),
                index=list(vocabulary.visibilities).index(_text(row, "visibility") or "concept"),
                format_func=vocabulary.visibilities.__getitem__,
            ),
            "geld": st.text_input(
                "Geld", value=_text(row, "money_text"), placeholder="€ 15.000 gezocht | € 5.000 toegezegd"
            ),
            "toelichting": st.text_area("Toelichting (geen namen van personen)", value=_text(row, "note")),
        }
        if st.form_submit_button("Bewaar", type="primary", disabled=not mine):
            _save(desk, told, row)


def _save(desk: Desk, told: dict[str, str], row: pd.Series | None) -> None:
    place = state.choice("plek.vorm")
    way, codes = state.choice("plek.manier"), state.choice("plek.gebied") or []
    shape = shape_to_rd(shapely.geometry.shape(place)) if place and way not in {_WHOLE, "Geen plek"} else None
    told = _kept(row) | told
    if way == _WHOLE and codes:
        told["gebiedscodes"] = LIST_SEPARATOR.join(codes)
        told["bereik"] = told["nauwkeurigheid"] = _REACH[codes[0][:2]]
    elif shape is None:
        told["nauwkeurigheid"] = "onbekend"
    if row is not None:
        told["id"] = str(row["id"])
    fictional = desk.register.workspace.fictional
    told |= {"fictief": "ja", "herkomst": "fictief"} if fictional and row is None else {}
    terms = Terms(
        desk.register.vocabulary, desk.reference_day, desk.view.organisation, desk.place.codes, as_stated=True
    )
    activity, problems = read_row(told, shape, 1, terms)
    if problems:
        for problem in problems:
            st.error(messages.problem_sentence(problem))
        return
    _keep(desk, activity, row)


def _keep(desk: Desk, activity: Activity, row: pd.Series | None) -> None:
    version = 0 if row is None else int(row["version"])
    desk.register.store.save(
        [replace(activity, version=version)],
        organisation=desk.view.organisation,
        at=datetime.now().astimezone(),
    )
    state.remember("plek.van", "")
    state.select(activity.id)
    st.rerun()


def offer_withdrawal(desk: Desk) -> None:
    """Offer to take the chosen activity out of the list, when it is one's own."""
    row = _row(desk)
    if row is None or row["owner"] != desk.view.organisation:
        return
    if st.button(f"Haal '{inert(row['title'])}' uit de lijst", icon=":material/delete:"):
        desk.register.store.withdraw(
            str(row["id"]),
            organisation=desk.view.organisation,
            at=datetime.now().astimezone(),
            version=int(row["version"]),
        )
        state.select(None)


def show_history(desk: Desk, chosen: str | None) -> None:
    """Show who changed what and when, of the chosen activity."""
    if chosen is None or chosen not in set(desk.activities["id"]):
        st.info("Kies eerst een activiteit in de lijst of op de kaart.")
        return
    steps = {"added": "toegevoegd", "changed": "gewijzigd", "withdrawn": "uit de lijst gehaald"}
    for change in reversed(desk.register.store.history(chosen)):
        told = change.told
        st.markdown(
            f"**{reports.day(change.at.date())}** · {inert(change.organisation)} · {steps[change.action]}  \n"
            f"{inert(told['title'])} · {inert(told['status'])} · {inert(told['period_text'] or 'periode onbekend')}"
        )


def _row(desk: Desk) -> pd.Series | None:
    found = desk.activities[desk.activities["id"] == state.selected()]
    return None if found.empty else found.iloc[0]


def _kept(row: pd.Series | None) -> dict[str, str]:
    """Return what the form does not ask, so that a change does not lose it."""
    if row is None:
        return {}
    flags = {True: "ja", False: "nee"}
    return {
        "themas_neven": LIST_SEPARATOR.join(row["other_themes"]),
        "bereik": row["reach"],
        "gebiedscodes": LIST_SEPARATOR.join(row["area_codes"]),
        "straat": _text(row, "street"),
        "fase_van": _text(row, "phase_of"),
        "kader": flags[bool(row["framework"])],
        "uitgesteld": flags[bool(row["postponed"])],
        "privacyklasse": row["privacy_class"],
        "herkomst": row["origin"],
        "fictief": flags[bool(row["fictional"])],
        "bron": _text(row, "source"),
        "aantal": "" if pd.isna(row["count"]) else str(int(row["count"])),
    }


def _one_of(
    label: str, options: list[str], row: pd.Series | None, column: str, *, first: str | None = None
) -> str:
    told = _text(row, column) or first
    return (
        st.selectbox(
            label, options, index=options.index(told) if told in options else None, placeholder="Kies"
        )
        or ""
    )


def _text(row: pd.Series | None, column: str) -> str:
    return "" if row is None or pd.isna(row[column]) else str(row[column])


def _public(row: pd.Series | None) -> str:
    return "" if row is None or row["public_title"] == row["title"] else str(row["public_title"])


def _flag(row: pd.Series | None, column: str) -> bool:
    return row is not None and bool(row[column])
