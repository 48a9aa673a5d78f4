"""What someone adds to the map: the national background, layers of one's own, another gemeente."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from gis.workspace import own_layers
from gis.workspace.home import Home
from layers.ui import state
from layers.ui.gemeente import begin_own
from layers.ui.settings import keep_background

CONSENT = (
    "Achtergrondkaart tonen? De kaartbeelden komen van PDOK (Kadaster). "
    "Er gaan geen gegevens van het register mee."
)
FORMS = ["geojson", "json", "gpkg", "zip", "tif", "tiff"]


def offer(home: Home, *, today: date) -> None:
    """Offer the background map with its consent, layers of one's own, and another gemeente."""
    with st.expander("Achtergrond en eigen lagen"):
        st.toggle(CONSENT, key="achtergrond", on_change=_keep_consent, args=(home,))
        _offer_layers(home)
        st.divider()
        if st.button("Andere gemeente ophalen", width="stretch"):
            begin_own(home, today)


def _keep_consent(home: Home) -> None:
    keep_background(home, allowed=bool(state.choice("achtergrond")))


def _offer_layers(home: Home) -> None:
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
    for path in own_layers.layer_paths(home):
        if st.button(f"Haal weg: {path.stem}", key=f"eigen.weg.{path.name}", width="stretch"):
            own_layers.remove_layer(home, path.stem)
            st.rerun()
