"""Bring in a list, step by step: which column is what, what is ready, what needs help, save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from gis.errors import TableError
from gis.register.headings import Column, tidy
from gis.register.intake import Choices
from gis.register.records import Activity, to_frame
from gis.workspace import imports, waiting
from gis.workspace.imports import Import
from gis.workspace.weighing import PARKED, Imported, Row
from layers import messages, words, workbooks
from layers.ui import cached, doubles, finding, mending, state
from layers.ui.front import Desk
from layers.ui.street_lists import choose_sources
from layers.ui.text import inert
from layers.words import lists, reports

_EVERY_ROW = ("thema", "status")  # every row needs a word of their lists
_LONG = 36  # letters of an example
_WIDTHS = {"Wat is er?": st.column_config.Column(width=380)}  # px; the whole sentence stands at the question
_EXAMPLE = "lijst.voorbeeld"  # the example list, while it is in hand


def show_import(desk: Desk) -> None:
    """Ask for a file, show what becomes of every row, let it be mended on the spot, and save on request."""
    st.caption(
        "Excel, CSV, GeoJSON, GeoPackage of gezipte shapefile, zoals u hem heeft. Er gaat niets verloren en wij "
        "vullen niets zelf in. Nieuwe rijen ziet eerst alleen uw organisatie."
    )
    brought = _brought(desk)
    if brought is None:
        _offer_form(desk)
        mending.show_waiting(desk)
        return
    _begin(brought)
    as_stated = st.checkbox("Neem over wie het mag zien, zoals het in de lijst staat")
    choose_sources(desk)
    _judge(desk, brought, as_stated=as_stated)


def _brought(desk: Desk) -> tuple[str, bytes] | None:
    """Ask for a file, or take the example list where plans are made up; return its name and content."""
    made_up = desk.register.workspace.fictional
    example: tuple[str, bytes] | None = state.choice(_EXAMPLE)
    if made_up and example is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f"**{inert(example[0])}** · verzonnen, zoals een corporatie hem kan sturen"
            st.markdown(told, width="stretch")
            if st.button("Andere lijst", icon=":material/close:", width="content"):
                _take_example(None)
        return example
    turn = state.choice("lijst.beurt") or 0
    file = st.file_uploader("Uw lijst", key=f"lijst.bestand.{turn}")
    if file is not None:
        return Path(file.name).name, file.getvalue()
    if made_up:
        with st.container(horizontal=True):
            if st.button("Probeer het met een voorbeeldlijst", icon=":material/science:", width="content"):
                _take_example((workbooks.EXAMPLE_FILE, workbooks.example_workbook()))
            st.download_button(
                "Download de voorbeeldlijst (Excel)",
                workbooks.example_workbook,
                file_name=workbooks.EXAMPLE_FILE,
                mime=workbooks.XLSX,
                icon=":material/download:",
                width="content",
            )
    return None


def _take_example(file: tuple[str, bytes] | None) -> None:
    state.remember(_EXAMPLE, file)
    st.rerun()


def _offer_form(desk: Desk) -> None:
    """Offer a form to send to a partner, filled with what the one who looks may see of it."""
    with st.expander("Formulier om uit te sturen", icon=":material/forward_to_inbox:"):
        names = desk.register.store.organisations()
        partner = st.selectbox("Voor welke organisatie?", names, index=names.index(desk.view.organisation))
        body = workbooks.form_workbook(
            desk.activities, organisation=partner, vocabulary=desk.register.vocabulary
        )
        st.caption(
            "Een Excel met keuzelijsten, gevuld met wat er van deze organisatie staat en u mag zien. Ingevuld terug? "
            "Lees hem hier in; u hoeft dan niets over kolommen te zeggen."
        )
        st.download_button(
            "Download het formulier (Excel)",
            body,
            file_name=f"plannen {partner}.xlsx",
            mime=workbooks.XLSX,
            icon=":material/download:",
        )


def _begin(file: tuple[str, bytes]) -> None:
    """Forget what was chosen about another file."""
    if state.choice("lijst.van") != (which := (file[0], hash(file[1]))):
        state.remember("lijst.van", which)
        for name in ("lijst.kolommen", "lijst.vast", "lijst.hersteld"):
            state.remember(name, {})


def _how(desk: Desk, *, as_stated: bool) -> Import:
    chosen = Choices(
        dict(state.choice("lijst.kolommen")),
        dict(state.choice("lijst.vast")),
        dict(state.choice("lijst.hersteld")),
    )
    return Import(
        desk.view.organisation,
        datetime.combine(desk.today, datetime.min.time()),
        as_stated,
        chosen,
        year=desk.place.jaar,
    )


def _judge(desk: Desk, file: tuple[str, bytes], *, as_stated: bool) -> None:
    how = _how(desk, as_stated=as_stated)
    try:
        found = cached.checked_list(*desk.seen_by[:3], file, how=how, seen_from=finding.of(desk))
    except TableError as error:
        if error.code != "no_activities":
            raise
        st.error(inert(messages.sentence(error)))
        reads = cached.opened_list(*file)
        _choose_columns(desk, imports.columns_of(desk.register, reads, how=how))
        return
    _choose_columns(desk, found.columns)
    st.markdown(f"#### {inert(lists.ready_sentence(found))}")
    if found.accepted:
        st.caption(f"Van wat klaar is: {lists.outcome_sentence(found)}")
    _show_rows(found)
    mending.show_questions(desk, [row for row in found.told if row.fate == PARKED], how=how)
    gone = _choose_gone(found)
    doubles.show_doubles(desk, to_frame(found.accepted, vocabulary=desk.register.vocabulary))
    ready, questions = st.columns([1, 2], vertical_alignment="center")
    label = f"Bewaar {len(found.accepted)} van {found.rows} rijen" if found.parked else "Bewaar alle rijen"
    if ready.button(label, type="primary", icon=":material/save:", disabled=not found.rows):
        _save(desk, found, gone, as_stated=as_stated)
    if found.parked:
        with questions:
            st.caption("De andere rijen blijven wachten tot u ze herstelt of weglaat.")
            _offer_questions(found)


def _choose_columns(desk: Desk, per_sheet: Mapping[str, Sequence[Column]]) -> None:
    """Show which column was taken for which field, and let it be corrected; remembered when the list is saved."""
    columns = list({tidy(one.heading): one for told in per_sheet.values() for one in told}.values())
    lacking = [name for name in _EVERY_ROW if name not in {one.field for one in columns}]
    left = [one for one in columns if not one.field and one.why == "nothing"]
    taken = len(columns) - len(left)
    label = f"Welke kolom is wat? {taken} van {len(columns)} kolommen begrepen"
    with st.expander(label, expanded=bool(lacking), icon=":material/view_column:"):
        across = st.columns(3)
        for place, column in enumerate(columns):
            with across[place % 3]:
                _choose_column(column)
        for name in lacking:
            _choose_for_all(desk, name)


def _choose_column(column: Column) -> None:
    heading = tidy(column.heading)
    options = ["", *lists.OFFERED, *([column.field] if column.field not in ("", *lists.OFFERED) else [])]
    key = f"lijst.kolom.{state.choice('lijst.beurt') or 0}.{heading}"
    said = ", ".join(one[:_LONG] for one in column.examples[:2]) or "leeg"
    why = lists.WHY[column.why]

    def keep() -> None:
        state.remember("lijst.kolommen", {**state.choice("lijst.kolommen"), heading: state.choice(key)})

    st.selectbox(
        inert(column.heading.strip() or "zonder kop"),
        options,
        index=options.index(column.field),
        key=key,
        format_func=lambda field: lists.field_words(field) if field else lists.NO_FIELD,
        on_change=keep,
        disabled=column.why == "personal",
    )
    st.caption(inert(f"{said}{f' · {why}' if why else ''}"))


def _choose_for_all(desk: Desk, name: str) -> None:
    """Offer a word for every row of a field that the list has no column for."""
    vocabulary = desk.register.vocabulary
    options = ["", *(vocabulary.themes if name == "thema" else vocabulary.statuses)]
    key = f"lijst.vast.{state.choice('lijst.beurt') or 0}.{name}"

    def keep() -> None:
        chosen = {**state.choice("lijst.vast"), name: state.choice(key)}
        state.remember("lijst.vast", {field: words for field, words in chosen.items() if words})

    st.selectbox(
        f"{lists.field_words(name)}: staat niet in de lijst. Geldt voor alle rijen:",
        options,
        index=options.index(state.choice("lijst.vast").get(name, "")),
        key=key,
        format_func=lambda word: word or "per rij kiezen",
        on_change=keep,
    )


def _show_rows(found: Imported) -> None:
    """Show every row with what becomes of it."""
    shown = st.segmented_control(
        "Welke rijen?",
        ["Alle rijen", "Hulp nodig", "Let op"],
        default="Alle rijen",
        label_visibility="collapsed",
    )
    rows = [row for row in found.told if _belongs(row, shown)]
    if not rows:
        st.caption("Geen rijen.")
        return
    st.dataframe(pd.DataFrame([_told(row) for row in rows]), hide_index=True, column_config=_WIDTHS)


def _belongs(row: Row, shown: str | None) -> bool:
    if shown == "Hulp nodig":
        return row.fate == PARKED
    return shown != "Let op" or bool(row.verdict.remarks)


def _told(row: Row) -> Mapping[str, object]:
    activity, verdict = row.activity, row.verdict
    findings = verdict.problems if row.fate == PARKED else verdict.remarks
    return {
        "Rij": verdict.number,
        "Naam": activity.title,
        "Uitkomst": lists.fate_words(row),
        "Wat is er?": " ".join(messages.problem_sentence(one) for one in findings),
        "Thema": activity.theme,
        "Hoe ver": activity.status,
        "Wanneer": reports.told_period(activity.period),
        "Plek": lists.place_words(activity),
        "Geld": " | ".join(money.text for money in activity.money),
        "Lijst": row.file,
    }


def _choose_gone(found: Imported) -> list[Activity]:
    """Offer to take out what stood in the list before and does not any more; nothing goes by itself."""
    if not found.gone:
        return []
    by_id = {activity.id: activity for activity in found.gone}
    st.info(
        f"{words.plural(len(by_id), 'activiteit', 'activiteiten')} uit uw vorige lijst: hier niet meer in. Zij "
        "blijven staan, tenzij u ze hieronder aanwijst."
    )
    chosen = st.multiselect(
        "Haal uit het register",
        list(by_id),
        format_func=lambda name: by_id[name].title,
        placeholder="Niets: laat alles staan",
    )
    return [by_id[name] for name in chosen]


def _offer_questions(found: Imported) -> None:
    st.download_button(
        "Download de vragen (Excel)",
        workbooks.question_workbook(found.parked),
        file_name="vragen.xlsx",
        mime=workbooks.XLSX,
        icon=":material/download:",
        help="Verbeter de rijen in Excel en lees het bestand hier weer in.",
    )


def _save(desk: Desk, found: Imported, gone: Sequence[Activity], *, as_stated: bool) -> None:
    now = datetime.now().astimezone()
    how = replace(_how(desk, as_stated=as_stated), at=now)
    imports.save_list(desk.register, found, how=how)
    waiting.withdraw_gone(desk.register, gone, organisation=how.organisation, at=now)
    state.remember("lijst.beurt", (state.choice("lijst.beurt") or 0) + 1)  # an empty box for the next list
    state.remember(_EXAMPLE, None)
    waits = f" {words.plural(len(found.parked), 'rij wacht', 'rijen wachten')} op u." if found.parked else ""
    out = (
        f" {words.plural(len(gone), 'activiteit is', 'activiteiten zijn')} uit de lijst gehaald."
        if gone
        else ""
    )
    state.change(
        melding=f"De lijst is bewaard: {lists.outcome_sentence(found)} Er is niets verloren gegaan.{waits}{out}"
    )
