"""Two workers of Dask tell what one search tells."""

import pandas as pd
import pytest

from bench.made import DAY, make_country
from gis.analysis.asked import Asked
from gis.analysis.overlap import find_pairs
from gis.errors import SourceError
from gis.workspace.spreading import spread_pairs
from tests.homes import VOCABULARY

distributed = pytest.importorskip("distributed", reason="the extra `scale` is not installed")


def test_two_workers_tell_what_one_search_tells():
    country = make_country(1_000, vocabulary=VOCABULARY)
    asked = Asked(VOCABULARY, DAY, reach_m=100, slack_months=6)
    single = find_pairs(country, vocabulary=VOCABULARY, reference_day=DAY, reach_m=100, slack_months=6)
    # All goes over the wire; processes of their own would only take longer to begin.
    how = {"processes": False, "protocol": "tcp", "dashboard_address": ":0"}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **how) as cluster:
        spread = spread_pairs(country, asked, scheduler=cluster.scheduler_address, side_m=100_000)
    assert len(single) > 100
    pd.testing.assert_frame_equal(spread, single)


def test_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("gis.workspace.spreading.PATIENCE", "1s")
    country = make_country(10, vocabulary=VOCABULARY)
    with pytest.raises(SourceError) as caught:
        spread_pairs(country, Asked(VOCABULARY, DAY, 100, 6), scheduler="tcp://127.0.0.1:9")
    assert caught.value.code == "scheduler_silent"
