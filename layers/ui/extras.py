"""What someone adds to the map: the national background, layers of one's own, another gemeente."""

from __future__ import annotations

import tempfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from gis.workspace import own_layers
from gis.workspace.home import Home
from gis.workspace.looks import THICKEST, THINNEST, Look, keep_looks, read_looks
from layers.own import LIGHT_FILL
from layers.ui import state
from layers.ui.gemeente import begin_own
from layers.ui.settings import keep_background

CONSENT = (
    "Achtergrondkaart tonen? De kaartbeelden komen van PDOK (Kadaster). "
    "Er gaan geen gegevens van het register mee."
)
FORMS = ["geojson", "json", "gpkg", "zip", "tif", "tiff"]


def offer(home: Home, workspace: str, *, today: date) -> None:
    """Offer the background map with its consent, layers of one's own, and another gemeente."""
    with st.expander("Achtergrond en eigen lagen"):
        st.toggle(CONSENT, key="achtergrond", on_change=_keep_consent, args=(home,))
        _offer_layers(home, workspace)
        st.divider()
        if st.button("Andere gemeente ophalen", width="stretch"):
            begin_own(home, today)


def _keep_consent(home: Home) -> None:
    keep_background(home, allowed=bool(state.choice("achtergrond")))


def _offer_layers(home: Home, workspace: str) -> None:
    st.markdown("**Eigen laag toevoegen**")
    file = st.file_uploader(
        "GeoJSON, GeoPackage of GeoTIFF", type=FORMS, key=f"eigen.bestand.{state.choice('eigen.beurt') or 0}"
    )
    if file is not None and st.button("Zet op de kaart", type="primary", width="stretch"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.getbuffer())
            own_layers.add_layer(home, path, name=path.stem)
        state.remember(
            "eigen.beurt", (state.choice("eigen.beurt") or 0) + 1
        )  # an empty box for the next file
        st.rerun()
    _arrange(home, workspace)


def _arrange(home: Home, workspace: str) -> None:
    """Show every own layer, the highest on the map first, with what can be done to it."""
    looks = read_looks(home, workspace)
    for place in reversed(range(len(looks))):
        look = looks[place]
        with st.container(horizontal=True, vertical_alignment="center", key=f"eigen.rij.{look.name}"):
            shown = st.checkbox(look.name, value=look.shown, key=f"{_key_of(look)}.aan")
            up = st.button("↑", key=f"eigen.op.{look.name}", help="Hoger", disabled=place == len(looks) - 1)
            down = st.button("↓", key=f"eigen.neer.{look.name}", help="Lager", disabled=place == 0)
        with st.popover("Opmaak", width="stretch"):
            asked = _choose_look(home, look)
            if not own_layers.is_picture(home, look.name):
                st.button(
                    "Wijzig de vormen op de kaart",
                    key=f"eigen.wijzig.{look.name}",
                    width="stretch",
                    on_click=state.remember,
                    args=("eigen.wijzig", look.name),
                )
            if st.button("Haal weg", key=f"eigen.weg.{look.name}", width="stretch"):
                own_layers.remove_layer(home, look.name)
                st.rerun()
        if up or down:
            other = place + 1 if up else place - 1
            looks[place], looks[other] = looks[other], looks[place]
        elif (asked := replace(asked, shown=shown)) != look:
            looks[place] = asked
        else:
            continue
        keep_looks(home, workspace, looks)
        st.rerun()


def _key_of(look: Look) -> str:
    """Return the key of its controls: a look that another session changed is another control, not a quarrel."""
    return f"eigen.{look.name}.{zlib.crc32(repr(look).encode())}"


def _choose_look(home: Home, look: Look) -> Look:
    path = own_layers.layer_path(home, look.name)
    key = _key_of(look)
    if path.suffix == ".tif":
        whole = 100 if look.opacity is None else round(look.opacity * 100)
        opacity = st.slider("Dekking (%)", 0, 100, whole, 5, key=f"{key}.dekking")
        return look if opacity == whole else replace(look, opacity=opacity / 100)
    colour = st.color_picker("Kleur", look.colour, key=f"{key}.kleur")
    width = st.slider("Dikte van de lijn", THINNEST, THICKEST, look.width, 0.1, key=f"{key}.dikte")
    light = round((LIGHT_FILL if look.opacity is None else look.opacity) * 100)
    fill = st.slider("Vulling (%)", 0, 100, light, 1, key=f"{key}.vulling")
    columns = ["", *own_layers.label_columns(path)]
    label = st.selectbox(
        "Naam op de kaart",
        columns,
        index=columns.index(look.label) if look.label in columns else 0,
        format_func=lambda name: name or "geen",
        key=f"{key}.naam",
    )
    opacity_now = look.opacity if fill == light else fill / 100
    return replace(look, colour=colour, width=width, opacity=opacity_now, label=label)
