"""The list of groups and pairs: at most five groups first, what is only possible behind one line."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from gis.analysis.groups import Group
from gis.workspace.answers import Chances, Reach
from layers import listings, words
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.tables import choose_row
from layers.ui.text import inert

GROUPS_FIRST = 5  # more at once is not a choice any more
_COLUMNS = {
    "reason": "Waarom",
    "relation": "Wat",
    "distance_m": "Afstand (m)",
    "gap_months": "Ertussen (maanden)",
}


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
    with st.container(height=520, border=False):
        _show_frameworks(desk, found)
        for number, group in enumerate(certain[:GROUPS_FIRST], start=1):
            _show_group(group, number, titles)
        if len(certain) > GROUPS_FIRST:
            with st.expander(f"Nog {len(certain) - GROUPS_FIRST} groepen"):
                for number, group in enumerate(certain[GROUPS_FIRST:], start=GROUPS_FIRST + 1):
                    _show_group(group, number, titles)
        sure = found.pairs[found.pairs["certainty"] == "zeker"]
        st.markdown(f"**Alle paren ({len(sure)})**")
        _show_pairs(sure, titles, key="paren.zeker")
        perhaps = found.pairs[found.pairs["certainty"] != "zeker"]
        if len(perhaps):
            with st.expander(f"Nog {len(perhaps)} mogelijk: plek of periode onbekend"):
                st.caption("Vul bij Activiteiten de plek of de periode aan, dan weten we het zeker.")
                _show_pairs(perhaps, titles, key="paren.mogelijk")
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


def _show_group(group: Group, number: int, titles: Mapping[str, str]) -> None:
    with st.container(border=True):
        chosen = state.choice("kans") == _group_id(group)
        st.markdown(f"**{number}. {inert(words.group_sentence(group))}**")
        st.markdown(" · ".join(inert(titles[name]) for name in group.members))
        facts = [
            words.street_open(group),
            "Geld: " + words.group_money(group),
            "Wie: " + ", ".join(group.parties),
        ]
        facts.append(words.join_sentence(group, titles))
        st.caption(inert("  \n".join(fact for fact in facts if fact)).replace("\\  \n", "  \n"))
        label = "Staat op de kaart" if chosen else "Laat zien op de kaart"
        if st.button(label, key=f"groep.{number}", disabled=chosen):
            state.choose_chance(_group_id(group))


def _show_pairs(pairs: pd.DataFrame, titles: Mapping[str, str], *, key: str) -> None:
    if pairs.empty:
        st.caption("Geen.")
        return
    told = pairs.assign(reason=listings.reasons(pairs, titles))
    told["relation"] = told["relation"].map(words.RELATION_WORDS)
    choose_row(
        told[list(_COLUMNS)].rename(columns=_COLUMNS).round(0),
        [f"{one}+{other}" for one, other in zip(pairs["a_id"], pairs["b_id"], strict=True)],
        key=key,
        choice="kans",
        height=min(38 * (len(told) + 1), 300),
        column_config={"Waarom": st.column_config.TextColumn(width="large")},
    )


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
