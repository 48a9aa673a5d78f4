"""Photos of drawing sheets as files: opened apart, by their own decoder, refused when not right."""

import io
import struct
import zlib

import numpy as np
import pytest
import shapely
from PIL import Image

from gis.errors import SourceError
from gis.sources import reader
from gis.sources.scan import scan_photo
from gis.sources.sheets import Sheet
from tests.drawn_sheets import MIDDLE, PENS, draw_line, print_sheet


@pytest.fixture(scope="module")
def drawn():
    """A sheet with a circle of 45 mm on it."""
    sheet = Sheet("A4", 5000, MIDDLE, 1)
    page = print_sheet(sheet)
    left, top, right, bottom = sheet.frame
    circle = shapely.Point((left + right) / 2, (top + bottom) / 2).buffer(45, quad_segs=60)
    spots = np.asarray(circle.exterior.coords)[:-1]
    draw_line(page, spots, pen=PENS[2], wide=3, rng=np.random.default_rng(1))
    return sheet, page


def save(page, path, **how):
    Image.fromarray(page).save(path, **how)
    return path


def code_of(path):
    with pytest.raises(SourceError) as caught:
        scan_photo(path)
    return caught.value.code


@pytest.mark.parametrize("name", ["blad.jpg", "blad.png"])
def test_a_photo_gives_the_outline_in_rd(drawn, tmp_path, name):
    sheet, page = drawn
    scan = scan_photo(save(page, tmp_path / name))
    (outline,) = scan.outlines
    assert (scan.name, scan.sheet, scan.gap_m, scan.ticked) == (name, sheet, 0, ())
    assert outline.centroid.distance(shapely.Point(MIDDLE)) < 1
    assert outline.area == pytest.approx(np.pi * 225**2, rel=0.01)
    assert scan.residual_m < 1
    assert Image.open(io.BytesIO(scan.picture)).size[0] == 1200


def test_the_camera_says_how_it_was_held(drawn, tmp_path):
    _, page = drawn
    turned = Image.Exif()
    turned[0x0112] = 6  # turn a quarter to the right
    path = save(np.ascontiguousarray(np.rot90(page)), tmp_path / "staand.jpg", exif=turned, quality=90)
    assert len(scan_photo(path).outlines) == 1


def test_the_form_is_told_by_the_content(drawn, tmp_path):
    _, page = drawn
    path = save(page, tmp_path / "blad.dat", format="PNG")
    assert len(scan_photo(path).outlines) == 1


def test_other_forms_are_not_opened(drawn, tmp_path):
    _, page = drawn
    for form in ("TIFF", "WEBP", "BMP", "GIF"):
        assert code_of(save(page[::8, ::8], tmp_path / f"{form}.jpg", format=form)) == "photo_kind_unknown"
    heic = tmp_path / "iphone.jpg"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    assert code_of(heic) == "photo_is_heic"
    svg = tmp_path / "plaatje.png"
    svg.write_text("<svg/>", encoding="utf-8")
    assert code_of(svg) == "photo_kind_unknown"


def test_what_is_missing_or_empty_is_told(tmp_path):
    assert code_of(tmp_path / "er_niet.jpg") == "file_missing"
    (tmp_path / "leeg.jpg").touch()
    assert code_of(tmp_path / "leeg.jpg") == "file_empty"


def test_a_broken_photo_is_told(drawn, tmp_path):
    _, page = drawn
    whole = save(page, tmp_path / "heel.jpg").read_bytes()
    half = tmp_path / "half.jpg"
    half.write_bytes(whole[: len(whole) // 2])
    assert code_of(half) == "photo_unreadable"
    noise = tmp_path / "ruis.jpg"
    noise.write_bytes(whole[:4] + np.random.default_rng(1).bytes(5000))
    assert code_of(noise) == "photo_unreadable"


def test_a_picture_that_swells_is_not_opened(tmp_path):
    def chunk(kind, told):
        return struct.pack(">I", len(told)) + kind + told + struct.pack(">I", zlib.crc32(kind + told))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = tmp_path / "bom.png"
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    assert code_of(bomb) == "photo_too_large"


def test_a_photo_that_takes_too_long_is_stopped(drawn, tmp_path, monkeypatch):
    _, page = drawn
    path = save(page, tmp_path / "blad.jpg")
    monkeypatch.setattr(reader, "WALL_SECONDS", 0)
    assert code_of(path) == "file_too_slow"


def test_a_photo_of_something_else_says_so(tmp_path):
    page = np.full((900, 1200, 3), 200, dtype="uint8")
    assert code_of(save(page, tmp_path / "muur.jpg")) == "scan_no_marks"
