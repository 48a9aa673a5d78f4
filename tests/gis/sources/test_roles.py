from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from affine import Affine
from shapely import Point, box

from gis.sources.grid import Grid
from gis.sources.roles import find_grid_roles, find_roles

SQUARE = box(232_000, 583_000, 233_000, 584_000)


def _outlined(**columns):
    return gpd.GeoDataFrame({name: [value] for name, value in columns.items()}, geometry=[SQUARE], crs=28992)


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        # Leefbaarometer: WFS without shapes, open data
        (
            {"id": "BU0363AB10", "name": "x", "gemeente": "y", "scale": "buurt", "year": "2024", "kscore": 9},
            ("scores",),
        ),
        ({"bu_code": "BU00141000", "bu_naam": "x", "jaar": "2024", "lbm": "3.9", "afw": "NA"}, ("scores",)),
        ({"wk_code": "WK001410", "jaar": "2024", "afw": "0.1"}, ("scores",)),
        ({"PC4": "9741", "jaar": "2024", "lbm": "3.9", "afw": "0.1"}, ()),
        ({"grid_id": "E1213N4879", "jaar": "2024", "lbm": "3.9", "afw": "0.1"}, ("grid_scores",)),
        ({"id": "E1213N4879", "scale": "grid", "year": "2024", "kscore": 5, "afw": 0.1}, ("grid_scores",)),
        # CBS: KWB sheet, OData, plain form, squares
        (
            {
                "gwb_code_10": "BU00141000",
                "gwb_code": "BU00141000",
                "regio": "x",
                "recs": "Buurt",
                "a_inw": ".",
            },
            ("figures",),
        ),
        ({"WijkenEnBuurten": "BU00141000", "AantalInwoners_5": 6580}, ("figures",)),
        ({"level": "buurt", "code": "BU00141000", "name": "x", "wozWaarde": "225"}, ("figures",)),
        ({"crs28992res100m": "E1213N4879", "aantal_inwoners": 35}, ("grid_inhabitants",)),
        # ours, and what is neither
        ({"buurtcode": "BU00141000", "woz_waarde_keur": 225, "kscore": 5}, ("figures", "scores")),
        ({"code": "00141000", "buurtnaam": "Selwerd"}, ()),
        ({"titel": "Warmtenet", "thema": "energie", "buurtcode": "BU00141000"}, ()),
    ],
)
def test_roles_of_tables(columns, roles):
    assert find_roles(pd.DataFrame({name: [value] for name, value in columns.items()})) == roles


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        (
            {"buurtcode": "BU00141000", "gemeentecode": "GM0014", "aantal_inwoners": 6580},
            ("buurt", "figures"),
        ),
        ({"wijkcode": "WK001410", "gemeentecode": "GM0014", "aantalInwoners": 6580}, ("wijk", "figures")),
        ({"gemeentecode": "GM0014", "gemeentenaam": "Groningen"}, ("gemeente",)),
        ({"statcode": "GM0014", "statnaam": "Groningen", "jrstatcode": "2024GM0014", "id": 3}, ("gemeente",)),
        ({"id": "BU0363AB10", "kscore": 9, "year": "2024"}, ("buurt", "scores")),
        ({"buurtcode": "BU00141000", "inwoners": 1, "kscore": 5, "afw": 0.1}, ("buurt", "figures", "scores")),
        ({"grid_id": "E1213N4879", "afw": 0.1}, ("grid_scores",)),
        ({"thema": "wonen", "gemeentecode": "GM0014"}, ()),
    ],
)
def test_roles_of_layers(columns, roles):
    assert find_roles(_outlined(**columns)) == roles


def test_points_are_no_outlines():
    frame = gpd.GeoDataFrame({"buurtcode": ["BU00141000"]}, geometry=[Point(232_000, 583_000)], crs=28992)
    assert find_roles(frame) == ()


def test_a_raster_tells_its_role_by_its_bands():
    cells = np.zeros((2, 1, 1), np.float32)
    assert find_grid_roles(Grid(cells, ("afw", "won"), Affine.identity())) == ("grid_scores",)
    assert find_grid_roles(Grid(cells, ("band 1", "band 2"), Affine.identity())) == ()
