import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import RD
from gis.tables import BUURTEN, conform
from gis.vocabulary import load_vocabulary
from layers.gaps import draw_gaps

WORDS = load_vocabulary(Path("data/vocabulary.toml"))


def draw(*cells, theme_group="V"):
    shapes = [
        shapely.box(233_000 + 100 * n, 583_000, 233_100 + 100 * n, 583_100) for n, _ in enumerate(cells)
    ]
    codes = [f"BU{n}" for n, _ in enumerate(cells)]
    rows = {"buurtcode": codes, "buurtnaam": "Selwerd", "jaar": 2024}
    buurten = conform(gpd.GeoDataFrame(rows, geometry=shapes, crs=RD), BUURTEN)
    gaps = pd.DataFrame(
        [
            {
                "buurtcode": code,
                "themagroep": group,
                "activities": count,
                "citywide": 0,
                "supply": ("none", "thin", "ok")[count],
                "need": need,
                "need_dimension": "onv",
                "need_difference": -0.125,
                "gap": need == "below" and count < 2,
            }
            for code, (count, need) in zip(codes, cells, strict=True)
            for group in ("V", "G")
        ]
    )
    layer = draw_gaps(gaps, buurten, theme_group=theme_group, vocabulary=WORDS, made=True)
    return layer, [one["properties"] for one in json.loads(layer.features)["features"]]


def test_need_and_supply_make_the_look():
    _, told = draw((0, "below"), (1, "below"), (2, "below"), (0, "above"), (0, "no figure"))
    assert [one["mark"] for one in told] == ["empty", "thin", "filled", "filled", "none"]


def test_a_white_spot_is_said_in_words_and_as_an_example():
    layer, told = draw((0, "below"))
    assert layer.title == "Witte vlekken: Veiligheid"
    assert "nog niemand" in told[0]["note"]
    assert "in dit voorbeeld" in told[0]["note"]
    assert "−0,125" in told[0]["note"]


def test_no_look_is_told_by_colour_alone():
    layer, _ = draw((0, "below"))
    looks = {
        (mark.fill_opacity if mark.fill else 0, mark.dash, mark.hatch, mark.width) for mark in layer.marks
    }
    assert len(looks) == len(layer.marks)


def test_a_theme_without_rows_draws_nothing():
    layer, told = draw((0, "below"), theme_group="klimaatadaptatie")
    assert told == []
    assert layer.title == "Witte vlekken: klimaatadaptatie"
