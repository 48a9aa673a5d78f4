"""The figures about witte vlekken keep working: a made country of few buurten, a slider of few activities."""

import numpy as np
import pytest

from bench import gaps
from bench.made import make_city
from tests.homes import VOCABULARY

FEW = 300


def test_table_tells_what_the_loop_tells():
    activities = gaps.with_parties(make_city(FEW, vocabulary=VOCABULARY, side_m=4_000))
    buurten, _ = gaps.squares(activities, side=4)
    whole, beside, apart, bare = gaps.country(buurten, activities, sample=16)
    assert "16 buurten x 9 rows x 300 activities" in whole
    assert "times as fast" in beside
    assert "(of" not in beside
    assert "bare arrays" in bare
    assert "the same activities and parties" in apart


def test_slider_gives_the_same_as_placing_anew():
    (line,) = gaps.slider(count=FEW, side=4, turns=1)
    assert "16 buurten, delay dragged" in line


def test_without_the_country_that_is_said(monkeypatch):
    monkeypatch.delenv("KOPPELKAART_REAL_DATA", raising=False)
    monkeypatch.setattr(gaps, "slider", lambda **_: iter(()))
    assert list(gaps.measure()) == [
        "gaps: KOPPELKAART_REAL_DATA is not set, so there is no country to look at"
    ]


def test_numbers_that_differ_are_told():
    activities = gaps.with_parties(make_city(FEW, vocabulary=VOCABULARY, side_m=4_000))
    buurten, _ = gaps.squares(activities, side=4)
    found = gaps.table(activities, buurten)
    with pytest.raises(AssertionError):
        gaps.compare(found, {}, np.arange(16), outlines=buurten.geometry.to_numpy())
