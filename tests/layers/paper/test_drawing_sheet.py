"""The drawing sheet on paper: exact, grey, with no borders of CBS and no place for names of persons."""

import io
import re
from datetime import date

import numpy as np
import pypdf
import pytest
import shapely

from gis.errors import ExportError
from gis.sources.sheets import Sheet
from gis.workspace.sheets import Ground
from layers.paper.drawing_sheet import draw_drawing_sheet, sheet_bytes
from layers.paper.papers import MM_PER_POINT
from tests.drawn_sheets import MIDDLE, ROLES, ground
from tests.layers.paper.reading import html_words, paths_of, pdf_pages, told, words_of

DAY = date(2027, 3, 11)
QUESTION = "Teken het gebied dat u bedoelt als u 'Selwerd' zegt."


@pytest.fixture(params=["A3", "A4"])
def sheet(request):
    return Sheet(request.param, 5000, MIDDLE, 1)


@pytest.fixture
def paper(sheet):
    return draw_drawing_sheet(sheet, ground(), question=QUESTION, roles=ROLES)


def test_everything_printed_is_grey_so_that_colour_is_the_pen(paper):
    colours = {mark.colour for mark in words_of(paper)}
    colours |= {one for path in paths_of(paper) for one in (path.fill, path.stroke) if one}
    dull = {one for one in colours if np.ptp([int(one[at : at + 2], 16) for at in (1, 3, 5)]) <= 24}
    assert colours == dull


def test_below_the_pen_nothing_has_a_tint(paper, sheet):
    frame = shapely.box(*sheet.frame)
    inside = [
        path
        for path in paths_of(paper)
        if any(frame.buffer(-0.5).intersects(shapely.LineString(part)) for part in path.parts)
    ]
    assert len(inside) > 20
    for path in inside:
        for colour in filter(None, (path.fill, path.stroke)):
            assert colour[1:3] == colour[3:5] == colour[5:7]
            assert int(colour[1:3], 16) >= 0x80 or path.closed  # pale: only the frame itself is dark


def test_question_instruction_roles_and_code_are_on_it(paper, sheet):
    words = told(paper)
    assert "Teken het gebied dat u bedoelt als u 'Selwerd' zegt." in words
    assert "dikke rode of blauwe stift" in words
    assert "geen namen van personen of adressen" in words
    assert all(role in words for role in ROLES)
    assert sheet.code in words
    assert "schaal 1 : 5.000" in words


def test_all_words_stay_on_the_paper_and_off_the_map(paper, sheet):
    named = {name for layer in ground() for name in layer.names}
    left, top, right, bottom = sheet.frame
    for mark in words_of(paper):
        assert sheet.margin - 1 <= mark.x <= sheet.size[0] - sheet.margin + 1
        assert 5 <= mark.y <= sheet.size[1] - 5
        if mark.text not in named:
            assert not (left < mark.x < right and top < mark.y - 0.3 < bottom), mark.text


def test_the_pdf_has_the_marks_to_the_tenth_of_a_millimetre(paper, sheet):
    content = sheet_bytes(paper, suffix=".pdf", day=DAY)
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert [float(side) * MM_PER_POINT for side in page.mediabox[2:]] == pytest.approx(sheet.size, abs=0.01)
    drawn = page.get_contents().get_data().decode("latin1")
    spots = np.array(re.findall(r"([\d.]+) ([\d.]+) [ml]\b", drawn), dtype=float)
    for box in [*sheet.marks.values(), sheet.frame]:
        for corner in [box[:2], (box[2], box[1]), box[2:], (box[0], box[3])]:
            assert np.hypot(*(spots - corner).T).min() < 0.1


def test_the_scale_is_exact_to_a_millimetre(sheet):
    x, y = MIDDLE
    line = Ground((shapely.LineString([(x - 500, y), (x + 500, y)]),), ("",))
    paper = draw_drawing_sheet(sheet, [line], question=QUESTION, roles=ROLES)
    lengths = [shapely.LineString(path.parts[0]).length for path in paths_of(paper) if not path.closed]
    assert any(length == pytest.approx(200) for length in lengths)  # 1,000 m at 1:5,000


def test_names_are_few_each_once_and_apart(sheet):
    x, y = MIDDLE
    streets = [shapely.LineString([(x - 900, y + d), (x + 900, y + d)]) for d in range(-400, 400, 4)]
    names = [f"Straat {number // 2}" for number in range(len(streets))]
    paper = draw_drawing_sheet(sheet, [Ground((*streets,), (*names,))], question=QUESTION, roles=ROLES)
    shown = [mark.text for mark in words_of(paper) if mark.text.startswith("Straat")]
    assert 1 < len(shown) <= 40
    assert len(shown) == len(set(shown))


def test_pdf_and_html_tell_the_same_and_come_out_the_same_twice(paper):
    pdf, page = (sheet_bytes(paper, suffix=suffix, day=DAY) for suffix in (".pdf", ".html"))
    assert "Kruis één vakje aan." in pdf_pages(pdf)[0]
    assert "Kruis één vakje aan." in html_words(page.decode())
    assert sheet_bytes(paper, suffix=".pdf", day=DAY) == pdf


def test_another_form_is_refused(paper):
    with pytest.raises(ExportError) as caught:
        sheet_bytes(paper, suffix=".docx", day=DAY)
    assert caught.value.code == "form_unknown"
