import json
from dataclasses import replace

import pytest

from gis.workspace.home import Home
from gis.workspace.looks import Look, keep_looks, read_looks


@pytest.fixture
def home(tmp_path):
    (tmp_path / "layers").mkdir()
    for name in ("bomen.gpkg", "luchtfoto.tif", "straten.gpkg"):
        (tmp_path / "layers" / name).touch()
    return Home(tmp_path)


def test_new_layers_are_shown_in_a_quiet_look(home):
    assert read_looks(home, "eigen") == [Look("bomen"), Look("luchtfoto"), Look("straten")]


def test_order_and_look_are_kept_per_workspace(home):
    chosen = [
        Look("straten", colour="#112233", width=3.0, label="naam"),
        Look("luchtfoto", opacity=0.4),
        Look("bomen", shown=False),
    ]
    keep_looks(home, "eigen", chosen)
    assert read_looks(home, "eigen") == chosen
    assert read_looks(home, "voorbeeld") == [Look("bomen"), Look("luchtfoto"), Look("straten")]


def test_layer_that_is_gone_is_left_out_and_a_new_one_comes_last(home):
    keep_looks(home, "eigen", [Look("straten"), Look("bomen", width=2.0)])
    (home.path / "layers" / "straten.gpkg").unlink()
    assert [look.name for look in read_looks(home, "eigen")] == ["bomen", "luchtfoto"]


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"colour": "#12345g"},
        {"width": 900},
        {"width": "wide"},
        {"opacity": 2},
        {"shown": "yes"},
    ],
)
def test_what_is_not_understood_is_the_look_of_a_new_layer(home, changes):
    keep_looks(
        home, "eigen", [replace(Look("bomen", colour="#112233"), **changes), Look("straten", width=2.0)]
    )
    assert read_looks(home, "eigen") == [Look("bomen"), Look("straten", width=2.0), Look("luchtfoto")]


@pytest.mark.parametrize("text", ["", "{", "[1, null, {}]", "7"])
def test_broken_file_breaks_nothing(home, text):
    keep_looks(home, "eigen", [])
    (home.path / "registers" / "eigen.layers.json").write_text(text)
    assert len(read_looks(home, "eigen")) == 3


def test_nothing_half_is_left_behind(home):
    keep_looks(home, "eigen", [Look("bomen")])
    assert [path.name for path in (home.path / "registers").iterdir()] == ["eigen.layers.json"]
    assert json.loads((home.path / "registers" / "eigen.layers.json").read_text())[0]["name"] == "bomen"
