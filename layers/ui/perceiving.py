"""What the drawings say together: kern and rand, how sure the line is, whether more are needed, per role."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.analysis.drawings import mean_jaccard, questions_of
from gis.analysis.namesakes import Namesakes
from gis.analysis.outline import Outline
from gis.analysis.perceived import find_contents, share_in_buurten
from gis.workspace import answers, drawings
from gis.workspace.perceived import Meant
from layers import handover, listings, perceived, words
from layers.layer import Layer
from layers.ui import area_figures, cached, meant, state
from layers.ui.curve import curve_picture
from layers.ui.drawing import ALL, as_question, questions_in
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import perceived as said

WHOLE = 0.99  # a larger share is all of it


def choose_question(desk: Desk) -> gpd.GeoDataFrame:
    """Ask which question's drawings to look at, and return them; "all together" only when asked."""
    found = _drawings(desk)
    questions = questions_in(found)
    if not questions:
        st.info("Er zijn nog geen tekeningen. Teken de buurt op de kaart of lees een bestand in.")
        return found
    options: list[str | tuple[str, str]] = list(questions)
    if len(questions) > 1:
        options.append(ALL)
    state.keep_within("beleefd.vraag", options)
    chosen = st.radio("Welke vraag is gesteld?", options, format_func=as_question, key="beleefd.vraag")
    if isinstance(chosen, str):
        return found
    question, name = chosen
    same = found["question"] == question
    return gpd.GeoDataFrame(found[same & (found["name"] == name)] if name else found[same])


def find_meant(desk: Desk, asked: gpd.GeoDataFrame) -> list[Meant]:
    """Return what the drawings mean, with the share and the choices that are set; nothing without drawings."""
    return [] if asked.empty else meant.meant(_asked(desk, asked), _share(), together=_together())


def tell_outcome(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    """Say how many drew, how large kern and rand are, how sure the line is and where it lies."""
    if asked.empty:
        return
    key = _asked(desk, asked)
    _say_namesakes(meant.namesakes(key, _share()))
    found = find_meant(desk, asked)
    for one in found:
        _tell_one(desk, one, several=len(found) > 1)
    if len(questions_of(asked)) > 1:
        st.caption("Twee vragen samen bekeken: dat is een ander soort uitkomst dan per vraag.")
    st.select_slider(
        "Kern: welk deel tekende dit?",
        [0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
        key="beleefd.deel",
        format_func=_percent,
    )
    _tell_roles(desk, asked)
    _tell_outline(desk, asked)


def _tell_one(desk: Desk, one: Meant, *, several: bool) -> None:
    """Tell one neighbourhood that people mean."""
    core = one.areas.set_index("part")["area_m2"]
    count = words.plural(len(one.drawings), "tekening", "tekeningen")
    number = one.areas["group"].iloc[0]
    name = inert(" / ".join(sorted(one.drawings["name"].unique())))
    title = f"{name} {number}: {count}" if several and not pd.isna(number) else count
    alike = mean_jaccard(one.drawings)
    told = (
        ""
        if pd.isna(alike)
        else f" · de tekeningen lijken gemiddeld voor {words.number(alike * 100)} % op elkaar"
    )
    st.markdown(
        f"**{title}** · kern {said.hectares(core['kern'])} · rand {said.hectares(core['rand'])}{told}"
    )
    if one.weighs:
        plain = one.plain.set_index("part")["area_m2"]
        st.caption(
            "Niet elke tekening telt even zwaar. Zou dat wel zo zijn: "
            f"kern {said.hectares(plain['kern'])}, rand {said.hectares(plain['rand'])}."
        )
    sure = " ".join(said.certainty_sentences(one.certainty, drawings=len(one.drawings)))
    st.markdown(f"**Hoe zeker is de grens?** {sure}")
    st.markdown(f"**Genoeg tekeningen?** {said.enough_sentence(one.enough)}")
    shares = share_in_buurten(one.kern, desk.place.buurten)
    for row in shares.head(2 if several else 4).to_dict("records"):
        st.markdown(
            f"- Uw {name} ligt voor **{_percent(row['share_of_area'])}** in CBS-buurt {inert(row['buurtnaam'])} "
            f"({_percent(row['share_of_buurt'])} van die buurt)"
        )
    which = f" van {name} {number}" if several and not pd.isna(number) else ""
    if one.enough != "few":
        with st.expander(f"De kern{which} bij minder tekeningen"):
            st.html(curve_picture(one.curve, said.curve_sentence(one.curve)))
    _say_contents(desk, one.kern, which=which)
    area_figures.show_figures(desk, one, which=which)


def _say_namesakes(split: dict[str, Namesakes]) -> None:
    """Say first when a name stands for several neighbourhoods; one kern only when people want that."""
    if not split:
        return
    for name, found in split.items():
        count = words.plural(len(found.alone), "tekening hoort", "tekeningen horen")
        apart = f" {count} nergens bij." if found.alone else ""
        st.warning(
            f"Er lijken {len(found.groups)} buurten te zijn met dezelfde naam: {inert(name)}.{apart}",
            icon="⚠️",
        )
    st.toggle("Toch samennemen", key="beleefd.samen")


def _tell_roles(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    _, compared, roles = meant.roles(_asked(desk, asked), _share())
    st.markdown("**Tekenen rollen verschillend?** " + " ".join(said.role_sentences(compared, roles)))


def _tell_outline(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    for _, outline in find_outlines(desk, asked) if state.choice("beleefd.strak") else []:
        st.markdown(f"**Strakke lijn.** {inert(said.outline_sentence(outline))}")


def drawn_layers(desk: Desk, asked: gpd.GeoDataFrame) -> list[Layer]:
    """Return the count surface, the areas and the outlines themselves."""
    if asked.empty:
        return []
    layers = []
    if st.toggle("Aantal per plek", key="beleefd.vlak"):
        layers.append(perceived.draw_surface(answers.count_all(asked)))
    layers += [perceived.draw_core(_areas(desk, asked)), perceived.draw_drawings(asked)]
    if st.toggle("Kern per rol", key="beleefd.rollen"):
        layers.append(perceived.draw_roles(meant.roles(_asked(desk, asked), _share())[0]))
    if st.toggle("Strakke lijn", key="beleefd.strak"):
        layers += [
            perceived.draw_outline(
                outline.shape,
                name=str(one.areas["name"].iloc[0]),
                made=bool(one.areas["fictional"].iloc[0]),
                number=number,
            )
            for number, (one, outline) in enumerate(find_outlines(desk, asked), start=1)
        ]
    return layers


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
            "Kern, rand en onzekere grens (GeoJSON)",
            lambda: listings.area_features(_areas(desk, asked), desk.reference_day),
            file_name=f"{start}buurt_zoals_beleefd.geojson",
            mime="application/geo+json",
        )


def _areas(desk: Desk, asked: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    found = find_meant(desk, asked)
    return gpd.GeoDataFrame(pd.concat([one.areas for one in found], ignore_index=True), crs=asked.crs)


def find_outlines(desk: Desk, asked: gpd.GeoDataFrame) -> list[tuple[Meant, Outline]]:
    """Return each neighbourhood that has a kern with its crisp line; nothing without drawings."""
    if asked.empty:
        return []
    return meant.outlines(_asked(desk, asked), desk.area, _share(), together=_together())


def _asked(desk: Desk, asked: gpd.GeoDataFrame) -> meant.Asked:
    return str(desk.home.path), desk.view.workspace, desk.register.store.revision, tuple(asked["id"])


def _drawings(desk: Desk) -> gpd.GeoDataFrame:
    return cached.drawings(str(desk.home.path), desk.view.workspace, desk.register.store.revision)


def _say_contents(desk: Desk, kern: BaseGeometry, *, which: str) -> None:
    share = find_contents(kern, desk.activities)
    inside = desk.activities[share > 0].assign(share=share)
    if inside.empty:
        return
    with st.expander(f"Wat ligt er in de kern{which}? ({len(inside)} activiteiten)"):
        for row in inside.to_dict("records"):
            part = "" if row["share"] > WHOLE else f" (voor {_percent(row['share'])})"
            st.markdown(f"- {inert(row['title'])}{part}")


def _together() -> bool:
    return bool(state.choice("beleefd.samen"))


def _share() -> float:
    return float(state.choice("beleefd.deel") or 0.5)


def _percent(share: float) -> str:
    return f"{words.number(share * 100)} %"
