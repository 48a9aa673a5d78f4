"""Rows that need help: each fault in a sentence, what would mend it, and the words to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import streamlit as st

from gis.register.intake import MENDED_IN, mend
from gis.register.locating import Candidate
from gis.register.records import Problem
from gis.register.waiting import Parked
from gis.workspace import waiting
from gis.workspace.imports import Import
from gis.workspace.weighing import Row
from layers import problems, workbooks
from layers.ui import finding, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import lists
from layers.words.formats import plural

_AT_ONCE = 8  # rows on the screen
_NO_PLACE = "plek_open"  # a person says that the place stays open


@dataclass(frozen=True)
class Question:
    """A row that needs help: under which name it is kept, its number and words, and what is wrong."""

    key: tuple[str, int]
    title: str
    told: Mapping[str, str]
    problems: tuple[Problem, ...]


def show_questions(desk: Desk, rows: Sequence[Row], *, how: Import) -> None:
    """Let the rows of a list that need help be mended; the whole list is looked at again."""
    if not rows:
        return
    questions = [
        Question(
            (row.file, row.verdict.number),
            _title(row.activity.title, row.file, several=len({one.file for one in rows}) > 1),
            row.verdict.told,
            row.verdict.problems,
        )
        for row in rows
    ]
    st.markdown(f"##### Help deze rijen ({len(questions)})")
    mended = how.choices.mended
    _offer_all(questions, lambda words: _remember(mended, words))
    answers = _ask(desk, questions, name="lijst")
    if answers is not None:
        _remember(mended, {key: words for key, words in answers.items() if words})


def show_waiting(desk: Desk) -> None:
    """Show the rows that wait from earlier lists, to be mended or left out by a person."""
    there = desk.register.store.parked(organisation=desk.view.organisation)
    if not there:
        return
    by_key = {(row.file, row.number): row for row in there}
    questions = [
        Question(
            key,
            _title(row.told.get("naam", ""), row.file, several=len({one.file for one in there}) > 1),
            row.told,
            row.problems,
        )
        for key, row in by_key.items()
    ]
    st.markdown(f"##### Rijen die nog wachten ({len(there)})")
    st.download_button(
        "Download de vragen (Excel)",
        workbooks.question_workbook(there),
        file_name="vragen.xlsx",
        mime=workbooks.XLSX,
        icon=":material/download:",
        help="Verbeter de rijen in Excel en lees het bestand hier weer in.",
    )

    def save(words: Mapping[tuple[str, int], Mapping[str, str]]) -> None:
        _save_waiting(desk, [(by_key[key], told) for key, told in words.items()])

    _offer_all(questions, save)
    answers = _ask(desk, questions, name="wacht", drop=lambda key: _drop(desk, by_key[key]))
    if answers is not None:
        save(answers)


def _title(name: str, file: str, *, several: bool) -> str:
    """Return what a row is called; rows of several lists or sheets have the same numbers, so they name theirs."""
    return " · ".join([name or "zonder naam", *([file] if several else [])])


def _offer_all(
    questions: Sequence[Question], take: Callable[[Mapping[tuple[str, int], Mapping[str, str]]], None]
) -> None:
    """Offer to take every suggestion at once."""
    offered = {
        question.key: words
        for question in questions
        if (words := _suggested(question.told, question.problems))
    }
    if offered and st.button(
        f"Neem alle voorstellen over ({plural(len(offered), 'rij', 'rijen')})",
        icon=":material/done_all:",
        key=f"alles.{len(offered)}",
    ):
        take(offered)


def _suggested(told: Mapping[str, str], problems: Sequence[Problem]) -> dict[str, str]:
    words: dict[str, str] = {}
    for problem in problems:
        if problem.suggestion:
            name = MENDED_IN.get(problem.field, problem.field)
            words[name] = mend({**told, **words}, problem, problem.suggestion)[name]
    return words


def _ask(
    desk: Desk,
    questions: Sequence[Question],
    *,
    name: str,
    drop: Callable[[tuple[str, int]], None] | None = None,
) -> dict[tuple[str, int], dict[str, str]] | None:
    """Show the questions, some at a time; return per question what was changed when the button was pressed."""
    pages = -(-len(questions) // _AT_ONCE)
    page = 1
    if pages > 1:
        page = (
            st.segmented_control(
                "Bladzijde", range(1, pages + 1), default=1, key=f"{name}.blad", label_visibility="collapsed"
            )
            or 1
        )
    shown = questions[(min(page, pages) - 1) * _AT_ONCE : min(page, pages) * _AT_ONCE]
    answers: dict[tuple[str, int], dict[str, str]] = {}
    offered = _lettered(desk, shown)
    on_map = {letter: place for places in offered.values() for letter, place in places.items()}
    finding.show_candidates(desk, on_map, key=f"{name}.kaart")
    with st.form(f"{name}.vragen", border=False):
        for question in shown:
            with st.container(border=True):
                answers[question.key] = _ask_one(desk, question, offered[question.key], name=name)
                if drop is not None and st.form_submit_button(
                    "Laat deze rij weg",
                    key=f"{name}.weg.{question.key}",
                    icon=":material/delete:",
                    type="tertiary",
                ):
                    drop(question.key)
        pressed = st.form_submit_button("Kijk opnieuw na", icon=":material/fact_check:")
    return answers if pressed else None


def _lettered(desk: Desk, questions: Sequence[Question]) -> dict[tuple[str, int], dict[str, Candidate]]:
    """Return per question what its place might be, under the letters of the small map."""
    letters = iter(ascii_uppercase)
    return {
        question.key: {
            letter: place
            for place in finding.candidates_of(desk, question.told, question.problems)
            if (letter := next(letters, ""))
        }
        for question in questions
    }


def _ask_one(desk: Desk, question: Question, places: Mapping[str, Candidate], *, name: str) -> dict[str, str]:
    """Show one row: its faults, and a control for each; return the words that were changed."""
    st.markdown(
        f"**Rij {question.problems[0].row if question.problems else question.key[1]} · "
        f"{inert(question.title)}**"
    )
    words: dict[str, str] = {}
    for place, problem in enumerate(question.problems):
        said, asked = st.columns(2, gap="medium")
        said.markdown(inert(problems.problem_sentence(problem)))
        with asked:
            key = f"{name}.{question.key[0]}.{question.key[1]}.{place}"
            there = {**question.told, **words}
            words |= (
                finding.ask_place(question.told, places, key=key)
                if problem.field == "plek"
                else _ask_field(desk, there, problem, key=key)
            )
    return words


def _ask_field(desk: Desk, there: Mapping[str, str], problem: Problem, *, key: str) -> dict[str, str]:
    """Ask for the words of one field, or to take what is likely meant; return what was changed."""
    field = MENDED_IN.get(problem.field, problem.field)
    now = there.get(field, "")
    said = _ask_words(desk, field, now, key=key)
    if said != now:
        return {field: said}
    if problem.suggestion and st.checkbox(f"Neem over: {inert(problem.suggestion)}", key=f"{key}.voorstel"):
        return {field: mend(there, problem, problem.suggestion)[field]}
    return {}


def _ask_words(desk: Desk, field: str, now: str, *, key: str) -> str:
    """Ask for the words of one field: from its list when it has one, else free."""
    vocabulary = desk.register.vocabulary
    closed: Mapping[str, Sequence[str]] = {
        "thema": list(vocabulary.themes),
        "status": list(vocabulary.statuses),
        "soort": list(vocabulary.kinds),
        "nauwkeurigheid": list(vocabulary.accuracies),
        "zichtbaarheid": list(vocabulary.visibilities),
    }
    label = lists.field_words(field)
    if field not in closed:
        return st.text_input(label, value=now, key=f"{key}.woorden").strip()
    options = list(dict.fromkeys([now, *closed[field]]))
    return st.selectbox(label, options, key=f"{key}.keuze", format_func=lambda word: word or "kies")


def _remember(
    mended: Mapping[tuple[str, int], Mapping[str, str]], words: Mapping[tuple[str, int], Mapping[str, str]]
) -> None:
    state.remember(
        "lijst.hersteld", {**mended, **{key: {**mended.get(key, {}), **told} for key, told in words.items()}}
    )
    st.rerun()


def _save_waiting(desk: Desk, words: Sequence[tuple[Parked, Mapping[str, str]]]) -> None:
    now = desk.now
    how = Import(desk.view.organisation, now, locate=finding.locate(desk), year=desk.place.jaar)
    judged = waiting.mend_waiting(desk.home, desk.register, words, how=how)
    ready, still = waiting.save_waiting(desk.register, judged, how=how)
    told = f"{plural(ready, 'rij is', 'rijen zijn')} bewaard{f', {still} wachten nog' if still else ''}."
    state.change(melding=told)


def _drop(desk: Desk, row: Parked) -> None:
    now = desk.now
    desk.register.store.drop_parked(row.number, organisation=desk.view.organisation, at=now)
    state.change(
        melding=f"Rij {row.row} van {inert(row.file)} is weggelaten. Komt dezelfde lijst nog eens, dan slaan wij "
        "deze rij over; u kunt haar daar alsnog inlezen."
    )
