from __future__ import annotations

import pandas as pd
import pytest

from gis.errors import SourceError, TableError
from gis.sources.scores import CLASSES, DEVIATIONS, read_scores
from gis.tables import SCORES

# Elandsgrachtbuurt 2024 as the Leefbaarometer service tells it.
SERVICE = {
    "gemeente": "Amsterdam",
    "name": "Elandsgrachtbuurt",
    "id": "BU0363AB10",
    "scale": "buurt",
    "kscore": 9,
    "kafw": 9,
    "kfys": 5,
    "konv": 3,
    "ksoc": 3,
    "kvrz": 9,
    "kwon": 5,
    "afw": 0.371047,
    "fys": -0.0143511,
    "onv": -0.137106,
    "soc": -0.100151,
    "vrz": 0.620541,
    "won": 0.00211395,
    "year": "2024",
}


def _frame(*rows):
    return pd.DataFrame(list(rows))


def test_the_service_is_read_as_it_is():
    row = read_scores(_frame(SERVICE), gemeentecode="GM0363").iloc[0]
    assert (row["code"], row["score_jaar"]) == ("BU0363AB10", 2024)
    for name in (*CLASSES, *DEVIATIONS):
        assert row[name] == SERVICE[name]


def test_a_class_is_never_made_from_the_deviation():
    told = SERVICE | {"kscore": 2}
    assert read_scores(_frame(told))["kscore"].tolist() == [2]


def test_open_data_without_classes_leaves_them_missing():
    told = {
        "bu_code": "BU00141000",
        "bu_naam": "Selwerd",
        "jaar": "2022",
        "lbm": "4.03",
        "afw": "-0.1",
        "won": "NA",
    }
    scores = read_scores(_frame(told, told | {"jaar": "2018", "afw": "-0.3"}))
    assert list(scores.columns) == list(SCORES.columns)
    assert scores["score_jaar"].tolist() == [2022]
    assert scores[list(CLASSES)].isna().all(axis=None)
    assert scores["afw"].tolist() == [-0.1]
    assert scores["won"].isna().all()


def test_an_older_year_can_be_asked_and_a_year_not_held_cannot():
    told = {"wk_code": "WK001410", "jaar": "2022", "afw": "-0.1"}
    frame = _frame(told, told | {"jaar": "2018", "afw": "-0.3"})
    assert read_scores(frame, year=2018)["afw"].tolist() == [-0.3]
    with pytest.raises(SourceError) as caught:
        read_scores(frame, year=2024)
    assert caught.value.code == "year_not_in_file"


def test_an_area_without_a_score_has_no_row():
    frame = pd.DataFrame(
        {
            "buurtcode": ["BU00141000", "BU00141003"],
            "jaar": 2023,
            "kscore": [5, None],
            "afw": [-0.15, None],
            "lbm_jaar": ["2024", None],
        }
    )
    scores = read_scores(frame)
    assert scores["code"].tolist() == ["BU00141000"]
    assert scores["score_jaar"].tolist() == [2024]


@pytest.mark.parametrize("value", [0, 10, 5.5])
def test_a_class_outside_one_to_nine_is_refused(value):
    with pytest.raises(TableError) as caught:
        read_scores(_frame(SERVICE | {"kvrz": value}))
    assert (caught.value.code, caught.value.facts["column"]) == ("class_unknown", "kvrz")


def test_a_sentinel_is_a_missing_score():
    assert read_scores(_frame(SERVICE | {"won": -99997}))["won"].isna().all()


def test_an_unknown_gemeente():
    with pytest.raises(SourceError) as caught:
        read_scores(_frame(SERVICE), gemeentecode="GM0014")
    assert caught.value.code == "gemeente_unknown"
