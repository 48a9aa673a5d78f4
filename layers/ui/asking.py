"""Answers about koppelkansen and the meeting about them, kept while question and register stay the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from gis.analysis.lacking import find_lacking
from gis.analysis.packages import BestShift, Package
from gis.analysis.scoring import PLAIN, Weights, stability
from gis.analysis.shifts import WhatIf, shift
from gis.register.decisions import Decision, Vote
from gis.register.visible import Audience
from gis.workspace import answers, decisions
from gis.workspace.answers import Chances, Reach
from gis.workspace.places import Place
from gis.workspace.registers import Register
from layers.report import Report, make_report
from layers.ui.cached import Area, Seen, chances, meeting, place, register

Months = tuple[tuple[str, int], ...]  # by id


class Question(NamedTuple):
    """What koppelkansen are asked with: who looks, where, how near counts as near, what counts in the score."""

    seen: Seen
    area: Area
    reach: Reach
    today: date
    weights: Weights = PLAIN

    @property
    def search(self) -> tuple[Seen, Area, Reach, date]:
        """What the search depends on; weights come after it."""
        return self[:4]


@st.cache_resource(max_entries=64, show_spinner=False)
def weighed(asked: Question) -> Chances:
    """Return the same pairs and groups with other weights, without searching again."""
    return answers.reweigh(chances(*asked.search), weights=asked.weights)


@st.cache_resource(max_entries=32, show_spinner=False)
def steady(seen: Seen, area: Area, reach: Reach, today: date) -> dict[tuple[str, str], float]:
    """Return how often each certain kans is in the top ten, whatever the weights; by its two ids."""
    pairs = chances(seen, area, reach, today).pairs
    shares = stability(pairs).dropna()
    told = pairs.loc[shares.index, ["a_id", "b_id"]]
    return dict(zip(told.itertuples(index=False, name=None), shares, strict=True))


@st.cache_resource(max_entries=32, show_spinner=False)
def lacking(seen: Seen, area: Area, reach: Reach, today: date) -> pd.DataFrame:
    """Return which activities make pairs no more than possible, and what they lack."""
    found = chances(seen, area, reach, today)
    words = register(*seen[:2]).vocabulary
    return find_lacking(found.activities, found.pairs, vocabulary=words)


@st.cache_resource(max_entries=64, show_spinner=False)
def decided(seen: Seen) -> list[Decision]:
    """Return the decisions that this organisation may see of a register at one revision."""
    home, workspace, _, organisation, audience = seen
    return decisions.see_decisions(
        register(home, workspace), organisation=organisation, audience=Audience(audience)
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def votes(seen: Seen) -> list[Vote]:
    """Return what organisations found of the pairs that this one may see."""
    home, workspace, _, organisation, audience = seen
    return decisions.see_votes(
        register(home, workspace), organisation=organisation, audience=Audience(audience)
    )


@st.cache_resource(max_entries=32, show_spinner="De plannen schuiven …")
def shifted(asked: Question, months: Months) -> tuple[Chances, WhatIf]:
    """Return the chances as they would be when plans move by some months, and what that changes."""
    told = answers.shift_plans(
        *_around(asked),
        months=dict(months),
        reach=asked.reach,
        today=asked.today,
        weights=asked.weights,
    )
    found = weighed(asked)
    moved = shift(found.activities, dict(months))
    return replace(found, activities=moved, pairs=told.pairs, groups=told.groups), told


@st.cache_resource(max_entries=32, show_spinner="Welke verschuivingen leveren het meest op? …")
def best_shifts(asked: Question, slack: Months) -> list[BestShift]:
    """Return the three plans that gain most by moving alone; `slack` is the most months, by id."""
    return answers.find_best_shifts(
        *_around(asked),
        slack=dict(slack),
        reach=asked.reach,
        today=asked.today,
        weights=asked.weights,
    )


@st.cache_resource(max_entries=16, show_spinner="Het beste pakket wordt gezocht …")
def best_package(asked: Question, slack: Months) -> Package:
    """Return the months by which plans should move together; `slack` is the most months, by id."""
    return answers.find_best_package(
        *_around(asked),
        slack=dict(slack),
        reach=asked.reach,
        today=asked.today,
        weights=asked.weights,
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def report(seen: Seen, area: Area, since: date | None, today: date) -> Report:
    """Return what a meeting tells this organisation and audience, part by part."""
    return make_report(meeting(seen, area, since, today), place(seen[0], area), register(*seen[:2]))


def _around(asked: Question) -> tuple[Chances, Place, Register]:
    """Return the chances of a question, and where and of whom it is asked."""
    return weighed(asked), place(asked.seen[0], asked.area), register(*asked.seen[:2])
