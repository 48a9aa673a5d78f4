"""The HTML file that is mailed, opened from disk in a browser without network."""

import pytest

from layers.layer import Layer, to_features
from layers.sheet import draw_sheet
from layers.style import NO_FIGURE, Mark, activity_mark
from tests.browser.harness import need_browser
from tests.handovers import HOSTILE, activities, buurten

pytestmark = pytest.mark.browser

MARK = Mark("5", "5 · voldoende", fill="#f3ead9")
MARKS = tuple(
    activity_mark(*key.split("|"), label=key)
    for key in ("Z|bestaand", "G|idee", "E|gepland", "S|voorbij", "Z|gepland")
)


def _layers(names):
    ground = (
        buurten().rename(columns={"buurtcode": "id", "buurtnaam": "name"}).assign(mark=["5", "none", "5"])
    )
    frame = activities().assign(name=names, made=True, coarse=[False, True, False, True, False])
    frame["mark"] = frame["theme_group"] + "|" + frame["shown_as"]
    columns = ["id", "mark", "name"]
    return [
        Layer(
            "scores",
            "Leefbaarometer",
            "area",
            to_features(ground, columns=columns),
            (MARK, NO_FIGURE),
            labels=True,
        ),
        Layer(
            "activities",
            "Activiteiten",
            "activity",
            to_features(frame, columns=[*columns, "made", "coarse"]),
            MARKS,
        ),
    ]


@pytest.fixture
def visit(open_page, tmp_path):
    def show(names, **options):
        page_file = tmp_path / "kaart.html"
        text = draw_sheet(
            _layers(names),
            title=names[0],
            day="11 maart 2027",
            audience="iedereen",
            sources=[names[0]],
            fictional=True,
        )
        page_file.write_text(text, encoding="utf-8")
        page, watch = open_page(page_file.as_uri(), offline=True, **options)
        page.wait_for_selector(".leaflet-interactive", state="attached")
        return page, watch

    need_browser()
    return show


NAMES = ["Spreekuur", "Bankjes", "Warmtenet", "Plein", "Hele stad"]


def test_the_map_is_drawn_without_network(visit):
    page, watch = visit(NAMES)
    assert page.locator("path.leaflet-interactive").count() == 4  # two buurten, a line, an area
    assert page.locator(".token.leaflet-interactive").count() == 3  # one point, and one of two
    assert page.locator("path.leaflet-interactive").first.bounding_box()["width"] > 100
    assert page.locator("path[fill^='url(#hatch']").count() == 1
    assert [url for url in watch.requests if not url.startswith(("file:", "data:"))] == []


def test_a_layer_can_be_switched_off_and_on(visit):
    page, _ = visit(NAMES)
    box = page.get_by_role("checkbox", name="Activiteiten")
    box.uncheck()
    assert page.locator(".token").count() == 0
    box.check()
    assert page.locator(".token").count() >= 2


@pytest.mark.parametrize("viewport", [{"width": 1366, "height": 768}, {"width": 390, "height": 800}])
def test_the_map_and_the_warning_are_in_the_first_view(visit, viewport):
    page, _ = visit(NAMES, viewport=viewport)
    stage = page.locator("#kaart").bounding_box()
    assert stage["y"] < 260
    assert stage["height"] > 380
    assert page.get_by_text("Verzonnen voorbeeld (fictief)").bounding_box()["y"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text_and_can_be_read(visit, payload):
    page, _ = visit([payload] * 5)
    page.locator(".token.leaflet-interactive").first.hover()
    assert page.locator(".leaflet-tooltip strong").inner_text() == payload
    page.locator(".token.leaflet-interactive").first.click()
    assert page.locator(".leaflet-popup-content strong").inner_text() == payload
    assert payload in page.locator("h1").inner_text()
    assert payload in page.locator("footer").inner_text()
    page.locator("summary").first.click()
    assert payload in page.locator(".list li").first.inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.title() == payload


def test_the_policy_stops_a_script_that_slips_in(visit):
    page, _ = visit(NAMES)
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.hacked = 5';
        const box = document.createElement('div');
        box.innerHTML = '<img src=x onerror="window.hacked=6">';
        document.body.append(script, box);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
