import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from gis.crs import shape_to_rd
from gis.errors import ExportError, TableError
from gis.exports.geojson import write_geojson
from gis.tables import EXCHANGE_NAMES
from tests.gating import need
from tests.handovers import SQUARE, activities, empty_handover, handover, perceived, scores

STATIC = Path(__file__).parents[3] / "static"
APPROVED = Path(__file__).parent / "approved.geojson"


@pytest.fixture
def told():
    return json.loads(write_geojson(handover()))


def _by_id(told, wanted):
    return next(feature for feature in told["features"] if feature["id"] == wanted)


def _coordinates(value):
    if isinstance(value, float | int):
        yield value
    else:
        for part in value:
            yield from _coordinates(part)


def test_the_approved_file_is_what_is_written():
    small = handover(
        layers=("buurten", "scores", "activities"),
        buurten=handover().buurten.iloc[1:],
        activities=activities().iloc[[2, 4]],
    )
    assert write_geojson(small).decode() == APPROVED.read_text(encoding="utf-8")


def test_one_feature_per_buurt_carries_figures_and_scores(told):
    buurten = [one for one in told["features"] if one["properties"]["laag"] == "buurt"]
    assert [one["id"] for one in buurten] == ["BU03070001@2024", "BU0307AB10@2024", "BU03070003@2024"]
    first = buurten[0]["properties"]
    assert (first["inwoners"], first["kscore"], first["afw"], first["won"]) == (1000, 5, -0.1574, 0.0)
    assert first["score_reden"] is None


def test_missing_stays_missing_and_zero_stays_zero(told):
    second = _by_id(told, "BU0307AB10@2024")["properties"]
    assert second["inwoners"] is None
    assert second["woz_waarde_keur"] == 0
    assert second["kscore"] is None
    assert second["score_jaar"] is None
    assert second["score_reden"] == "geen score gepubliceerd"


def test_no_place_is_null(told):
    without = [one["id"] for one in told["features"] if one["geometry"] is None]
    assert without == ["BU03070003@2024", "A5", "Kruiskamp | rand"]


def test_rings_are_right_handed_and_no_longer_than_seven_decimals(told):
    for feature in told["features"]:
        if feature["geometry"] is None:
            continue
        drawn = shape(feature["geometry"])
        assert drawn.equals_exact(shapely.orient_polygons(drawn))
        assert all(value == round(value, 7) for value in _coordinates(feature["geometry"]["coordinates"]))


def test_a_hole_stays_and_the_way_back_is_within_a_centimetre(told):
    back = shape_to_rd(shape(_by_id(told, "BU03070001@2024")["geometry"]))
    assert len(back.interiors) == 1
    assert shapely.hausdorff_distance(back, SQUARE) < 0.02


def test_there_is_no_crs_member_and_the_bytes_are_utf_8():
    text = write_geojson(handover()).decode("utf-8")
    assert "crs" not in json.loads(text)
    assert "Het Süd" in text


def test_an_activity_carries_every_exchange_name(told):
    third = _by_id(told, "A3")["properties"]
    assert set(third) == {"laag", "peildatum", *EXCHANGE_NAMES.values()}
    assert third["naam_bewoners"] == "Warmte uit de buurt"
    assert (third["periode_van"], third["periode_tot"]) == ("2027-09-01", "2027-11-30")
    assert third["fictief"] is True
    assert third["geld_toegezegd"] == 1_400_000
    assert third["gewijzigd_op"] == "2027-03-01"
    assert _by_id(told, "A1")["properties"]["partijen"] == ["welzijn", "gemeente"]


def test_ids_are_told_twice_and_are_unique(told):
    ids = [one["id"] for one in told["features"]]
    assert ids == [one["properties"]["id"] for one in told["features"]]
    assert len(ids) == len(set(ids))


def test_metadata_says_what_is_made_up_and_counts(told):
    about = told["metadata"]
    assert about["fictief"] is True
    assert "fictief" in about["melding"]
    assert about["aantallen"] == {
        "buurten": 3,
        "buurten_zonder_omtrek": 1,
        "buurten_zonder_score": 2,
        "activiteiten": 5,
        "activiteiten_zonder_plek": 1,
        "beleefd": 2,
    }
    assert about["bronnen"][0]["licentie"] == "CC BY 4.0"
    assert (about["peildatum"], about["voor_wie"]) == ("2027-03-11", "partners in dit overleg")


def test_one_made_up_row_makes_the_file_say_so():
    assert json.loads(write_geojson(handover(fictional=False)))["metadata"]["fictief"] is True
    real = handover(fictional=False, layers=("buurten", "scores"))
    about = json.loads(write_geojson(real))["metadata"]
    assert (about["fictief"], about["melding"]) == (False, None)


@pytest.mark.parametrize(
    ("layers", "has", "has_not"),
    [(("buurten",), "inwoners", "kscore"), (("scores",), "kscore", "inwoners")],
)
def test_only_what_was_asked_is_told(layers, has, has_not):
    told = json.loads(write_geojson(handover(layers=layers)))
    assert {one["properties"]["laag"] for one in told["features"]} == {"buurt"}
    assert has in told["features"][0]["properties"]
    assert has_not not in told["features"][0]["properties"]


def test_nothing_to_tell_is_a_valid_empty_collection():
    told = json.loads(write_geojson(empty_handover()))
    assert told["features"] == []
    assert told["metadata"]["aantallen"]["activiteiten"] == 0


def test_rows_in_another_order_with_odd_labels_keep_their_own_figures():
    mixed = handover().buurten.iloc[::-1].set_index(pd.Index([7, 7, 3]))
    told = json.loads(write_geojson(handover(buurten=mixed)))
    assert _by_id(told, "BU03070001@2024")["properties"]["inwoners"] == 1000
    assert _by_id(told, "BU03070003@2024")["geometry"] is None


def test_nothing_that_was_handed_in_is_changed():
    given = handover()
    before = [given.buurten.copy(), given.activities.copy(), given.scores.copy()]
    write_geojson(given)
    for old, new in zip(before, [given.buurten, given.activities, given.scores], strict=True):
        pd.testing.assert_frame_equal(pd.DataFrame(old), pd.DataFrame(new))


def test_two_measurements_are_refused():
    both = pd.concat([scores(), scores().assign(score_jaar=2022)])
    with pytest.raises(ExportError) as error:
        write_geojson(handover(scores=both))
    assert error.value.code == "several_score_years"
    assert error.value.facts["years"] == "2022, 2024"


def test_degrees_are_refused():
    with pytest.raises(TableError) as error:
        write_geojson(handover(perceived=perceived().to_crs("EPSG:4326")))
    assert error.value.code == "crs_not_rd"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"layers": ("wegen",)}, "layer_not_offered"), ({"audience": "iedereen"}, "audience_unknown")],
)
def test_what_is_not_offered_is_refused(change, code):
    with pytest.raises(ExportError) as error:
        handover(**change)
    assert error.value.code == code


@pytest.fixture
def checker():
    there = shutil.which("node") and (STATIC / "node_modules/@placemarkio/check-geojson").is_dir()
    need("geojson", bool(there), "no node, or no check-geojson in static/node_modules")
    return "const {getIssues}=require('@placemarkio/check-geojson');"


@pytest.mark.parametrize("given", [handover(), empty_handover()], ids=["whole", "empty"])
def test_an_independent_checker_finds_nothing(checker, given):
    script = checker + "process.stdout.write(JSON.stringify(getIssues(require('fs').readFileSync(0,'utf8'))))"
    said = subprocess.run(
        ["node", "-e", script], cwd=STATIC, input=write_geojson(given), capture_output=True, check=True
    )
    assert json.loads(said.stdout) == []
