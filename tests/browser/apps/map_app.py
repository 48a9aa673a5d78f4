"""Two pages with one map of made layers; prints what the map tells."""

import json
import secrets
from dataclasses import replace

import geopandas as gpd
import shapely
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from gis.crs import RD, to_wgs84
from layers.layer import NAMES_FROM, Layer, to_features
from layers.screen.component import last_event, show_map
from layers.screen.editing import one_shape, the_one
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


def squares(*, cut_m: float = 0) -> gpd.GeoDataFrame:
    """Nine squares of 500 m around RD 232500, 583500, with or without their corners."""
    return gpd.GeoDataFrame(
        [
            {"id": f"B{n}", "mark": "none" if n == 9 else str(n), "name": f"Buurt {n}", "note": f"klasse {n}"}
            for n in range(1, 10)
        ],
        geometry=[
            shapely.box(x, y, x + SQUARE_M, y + SQUARE_M).buffer(-cut_m).buffer(cut_m)
            for y in (583000, 583500, 584000)
            for x in (232000, 232500, 233000)
        ],
        crs=RD,
    )


def buurten() -> Layer:
    """Return the squares by class; the last one is without a figure."""
    marks = [Mark(str(n), str(n), fill=colour) for n, colour in enumerate(NINE, start=1)]
    features = to_features(squares(), columns=COLUMNS[:4])
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


def levelled() -> list[Layer]:
    """The same squares with cut corners from afar, and one wijk around them that is named only there."""
    near, far = buurten(), squares(cut_m=100)
    wijk = gpd.GeoDataFrame(
        [{"id": "W1", "mark": "wijk", "name": "Oost"}],
        geometry=[shapely.box(232000, 583000, 233500, 584500)],
        crs=RD,
    )
    around = Layer(
        "wijken",
        "Wijken",
        "area",
        to_features(wijk, columns=COLUMNS[:3]),
        (Mark("wijk", "wijkgrens", width=2.2),),
        public=True,
        clickable=False,
        labels=True,
        named=(0, NAMES_FROM),
        zooms=(0, NAMES_FROM),
    )
    return [around, replace(near, levels=((11.5, to_features(far, columns=COLUMNS[:4])),))]


def niveaus() -> None:
    event = last_event("proef")
    if event.at:
        st.session_state.clicked = [event.layer, event.id]
    chosen = st.session_state.get("clicked", [None, None])
    show_map(
        levelled(),
        key="proef",
        secret="proef",  # noqa: S106 - nothing is hidden here
        selected=chosen[1],
        fit=tuple(to_wgs84(squares()).total_bounds.tolist()),
        height="420px",
    )
    st.code(f"KLIK {json.dumps(chosen)}")


def kaart() -> None:
    st.session_state.setdefault("secret", secrets.token_hex())
    state = st.session_state
    left, middle, right = st.columns(3)
    only_first = left.checkbox("Alleen A0")
    drawing = middle.selectbox("Tekenen", ["niet", "area", "line", "point"])
    hide = right.checkbox("Zonder buurten")
    event = last_event("proef")
    if event.at:
        state.selected = event.id
        state.clicked = [event.layer, event.id, *event.at]
    if event.edited:
        state.shape = the_one(event.edited)
    same = show_map(
        [activities()] if hide else [buurten(), activities()],
        key="proef",
        secret=state.secret,
        shown={"plannen": ["A0"]} if only_first else None,
        selected=state.get("selected"),
        lit=["A6"],
        edit=None if drawing == "niet" else one_shape(state.get("shape"), key="proef", draws=drawing),
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
        st.Page(niveaus, title="Niveaus"),
    ]
    st.navigation(pages, position="top").run()


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=routes())
else:
    run()
