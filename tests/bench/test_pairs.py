"""The figures about pairs keep working: made countries, peers that tell the same, with few activities."""

from dataclasses import replace

import numpy as np
import pandas as pd

from bench import overlap, postgis
from bench.made import DAY, make_city, make_country
from gis.analysis.candidates import compare
from gis.analysis.overlap import SLACK_MONTHS
from tests.homes import VOCABULARY

FEW = 600


def test_made_country_is_the_same_each_time_and_has_points_lines_and_areas():
    country = make_country(4 * FEW, vocabulary=VOCABULARY)
    pd.testing.assert_frame_equal(country, make_country(4 * FEW, vocabulary=VOCABULARY))
    shares = country.geom_type.value_counts(normalize=True)
    np.testing.assert_allclose(
        shares[["Point", "LineString", "Polygon"]].to_numpy(dtype=float), (0.75, 0.1, 0.15), atol=0.03
    )


def test_made_city_stays_within_its_sides():
    points = make_city(FEW, vocabulary=VOCABULARY, side_m=2_000)
    low_x, low_y, high_x, high_y = points[points.geom_type == "Point"].total_bounds
    assert max(high_x - low_x, high_y - low_y) <= 2_000


def test_join_tells_the_same_pairs_and_boxes_tell_at_least_those():
    told = compare(
        make_city(FEW, vocabulary=VOCABULARY, side_m=2_000), vocabulary=VOCABULARY, reference_day=DAY
    )
    told = replace(told, widths=np.zeros(FEW))
    ours = {tuple(pair) for pair in overlap.search(told).tolist()}
    assert len(ours) > FEW
    assert ours == {tuple(pair) for pair in overlap.join(told).tolist()}
    near = {tuple(pair) for pair in overlap.boxes(told.shapes).tolist()}
    assert ours < near
    late = in_reach(told) - ours
    assert late
    spans = told.spans
    for a, b in late:  # far apart in time, not in place
        assert max(spans.start_earliest[[b, a]] - spans.end_latest[[a, b]]) > SLACK_MONTHS


def in_reach(compared):
    return {tuple(pair) for pair in overlap.search(compared, slack_months=float("inf")).tolist()}


def test_slider_gives_the_numbers_of_row_wise_pandas():
    (line,) = overlap.slider(count=FEW, turns=1)
    assert "times as fast" in line


def test_without_postgis_that_is_said(monkeypatch):
    monkeypatch.setattr(postgis, "_program", lambda name: None)
    assert postgis.lacking() == "initdb, pg_ctl, psql"
