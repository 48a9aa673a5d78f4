import html
import io

import pypdf
import pytest

from layers.paper import PAPERS, draw_plan, write_page, write_pdf
from tests.homes import VOCABULARY
from tests.layers.paper.test_plan import DAY, handover

MM = 72 / 25.4


@pytest.mark.parametrize("size", PAPERS)
def test_size_language_title_and_letter(size):
    paper = draw_plan(handover(), vocabulary=VOCABULARY, size=PAPERS[size])
    content = write_pdf(paper, day=DAY)
    read = pypdf.PdfReader(io.BytesIO(content))
    page = read.pages[0]
    assert float(page.mediabox.width) / MM == pytest.approx(PAPERS[size].width, abs=0.1)
    assert float(page.mediabox.height) / MM == pytest.approx(PAPERS[size].height, abs=0.1)
    assert read.root_object["/Lang"] == "nl-NL"
    assert read.metadata.title == paper.title
    assert read.metadata.creation_date.date() == DAY
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all("/FontFile2" in font for font in inside)
    assert len(content) < 100_000


@pytest.mark.parametrize("size", PAPERS)
def test_page_says_its_size_and_asks_for_nothing(size):
    page = write_page(draw_plan(handover(), vocabulary=VOCABULARY, size=PAPERS[size]))
    paper = PAPERS[size]
    assert f"@page {{ size: {paper.width}mm {paper.height}mm; margin: 0; }}" in page
    assert '<html lang="nl">' in page
    assert "default-src 'none'" in html.unescape(page)
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert len(page) < 200_000
