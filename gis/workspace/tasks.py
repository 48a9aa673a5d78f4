"""Whose task something is, for whoever asks: what organisations answered, and the tables by party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import geopandas as gpd
import pandas as pd

from gis.analysis.begun import Moment
from gis.analysis.matrices import NO_TASK as DECLINED
from gis.analysis.matrices import count_by_figure, count_by_party, judge_buurt, judge_party
from gis.analysis.rows import list_rows
from gis.analysis.unshared import find_declined
from gis.register.records import HOME_ORGANISATION
from gis.register.tasks import NO_TASK, TaskAnswer
from gis.register.visible import Audience
from gis.workspace.gaps import PLANNED, call_words
from gis.workspace.places import Place
from gis.workspace.registers import Register


def see_answers(register: Register, place: Place, *, audience: Audience) -> list[TaskAnswer]:
    """Return what organisations answered about a gemeente and its buurten; it is between partners."""
    if audience is Audience.PUBLIC:
        return []
    areas = {place.gemeentecode, *place.buurten["buurtcode"]}
    return [one for one in register.store.task_answers() if one.area in areas]


def keep_answer(register: Register, said: TaskAnswer, *, organisation: str, at: datetime) -> TaskAnswer:
    """Save an answer; see `gis.register.tasks.save` for what can go wrong."""
    known = list_rows(register.vocabulary, by="group")["themagroep"].tolist()
    return register.store.save_task_answer(said, known=known, organisation=organisation, at=at)


def answers_in(answers: Iterable[TaskAnswer], *, row: str, code: str, gemeente: str) -> list[TaskAnswer]:
    """Return the answer of each organisation that holds in a buurt: its own, else that of the gemeente."""
    about = sorted((one for one in answers if one.row == row), key=lambda one: one.area != gemeente)
    holding = {one.organisation: one for one in about if one.area in {code, gemeente}}
    return [holding[name] for name in sorted(holding, key=str.casefold)]


def mark_cells(gaps: pd.DataFrame, answers: Sequence[TaskAnswer], *, gemeente: str) -> pd.Series:
    """Return per row of `gaps.see_gaps` what its cell tells (`gis.analysis.matrices.judge_buurt`)."""
    named = {one.row for one in answers}
    told = [
        judge_buurt(
            count,
            [one.answer == NO_TASK for one in answers_in(answers, row=row, code=code, gemeente=gemeente)]
            if row in named
            else [],
        )
        for count, row, code in zip(gaps["activities"], gaps["themagroep"], gaps["buurtcode"], strict=True)
    ]
    return pd.Series(told, index=gaps.index, dtype=object)


def see_declined(gaps: pd.DataFrame, answers: Sequence[TaskAnswer], *, gemeente: str) -> pd.DataFrame:
    """Return what nobody does and everybody who was asked declined (`gis.analysis.unshared.find_declined`).

    Parameters
    ----------
    gaps
        By theme group (`gaps.see_gaps`).
    """
    open_ = mark_cells(gaps, answers, gemeente=gemeente) == DECLINED
    cells = gaps.loc[open_, ["buurtcode", "themagroep"]]
    parties = [
        ", ".join(one.organisation for one in answers_in(answers, row=row, code=code, gemeente=gemeente))
        for code, row in zip(cells["buurtcode"], cells["themagroep"], strict=True)
    ]
    return find_declined(cells.assign(parties=pd.Series(parties, index=cells.index, dtype="str")))


def list_parties(
    register: Register, activities: gpd.GeoDataFrame, answers: Iterable[TaskAnswer]
) -> list[str]:
    """Return by name who does something, who has a seat, and who answered."""
    named = {name for partners in activities["partners"] for name in partners}
    seats = set(register.store.organisations()) - {HOME_ORGANISATION}
    return sorted(named | seats | {one.organisation for one in answers}, key=str.casefold)


def see_parties(
    register: Register,
    activities: gpd.GeoDataFrame,
    answers: Sequence[TaskAnswer],
    *,
    gemeente: str,
    today: date,
    moment: Moment = PLANNED,
) -> pd.DataFrame:
    """Return theme group by party: how much each does, and what it answered about the whole gemeente.

    Parameters
    ----------
    activities
        What the one who asks may see (`answers.see_activities`), of one gemeente.
    today
        Used as peildatum where the workspace has none of its own.

    Returns
    -------
    DataFrame
        The columns of `gis.analysis.matrices.count_by_party`, and ``cell`` (`judge_party`).
    """
    told = count_by_party(
        activities,
        list_parties(register, activities, answers),
        reference_day=register.reference_day(today=today),
        vocabulary=register.vocabulary,
        moment=moment,
    )
    said = {(one.organisation, one.row): one.answer == NO_TASK for one in answers if one.area == gemeente}
    # Who was asked about one buurt was asked, though it said nothing about the rest.
    asked = {(one.organisation, one.row): False for one in answers}
    known = asked | said
    cells = [
        judge_party(count, no_task=known.get((party, row)))
        for count, party, row in zip(told["activities"], told["party"], told["themagroep"], strict=True)
    ]
    return told.assign(cell=pd.Series(cells, index=told.index, dtype=object))


def see_figures(
    register: Register,
    activities: gpd.GeoDataFrame,
    answers: Sequence[TaskAnswer],
    *,
    today: date,
    moment: Moment = PLANNED,
) -> pd.DataFrame:
    """Return figure by party: how much each does on the themes that a figure calls for.

    The columns are those of `gis.analysis.matrices.count_by_figure`; the parties are those of `see_parties`.
    """
    return count_by_figure(
        activities,
        list_parties(register, activities, answers),
        calls=call_words(register).dimension_themes,
        reference_day=register.reference_day(today=today),
        moment=moment,
    )
