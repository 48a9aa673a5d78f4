"""The right panel: how a buurt is doing, or what an activity is."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.register.visible import Audience
from gis.tables import DIMENSIONS
from layers import words
from layers.ui import accepted, compass, explaining, leaflet, signals, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import reports
from layers.words.figures import SIGNAL

_ENDS = {
    "won": ("zwakkere woningen", "sterkere woningen"),
    "fys": ("minder prettige omgeving", "prettigere omgeving"),
    "vrz": ("minder voorzieningen", "meer voorzieningen"),
    "soc": ("minder samenhang", "meer samenhang"),
    "onv": ("meer overlast", "minder overlast"),
}
_BAR_END = 0.3  # points of the score at the end of a bar; beyond it the bar is full
_LOWER, _HIGHER = "#b35806", "#8073ac"  # both stand out on light and on dark


def show_panel(desk: Desk) -> None:
    """Show the card of what is chosen, a buurt or an activity, with a button that closes it."""
    chosen = state.selected()
    with st.container(key="paneelkop"):
        head, close = st.columns([5, 1])
    if close.button("✕", key="paneel.dicht", help="Sluit dit paneel"):
        state.select(None)
    buurt = desk.place.buurten[desk.place.buurten["buurtcode"] == chosen]
    activity = desk.activities[desk.activities["id"] == chosen]
    settled = accepted.find(desk, chosen)
    with head:
        if not buurt.empty:
            st.subheader(inert(buurt["buurtnaam"].iloc[0]), anchor=False)
        elif settled is not None:
            st.subheader(inert(settled["name"]), anchor=False)
        elif not activity.empty:
            st.subheader(inert(activity["title"].iloc[0]), anchor=False)
        else:
            st.caption("Dit is hier niet te zien. Kies iets anders op de kaart of in de tabel.")
            return
    if not buurt.empty:
        _show_buurt(desk, buurt.iloc[0])
    elif settled is not None:
        accepted.show_area(desk, settled)
    else:
        _show_activity(desk, activity.iloc[0])


def _show_buurt(desk: Desk, buurt: pd.Series) -> None:
    place, code = desk.place, str(buurt["buurtcode"])
    dimensions = desk.register.vocabulary.dimensions
    figures = place.figures[place.figures["code"] == code]
    scores = place.scores[place.scores["code"] == code]
    score = _told(scores.iloc[0]) if len(scores) else None
    reference = None if place.reference is None else _told(place.reference)
    st.caption(f"{code} · {inert(place.area_name(buurt['wijkcode']))} · grenzen {buurt['jaar']}")
    reasons = place.missing[place.missing["code"] == code].set_index("kolom")["reden"]
    count = figures["inwoners"].iloc[0] if len(figures) else None
    st.markdown(reports.inhabitants_or_reason(count, reasons.get("inwoners")))
    st.markdown(words.score_sentence(score, reference=reference, gemeente=inert(place.gemeentenaam)))
    if score is not None:
        st.markdown(words.strong_and_weak(score, dimensions=dimensions))
        st.html(_bars(score, reference, dimensions))
        st.caption(
            "Verschil met Nederland: de streep is Nederland, de stippellijn de gemeente. "
            f"{SIGNAL} Bron: Leefbaarometer {score['score_jaar']}, Ministerie van BZK."
        )
    signals.show_count(desk, code)
    compass.show_short(desk, code)
    explaining.show_explanations(desk, code)
    leaflet.offer(desk, code, audience=desk.view.audience.value, key="buurtblad")
    _list_activities(desk, buurt)


def _told(row: pd.Series) -> dict[str, Any]:  # a row holds values of many types
    return {str(name): value for name, value in row.items()}


def _bars(
    score: Mapping[str, Any], reference: Mapping[str, Any] | None, dimensions: Mapping[str, str]
) -> str:
    parts = []
    for name in DIMENSIONS:
        told = f"<b>{html.escape(dimensions[name])}</b><span>{html.escape(words.short_difference(score[name]))}</span>"
        if pd.isna(score[name]):
            parts.append(f"<div class='kk-told'>{told}</div>")
            continue
        value = float(score[name])
        own = None if reference is None or pd.isna(reference[name]) else float(reference[name])
        left, right = _ENDS[name]
        start, stop = sorted((50.0, _percent(value)))
        colour = _LOWER if value < 0 else _HIGHER
        dotted = "" if own is None else f'<span class="kk-own" style="left:{_percent(own):.1f}%"></span>'
        parts.append(
            f"<div><div class='kk-told'>{told}</div><div class='kk-bar'><span class='kk-fill' style='left:{start:.1f}%;"
            f"width:{stop - start:.1f}%;background:{colour}'></span><span class='kk-zero' style='left:50%'></span>"
            f"{dotted}</div><div class='kk-ends'><span>← {left}</span><span>{right} →</span></div></div>"
        )
    return f'<div class="kk-bars">{"".join(parts)}</div>'


def _percent(value: float) -> float:
    return 50.0 + 50.0 * max(-1.0, min(1.0, value / _BAR_END))


def _list_activities(desk: Desk, buurt: pd.Series) -> None:
    found = desk.shown[_touching(desk.shown, buurt)]
    st.markdown(f"**Activiteiten hier: {len(found)}**")
    if found.empty:
        st.caption("Hier is nog niets bekend. Weet u iets? Voeg het toe op de pagina Activiteiten.")
    for row in found.to_dict("records"):
        label = f"{row['theme_group']} · {inert(row['title'])} ({row['shown_as']})"
        if st.button(label, key=f"paneel.{row['id']}", type="tertiary"):
            state.select(str(row["id"]))


def _show_activity(desk: Desk, activity: pd.Series) -> None:
    vocabulary = desk.register.vocabulary
    badges = [f":gray-badge[{inert(activity['status'])}]"]
    if activity["fictional"]:
        badges.append(":orange-badge[✎ verzonnen voorbeeld]")
    if vocabulary.accuracies[activity["accuracy"]]:
        badges.append(":gray-badge[✎ de plek is bij benadering]")
    st.markdown(" ".join(badges))
    group = f"{activity['theme_group']} · {vocabulary.groups[activity['theme_group']]}"
    # Some words of policy are no labels for residents: they read the theme group instead.
    public = desk.view.audience is Audience.PUBLIC
    hidden = vocabulary.lists["not_public_words"] if public else ()
    whom = [name for name in activity["target_groups"] if name not in hidden]
    facts = [
        ("Thema", inert(group) if public else f"{inert(activity['theme'])} ({inert(group)})"),
        ("Wie", inert(", ".join(activity["partners"])) or "niet genoemd"),
        ("Wanneer", reports.period_words(_told(activity))),
        ("Soort", inert(activity["kind"])),
        ("Voor wie", inert(", ".join(whom)) or "niet genoemd"),
        ("Waar", _where(desk, activity)),
        ("Hoe precies is de plek?", inert(activity["accuracy"])),
        ("Geld", inert(activity["money_text"]) if pd.notna(activity["money_text"]) else "niet genoemd"),
        ("Aantal", words.number(activity["count"]) if pd.notna(activity["count"]) else ""),
        ("Wie mag dit zien?", inert(vocabulary.visibilities[activity["visibility"]])),
        ("Bron", inert(activity["source"]) if pd.notna(activity["source"]) else inert(activity["origin"])),
        ("Toelichting", inert(activity["note"]) if pd.notna(activity["note"]) else ""),
    ]
    st.markdown("  \n".join(f"**{name}** {told}" for name, told in facts if told))
    st.page_link(
        "layers/pages/register.py", label="Bekijk of wijzig bij Activiteiten", icon=":material/edit:"
    )


def _where(desk: Desk, activity: pd.Series) -> str:
    names = ", ".join(inert(desk.place.area_name(code)) for code in activity["area_codes"])
    if wide := words.wide_words(activity["reach"]):
        return wide
    if activity["reach"] != "plek":
        return f"heel {names}"
    if activity["geometry"] is None:
        return f"ergens in {names}, plek onbekend" if names else "geen plek bekend"
    return f"op de kaart{', ' + names if names else ''}"


def _touching(frame: gpd.GeoDataFrame, buurt: pd.Series) -> pd.Series:
    coded = frame["area_codes"].map(lambda codes: buurt["buurtcode"] in codes)
    return coded if buurt["geometry"] is None else coded | frame.geometry.intersects(buurt["geometry"])
