"""Drawing sheets from an area, with what lies below, and drawings from their photos."""

from datetime import date

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.errors import BuurtError, ExportError, SourceError
from gis.sources.scan import Scan
from gis.sources.sheets import Sheet
from gis.workspace import own_layers, sheets
from gis.workspace.drawings import read_drawings
from gis.workspace.looks import Look, keep_looks

AREA = (232_000, 582_500, 233_800, 583_400)
SHEET = Sheet("A3", 5000, (233_000, 583_000), 1)
ROLES, QUESTIONS = ("bewoner", "gemeente"), ("waar u zich thuis voelt", "het gebied dat u bedoelt")


def refused(call, kind=ExportError):
    with pytest.raises(kind) as caught:
        call()
    return caught.value


def scan(*outlines, ticked=(), sheet=SHEET, name="foto 1.jpg"):
    return Scan(name, sheet, outlines, residual_m=1.23, gap_m=0, ticked=ticked, picture=b"")


def test_the_largest_map_that_holds_the_area():
    sheet = sheets.lay_sheet(AREA, paper="A3")
    assert (sheet.scale, sheet.middle) == (5000, (232_900, 582_950))
    assert sheet.window.contains(shapely.box(*AREA))
    assert sheets.lay_sheet(AREA, paper="A4").scale == 7500


def test_a_scale_that_was_asked_is_kept_or_refused():
    assert sheets.lay_sheet(AREA, paper="A3", scale=7500).scale == 7500
    error = refused(lambda: sheets.lay_sheet(AREA, paper="A3", scale=2500))
    assert (error.code, error.facts["fits"]) == ("sheet_too_small", "1:5000")


def test_what_is_no_area_or_too_large_is_refused():
    assert refused(lambda: sheets.lay_sheet((6.5, 53.2, 6.6, 53.3), paper="A3")).code == "sheet_elsewhere"
    wide = (200_000, 550_000, 260_000, 600_000)
    assert refused(lambda: sheets.lay_sheet(wide, paper="A3")).code == "sheet_area_too_large"


def own_layer(home, tmp_path, name, shapes, **columns):
    path = tmp_path / f"{name}.gpkg"
    gpd.GeoDataFrame(columns, geometry=shapes, crs=RD).to_file(path, driver="GPKG")
    return own_layers.add_layer(home, path, name=name)


def test_own_layers_that_are_shown_lie_below_cut_at_the_edge(home, tmp_path):
    street = shapely.LineString([(230_000, 583_000), (236_000, 583_000)])
    far = shapely.LineString([(240_000, 583_000), (241_000, 583_000)])
    own_layer(home, tmp_path, "straten", [street, far], straat=["Zonnelaan", "Elders"])
    own_layer(home, tmp_path, "water", [street.buffer(10)], naam=["Diep"])
    looks = [Look("straten", label="straat"), Look("water", shown=False, label="naam")]
    keep_looks(home, "voorbeeld", looks)
    (ground,) = sheets.ground_of(home, "voorbeeld", SHEET)
    assert ground.names == ("Zonnelaan",)
    assert ground.shapes[0].length == pytest.approx(2000)
    chosen = sheets.ground_of(home, "voorbeeld", SHEET, layers=["water"])
    assert [one.names for one in chosen] == [("Diep",)]


def test_a_layer_that_is_not_there_is_told(home):
    call = lambda: sheets.ground_of(home, "voorbeeld", SHEET, layers=["niets"])  # noqa: E731
    assert refused(call, SourceError).code == "own_layer_unknown"
    assert sheets.ground_of(home, "voorbeeld", SHEET) == []


def test_every_photo_is_answered(tmp_path, monkeypatch):
    good = scan(shapely.box(*AREA))

    def read(path):
        if path.stem == "goed":
            return good
        raise BuurtError("scan_no_marks")

    monkeypatch.setattr(sheets, "scan_photo", read)
    names = ["goed.jpg", "fout.jpg", "goed.png"]
    told = list(sheets.read_photos([tmp_path / name for name in names]))
    assert told[0] is told[2] is good
    assert (told[1].name, told[1].error.code) == ("fout.jpg", "scan_no_marks")


def test_only_one_tick_is_a_role():
    box = shapely.box(*AREA)
    assert sheets.ticked_role(scan(box, ticked=(1,)), ROLES) == "gemeente"
    assert sheets.ticked_role(scan(box, ticked=(0, 1)), ROLES) is None
    assert sheets.ticked_role(scan(box), ROLES) is None
    assert sheets.ticked_role(scan(box, ticked=(7,)), ROLES) is None


def test_the_question_of_the_sheet():
    assert sheets.asked_question(SHEET, QUESTIONS) == QUESTIONS[1]
    assert sheets.asked_question(Sheet("A3", 5000, (1, 300_000), 9), QUESTIONS) is None


def told(**changes):
    words = {"name": "Selwerd", "role": "bewoner", "question": QUESTIONS[0], "meeting": "maart"}
    return {**words, "drawn_on": date(2027, 3, 11), "fictional": False, **changes}


def test_drawings_know_the_extent_of_their_sheet_and_are_the_same_twice():
    found = scan(shapely.box(*AREA), shapely.box(232_500, 582_600, 232_700, 582_800))
    one, other = sheets.drawings_of(found, [0, 1], **told())
    assert one.geometry.equals(shapely.box(*AREA))
    assert one.extent == SHEET.window.bounds
    assert one.id != other.id
    assert [one.id] == [again.id for again in sheets.drawings_of(found, [0], **told())]


def test_the_file_of_scans_can_be_read_as_drawings(tmp_path):
    scans = [scan(shapely.box(*AREA), ticked=(0,)), scan(shapely.box(*AREA).buffer(-100), name="foto 2.jpg")]
    day = date(2027, 3, 11)
    rows = sheets.scan_rows(scans, roles=ROLES, questions=QUESTIONS, meeting="maart", drawn_on=day)
    assert list(rows["id"]) == ["foto 1-1", "foto 2-1"]
    path = tmp_path / "uit.geojson"
    path.write_bytes(sheets.scan_features(rows, day=day))
    first, second = read_drawings(path).drawings
    assert (first.role, second.role) == ("bewoner", "anders")
    assert (first.question, first.meeting, first.drawn_on) == (QUESTIONS[1], "maart", day)
    assert first.geometry.hausdorff_distance(shapely.box(*AREA)) < 0.02
