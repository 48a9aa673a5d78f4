"""Two pages with one map of made layers; prints what the map tells."""

import json
import secrets

import geopandas as gpd
import shapely
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from gis.crs import RD
from layers.layer import Layer, to_features
from layers.screen.component import last_event, show_map
from layers.screen.routes import routes
from layers.style import NINE, NO_FIGURE, Mark, activity_mark

HOSTILE = [
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    "`;window.hurt=1;`",
    "${window.hurt=1}",
]
COLUMNS = ["id", "mark", "name", "note", "coarse", "made"]
SQUARE_M = 500


def buurten() -> Layer:
    """Nine squares of 500 m around RD 232500, 583500; the last one without a figure."""
    frame = gpd.GeoDataFrame(
        [
            {"id": f"B{n}", "mark": "none" if n == 9 else str(n), "name": f"Buurt {n}", "note": f"klasse {n}"}
            for n in range(1, 10)
        ],
        geometry=[
            shapely.box(x, y, x + SQUARE_M, y + SQUARE_M)
            for y in (583000, 583500, 584000)
            for x in (232000, 232500, 233000)
        ],
        crs=RD,
    )
    marks = [Mark(str(n), str(n), fill=colour) for n, colour in enumerate(NINE, start=1)]
    features = to_features(frame, columns=COLUMNS[:4])
    return Layer("buurten", "Buurten", "area", features, (*marks, NO_FIGURE), public=True, labels=True)


def activities() -> Layer:
    """Points with hostile titles, two on one spot, a line and an area."""
    rows = [
        *((title, shapely.Point(232100 + 250 * n, 583250)) for n, title in enumerate(HOSTILE)),
        ("Eettafel", shapely.Point(232250, 583750)),
        ("Taalcafé", shapely.Point(232252, 583751)),
        ("Warmtenet", shapely.LineString([(232600, 584300), (233400, 584200)])),
        ("Plein", shapely.box(233100, 583600, 233250, 583700)),
    ]
    frame = gpd.GeoDataFrame(
        [
            {"id": f"A{n}", "mark": "M|gepland", "name": title, "note": "", "coarse": n == 7, "made": n == 6}
            for n, (title, _) in enumerate(rows)
        ],
        geometry=[shape for _, shape in rows],
        crs=RD,
    )
    mark = activity_mark("M", "gepland", label="meedoen, gepland")
    return Layer("plannen", "Plannen", "activity", to_features(frame, columns=COLUMNS), (mark,), cluster=True)


def kaart() -> None:
    st.session_state.setdefault("secret", secrets.token_hex())
    state = st.session_state
    left, middle, right = st.columns(3)
    only_first = left.checkbox("Alleen A0")
    drawing = middle.selectbox("Tekenen", ["niet", "polygon", "line", "point", "edit"])
    hide = right.checkbox("Zonder buurten")
    event = last_event("proef")
    if event.at:
        state.selected = event.id
        state.clicked = [event.layer, event.id, *event.at]
    if event.drawn or event.erased:
        state.shape = event.drawn
    same = show_map(
        [activities()] if hide else [buurten(), activities()],
        key="proef",
        secret=state.secret,
        shown={"plannen": ["A0"]} if only_first else None,
        selected=state.get("selected"),
        lit=["A6"],
        draw=None if drawing == "niet" else drawing,
        shape=state.get("shape"),
        height="420px",
    )
    st.code(f"GELIJK {json.dumps(same == event)}")
    st.code(f"KLIK {json.dumps(state.get('clicked'))}")
    st.code(f"VORM {json.dumps(state.get('shape'))}")


def elders() -> None:
    st.write("Een andere pagina")


def run() -> None:
    st.set_page_config(layout="wide")
    pages = [
        st.Page(kaart, title="Kaart", default=True),
        st.Page(elders, title="Elders"),
    ]
    st.navigation(pages, position="top").run()


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=routes())
else:
    run()
