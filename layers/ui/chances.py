"""The list of groups and pairs: at most five groups first, what is only possible behind one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from gis.analysis.groups import Group
from gis.workspace.answers import Chances, Reach
from layers import listings, words
from layers.screen.cards import Card, show_cards
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert

GROUPS_FIRST = 5  # more at once is not a choice any more
CHART = "kansen"  # key of the map beside the list


def choose_reach() -> Reach:
    """Ask how near counts as near; the choices travel with the answer."""
    with st.expander("Hoe dichtbij telt?", expanded=False):
        reach_m = st.slider("Afstand tussen twee plannen (meter)", 0, 500, int(Reach.reach_m), 25)
        slack = st.slider("Speelruimte (maanden)", 0, 24, int(Reach.slack_months))
        spot_m = st.slider("Rond één plek (meter)", 5, 100, int(Reach.spot_m), 5)
    return Reach(float(reach_m), float(slack), float(spot_m))


def show_list(desk: Desk, found: Chances) -> list[str]:
    """Show groups and pairs and return the ids to light up on the map."""
    titles = listings.titles_of(found.activities)
    certain = [group for group in found.groups if group.certainty == "zeker"]
    if not certain and found.pairs.empty:
        st.info("Er zijn nog geen plannen die elkaar raken. Voeg plannen toe of kies een grotere afstand.")
        return []
    with st.container(height=520, border=False, key="kansenlijst"):
        _show_frameworks(desk, found)
        _choose_group(certain[:GROUPS_FIRST], titles, first=1, key="groepen")
        if len(certain) > GROUPS_FIRST:
            with st.expander(f"Nog {len(certain) - GROUPS_FIRST} groepen"):
                _choose_group(certain[GROUPS_FIRST:], titles, first=GROUPS_FIRST + 1, key="groepen.meer")
        sure = found.pairs[found.pairs["certainty"] == "zeker"]
        st.markdown(f"**Alle paren ({len(sure)})**")
        _choose_pair(sure, titles, key="paren.zeker")
        perhaps = found.pairs[found.pairs["certainty"] != "zeker"]
        if len(perhaps):
            with st.expander(f"Nog {len(perhaps)} mogelijk: plek of periode onbekend"):
                st.caption("Vul bij Activiteiten de plek of de periode aan, dan weten we het zeker.")
                _choose_pair(perhaps, titles, key="paren.mogelijk")
    return _lit(found)


def taking_part(found: Chances) -> list[str]:
    """Return the ids of the activities that are in a pair or a group."""
    groups = {name for group in found.groups for name in (*group.members, *group.can_join)}
    return sorted(groups.union(found.pairs["a_id"], found.pairs["b_id"]))


def _show_frameworks(desk: Desk, found: Chances) -> None:
    if found.frameworks.empty:
        return
    with st.expander(f"Geldt voor een heel gebied ({len(found.frameworks)})"):
        for row in found.frameworks.to_dict("records"):
            areas = ", ".join(desk.place.area_name(code) for code in row["area_codes"])
            st.markdown(f"{inert(row['title'])} · geldt voor heel {inert(areas) or 'het gebied'}")


def _choose_group(groups: Sequence[Group], titles: Mapping[str, str], *, first: int, key: str) -> None:
    _choose([_group_card(group, number, titles) for number, group in enumerate(groups, first)], key=key)


def _group_card(group: Group, number: int, titles: Mapping[str, str]) -> Card:
    lines = [
        " · ".join(titles[name] for name in group.members),
        words.street_open(group),
        "Geld: " + words.group_money(group),
        "Wie: " + ", ".join(group.parties),
        words.join_sentence(group, titles),
    ]
    return Card(
        _group_id(group),
        words.group_sentence(group),
        lines=tuple(line for line in lines if line),
        lights=tuple(group.members),
        mark=str(number),
    )


def _choose_pair(pairs: pd.DataFrame, titles: Mapping[str, str], *, key: str) -> None:
    if pairs.empty:
        st.caption("Geen.")
        return
    told = zip(pairs["a_id"], pairs["b_id"], pairs["relation"], listings.reasons(pairs, titles), strict=True)
    _choose(
        [
            Card(
                f"{one}+{other}",
                words.RELATION_WORDS[relation].capitalize(),
                lines=(reason,),
                lights=(one, other, f"{one}+{other}"),
            )
            for one, other, relation, reason in told
        ],
        key=key,
    )


def _choose(cards: Sequence[Card], *, key: str) -> None:
    clicked = show_cards(cards, key=key, chart=CHART, chosen=state.choice("kans"))
    if clicked is not None:
        state.choose_chance(clicked)


def _lit(found: Chances) -> list[str]:
    chosen = state.choice("kans")
    for group in found.groups:
        if _group_id(group) == chosen:
            return [*group.members, chosen]
    for one, other in zip(found.pairs["a_id"], found.pairs["b_id"], strict=True):
        if f"{one}+{other}" == chosen:
            return [one, other, chosen]
    return []


def _group_id(group: Group) -> str:
    return "+".join(group.members)
