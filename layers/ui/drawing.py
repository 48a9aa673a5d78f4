"""Drawing the neighbourhood people mean: the question, the outline, what the drawings say together."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

import geopandas as gpd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.analysis.drawings import mean_jaccard
from gis.analysis.namesakes import find_namesakes
from gis.analysis.perceived import find_contents, find_core, share_in_buurten
from gis.shapes import edited_to_rd
from gis.workspace import answers, drawings
from layers import boundaries, handover, listings, perceived, words
from layers.layer import Layer
from layers.screen.component import MapEvent
from layers.screen.editing import Editing, one_shape, the_one
from layers.screen.routes import drawing_ready
from layers.ui import cached, state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

ALL = "alle vragen samen"
WHOLE = 0.99  # a larger share is all of it
ENOUGH = 5  # below it the drawings are too few to say how sure the line is


def choose_question(desk: Desk) -> gpd.GeoDataFrame:
    """Ask which question's drawings to look at, and return them; "all together" only when asked."""
    found = _drawings(desk)
    questions = sorted(found["question"].unique())
    if not questions:
        st.info("Er zijn nog geen tekeningen. Teken de buurt op de kaart of lees een bestand in.")
        return found
    options = [*questions, ALL] if len(questions) > 1 else questions
    state.keep_within("beleefd.vraag", options)
    chosen = st.radio("Welke vraag is gesteld?", options, format_func=_as_question, key="beleefd.vraag")
    return found if chosen == ALL else found[found["question"] == chosen]


def tell_outcome(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    """Say how many drew, how large kern and rand are, where they lie, and whether one name means two places."""
    if asked.empty:
        return
    pooled = asked["question"].nunique() > 1
    core = find_core(asked, k=_share(), pooled=pooled).set_index("part")
    _say_namesakes(desk, asked, pooled=pooled)
    count = words.plural(len(asked), "tekening", "tekeningen")
    st.markdown(
        f"**{count}** · kern {_hectares(core, 'kern')} ha · "
        f"rand {_hectares(core, 'rand')} ha · "
        f"de tekeningen lijken gemiddeld voor {words.number(mean_jaccard(asked) * 100)} % op elkaar"
    )
    if pooled:
        st.caption("Twee vragen samen bekeken: dat is een ander soort uitkomst dan per vraag.")
    if len(asked) < ENOUGH:
        st.caption("Dit zijn te weinig tekeningen om te zeggen hoe zeker de grens is.")
    st.select_slider(
        "Kern: welk deel tekende dit?",
        [0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
        key="beleefd.deel",
        format_func=_percent,
    )
    shares = share_in_buurten(core.geometry["kern"], desk.place.buurten)
    name = inert(" / ".join(sorted(asked["name"].unique())))
    for row in shares.head(4).to_dict("records"):
        st.markdown(
            f"- Uw {name} ligt voor **{_percent(row['share_of_area'])}** in CBS-buurt {inert(row['buurtnaam'])} "
            f"({_percent(row['share_of_buurt'])} van die buurt)"
        )
    _say_contents(desk, core.geometry["kern"])


def base(desk: Desk) -> list[Layer]:
    """Return the quiet map below the drawings: land and borders alone, so that nothing leads the hand."""
    return [boundaries.draw_buurten(desk.place.buurten, land=True)]


def drawn_layers(asked: gpd.GeoDataFrame) -> list[Layer]:
    """Return the count surface, kern and rand, and the outlines themselves; nothing while somebody draws."""
    if asked.empty or state.choice("beleefd.teken"):
        return []
    layers = []
    if st.toggle("Toon het aantal tekeningen per plek", key="beleefd.vlak"):
        layers.append(perceived.draw_surface(answers.count_all(asked)))
    core = find_core(asked, k=_share(), pooled=asked["question"].nunique() > 1)
    layers += [perceived.draw_core(core), perceived.draw_drawings(asked)]
    return layers


def draw_mode() -> Editing | None:
    """Offer to draw, and return what may be drawn and reshaped on the map."""
    if not drawing_ready():
        st.warning(NO_DRAWING)
        return None
    shape = state.choice("beleefd.vorm")
    if state.choice("beleefd.teken") is None:  # back from another page: go on with what was drawn
        state.remember("beleefd.teken", shape is not None)
    if not st.toggle("Teken een buurt", key="beleefd.teken"):
        return None
    return one_shape(shape, key=_key(), draws="area")


def keep_shape(event: MapEvent) -> None:
    """Keep the outline that was finished until it is saved."""
    if event.edited is not None and event.edited.key == _key():
        state.remember("beleefd.vorm", the_one(event.edited))


def offer_saving(desk: Desk) -> None:
    """Ask who drew (a role, no name) and save the outline."""
    shape = state.choice("beleefd.vorm")
    if not state.choice("beleefd.teken"):
        return
    if shape is None:
        st.caption("Klik hoekpunten op de kaart en klik het eerste punt opnieuw of kies Klaar.")
        return
    lists = desk.register.vocabulary.lists
    with st.form("tekening", border=True):
        name = st.text_input("Hoe noemt u deze buurt?", max_chars=60)
        role = st.selectbox("Wie tekende? (een rol, geen naam)", lists["drawing_roles"])
        question = st.selectbox(
            "Welke vraag is gesteld?", lists["drawing_questions"], format_func=_as_question
        )
        meeting = st.text_input("Bij welke bijeenkomst?", max_chars=80)
        if not st.form_submit_button("Bewaar de tekening", type="primary"):
            return
    if not name.strip():
        st.error("De naam van de buurt ontbreekt. Vul in hoe u de buurt noemt.")
        return
    drawing, mended = drawings.new_drawing(
        edited_to_rd(shape, before=(), shown=desk.shapes),
        name=name.strip(),
        role=role,
        question=question,
        meeting=meeting.strip(),
        drawn_on=desk.today,
        fictional=desk.register.workspace.fictional,
    )
    desk.register.store.add_drawings([drawing])
    state.remember("beleefd.vorm", None)
    state.remember("beleefd.beurt", None)
    state.change(
        **{"beleefd.teken": False, "beleefd.vraag": question, "melding": _MENDED if mended else _SAVED}
    )


_SAVED = "De tekening is bewaard."
_MENDED = f"{_SAVED} De lijn kruiste zichzelf. Die knoop is eruit gehaald."


def offer_files(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    """Offer drawings from a file, and the outcome as GeoTIFF and GeoJSON."""
    with st.expander("Inlezen en downloaden"):
        file = st.file_uploader("Tekeningen uit een bestand (GeoJSON of GeoPackage)", key="beleefd.bestand")
        if file is not None and st.button("Lees de tekeningen in"):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / Path(file.name).name
                path.write_bytes(file.getbuffer())
                read = drawings.read_drawings(path)
            desk.register.store.add_drawings(read.drawings)
            st.success(f"{words.plural(len(read.drawings), 'tekening', 'tekeningen')} ingelezen.")
        if asked.empty:
            return
        start = handover.FICTIONAL_PREFIX if asked["fictional"].any() else ""
        st.download_button(
            "Aantal tekeningen per plek (GeoTIFF)",
            lambda: listings.surface_bytes(answers.count_all(asked), asked),
            file_name=f"{start}tekeningen.tif",
            mime="image/tiff",
        )
        st.download_button(
            "Kern en rand (GeoJSON)",
            lambda: listings.area_features(answers.see_cores(asked, k=_share()), desk.reference_day),
            file_name=f"{start}buurt_zoals_beleefd.geojson",
            mime="application/geo+json",
        )


def _key() -> str:
    if state.choice("beleefd.beurt") is None:
        state.remember("beleefd.beurt", uuid.uuid4().hex)
    return f"beleefd {state.choice('beleefd.beurt')}"


def _drawings(desk: Desk) -> gpd.GeoDataFrame:
    return cached.drawings(str(desk.home.path), desk.view.workspace, desk.register.store.revision)


def _say_namesakes(desk: Desk, asked: gpd.GeoDataFrame, *, pooled: bool) -> None:
    for name, same in asked.groupby("name"):
        found = find_namesakes(gpd.GeoDataFrame(same), k=_share(), pooled=pooled)
        if not found.clear:
            continue
        st.warning(
            f"Er lijken {len(found.groups)} buurten te zijn met dezelfde naam: {inert(name)}.", icon="⚠️"
        )
        for number, (ids, core) in enumerate(zip(found.groups, found.cores, strict=True), start=1):
            kern = core.set_index("part")
            where = share_in_buurten(kern.geometry["kern"], desk.place.buurten).head(2)
            told = ", ".join(
                f"{inert(row['buurtnaam'])} {_percent(row['share_of_area'])}"
                for row in where.to_dict("records")
            )
            area = _hectares(kern, "kern")
            st.markdown(
                f"{number}. {words.plural(len(ids), 'tekening', 'tekeningen')}, kern {area} ha: {told}"
            )


def _say_contents(desk: Desk, kern: BaseGeometry) -> None:
    share = find_contents(kern, desk.activities)
    inside = desk.activities[share > 0].assign(share=share)
    if inside.empty:
        return
    with st.expander(f"Wat ligt er in de kern? ({len(inside)} activiteiten)"):
        for row in inside.to_dict("records"):
            part = "" if row["share"] > WHOLE else f" (voor {_percent(row['share'])})"
            st.markdown(f"- {inert(row['title'])}{part}")


def _hectares(core: gpd.GeoDataFrame, part: str) -> str:
    return words.number(float(core["area_m2"].loc[part]) / 10_000, 1)


def _share() -> float:
    return float(state.choice("beleefd.deel") or 0.5)


def _percent(share: float) -> str:
    return f"{words.number(share * 100)} %"


def _as_question(question: str) -> str:
    if question == ALL:
        return ALL.capitalize()
    told = inert(question)
    return f"Teken {told}" if question.startswith("het") else f"Teken de buurt {told}"
