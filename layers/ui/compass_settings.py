"""Settings of the kompas behind one line: band, least value, target, and the gemeente's own wijkkompas."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from gis.analysis.compass import BETTER, EQUAL
from gis.errors import SourceError
from gis.sources.indicators import Indicators
from gis.workspace import indicators
from gis.workspace.compass import Compass
from gis.workspace.compass_figures import Indicator
from gis.workspace.compass_settings import Setting, Target, keep_setting
from layers import compass as drawing
from layers import messages, problems
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import compass as words
from layers.words import plural

_EDITION = "kompas.editie"
_NO_TARGET = "geen doel"
_TARGETS = {EQUAL: "gelijk", BETTER: "beter"}
_SHOWN_FAULTS = 100  # a file with more is wrong in the same way everywhere
_FEW_FAULTS = 6  # more scroll
_YEARS_AHEAD = 4


def edition(desk: Desk) -> tuple[int, str] | None:
    """Return which own wijkkompas counts, with a text that changes with it; the last one brought by default."""
    there = indicators.editions(desk.home, desk.place.gemeentecode)
    if not there:
        return None
    chosen = next((one for one in there if one.number == state.choice(_EDITION)), there[0])
    return chosen.number, str(chosen.path.stat().st_mtime_ns)


def show_settings(desk: Desk, answer: Compass, chosen: Indicator) -> None:
    """Offer the settings of the figure on the map, and the own wijkkompas."""
    with st.expander("Instellingen en eigen wijkkompas", icon=":material/tune:"):
        _set_figure(desk, answer, chosen)
        st.markdown("**Wijkkompas van de gemeente zelf**")
        _choose_edition(desk)
        _bring(desk)


def _set_figure(desk: Desk, answer: Compass, chosen: Indicator) -> None:
    name = words.indicator_name(chosen, dimensions=desk.register.vocabulary.dimensions)
    now = answer.settings.get(chosen.key, Setting())
    width = answer.rows.loc[answer.rows["indicator"] == chosen.key, "width"]
    standing = drawing.width_words(None if width.isna().all() else float(width.dropna().iloc[0]), chosen)
    st.markdown(f"**{inert(name)}** · ongeveer gelijk is nu {inert(standing)}")
    key = f"kompas.zet.{chosen.key}.{desk.register.store.revision}"
    with st.form(key, border=False):
        left, right = st.columns(2)
        band = left.number_input(
            "Breedte van ongeveer gelijk (leeg: standaard)",
            value=now.width,
            min_value=0.0,
            format="%.4g",
            key=f"{key}.breedte",
        )
        floor, target, year = None, _NO_TARGET, desk.reference_day.year + _YEARS_AHEAD
        if chosen.way:
            label = "Bovengrens" if chosen.way < 0 else "Ondergrens"
            floor = right.number_input(
                f"{label} (leeg: geen)",
                value=now.floor,
                format="%.4g",
                key=f"{key}.grens",
                help="Aan de verkeerde kant van deze grens is het altijd ▼, wat het gemiddelde ook is.",
            )
            options = [_NO_TARGET, *_TARGETS.values()]
            first = _TARGETS.get(now.target.state, _NO_TARGET) if now.target else _NO_TARGET
            target = left.selectbox("Doel", options, index=options.index(first), key=f"{key}.doel")
            year = right.number_input(
                "In welk jaar?",
                value=now.target.year if now.target else year,
                min_value=2000,
                max_value=2100,
                key=f"{key}.jaar",
            )
        if st.form_submit_button("Bewaar deze instellingen"):
            goal = next((state for state, word in _TARGETS.items() if word == target), None)
            setting = Setting(band, floor, Target(goal, int(year)) if goal else None)
            keep_setting(desk.register, chosen.key, setting)
            state.change(
                melding=f"Bewaard: de instellingen van {name}. Zij gelden voor iedereen in dit overleg."
            )


def _choose_edition(desk: Desk) -> None:
    there = indicators.editions(desk.home, desk.place.gemeentecode)
    if not there:
        st.caption("Nog niet toegevoegd.")
        return
    numbers = [one.number for one in there]
    names = {one.number: f"{one.name} ({one.number}e)" for one in there}
    if state.choice(_EDITION) not in numbers:
        state.remember(_EDITION, numbers[0])
    chosen = st.selectbox("Welk wijkkompas telt?", numbers, format_func=names.__getitem__, key=_EDITION)
    if st.button(f"Haal weg: {inert(names[chosen])}", key="kompas.weg", type="tertiary"):
        indicators.remove_edition(desk.home, desk.place.gemeentecode, chosen)
        state.change(melding=f"Weggehaald: {names[chosen]}.")


def _bring(desk: Desk) -> None:
    st.caption(
        "Een CSV of XLSX met de kolommen buurtcode, jaar, indicator, waarde, eenheid, richting (hoger is beter, "
        "lager is beter of geen) en bron; een kolom thema mag erbij. Bij waarde mag 'nog te bepalen' staan. Wat er "
        "al is, blijft ernaast bewaard."
    )
    turn = state.choice("kompas.beurt") or 0
    file = st.file_uploader("Wijkkompas toevoegen", type=["csv", "xlsx"], key=f"kompas.bestand.{turn}")
    if file is None:
        return
    name = Path(file.name).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(file.getvalue())
        try:
            told = indicators.look_at(path, desk.place)
        except SourceError as error:
            st.error(inert(messages.sentence(error)))
            return
    _show_faults(told)
    good = len(told.frame)
    if good and st.button(f"Bewaar {plural(good, 'goede rij', 'goede rijen')}", type="primary"):
        try:
            kept = indicators.keep_indicators(desk.home, desk.place, told, name=Path(name).stem)
        except SourceError as error:
            st.error(inert(messages.sentence(error)))
            return
        state.remember("kompas.beurt", turn + 1)
        said = f"Bewaard: wijkkompas {kept.name}, {plural(good, 'rij', 'rijen')}."
        state.change(melding=said, **{_EDITION: kept.number})


def _show_faults(told: Indicators) -> None:
    good = len(told.frame)
    st.markdown(f"{plural(good, 'rij is', 'rijen zijn')} goed, {told.rows - good} niet.")
    lines = [
        f"- Rij {fault.row}, {fault.field}: {inert(problems.fault_sentence(fault))}"
        for fault in told.faults[:_SHOWN_FAULTS]
    ]
    if len(told.faults) > _SHOWN_FAULTS:
        lines.append(f"- En nog {len(told.faults) - _SHOWN_FAULTS} andere fouten.")
    if lines:
        with st.container(
            height=220 if len(lines) > _FEW_FAULTS else "content", border=False, key="kompasfouten"
        ):
            st.markdown("\n".join(lines))
