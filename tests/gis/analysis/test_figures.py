import os

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from affine import Affine

from gis.analysis import doubt
from gis.analysis.estimates import Measure
from gis.analysis.figures import COLUMNS, find_figures
from gis.analysis.pieces import Squares
from gis.analysis.spread import Spread
from gis.crs import RD
from gis.errors import TableError
from tests.gating import repeats
from tests.gis.analysis import made_country
from tests.gis.analysis.made_country import Country

FEW = {"slow": "even", "quick": "with parks", "smooth": "skewed", "estates": "with parks", "mixed": "skewed"}
EVERY = [(kind, crowd) for kind in made_country.SCORES for crowd in made_country.PEOPLE]
KINDS = EVERY if os.environ.get("KOPPELKAART_SOAK") else list(FEW.items())


def measures_of(country):
    people = Measure("inwoners", amount=True, spread=country.people_spread)
    return [people, Measure("afw", amount=False, spread=country.score_spread, between=0.13)]


def figures_of(country, areas, **more):
    told = country.buurten.set_index("buurtcode")[["inwoners", "afw"]]
    return find_figures(areas, buurten=country.buurten, figures=told, measures=measures_of(country), **more)


@pytest.mark.parametrize("seed", repeats([1], range(1, 4)))
def test_the_interval_holds_the_truth_in_85_to_95_of_100_hidden_grids(seed):
    held = {"inwoners": [], "afw": []}
    for kind, crowd in KINDS:
        country = Country(kind, crowd, seed)
        areas = country.areas(100)
        truths = dict(zip(held, country.truth(areas), strict=True))
        found = figures_of(country, areas)
        for key in held:
            told = found[found["measure"] == key]
            inside = told["low"].le(truths[key]) & told["high"].ge(truths[key])
            held[key] += inside[(told["value"].notna() & ~np.isnan(truths[key])).to_numpy()].tolist()
    assert min(map(len, held.values())) >= 480
    shares = {key: float(np.mean(hits)) for key, hits in held.items()}
    assert all(0.85 <= share <= 0.95 for share in shares.values()), shares


FLAT = Spread(0.0, 400.0)
X, Y = 230_000, 580_000


def box(left, right, name="a"):
    return gpd.GeoDataFrame(
        {"area_id": [name]}, geometry=[shapely.box(X + left, Y, X + right, Y + 400)], crs=RD
    )


def two_buurten():
    """Two buurten of 400 by 400 m side by side: 1,000 and 3,000 inhabitants."""
    shapes = [shapely.box(X + left, Y, X + left + 400, Y + 400) for left in (0, 400)]
    return gpd.GeoDataFrame({"buurtcode": ["BU1", "BU2"]}, geometry=shapes, crs=RD)


def ask(areas, *, told=None, spread=FLAT, step=0.0, **more):
    told = (
        {"inwoners": [1000.0, 3000.0], "afw": [0.1, -0.1], "huishoudens": [500.0, 1500.0]}
        if told is None
        else told
    )
    measures = [
        Measure("inwoners", amount=True, spread=spread, step=step),
        Measure("huishoudens", amount=True, spread=FLAT, step=step),
        Measure("afw", amount=False, spread=spread, between=0.13),
    ]
    figures = pd.DataFrame(told, index=["BU1", "BU2"])
    found = find_figures(areas, buurten=two_buurten(), figures=figures, measures=measures, **more)
    assert list(found.columns) == list(COLUMNS)
    return found.set_index("measure")


def test_amounts_go_by_ground_and_means_by_people():
    found = ask(box(200, 600))
    assert found["value"].tolist() == pytest.approx([2000, 1000, (500 * 0.1 - 1500 * 0.1) / 2000])


def test_squares_tell_where_people_live_and_their_own_figures():
    people = np.zeros((4, 8))
    people[:, 3], people[:, 4] = 250, 750  # all along the border between both buurten
    squares = Squares(Affine(100, 0, X, 0, -100, Y + 400), people, {"afw": np.where(people == 250, 0.3, 0.5)})
    found = ask(box(300, 500), squares=squares)
    assert found["value"].tolist() == pytest.approx([4000, 2000, (1000 * 0.3 + 3000 * 0.5) / 4000])


def test_totals_are_kept_when_areas_tile_the_city():
    areas = pd.concat([box(left, left + 100, str(left)) for left in range(0, 800, 100)], ignore_index=True)
    found = ask(areas, spread=Spread(1.0, 400.0)).loc[["inwoners", "huishoudens"]]
    assert found["value"].groupby(level=0).sum().tolist() == pytest.approx([2000, 4000])


def test_a_whole_buurt_is_as_it_was_published_and_its_parts_are_not_sure():
    whole = ask(box(0, 400), spread=Spread(1.0, 400.0))
    assert whole["value"].tolist() == [1000, 500, 0.1]
    assert set(whole["grade"]) == {"A"}
    assert set(whole["cause"]) == {doubt.NO_DOUBT}
    part = ask(box(0, 200), spread=Spread(1.0, 400.0))
    assert part.loc["inwoners", "cause"] == doubt.PEOPLE
    assert part.loc["afw", "cause"] == doubt.WITHIN
    assert set(part["grade"]) <= {"C", "D"}  # a spread stands in
    assert set(ask(box(0, 200))["grade"]) == {"C"}  # however narrow


def test_rounding_is_an_interval():
    found = ask(box(0, 400), step=5.0)
    assert found.loc["inwoners", "cause"] == doubt.ROUNDING
    assert found.loc["inwoners", "low"] == pytest.approx(1000 - 1.645 * 2.5 / 3**0.5, abs=0.6)


def test_missing_stays_missing_and_widens_what_is_told():
    told = {"inwoners": [1000.0, 3000.0], "afw": [0.1, None], "huishoudens": [500.0, 1500.0]}
    assert ask(box(200, 600), told=told).loc["afw", "cause"] == doubt.NO_FIGURE
    assert pd.isna(ask(box(200, 600), told=told).loc["afw", "value"])
    told |= {"afw": [0.1, -0.1], "huishoudens": [500.0, None]}
    small = ask(box(0, 420), told=told).loc["huishoudens"]  # 150 of 1,150 people
    assert small["value"] == pytest.approx(500 + 75)
    assert small["cause"] == doubt.WITHHELD


def test_few_people_and_ground_outside_are_refused():
    told = {"inwoners": [40.0, 3000.0], "afw": [0.1, -0.1], "huishoudens": [20.0, 1500.0]}
    few = ask(box(0, 400), told=told)
    assert few["value"].isna().all()
    assert set(few["cause"]) == {doubt.TOO_FEW}
    assert ask(box(0, 400), told=told, minimum=30)["value"].notna().all()
    assert set(ask(box(600, 1000))["cause"]) == {doubt.OUTSIDE}


def test_other_outlines_of_the_area_widen_the_interval():
    others = {"a": [shapely.box(X + left, Y, X + left + 400, Y + 400) for left in (100, 150, 200, 250, 300)]}
    found = ask(box(200, 600), replicates=others)
    assert set(found["cause"]) == {doubt.BOUNDARY}
    assert (found["high"] > found["low"]).all()


def test_no_weights_no_figures():
    with pytest.raises(TableError) as error:
        find_figures(box(0, 1), buurten=two_buurten(), figures=pd.DataFrame(), measures=[])
    assert error.value.code == "column_missing"
