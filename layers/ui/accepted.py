"""Settled neighbourhoods wherever a buurt can be: on the map, as a card, in a filter, in the witte vlekken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from gis.analysis.perceived import share_in_buurten
from gis.workspace.answers import Chances
from layers.accepted import draw_accepted
from layers.layer import Layer
from layers.ui import area_figures, cached, leaflet, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import accepted as words

LAYER = "vastgesteld"  # of what stands on the map
_AREAS = "vlekken.gebieden"
_CBS, _SETTLED = "CBS-buurten", "Vastgestelde buurten"


def layers(desk: Desk) -> list[Layer]:
    """Return the settled areas as a layer; nothing while it is off, or nobody settled any."""
    return _drawn(desk) if LAYER in desk.view.layers else []


def offer_layers(desk: Desk) -> list[Layer]:
    """Ask whether the settled areas are shown beside the drawings, when there are any, and return them."""
    drawn = _drawn(desk)
    return drawn if drawn and st.toggle("Vastgesteld", key="beleefd.vastgesteld") else []


def there(desk: Desk) -> bool:
    """Whether any neighbourhood was settled that may be seen."""
    return len(cached.accepted(desk.seen_by)) > 0


def find(desk: Desk, code: str | None) -> dict[str, Any] | None:
    """Return the settled area with a code as the audience may see it, None when there is none."""
    found = cached.accepted(desk.seen_by)
    rows = found[found["code"] == code].to_dict("records")
    return {str(name): value for name, value in rows[0].items()} if rows else None


def show_area(desk: Desk, area: dict[str, Any]) -> None:
    """Show the card of one: who settled it, where it lies for CBS, how it is doing, who does something."""
    st.caption(inert(words.settled_words(area)))
    told = [words.basis_words(area), words.cbs_words(share_in_buurten(area["geometry"], desk.place.buurten))]
    st.markdown(inert(" ".join(filter(None, told))))
    area_figures.show_area(desk, area["geometry"])
    leaflet.offer(desk, area["code"], audience=desk.view.audience.value, key="buurtblad")
    inside = desk.shown[desk.shown.geometry.intersects(area["geometry"])]
    st.markdown(f"**Activiteiten hier: {len(inside)}**")
    for row in inside.to_dict("records"):
        label = f"{row['theme_group']} · {inert(row['title'])} ({row['shown_as']})"
        if st.button(label, key=f"paneel.{row['id']}", type="tertiary"):
            state.select(str(row["id"]))


def within(desk: Desk, found: Chances) -> Chances:
    """Return the koppelkansen with a plan in the area that the filter names; all when it names none."""
    area = find(desk, desk.view.within)
    if area is None:
        return found
    touching = found.activities.geometry.intersects(area["geometry"])
    inside = set(found.activities.loc[touching, "id"])
    pairs = found.pairs[found.pairs["a_id"].isin(inside) | found.pairs["b_id"].isin(inside)]
    groups = tuple(group for group in found.groups if inside.intersection(group.members))
    return replace(found, pairs=pairs, groups=groups)


def choose_areas(desk: Desk) -> Desk:
    """Ask whether the witte vlekken are those of CBS buurten or of settled areas; return what to work with."""
    found = cached.accepted(desk.seen_by)
    if found.empty:
        return desk
    state.keep_within(_AREAS, [_CBS, _SETTLED])
    chosen = st.segmented_control(
        "Voor welke gebieden?", [_CBS, _SETTLED], key=_AREAS, label_visibility="collapsed"
    )
    if chosen != _SETTLED:
        return desk
    area = cached.Area(*desk.area[:3], accepted=desk.seen_by)
    return replace(desk, place=cached.place(str(desk.home.path), area), accepted=desk.seen_by)


def _drawn(desk: Desk) -> list[Layer]:
    return [draw_accepted(cached.accepted(desk.seen_by))] if there(desk) else []
