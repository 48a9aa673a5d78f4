"""Drawing sheets that were printed, drawn on and photographed come back as drawn, or say why not."""

import os

import cv2
import numpy as np
import pytest
import shapely

from gis.errors import SourceError
from gis.sources.sheets import Sheet, mark_cells
from gis.sources.tracing import show_traced, trace
from tests.drawn_sheets import (
    MIDDLE,
    PENS,
    PER_MM,
    ROLES,
    Shot,
    draw_line,
    photograph,
    print_sheet,
    some_outline,
    some_shot,
)

SOAK = bool(os.environ.get("KOPPELKAART_SOAK"))
WITHIN_M = 10.0  # at 1:5,000: Hausdorff distance between the line found and the middle of the line drawn
LEAST_BACK = 0.95
RED, BLUE = PENS[0], PENS[2]


@pytest.fixture(scope="module")
def printed():
    """Each paper as printed, made once; a test draws on a copy."""
    pages: dict[str, np.ndarray] = {}

    def of(sheet):
        if sheet.paper not in pages:
            pages[sheet.paper] = print_sheet(sheet)
        return pages[sheet.paper].copy()

    return of


@pytest.fixture
def sheet():
    return Sheet("A4", 5000, MIDDLE, 1)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def ring(sheet, *, radius=45.0, aside=(0.0, 0.0), part=1.0):
    """The corners [mm] of a circle in the middle of the map, or a part of one."""
    left, top, right, bottom = sheet.frame
    turn = np.linspace(0, 2 * np.pi * part, 400, endpoint=part < 1)
    middle = np.array([(left + right) / 2, (top + bottom) / 2]) + aside
    return middle + radius * np.column_stack([np.cos(turn), np.sin(turn)])


def refusal(photo):
    with pytest.raises(SourceError) as caught:
        trace(photo)
    return caught.value


def off_m(traced, sheet, spots):
    """How far the line found lies from the one drawn [m]."""
    (line,) = traced.lines
    return sheet.to_rd(line.area.exterior).hausdorff_distance(sheet.to_rd(shapely.LinearRing(spots)))


def one_of_hundred(seed, printed):
    """A sheet, what was drawn on it, and a photo of it."""
    rng = np.random.default_rng(seed)
    sheet = Sheet("A3" if rng.random() < 0.6 else "A4", 5000, MIDDLE, 1)
    page = printed(sheet)
    spots = some_outline(sheet, rng)
    pen = PENS[rng.integers(len(PENS))]
    draw_line(page, spots, pen=pen, wide=rng.uniform(1.2, 5), rng=rng, lap=rng.choice([0, 0.01, 0.03]))
    return sheet, spots, photograph(page, some_shot(rng), rng)


@pytest.mark.soak
def test_sheets_come_back_within_ten_metres_or_say_why_not(printed):
    seeds = range(100) if SOAK else (3, 10, 16)
    came, refused = [], []
    for seed in seeds:
        sheet, spots, photo = one_of_hundred(seed, printed)
        try:
            traced = trace(photo)
        except SourceError as error:
            refused.append((seed, error.code))
            continue
        assert traced.flat.sheet == sheet, seed
        came.append((off_m(traced, sheet, spots), seed))
    assert max(came)[0] <= WITHIN_M, came  # none comes back wrong without being refused
    assert len(came) >= LEAST_BACK * len(seeds), refused


def test_a_scan_comes_back_within_two_metres(sheet, printed, rng):
    page, spots = printed(sheet), ring(sheet)
    draw_line(page, spots, pen=BLUE, wide=2.5, rng=rng)
    traced = trace(page)
    assert off_m(traced, sheet, spots) < 2
    assert traced.flat.residual_mm < 0.1
    area = sheet.to_rd(traced.lines[0].area).area
    assert area == pytest.approx(np.pi * 225**2, rel=0.01)  # a circle of 45 mm at 1:5,000


def test_a_sheet_upside_down_comes_back(sheet, printed, rng):
    page, spots = printed(sheet), ring(sheet, aside=(30, 5))
    draw_line(page, spots, pen=RED, wide=3, rng=rng)
    traced = trace(photograph(page, Shot(wide=2000, turn=180), rng))
    assert off_m(traced, sheet, spots) < 5


def test_a_ticked_box_is_read_and_the_others_are_not(sheet, printed, rng):
    page = printed(sheet)
    draw_line(page, ring(sheet), pen=BLUE, wide=3, rng=rng)
    left, top, right, bottom = sheet.ticks[ROLES.index("zorg")]
    draw_line(page, np.array([(left, top), (right, bottom)]), pen=BLUE, wide=0.7, rng=rng, closed=False)
    draw_line(page, np.array([(right, top), (left, bottom)]), pen=BLUE, wide=0.7, rng=rng, closed=False)
    traced = trace(photograph(page, Shot(wide=2200, shadow=0.4), rng))
    assert [ROLES[number] for number in traced.ticked] == ["zorg"]


def test_a_small_opening_is_closed_and_told(sheet, printed, rng):
    page = printed(sheet)
    spots = ring(sheet, part=0.985)  # open over 4 mm, of which the pen takes 2
    draw_line(page, spots, pen=RED, wide=2, rng=rng, closed=False)
    (line,) = trace(page).lines
    assert 0 < line.gap_mm <= 3
    assert line.area.exterior.hausdorff_distance(shapely.LinearRing(ring(sheet))) < 1.5


def test_a_line_written_beside_does_not_count(sheet, printed, rng):
    page, spots = printed(sheet), ring(sheet)
    draw_line(page, spots, pen=RED, wide=3, rng=rng)
    draw_line(page, ring(sheet, radius=4), pen=RED, wide=1.5, rng=rng)  # the letter O
    draw_line(page, ring(sheet, radius=9, aside=(70, 0), part=0.5), pen=RED, wide=2, rng=rng, closed=False)
    assert off_m(trace(page), sheet, spots) < 2


def test_two_lines_apart_are_two(sheet, printed, rng):
    page = printed(sheet)
    for aside in (-60, 60):
        draw_line(page, ring(sheet, radius=40, aside=(aside, 0)), pen=BLUE, wide=3, rng=rng)
    assert len(trace(page).lines) == 2


def test_what_was_found_can_be_looked_at(sheet, printed, rng):
    page = printed(sheet)
    draw_line(page, ring(sheet), pen=RED, wide=3, rng=rng)
    assert show_traced(trace(page)).startswith(b"\xff\xd8\xff")


def open_line(page, sheet, rng):
    draw_line(page, ring(sheet, part=0.9), pen=RED, wide=3, rng=rng, closed=False)


def closed_letter_beside_an_open_line(page, sheet, rng):
    open_line(page, sheet, rng)
    draw_line(page, ring(sheet, radius=12, aside=(100, 40)), pen=RED, wide=2, rng=rng)


def off_the_map(page, sheet, rng):
    draw_line(page, ring(sheet, aside=(0, 50)), pen=BLUE, wide=3, rng=rng)


def figure_of_eight(page, sheet, rng):
    turn = np.linspace(0, 2 * np.pi, 400)
    spots = ring(sheet)[:1] * 0 + (148, 95) + np.column_stack([70 * np.sin(turn), 40 * np.sin(2 * turn)])
    draw_line(page, spots, pen=BLUE, wide=3, rng=rng)


def two_that_cross(page, sheet, rng):
    for aside in (-25, 25):
        draw_line(page, ring(sheet, aside=(aside, 0)), pen=RED, wide=3, rng=rng)


def one_within_the_other(page, sheet, rng):
    for radius in (25, 50):
        draw_line(page, ring(sheet, radius=radius), pen=RED, wide=3, rng=rng)


def coloured_in(page, sheet, rng):
    for radius in range(3, 45, 7):
        draw_line(page, ring(sheet, radius=radius), pen=RED, wide=8, rng=rng)


def in_pencil(page, sheet, rng):
    draw_line(page, ring(sheet), pen=(90, 90, 90), wide=1, rng=rng)


def nothing(page, sheet, rng):
    """An empty sheet."""


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (open_line, "scan_line_open"),
        (closed_letter_beside_an_open_line, "scan_line_open"),
        (off_the_map, "scan_line_off_map"),
        (figure_of_eight, "scan_lines_cross"),
        (two_that_cross, "scan_lines_cross"),
        (one_within_the_other, "scan_lines_cross"),
        (coloured_in, "scan_filled"),
        (in_pencil, "scan_no_line"),
        (nothing, "scan_no_line"),
    ],
)
def test_what_cannot_be_told_is_refused(drawn, code, sheet, printed, rng):
    page = printed(sheet)
    drawn(page, sheet, rng)
    assert refusal(page).code == code
    assert refusal(photograph(page, Shot(wide=1900), rng)).code == code


@pytest.fixture
def drawn_page(sheet, printed, rng):
    page = printed(sheet)
    draw_line(page, ring(sheet), pen=RED, wide=3, rng=rng)
    return page


def test_a_missing_corner_is_told(drawn_page, sheet):
    left, top, right, bottom = (round(value * PER_MM) for value in sheet.marks[max(sheet.marks)])
    drawn_page[top - 20 : bottom, left:right] = 90  # a thumb
    error = refusal(drawn_page)
    assert (error.code, error.facts["seen"]) == ("scan_marks_missing", 3)


def test_half_a_sheet_is_refused(drawn_page):
    assert refusal(drawn_page[:, : drawn_page.shape[1] * 2 // 3]).code == "scan_marks_missing"


def test_a_picture_of_something_else_is_refused(rng):
    assert refusal(rng.integers(0, 255, (900, 1200, 3), dtype="uint8")).code == "scan_no_marks"


def test_two_sheets_on_one_photo_are_refused(drawn_page):
    assert refusal(np.vstack([drawn_page, drawn_page])).code == "scan_two_sheets"


def test_a_sheet_of_another_size_beside_it_is_told(drawn_page, printed):
    other = printed(Sheet("A3", 5000, MIDDLE, 1))
    both = np.full((drawn_page.shape[0] + other.shape[0], other.shape[1], 3), 255, dtype="uint8")
    both[: other.shape[0]], both[other.shape[0] :, : drawn_page.shape[1]] = other, drawn_page
    assert refusal(both).code == "scan_two_sheets"


def test_a_pattern_like_a_mark_of_another_paper_does_not_count(drawn_page, sheet):
    cells = np.kron(mark_cells(0), np.ones((8, 8)))[..., None] * np.array([255, 255, 255])
    wider = np.pad(drawn_page, ((90, 0), (0, 0), (0, 0)), constant_values=255)
    wider[20:68, 200:248] = cells
    assert len(trace(wider).lines) == 1


def test_a_sheet_that_bulges_is_refused(drawn_page):
    high, wide = drawn_page.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype("float32")
    bulge = 3.0 * PER_MM * np.sin(np.pi * x / wide).astype("float32")  # 3 mm in the middle
    error = refusal(cv2.remap(drawn_page, x, y + bulge, cv2.INTER_LINEAR))
    assert error.code == "scan_not_flat"
    assert error.facts["mm"] > 1


def test_a_sheet_far_away_is_refused(drawn_page, rng):
    assert refusal(photograph(drawn_page, Shot(wide=2400, fill=0.22, blur=0.3), rng)).code in {
        "scan_too_coarse",
        "scan_marks_missing",
        "scan_no_marks",
    }


def test_a_photo_out_of_focus_is_refused(drawn_page, rng):
    assert refusal(photograph(drawn_page, Shot(wide=2000, blur=9), rng)).code in {
        "scan_code_unreadable",
        "scan_marks_missing",
        "scan_no_marks",
    }
