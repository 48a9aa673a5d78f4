"""Snel toevoegen: an idea from the table in a few seconds; its place may come later."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from gis.register.reading import Terms, Verdict, read_row
from layers.problems import problem_sentence
from layers.ui import accepted, leading, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import reports

LATER = ""  # the place comes later
_TURN = "snel.beurt"
_FIELDS = ("snel.naam", "snel.thema", "snel.plek", "snel.wanneer")


def show_quick_add(desk: Desk) -> None:
    """Ask name, theme, buurt and when; say what the words of time were read as; save with one button."""
    names = dict(zip(desk.place.buurten["buurtcode"], desk.place.buurten["buurtnaam"], strict=True))
    with st.container(key="snel"):
        title = st.text_input("Wat is het idee?", max_chars=120, key=_FIELDS[0])
        left, middle, right = st.columns(3)
        theme = left.selectbox(
            "Thema", list(desk.register.vocabulary.themes), index=None, placeholder="Kies", key=_FIELDS[1]
        )
        code = middle.selectbox(
            "In welke buurt?",
            [LATER, *sorted(names, key=lambda one: names[one].casefold())],
            format_func=lambda one: names[one] if one else "plek volgt",
            key=_FIELDS[2],
        )
        when = right.text_input("Wanneer?", placeholder="najaar 2027", key=_FIELDS[3])
        verdict = _read(desk, title=title, theme=theme or "", code=code, when=when)
        st.caption(
            _understood(verdict) if when else "Zeg het zoals u het weet: najaar 2027, vanaf april, 2028."
        )
        st.markdown("Het wordt een **idee** dat **alleen uw organisatie** ziet.")
        if st.button("Bewaar dit idee", type="primary"):
            for problem in verdict.problems:
                st.error(inert(problem_sentence(problem)))
            if verdict.ready:
                _keep(desk, verdict)
    _offer_place()


def offer_idea(desk: Desk, *, key: str, themes: Sequence[str], code: str, party: str = "") -> None:
    """Offer "Wat gaan jullie doen?": an idea on one of these themes in an area (or nowhere yet), of a party."""
    turn = state.choice(_TURN) or 0
    with (
        st.popover("Wat gaan jullie doen?", type="primary", key=f"{key}.{turn}"),
        st.form(f"{key}.blad.{turn}", border=False),
    ):
        title = st.text_input("Wat is het idee?", max_chars=120)
        theme = st.selectbox("Thema", list(themes)) if len(themes) > 1 else themes[0]
        when = st.text_input("Wanneer?", placeholder="najaar 2027")
        st.markdown("Het wordt een **idee** dat **alleen uw organisatie** ziet, tot u het deelt.")
        if st.form_submit_button("Bewaar dit idee", type="primary"):
            verdict = _read(desk, title=title, theme=theme or "", code=code, when=when, party=party)
            for problem in verdict.problems:
                st.error(inert(problem_sentence(problem)))
            if verdict.ready:
                _save(desk, verdict)
                state.remember(_TURN, turn + 1)
                state.change()


def _read(desk: Desk, *, title: str, theme: str, code: str, when: str, party: str = "") -> Verdict:
    settled = accepted.find(desk, code)  # has a shape of its own, and no code that CBS knows
    told = {
        "id": str(uuid.uuid4()),  # two ideas may have the same name
        "naam": title.strip(),
        "thema": theme,
        "status": "idee",
        "periode_tekst": when.strip(),
        "partijen": party or desk.view.organisation,
        "gebiedscodes": "" if settled else code,
        "nauwkeurigheid": "buurt" if settled else "onbekend",
        "plek_tekst": settled["name"] if settled else "",
    }
    told |= {"fictief": "ja", "herkomst": "fictief"} if desk.register.workspace.fictional else {}
    terms = Terms(desk.register.vocabulary, desk.reference_day, desk.view.organisation, desk.place.codes)
    verdict = read_row(told, None, 1, terms)
    if settled and verdict.ready:
        return replace(verdict, activity=replace(verdict.activity, geometry=settled["geometry"]))
    return verdict


def _understood(verdict: Verdict) -> str:
    problems = [one for one in verdict.problems if one.field == "periode"]
    if problems:
        return inert(problem_sentence(problems[0]))
    return f"Gelezen als: {inert(reports.told_period(verdict.activity.period))}"


def _keep(desk: Desk, verdict: Verdict) -> None:
    activity = verdict.activity
    _save(desk, verdict)
    state.remember("snel.laatste", (activity.id, activity.title))
    state.change(**dict.fromkeys(_FIELDS[:1] + _FIELDS[3:], ""), **{_FIELDS[1]: None})


def _save(desk: Desk, verdict: Verdict) -> None:
    activity = verdict.activity
    desk.register.store.save([activity], organisation=desk.view.organisation, at=desk.now)
    state.remember("melding", f"Bewaard: {inert(activity.title)}.")


def _offer_place() -> None:
    """Offer to point out the place of what was added last."""
    last = state.choice("snel.laatste")
    if last is None:
        return
    name, title = last
    if st.button(f"Wijs de plek aan van: {inert(title)}", icon=":material/location_on:"):
        state.remember("snel.laatste", None)
        leading.to_record(name)
