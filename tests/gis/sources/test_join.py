from __future__ import annotations

import pandas as pd

from gis.sources.join import unmatched


def test_both_sides_are_listed():
    outlines = pd.DataFrame({"buurtcode": ["BU00141000", "BU00141003"]})
    figures = pd.DataFrame({"code": ["BU00141000", "BU00141099", "WK001410", "GM0014"]})
    assert unmatched(outlines, figures, level="buurt", table="figures").to_dict("list") == {
        "code": ["BU00141003", "BU00141099"],
        "side": ["boundaries", "other"],
        "table": ["figures", "figures"],
    }


def test_all_meet():
    outlines = pd.DataFrame({"gemeentecode": ["GM0014"]})
    list_ = unmatched(outlines, pd.DataFrame({"code": ["GM0014"]}), level="gemeente", table="scores")
    assert list_.empty
    assert list(list_.columns) == ["code", "side", "table"]
