from __future__ import annotations

import pandas as pd
import pytest

from gis.errors import TableError
from gis.sources.figures import FIGURE_COLUMNS, read_figures
from gis.tables import FIGURES, MISSING

# Selwerd 2024 in every publisher's columns; the numbers are those of CBS.
FORMS = {
    "sheet": {
        "gwb_code": "BU00141000",
        "regio": "Selwerd",
        "a_inw": "6580",
        "a_hh": "4240",
        "bev_dich": "7980",
        "g_wozbag": "225",
        "p_koopw": "21",
    },
    "odata": {
        "WijkenEnBuurten": "BU00141000",
        "AantalInwoners_5": 6580,
        "HuishoudensTotaal_29": 4240,
        "Bevolkingsdichtheid_34": 7980,
        "GemiddeldeWOZWaardeVanWoningen_39": 225.0,
        "Koopwoningen_47": 21,
    },
    "snake": {
        "buurtcode": "BU00141000",
        "aantal_inwoners": 6580,
        "aantal_huishoudens": 4240,
        "bevolkingsdichtheid_inwoners_per_km2": 7980,
        "gemiddelde_woningwaarde": 225,
        "percentage_koopwoningen": 21,
    },
    "camel": {
        "buurtcode": "BU00141000",
        "aantalInwoners": 6580,
        "aantalHuishoudens": 4240,
        "bevolkingsdichtheidInwonersPerKm2": 7980,
        "gemiddeldeWoningwaarde": 225,
        "percentageKoopwoningen": 21,
    },
    "plain": {
        "level": "buurt",
        "code": "BU00141000",
        "inwoners": "6580",
        "huishoudens": "4240",
        "dichtheid": "7980",
        "wozWaarde": "225",
        "koopwoningen": "21",
    },
    "ours": {
        "buurtcode": "BU00141000",
        "jaar": 2024,
        "inwoners": 6580,
        "huishoudens": 4240,
        "dichtheid_km2": 7980,
        "woz_waarde_keur": 225,
        "koopwoningen_pct": 21,
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_figures(form):
    frame = pd.DataFrame({name: [value] for name, value in FORMS[form].items()})
    figures, missing = read_figures(frame, gemeentecode="GM0014")
    row = figures.iloc[0]
    assert (row["code"], row["jaar"]) == ("BU00141000", 2024)
    assert row[
        ["inwoners", "huishoudens", "dichtheid_km2", "woz_waarde_keur", "koopwoningen_pct"]
    ].tolist() == [
        6580,
        4240,
        7980,
        225,
        21,
    ]
    assert figures["inkomen_keur"].isna().all()
    assert missing.empty


def test_every_name_belongs_to_a_promised_figure():
    assert set(FIGURE_COLUMNS) == set(FIGURES.units)


def test_young_and_old_in_every_form():
    for young, old in [
        ("k_0Tot15Jaar_8", "k_65JaarOfOuder_12"),
        ("a_00_14", "a_65_oo"),
        ("inwoners0tot15", "inwoners65plus"),
        ("inwoners_0_15", "inwoners_65plus"),
    ]:
        figures, _ = read_figures(
            pd.DataFrame({"code": ["BU00141000"], "a_15_24": [9], young: [5], old: [7]})
        )
        assert figures[["inwoners_0_15", "inwoners_65plus"]].iloc[0].tolist() == [5, 7]


def test_sentinels_are_missing_with_a_reason_and_never_zero():
    frame = pd.DataFrame(
        {
            "code": ["BU00141000", "BU00141003", "BU00141004"],
            "inwoners": ["6580", "-99997.0", "."],
            "p_koopw": [-99995, 0, 21],
        }
    )
    figures, missing = read_figures(frame)
    assert figures["inwoners"].isna().tolist() == [False, True, True]
    assert figures["koopwoningen_pct"].tolist()[1:] == [0, 21]
    assert list(missing.columns) == list(MISSING.columns)
    assert missing[["code", "kolom", "reden"]].to_numpy().tolist() == [
        ["BU00141000", "koopwoningen_pct", "niet beschikbaar"],
        ["BU00141003", "inwoners", "geheim"],
        ["BU00141004", "inwoners", "niet gepubliceerd"],
    ]


def test_water_parts_do_not_double_a_gemeente():
    frame = pd.DataFrame(
        {"gemeentecode": ["GM0014", "GM0014"], "water": ["NEE", "JA"], "aantal_inwoners": [5, -99997]}
    )
    figures, missing = read_figures(frame)
    assert figures["inwoners"].tolist() == [5]
    assert missing.empty


def test_rows_that_contradict_each_other_are_refused():
    frame = pd.DataFrame({"code": ["GM0014", "GM0014"], "inwoners": [5, 6]})
    with pytest.raises(TableError) as caught:
        read_figures(frame)
    assert caught.value.code == "key_twice"


def test_text_where_a_number_belongs():
    with pytest.raises(TableError) as caught:
        read_figures(pd.DataFrame({"code": ["GM0014"], "a_inw": ["veel"]}))
    assert (caught.value.code, caught.value.facts["column"], caught.value.facts["reason"]) == (
        "not_a_number",
        "a_inw",
        "veel",
    )
