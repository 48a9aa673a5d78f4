"""Key figures of CBS for buurten, wijken and gemeenten."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from gis.sources.columns import area_rows, find_column, is_water
from gis.sources.values import to_numbers
from gis.sources.years import pick_year
from gis.tables import FIGURES, MISSING, conform

# How publishers name each figure; units are those of FIGURES. Only counts where FIGURES counts: a percentage
# of young people is not turned into a number of them.
FIGURE_COLUMNS = MappingProxyType(
    {
        "inwoners": ("inwoners", "aantal_inwoners", "a_inw"),
        "huishoudens": ("huishoudens", "aantal_huishoudens", "HuishoudensTotaal_29", "a_hh"),
        "inwoners_0_15": (
            "inwoners_0_15",
            "inwoners0tot15",
            "aantal_inwoners_0_tot_15_jaar",
            "k_0Tot15Jaar_8",
            "a_00_14",
        ),
        "inwoners_65plus": (
            "inwoners_65plus",
            "aantal_inwoners_65_jaar_en_ouder",
            "k_65JaarOfOuder_12",
            "a_65_oo",
        ),
        "dichtheid_km2": (
            "dichtheid_km2",
            "dichtheid",
            "bevolkingsdichtheid_inwoners_per_km2",
            "Bevolkingsdichtheid_34",
            "bev_dich",
        ),
        "woz_waarde_keur": (
            "woz_waarde_keur",
            "wozWaarde",
            "gemiddelde_woningwaarde",
            "GemiddeldeWOZWaardeVanWoningen_39",
            "g_wozbag",
        ),
        "koopwoningen_pct": ("koopwoningen_pct", "koopwoningen", "percentage_koopwoningen", "p_koopw"),
        "inkomen_keur": (
            "inkomen_keur",
            "inkomenPerInwoner",
            "gemiddeld_inkomen_per_inwoner",
            "GemiddeldInkomenPerInwoner_78",
            "g_ink_pi",
        ),
    }
)


def read_figures(
    frame: pd.DataFrame, *, gemeentecode: str | None = None, year: int | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the key figures of every buurt, wijk and gemeente in the frame, and why figures are missing.

    Parameters
    ----------
    frame
        Key figures in any form known here. Water parts are left out.
    gemeentecode
        Such as ``GM0014``; None for the whole country.
    year
        The year asked; see `gis.sources.years.pick_year`.

    Returns
    -------
    figures, missing
        Tables FIGURES and MISSING. A figure without a column is missing, without a row in MISSING.

    Raises
    ------
    TableError
        ``not_a_number``, ``code_unknown``, ``column_missing``; ``key_twice`` when a code stands in rows that
        contradict each other.
    SourceError
        ``gemeente_unknown``, ``year_not_in_file``.

    Examples
    --------
    >>> sheet = pd.DataFrame({"gwb_code": ["BU00141000"], "a_inw": ["6580"], "p_koopw": ["."]})
    >>> figures, missing = read_figures(sheet, year=2024)
    >>> figures["inwoners"].tolist(), missing["reden"].tolist()
    ([6580.0], ['niet gepubliceerd'])
    """
    land = frame[~is_water(frame)]
    rows, chosen = pick_year(area_rows(land, table=FIGURES, gemeentecode=gemeentecode), year=year)
    values = pd.DataFrame({"code": rows["code"], "jaar": chosen})
    reasons = values.copy()
    for figure, names in FIGURE_COLUMNS.items():
        column = find_column(rows, *names)
        if column is not None:
            values[figure], reasons[figure] = to_numbers(rows[column], table=FIGURES.name)
    told = [figure for figure in FIGURE_COLUMNS if figure in reasons]
    missing = reasons.melt(id_vars=["code", "jaar"], value_vars=told, var_name="kolom", value_name="reden")
    missing = missing.dropna(subset=["reden"]).drop_duplicates()
    figures = values.drop_duplicates().sort_values("code", ignore_index=True)
    return conform(figures, FIGURES), conform(
        missing.sort_values(["code", "kolom"], ignore_index=True), MISSING
    )
