"""The drawing sheet as a value: everything fits on the paper, and its code tells all of it."""

import cv2
import numpy as np
import pytest
import segno
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import SourceError
from gis.sources.sheets import CODE_CELLS, PAPERS, PATTERNS, Sheet, is_corner, mark_cells, read_code

MIDDLE = (233_400, 583_100)


@given(
    paper=st.sampled_from(PAPERS),
    scale=st.integers(100, 99_999),
    x=st.integers(0, 300_000),
    y=st.integers(300_000, 625_000),
    question=st.integers(0, 9),
)
def test_the_code_tells_the_whole_sheet_and_fits(paper, scale, x, y, question):
    sheet = Sheet(paper, scale, (x, y), question)
    assert read_code(sheet.code) == sheet
    assert len(segno.make_qr(sheet.code, version=2, error="q", boost_error=False).matrix) == CODE_CELLS


@pytest.mark.parametrize(
    "told", ["", "KK1", "KK2 A3 5000 1 300000 0", "KK1 A5 5000 1 300000 0", "https://voorbeeld.nl"]
)
def test_another_code_is_refused(told):
    with pytest.raises(SourceError) as caught:
        read_code(told)
    assert caught.value.code == "sheet_code_unknown"


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_on_a_sheet_lies_over_something_else(paper):
    sheet = Sheet(paper, 5000, MIDDLE)
    marks = [shapely.box(*box).buffer(1.5) for box in sheet.marks.values()]
    boxes = [
        *marks,
        shapely.box(*sheet.frame),
        shapely.box(*sheet.code_box),
        *(shapely.box(*t) for t in sheet.ticks),
    ]
    assert all(not a.intersects(b) for at, a in enumerate(boxes) for b in boxes[:at])
    assert shapely.box(0, 0, *sheet.size).buffer(-5).contains(shapely.union_all(boxes))
    assert sum(map(is_corner, sheet.marks)) == 4


def test_papers_have_marks_of_their_own():
    numbers = [number for paper in PAPERS for number in Sheet(paper, 5000, MIDDLE).marks]
    assert sorted(numbers) == list(range(len(PATTERNS)))


def test_marks_are_opencvs_and_differ_in_six_cells_however_turned():
    known = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    theirs = [cv2.aruco.generateImageMarker(known, number, 6).tolist() for number in range(50)]
    inner = [mark_cells(number)[1:-1, 1:-1] for number in range(len(PATTERNS))]
    assert all((mark_cells(number) * 255).tolist() in theirs for number in range(len(PATTERNS)))
    for at, one in enumerate(inner):
        for other in inner[:at]:
            assert min((one != np.rot90(other, turn)).sum() for turn in range(4)) >= 6
        assert min((one != np.rot90(one, turn)).sum() for turn in (1, 2, 3)) >= 6
