"""The form in which an activity is added or changed, taken out of the list, or looked back on."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from gis.register.reading import Terms, read_row
from gis.register.records import Activity
from gis.register.told_shapes import drawn_shape
from gis.tables import LIST_SEPARATOR
from layers import problems
from layers.ui import doubles, state
from layers.ui.front import Desk
from layers.ui.placing import REACH, WHOLE, chosen_row, may_edit, placed_shape
from layers.ui.text import inert
from layers.words import reports


def show_form(desk: Desk) -> None:
    """Show the fields; save when all is good, else say everything that is wrong, at once."""
    row = chosen_row(desk)
    lists, vocabulary = desk.register.vocabulary.lists, desk.register.vocabulary
    mine = may_edit(desk, row)
    if row is None:
        doubles.show_alike(desk, placed_shape(desk, None))
        st.markdown("**Nieuwe activiteit**")
    else:
        st.markdown(f"**{inert(row['title'])}** wijzigen")
        if st.button("Voeg een andere toe", icon=":material/add:"):
            state.select(None)
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
    way, codes = state.choice("plek.manier"), state.choice("plek.gebied") or []
    shape = placed_shape(desk, row)
    told = _kept(row) | told
    if way == WHOLE and codes:
        told["gebiedscodes"] = LIST_SEPARATOR.join(codes)
        told["bereik"] = told["nauwkeurigheid"] = REACH[codes[0][:2]]
    elif shape is None and (row is None or row["geometry"] is not None):
        told["nauwkeurigheid"] = "onbekend"
    elif shape is not None and row is not None and row["geometry"] is None:
        told["bereik"] = "plek"  # it was for a whole area, or nowhere; now it has a place
    if row is not None:
        told["id"] = str(row["id"])
    fictional = desk.register.workspace.fictional
    told |= {"fictief": "ja", "herkomst": "fictief"} if fictional and row is None else {}
    terms = Terms(
        desk.register.vocabulary, desk.reference_day, desk.view.organisation, desk.place.codes, as_stated=True
    )
    verdict = read_row(told, drawn_shape(shape), 1, terms)
    for problem in verdict.problems:
        st.error(inert(problems.problem_sentence(problem)))
    if verdict.ready:
        _keep(desk, verdict.activity)


def _keep(desk: Desk, activity: Activity) -> None:
    # The version that the form was opened with: what somebody else saved since then is never overwritten.
    told = replace(activity, version=state.choice("plek.versie"))
    state.remember("plek.van", "")  # what stands in the register now is read again
    desk.register.store.save([told], organisation=desk.view.organisation, at=desk.now)
    state.remember("melding", f"Bewaard: {inert(activity.title)}.")
    state.select(activity.id)
    st.rerun()


def offer_withdrawal(desk: Desk) -> None:
    """Offer to take the chosen activity out of the list, when it is one's own."""
    row = chosen_row(desk)
    if row is None or row["owner"] != desk.view.organisation:
        return
    if st.button(f"Haal '{inert(row['title'])}' uit de lijst", icon=":material/delete:"):
        desk.register.store.withdraw(
            str(row["id"]),
            organisation=desk.view.organisation,
            at=desk.now,
            version=int(row["version"]),
        )
        state.remember("melding", f"Uit de lijst gehaald: {inert(row['title'])}. De geschiedenis blijft.")
        state.select(None)


def show_history(desk: Desk, chosen: str | None) -> None:
    """Show who changed what and when, of the chosen activity."""
    if chosen is None or chosen not in set(desk.activities["id"]):
        st.info("Kies eerst een activiteit in de lijst of op de kaart.")
        return
    steps = {"added": "toegevoegd", "changed": "gewijzigd", "withdrawn": "uit de lijst gehaald"}
    steps |= {"merged": "samengevoegd met een andere", "unmerged": "samenvoegen ongedaan gemaakt"}
    for change in reversed(desk.register.store.history(chosen)):
        told = change.told
        st.markdown(
            f"**{reports.day(change.at.date())}** · {inert(change.organisation)} · {steps[change.action]}  \n"
            f"{inert(told['title'])} · {inert(told['status'])} · {inert(told['period_text'] or 'periode onbekend')}"
        )


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
        "kenmerk": _text(row, "source_id"),
        "plek_tekst": _text(row, "place_text"),
        "plek_bron": _text(row, "place_source"),
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
