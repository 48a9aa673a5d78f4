"""The wijkplattegrond as HTML, opened from disk in a browser without network."""

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from layers.paper import PAPERS, draw_plan, write_page
from layers.style import SHOWN_AS
from tests.browser.harness import need_browser
from tests.handovers import HOSTILE, activities
from tests.homes import VOCABULARY
from tests.layers.paper.reading import words_of
from tests.layers.paper.test_plan import handover

pytestmark = pytest.mark.browser

PIXELS_PER_MM = 96 / 25.4


@pytest.fixture
def visit(open_page, tmp_path):
    def show(paper, **options):
        file = tmp_path / "plan.html"
        file.write_text(write_page(paper), encoding="utf-8")
        return open_page(file.as_uri(), offline=True, **options)

    need_browser()
    return show


def plan(**changes):
    return draw_plan(handover(**changes), vocabulary=VOCABULARY, size=PAPERS["A4"])


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_titles_are_inert_and_can_be_read(visit, payload):
    paper = plan(activities=activities().assign(title=payload), title=payload)
    page, watch = visit(paper)
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.title() == paper.title == payload
    assert payload.replace(" ", "") in "".join(page.locator("text").all_text_contents()).replace(" ", "")
    assert [url for url in watch.requests if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.fonts.check('600 12px Plattegrond')")


def test_each_page_prints_on_one_sheet(visit):
    paper = plan()
    page, _ = visit(paper)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == len(paper.pages)


def test_steps_stay_apart_in_grey(visit):
    paper = plan()
    page, _ = visit(paper, viewport={"width": 1200, "height": 900})
    picture = Image.open(io.BytesIO(page.locator("svg").first.screenshot())).convert("L")
    swatches = []
    for words in SHOWN_AS.values():
        told = next(mark for mark in words_of(paper) if mark.text == words)
        corner = ((told.x - 13.5) * PIXELS_PER_MM, (told.y - 2.7) * PIXELS_PER_MM)
        edge = [round(value) for value in (*corner, corner[0] + 46, corner[1] + 14)]
        swatches.append(np.asarray(picture.crop(edge), dtype=float))
    for one, other in combinations(swatches, 2):
        assert np.abs(one - other).mean() > 12
