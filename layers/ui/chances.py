"""The list of groups and pairs: at most five groups first, what is only possible behind one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.analysis.groups import Group
from gis.analysis.terms import count_terms
from gis.workspace.answers import Chances, Reach
from gis.workspace.decisions import find_decision
from layers import listings, words
from layers.bars import Bar, Chart, make_bars, make_moment, make_scale
from layers.screen.cards import Card, show_cards
from layers.ui import asking, filling, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.chances import points_line
from layers.words.decisions import about_words, decision_line
from layers.words.periods import moment_words, term_sentence

GROUPS_FIRST = 5  # more at once is not a choice any more
CHART = "kansen"  # key of the map beside the list


@dataclass(frozen=True)
class Chosen:
    """The group or pair that was chosen: its members, what it is called, whether it is a pair of the list."""

    members: tuple[str, ...]
    title: str
    pair: bool


def choose_reach() -> Reach:
    """Ask how near counts as near; the choices travel with the answer."""
    with st.expander("Hoe dichtbij telt?", expanded=False):
        reach_m = st.slider("Afstand tussen twee plannen (meter)", 0, 500, int(Reach.reach_m), 25)
        slack = st.slider("Speelruimte (maanden)", 0, 24, int(Reach.slack_months))
        spot_m = st.slider("Rond één plek (meter)", 5, 100, int(Reach.spot_m), 5)
    return Reach(float(reach_m), float(slack), float(spot_m))


def show_list(desk: Desk, found: Chances, reach: Reach) -> None:
    """Show groups and pairs as cards to choose from; `reach` is what they were found with."""
    certain = [group for group in found.groups if group.certainty == "zeker"]
    if not certain and found.pairs.empty:
        st.info("Er zijn nog geen plannen die elkaar raken. Voeg plannen toe of kies een grotere afstand.")
        return
    steady = asking.steady(desk.seen_by, desk.area, reach, desk.reference_day)
    with st.container(height=520, border=False, key="kansenlijst"):
        _show_frameworks(desk, found)
        show_groups(desk, found, reach, key="groepen")
        sure = found.pairs[found.pairs["certainty"] == "zeker"]
        st.markdown(f"**Alle paren ({len(sure)})**")
        choose_pair(desk, found, sure, steady=steady, key="paren.zeker")
        perhaps = found.pairs[found.pairs["certainty"] != "zeker"]
        if len(perhaps) and filling.show_possible(desk, reach, count=len(perhaps)):
            choose_pair(desk, found, perhaps, steady={}, key="paren.mogelijk")


def show_groups(desk: Desk, found: Chances, reach: Reach, *, key: str) -> None:
    """Show the certain groups as cards, at most five at once."""
    groups = [group for group in found.groups if group.certainty == "zeker"]
    inside = {name for group in groups for name in group.members}
    plans = gpd.GeoDataFrame(found.activities[found.activities["id"].isin(inside)])
    bars, titles = make_bars(plans, reference_day=desk.reference_day), listings.titles_of(found.activities)
    cards = []
    for number, group in enumerate(groups, start=1):
        members = gpd.GeoDataFrame(plans[plans["id"].isin(group.members)])
        own = [bar for bar in bars if bar.id in group.members]
        card = _group_card(desk, group, members, bars=own, titles=titles, slack_months=reach.slack_months)
        cards.append(replace(card, mark=str(number)))
    _choose(cards[:GROUPS_FIRST], key=key)
    if len(cards) > GROUPS_FIRST:
        with st.expander(f"Nog {len(cards) - GROUPS_FIRST} groepen"):
            _choose(cards[GROUPS_FIRST:], key=f"{key}.meer")


def taking_part(found: Chances) -> list[str]:
    """Return the ids of the activities that are in a pair or a group."""
    groups = {name for group in found.groups for name in (*group.members, *group.can_join)}
    return sorted(groups.union(found.pairs["a_id"], found.pairs["b_id"]))


def find_chosen(found: Chances) -> Chosen | None:
    """Return the group or pair that was chosen, when it is there."""
    chosen = state.choice("kans")
    pairs = zip(found.pairs["a_id"], found.pairs["b_id"], strict=True)
    pair = next((both for both in pairs if _id(both) == chosen), None)
    for group in found.groups:
        if _id(group.members) == chosen:
            return Chosen(group.members, words.group_sentence(group), pair is not None)
    if pair is None:
        return None
    titles = listings.titles_of(found.activities)
    return Chosen(pair, " × ".join(titles[one] for one in pair), pair=True)


def lit(chosen: Chosen | None) -> list[str]:
    """Return the ids to light up on the map."""
    return [] if chosen is None else [*chosen.members, _id(chosen.members)]


def plans_of(activities: gpd.GeoDataFrame) -> Mapping[str, str]:
    """Return by id which plan an activity is of: phases of one are one plan."""
    return dict(zip(activities["id"], activities["phase_of"].fillna(activities["id"]), strict=True))


def _show_frameworks(desk: Desk, found: Chances) -> None:
    if found.frameworks.empty:
        return
    with st.expander(f"Geldt voor een heel gebied ({len(found.frameworks)})"):
        for row in found.frameworks.to_dict("records"):
            areas = ", ".join(desk.place.area_name(code) for code in row["area_codes"])
            st.markdown(f"{inert(row['title'])} · geldt voor heel {inert(areas) or 'het gebied'}")


def _group_card(
    desk: Desk,
    group: Group,
    members: gpd.GeoDataFrame,
    *,
    bars: Sequence[Bar],
    titles: Mapping[str, str],
    slack_months: float,
) -> Card:
    day = desk.reference_day
    lines = [
        decided_line(desk, group.members, plans=plans_of(members)),
        moment_words(*group.moment, slack_months=slack_months),
        words.street_open(group),
        "Geld: " + words.group_money(group),
        "Wie: " + ", ".join(group.parties),
        term_sentence(count_terms(members, reference_day=day)),
        words.join_sentence(group, titles),
    ]
    return Card(
        _id(group.members),
        words.group_sentence(group),
        lines=tuple(line for line in lines if line),
        lights=tuple(group.members),
        chart=Chart(tuple(bars), make_scale(bars, reference_day=day), make_moment(*group.moment)),
    )


def decided_line(desk: Desk, members: tuple[str, ...], *, plans: Mapping[str, str]) -> str:
    """Return what was decided about a group or a pair; empty when nothing was."""
    decision = find_decision(members, asking.decided(desk.seen_by))
    if decision is None:
        return ""
    told = decision_line(decision, reference_day=desk.reference_day)
    return " · ".join(filter(None, [told, about_words(members, decision.members, plans=plans)]))


def choose_pair(
    desk: Desk, found: Chances, pairs: pd.DataFrame, *, steady: Mapping[tuple[str, str], float], key: str
) -> None:
    """Show pairs as cards; `steady` tells how often each is in the top ten, whatever the weights."""
    if pairs.empty:
        st.caption("Geen.")
        return
    cards = []
    for row, reason in zip(pairs.to_dict("records"), listings.reasons(pairs, found.activities), strict=True):
        both = (str(row["a_id"]), str(row["b_id"]))
        pair = {str(name): value for name, value in row.items()}
        lines = [decided_line(desk, both, plans={}), reason, points_line(pair, steady.get(both))]
        cards.append(
            Card(
                _id(both),
                words.RELATION_WORDS[pair["relation"]].capitalize(),
                lines=tuple(line for line in lines if line),
                lights=(*both, _id(both)),
            )
        )
    _choose(cards, key=key)


def _choose(cards: Sequence[Card], *, key: str) -> None:
    clicked = show_cards(cards, key=key, chart=CHART, chosen=state.choice("kans"))
    if clicked is not None:
        state.choose_chance(clicked)


def _id(members: Sequence[str]) -> str:
    return "+".join(members)
