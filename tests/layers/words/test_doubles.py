import numpy as np
import pytest

from layers.words.doubles import away_words, double_reason

PAIR = {
    "title_alike": 0.9,
    "distance_m": 76.3,
    "area": None,
    "same_theme": True,
    "same_kind": True,
    "same_people": True,
    "same_party": False,
    "overlap_months": np.inf,
    "gap_months": 0.0,
}
OTHER = {"title": "Eettafel 65-plus", "organisation": "bewonersvereniging"}


def test_every_part_is_told():
    assert double_reason(PAIR, OTHER) == (
        "Lijkt op 'Eettafel 65-plus' van bewonersvereniging: bijna dezelfde naam, 76 meter uit elkaar, "
        "tegelijk, hetzelfde thema en dezelfde soort, dezelfde doelgroep."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_alike": 1.0}, ": dezelfde naam,"),
        ({"title_alike": 0.6}, ": een naam die erop lijkt,"),
        ({"title_alike": 0.0}, "bewonersvereniging: 76 meter"),
        ({"distance_m": 3.0}, "op dezelfde plek"),
        ({"distance_m": 1240.0}, "1,2 kilometer uit elkaar"),
        ({"distance_m": np.nan, "area": "same"}, "hetzelfde gebied"),
        ({"distance_m": np.nan, "area": "other"}, "wel in een ander gebied"),
        ({"distance_m": np.nan}, "bijna dezelfde naam, tegelijk"),
        ({"overlap_months": 0.0, "gap_months": 5.2}, "met 5 maanden ertussen"),
        ({"overlap_months": 0.0, "gap_months": 0.0}, "meteen na elkaar"),
        ({"overlap_months": np.nan, "gap_months": np.nan}, "uit elkaar, hetzelfde thema"),
        ({"same_theme": False}, ", dezelfde soort"),
        ({"same_kind": False}, ", hetzelfde thema, dezelfde doelgroep"),
        ({"same_party": True}, ", dezelfde partij."),
    ],
)
def test_each_part_has_its_words(changes, words):
    assert words in double_reason({**PAIR, **changes}, OTHER)


def test_no_party_is_left_out():
    assert double_reason(PAIR, {**OTHER, "organisation": None}).startswith("Lijkt op 'Eettafel 65-plus': ")


def test_how_far_away():
    assert [away_words(metres) for metres in (0, 76.3, 999.6)] == ["hier", "op 76 meter", "op 1,0 kilometer"]
