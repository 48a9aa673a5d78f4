"""Bring in a list, step by step: which column is what, what is ready, what needs help, save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from gis.errors import SourceError, TableError
from gis.register.intake import Choices
from gis.register.records import Activity, to_frame
from gis.sources.reader import Read
from gis.workspace import heading_rows, imports, waiting
from gis.workspace.imports import Import
from gis.workspace.weighing import PARKED, Imported
from layers import messages, words, workbooks
from layers.ui import cached, checking, columns, doubles, list_file, mending, state, verdicts
from layers.ui.front import Desk
from layers.ui.street_lists import choose_sources
from layers.ui.text import inert
from layers.words import lists

_CHOSEN = ("lijst.kolommen", "lijst.vast", "lijst.hersteld", "lijst.koppen")  # words by what they are about


def show_import(desk: Desk) -> None:
    """Ask for a file, show what becomes of every row, let it be mended on the spot, and save on request."""
    st.caption(
        "Excel, CSV, GeoJSON, GeoPackage of gezipte shapefile, zoals u hem heeft. Er gaat niets verloren en wij "
        "vullen niets zelf in. Nieuwe rijen ziet eerst alleen uw organisatie."
    )
    brought = list_file.choose_file(desk)
    if brought is None:
        list_file.offer_form(desk)
        mending.show_waiting(desk)
        return
    _begin(brought)
    as_stated = st.checkbox("Neem over wie het mag zien, zoals het in de lijst staat")
    choose_sources(desk)
    _judge(desk, brought, as_stated=as_stated)


def _begin(file: tuple[str, bytes]) -> None:
    """Forget what was chosen about another file."""
    if state.choice("lijst.van") != (which := (file[0], hash(file[1]))):
        state.remember("lijst.van", which)
        for name in _CHOSEN:
            state.remember(name, {})
        state.remember("lijst.toch", frozenset())
        checking.forget()


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
        dict(state.choice("lijst.koppen")),
        year=desk.place.jaar,
        taken_in=state.choice("lijst.toch"),
    )


def _judge(desk: Desk, file: tuple[str, bytes], *, as_stated: bool) -> None:
    how = _how(desk, as_stated=as_stated)
    reads = _open(desk, file, how=how)
    if reads is None:
        return
    try:
        found = checking.check(desk, file, reads, how=how)
    except TableError as error:
        if error.code != "no_activities":
            raise
        st.error(inert(messages.sentence(error)))
        columns.choose_columns(desk, reads, imports.columns_of(desk.register, reads, how=how))
        return
    if found is None:
        return
    columns.choose_columns(desk, reads, found.columns)
    st.markdown(f"#### {inert(lists.ready_sentence(found))}")
    if found.accepted:
        st.caption(f"Van wat klaar is: {lists.outcome_sentence(found)}")
    checking.offer_rest(found)
    verdicts.show_dropped(found)
    verdicts.show_rows(found)
    mending.show_questions(desk, [row for row in found.told if row.fate == PARKED], how=how)
    gone = _choose_gone(found)
    doubles.show_doubles(desk, to_frame(found.accepted, vocabulary=desk.register.vocabulary))
    ready, questions = st.columns([1, 2], vertical_alignment="center")
    whole = len(found.accepted) == found.rows
    label = "Bewaar alle rijen" if whole else f"Bewaar {len(found.accepted)} van {found.rows} rijen"
    if ready.button(label, type="primary", icon=":material/save:", disabled=not found.rows):
        _save(desk, found, gone, as_stated=as_stated)
    if found.parked:
        with questions:
            st.caption("De andere rijen blijven wachten tot u ze herstelt of weglaat.")
            _offer_questions(found)


def _open(desk: Desk, file: tuple[str, bytes], *, how: Import) -> list[Read] | None:
    """Open the list with its headings where a person says; None when they are not there, which can be mended."""

    def read(rows: Mapping[str, int]) -> list[Read]:
        return cached.opened_list(*file, tuple(sorted(rows.items())))

    said, whose = how.heading_rows, how.organisation
    try:
        return heading_rows.open_list(
            desk.register, file[0], organisation=whose, heading_rows=said, read=read
        )
    except SourceError as error:
        if not said:
            raise
        st.error(inert(messages.sentence(error)))
        columns.choose_heading_rows(read({}))
        return None


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
    now = desk.now
    how = replace(_how(desk, as_stated=as_stated), at=now)
    imports.save_list(desk.register, found, how=how)
    waiting.withdraw_gone(desk.register, gone, organisation=how.organisation, at=now)
    list_file.put_away()
    state.remember("lijst.van", None)  # the same file again is another list: nothing is chosen about it yet
    waits = f" {words.plural(len(found.parked), 'rij wacht', 'rijen wachten')} op u." if found.parked else ""
    out = (
        f" {words.plural(len(gone), 'activiteit is', 'activiteiten zijn')} uit de lijst gehaald."
        if gone
        else ""
    )
    state.change(
        melding=f"De lijst is bewaard: {lists.outcome_sentence(found)} Er is niets verloren gegaan.{waits}{out}"
    )
