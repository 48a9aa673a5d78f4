"""The rows of the table of witte vlekken: theme groups, or themes."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from gis.analysis.moments import Places
from gis.vocabulary import Vocabulary

OWN_ROW = "klimaatadaptatie"  # a theme with a row of its own, not counted under its theme group
NO_ROW = "R"  # the theme group without a row: regie belongs to no figure and to no buurt

By = Literal["group", "theme"]


def list_rows(vocabulary: Vocabulary, *, by: By) -> pd.DataFrame:
    """Return the rows of the table: `themagroep` and `thema` (missing for a whole group), in order."""
    groups = [(letter, None) for letter in vocabulary.groups if letter != NO_ROW]
    themes = [
        (OWN_ROW if name == OWN_ROW else theme.group, name)
        for name, theme in vocabulary.themes.items()
        if theme.group != NO_ROW
    ]
    own = [(OWN_ROW, OWN_ROW)] if OWN_ROW in vocabulary.themes else []
    return pd.DataFrame(
        themes if by == "theme" else groups + own, columns=["themagroep", "thema"], dtype="str"
    )


def rows_of(themes: pd.Series, *, vocabulary: Vocabulary, by: By) -> Places:
    """Return the position in `list_rows` of each theme; -1 for what has no row."""
    rows = list_rows(vocabulary, by=by)
    place = {name: number for number, name in enumerate(rows["thema" if by == "theme" else "themagroep"])}
    of_group = {name: theme.group for name, theme in vocabulary.themes.items()}
    told = themes if by == "theme" else themes.map({**of_group, OWN_ROW: OWN_ROW})
    return told.map(place).fillna(-1).to_numpy(dtype=np.intp)
