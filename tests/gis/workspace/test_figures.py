import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis.analysis import doubt
from gis.analysis.estimates import Measure
from gis.analysis.figures import find_figures
from gis.analysis.measures import CLUMPED_KM2, widened
from gis.analysis.spread import fit_spread, within_sd
from gis.crs import RD
from gis.errors import TableError
from gis.register.records import drawings_frame
from gis.workspace import figures, sample
from layers import command
from tests.gating import need

SOUTH = shapely.Polygon(
    [(232590, 583200), (232980, 583180), (233050, 583420), (232640, 583620), (232500, 583500)]
)


def area(shape, **columns):
    return gpd.GeoDataFrame(columns or {"area_id": ["a"]}, geometry=[shape], crs=RD)


def test_a_whole_buurt_of_the_sample_is_as_published():
    place = sample.read_place()
    buurt = place.buurten[place.buurten["buurtnaam"] == "Selwerd"].iloc[0]
    found = figures.see_figures(area(buurt.geometry), place).set_index("measure")
    published = place.figures.set_index("code").loc[buurt["buurtcode"], "inwoners"]
    assert found.loc["inwoners", "value"] == pytest.approx(float(published), rel=0.01)
    assert found.loc["inwoners", "grade"] == "A"
    assert found["year"].dropna().unique().tolist() == [2024]


def test_the_command_writes_what_the_function_gives(tmp_path, monkeypatch):
    monkeypatch.setenv("KOPPELKAART_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    area(SOUTH, naam=["zuid"]).to_file("gebied.geojson", driver="GeoJSON")
    with pytest.raises(SystemExit) as end:
        command.run(["figures", "gebied.geojson", "--out", "figures.csv"])
    assert not end.value.code
    told = figures.see_figures(figures.read_areas(Path("gebied.geojson")), sample.read_place())
    pd.testing.assert_frame_equal(
        pd.read_csv("figures.csv"), pd.read_csv(_text(told)), check_exact=False, rtol=1e-9
    )
    assert set(told["area_id"]) == {"zuid"}


def _text(frame):
    Path("again.csv").write_text(frame.to_csv(index=False), encoding="utf-8")
    return "again.csv"


def test_a_line_is_no_area(tmp_path):
    path = tmp_path / "lijn.geojson"
    area(shapely.LineString([(232590, 583200), (232980, 583180)]), naam=["x"]).to_file(path, driver="GeoJSON")
    with pytest.raises(TableError) as error:
        figures.read_areas(path)
    assert error.value.code == "area_not_area"


def test_the_drawn_border_counts_from_five_drawings_on():
    drawn = drawings_frame(sample.read_drawings("overleg_2027_tekeningen.csv"))
    professionals = gpd.GeoDataFrame(drawn[drawn["question"] == drawn["question"].iloc[0]])
    again = figures.kernen_drawn_again(professionals, k=0.5)
    assert len(again) == figures.DRAWN_AGAIN
    assert figures.kernen_drawn_again(gpd.GeoDataFrame(professionals.head(4)), k=0.5) == []
    place = sample.read_place()
    plain = figures.see_figures(area(SOUTH), place).set_index("measure")
    wider = figures.see_figures(area(SOUTH), place, replicates={"a": again}).set_index("measure")
    widths = [told["high"] - told["low"] for told in (plain, wider)]
    assert (widths[1] > widths[0]).loc[["inwoners", "afw"]].all()


@pytest.mark.data
def test_hidden_buurten_of_the_country_lie_in_the_interval_of_their_wijk():
    """Wijken stand for buurten, gemeenten for wijken: 500 buurten are told from their wijk alone."""
    folder = os.environ.get("KOPPELKAART_REAL_DATA", "")
    need("data", bool(folder), "KOPPELKAART_REAL_DATA is not set")
    buurten = pyogrio.read_dataframe(Path(folder) / "cbs_buurten" / "nl_buurten_2024.gpkg", layer="buurten")
    scores = pd.read_csv(Path(folder) / "leefbaarometer" / "lbm3_2024_buurten.csv.gz").set_index("buurtcode")
    told = buurten.assign(afw=buurten["buurtcode"].map(scores["afw"])).dropna(subset=["afw", "inwoners"])
    told["times"] = told["afw"] * told["inwoners"]
    summed = told.groupby("wijkcode")[["inwoners", "times"]].sum()
    wijken = gpd.GeoDataFrame(
        told[["wijkcode", "gemeentecode", "geometry"]].dissolve("wijkcode").join(summed).reset_index()
    )
    wijken["afw"] = wijken["times"] / wijken["inwoners"]
    coarse = wijken.rename(columns={"gemeentecode": "wijkcode", "wijkcode": "buurtcode"})
    coarse = coarse.assign(gemeentecode="NL", people=coarse["inwoners"])
    crowd = fit_spread(coarse.assign(value=coarse["inwoners"] / coarse.area), relative=True)
    score = fit_spread(coarse.assign(value=coarse["afw"]))
    measures = [
        Measure("inwoners", amount=True, spread=crowd, clumped_km2=CLUMPED_KM2, step=5.0),
        Measure("afw", amount=False, spread=widened(score), between=0.13),
    ]
    several = told["wijkcode"].map(told["wijkcode"].value_counts()) > 1
    hidden = told[several & (told["inwoners"] >= 50)].sample(500, random_state=20270311)
    asked = gpd.GeoDataFrame({"area_id": hidden["buurtcode"]}, geometry=hidden.geometry, crs=RD)
    found = find_figures(
        asked, buurten=coarse, figures=coarse.set_index("buurtcode")[["inwoners", "afw"]], measures=measures
    )
    held = {}
    for key in ("inwoners", "afw"):
        one = found[found["measure"] == key].set_index("area_id").dropna(subset=["value"])
        truth = hidden.set_index("buurtcode").loc[one.index, key].astype(float)
        held[key] = float(np.mean(one["low"].le(truth) & one["high"].ge(truth)))
        assert len(one) > 450
    assert {key: 0.85 <= share <= 0.95 for key, share in held.items()} == {"inwoners": True, "afw": True}, (
        held
    )
    assert set(found.loc[found["measure"] == "inwoners", "grade"].dropna()) <= {"C", "D"}
    assert set(found["cause"]) <= {doubt.WITHIN, doubt.PEOPLE, doubt.OUTSIDE, doubt.TOO_FEW}
    assert within_sd(told["afw"], told["inwoners"], told["wijkcode"]) == pytest.approx(0.0656, abs=0.0001)
