"""How an area is doing: figures of a kern with their margin, and beside a buurt and an own area."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.analysis.perceived import share_in_buurten
from gis.errors import BuurtError
from gis.workspace import figures, own_layers
from gis.workspace.perceived import Meant
from layers import messages
from layers.ui.folded import folded
from layers.ui.front import Desk
from layers.ui.meant import Drawn, area_figures, kern_figures
from layers.ui.text import inert
from layers.words import areas as words

OPENED = "gebied.cijfers"  # whether the figures of a kern are looked at
_BESIDE = ("inwoners", "afw", "won", "fys", "vrz", "soc", "onv")  # what three areas are compared on


def show_figures(desk: Desk, meant: Meant, *, which: str = "") -> None:
    """Show the figures of one kern, and beside it the buurt that is most like it and an own area."""
    if meant.kern.is_empty:
        return
    shown = folded(f"Hoe gaat het in dit gebied?{which}", key=f"{OPENED}{which}")
    if shown is None:  # kernen drawn again take most of a second
        return
    with shown:
        found = kern_figures(str(desk.home.path), desk.area, meant.kern.wkb, Drawn(meant))
        if _show_found(found):
            _show_beside(desk, meant, found)


def show_area(desk: Desk, shape: BaseGeometry) -> None:
    """Show the figures of an area in RD of which the border is agreed on."""
    with st.expander("Hoe gaat het in dit gebied?", expanded=True):
        _show_found(area_figures(str(desk.home.path), desk.area, shape.wkb))


def _show_found(found: pd.DataFrame) -> bool:
    """Show figures with their margin, or why there are none; return whether there are any."""
    sentence = words.refusal(found)
    if sentence:
        st.info(sentence)
        return False
    st.markdown(_table(found))
    st.caption(
        "In ongeveer 90 van de 100 gevallen ligt het echte cijfer tussen de twee getallen. "
        "De Leefbaarometer en zijn vijf onderdelen zijn het verschil met Nederland. "
        f"Bronnen: {inert(_sources(found))}."
    )
    for sentence in words.why_sentences(found):
        st.caption(sentence)
    return True


def _table(found: pd.DataFrame) -> str:
    rows = found[found["value"].notna()].to_dict("records")
    lines = [
        [
            words.MEASURE_WORDS[row["measure"]],
            f"**{words.value_words(row['measure'], row['value'])}** {words.margin_words(row)}",
            words.sure_words(row),
        ]
        for row in rows
    ]
    return _as_table(["Cijfer", "Schatting", "Hoe zeker?"], lines)


def _as_table(heads: list[str], lines: list[list[str]]) -> str:
    """Return a table of which the cells break off into lines, so that it is read whole on a phone too."""
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, ["---"] * len(heads), *lines))


def _sources(found: pd.DataFrame) -> str:
    told = found[found["value"].notna()].drop_duplicates(["source", "year"])
    return ", ".join(f"{row['source']} ({row['year']})" for row in told.to_dict("records"))


def _show_beside(desk: Desk, meant: Meant, found: pd.DataFrame) -> None:
    """Say what the choice of the area does: the same figures of a buurt, the kern and an own area."""
    columns = {"Kern": found}
    shares = share_in_buurten(meant.kern, desk.place.buurten)
    if not shares.empty:
        near = shares[shares["nearest"]].iloc[0]
        codes = desk.place.buurten["buurtcode"].to_numpy()
        shape = desk.place.buurten.geometry[codes == near["buurtcode"]].iloc[0]
        name = f"CBS {near['buurtnaam']}"
        columns = {name: area_figures(str(desk.home.path), desk.area, shape.wkb), **columns}
    own = _choose_own(desk)
    if own is not None:
        columns["Eigen gebied"] = area_figures(str(desk.home.path), desk.area, own.wkb)
    if len(columns) == 1:
        return
    st.markdown("**Hetzelfde onderwerp, een ander gebied: wat maakt de keuze uit?**")
    told = {name: one.set_index("measure").loc[list(_BESIDE)] for name, one in columns.items()}
    lines = []
    for key in _BESIDE:
        values = [float(one["value"][key]) for one in told.values() if not pd.isna(one["value"][key])]
        span = max(values) - min(values) if len(values) > 1 else float("nan")
        cells = [words.value_words(key, one["value"][key]) for one in told.values()]
        lines.append([words.MEASURE_WORDS[key], *cells, f"**{words.value_words(key, span)}**"])
    st.markdown(_as_table(["Cijfer", *map(inert, told), "Verschil"], lines))


def _choose_own(desk: Desk) -> BaseGeometry | None:
    """Ask for an area of an own layer, and return it in RD; None when there is none or it is not asked."""
    names = [path.stem for path in own_layers.layer_paths(desk.home) if path.suffix == ".gpkg"]
    if not names:
        st.caption(
            "Voeg een eigen laag met gebieden toe (pagina Kaart). Dan staat uw eigen gebied hiernaast."
        )
        return None
    layer = st.selectbox("Eigen laag", names, index=None, placeholder="Kies een eigen laag")
    if layer is None:
        return None
    try:
        frame = own_layers.read_layer(Path(own_layers.layer_path(desk.home, layer)))
    except BuurtError as error:
        st.error(messages.sentence(error))
        return None
    areas = frame[frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"]) & frame.geometry.is_valid]
    if areas.empty:
        st.caption("Deze laag heeft geen gebieden.")
        return None
    named = figures.with_ids(gpd.GeoDataFrame(areas))
    row = st.selectbox("Gebied", list(range(len(named))), format_func=lambda n: str(named["area_id"].iloc[n]))
    shape: BaseGeometry = named.geometry.iloc[int(row)]
    return shape
