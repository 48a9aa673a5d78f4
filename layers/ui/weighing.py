"""What counts in the score of a pair: four sliders, and weights that follow what people found nuttig."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gis.analysis.scoring import PLAIN, Refit, Weights
from gis.errors import TableError
from gis.workspace import answers
from gis.workspace.answers import Chances
from layers import listings, messages
from layers.ui import asking, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import number

_PARTS = {"space": "Plek", "time": "Tijd", "theme": "Thema", "room": "Ruimte om te schuiven"}
_ASKED = "weging.voorgesteld"
_MOST_ROWS = 20


def choose_weights() -> tuple[Weights, DeltaGenerator]:
    """Ask how many points each part brings at most; also return the expander, for what follows from them."""
    with st.expander("Wat telt mee?") as sheet:
        st.caption("Hoeveel punten brengt elk deel hoogstens?")
        columns = st.columns(2) * 2
        points = {
            name: float(column.slider(label, 0.0, 100.0, step=1.0, format="%g", key=f"weging.{name}"))
            for column, (name, label) in zip(columns, _PARTS.items(), strict=True)
        }
        weights = Weights(**points)
        st.button(
            "Terug naar de standaard",
            key="weging.standaard",
            disabled=weights == PLAIN,
            on_click=_put,
            args=(PLAIN,),
        )
    return weights, sheet


def offer_refit(desk: Desk, found: Chances, weights: Weights) -> None:
    """Offer weights that follow the votes, with the old place in the list beside the new; a person takes them."""
    st.button(
        "Pas de weging aan op wat u nuttig vond",
        key="weging.volg",
        on_click=state.remember,
        args=(_ASKED, True),
    )
    if not state.choice(_ASKED):
        return
    try:
        told = answers.follow_votes(found, asking.votes(desk.seen_by), weights=weights)
    except TableError as error:
        st.info(inert(messages.sentence(error)))
        return
    _show_refit(found, told, weights)


def _show_refit(found: Chances, told: Refit, weights: Weights) -> None:
    new = vars(told.weights)
    changes = [
        f"{label} {number(now, 0 if now == int(now) else 1)} → {number(new[name], 1)}"
        for name, label in _PARTS.items()
        if (now := vars(weights)[name]) is not None
    ]
    st.markdown(f"Op grond van {number(told.votes)} oordelen: {', '.join(changes)}.")
    titles = listings.titles_of(found.activities)
    ranks = told.ranks.head(_MOST_ROWS)
    pairs = zip(ranks["a_id"], ranks["b_id"], strict=True)
    st.dataframe(
        pd.DataFrame(
            {
                "Plaats straks": ranks["new_rank"],
                "Plaats nu": ranks["old_rank"],
                "Paar": [f"{titles[one]} × {titles[other]}" for one, other in pairs],
            }
        ),
        hide_index=True,
        height=240,
    )
    with st.container(horizontal=True):
        st.button("Neem deze weging over", type="primary", on_click=_put, args=(told.weights,))
        st.button("Laat de weging staan", on_click=state.remember, args=(_ASKED, None))


def _put(weights: Weights) -> None:
    state.remember(_ASKED, None)
    state.plan(**{f"weging.{name}": points for name, points in vars(weights).items()})
