"""From click to drawn frame: the same steps in our app and in a plain one, in headless Chromium."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, fields

from playwright.sync_api import Browser, Page

from bench.apps import App, serve_apps
from tests.browser.harness import browse

COUNTS = (1_000, 10_000)
REPEATS = 3
SHARE = 8
PILL, OTHER = "Wonen", "Energie"
PATIENCE_MS = 180_000
DESK = {"width": 1366, "height": 768}

# How many things the page shows; a number only once they are handed to the canvas or stand in the page.
SHOWN = {
    "ours": """() => {
        const chart = Object.values(window.koppelkaart?.charts ?? {})[0];
        const layer = chart?.layers.find((one) => one.spec.id === "activities");
        if (!layer || (chart.host.dataset.ready ?? "") === window.bench.before) return null;
        return layer.features.filter((one) => one.shown).length;
    }""",
    "plain": """() => {
        const frame = document.querySelector("iframe[title*='st_folium']")?.contentDocument;
        const paths = frame?.querySelectorAll("path.leaflet-interactive").length ?? 0;
        return paths ? paths - window.bench.areas : null;
    }""",
}
# Time runs from the start of the visit or from the click; bytes are those of the websocket.
PROBE = """() => {
    if (window.top !== window) return;
    const bench = { since: 0, bytes: 0, before: "", areas: AREAS, shown: SHOWN };
    window.bench = bench;
    document.addEventListener("click", (event) => {
        bench.since = event.timeStamp;
        bench.bytes = 0;
        bench.before = document.querySelector(".kk-map")?.dataset.ready ?? "";
    }, true);
    bench.drawn = (count) => new Promise((resolve) => {
        const look = () => {
            if (bench.shown() !== count) return requestAnimationFrame(look);
            const done = () => resolve(performance.now() - bench.since);
            requestAnimationFrame(() => requestAnimationFrame(done));
        };
        look();
    });
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
        constructor(...words) {
            super(...words);
            this.addEventListener("message", ({ data }) => {
                bench.bytes += data.byteLength ?? data.size ?? data.length;
            });
        }
    };
}"""


@dataclass(frozen=True)
class Visit:
    """What one visit took [ms], and what the websocket brought for the click back to all [bytes]."""

    first_ms: float
    filter_ms: float
    back_ms: float
    back_bytes: float


def measure(*, counts: tuple[int, ...] = COUNTS, repeats: int = REPEATS) -> Iterator[str]:
    """Visit both apps in turn, so many times at each count, and tell medians and ratios."""
    with browse() as browser:
        for count in counts:
            with serve_apps(count) as apps:
                for app in apps:
                    visit(browser, app)  # the first visit of a server reads and draws what is kept after
                visits: dict[str, list[Visit]] = {app.name: [] for app in apps}
                for _ in range(repeats):
                    for app in apps:
                        visits[app.name].append(visit(browser, app))
            middles = {name: middle(taken) for name, taken in visits.items()}
            yield from tell(count, **middles)


def visit(browser: Browser, app: App) -> Visit:
    """Open the app with an empty browser, filter to an eighth, look about, go back to all.

    Streamlit does not send again what the browser had in the last two runs; after a look at a second theme
    the click back to all brings everything, in either app.
    """
    context = browser.new_context(viewport=DESK, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    probe = PROBE.replace("AREAS", str(app.buurten)).replace("SHOWN", SHOWN[app.name])
    page.add_init_script(f"({probe})();")
    page.goto(app.address, wait_until="commit")
    first = _drawn(page, app.activities)
    _rest(page)
    if app.name == "ours":
        page.get_by_text("Filter de activiteiten").click()
        page.wait_for_timeout(300)
    eighth = -(-app.activities // SHARE)
    _press(page, PILL)
    there = _drawn(page, eighth)
    _rest(page)
    for _ in range(2):
        _press(page, OTHER)
        _rest(page)
    _press(page, PILL)
    back = _drawn(page, app.activities)
    _rest(page)
    heard = page.evaluate("window.bench.bytes")
    context.close()
    return Visit(first, there, back, heard)


def middle(visits: list[Visit]) -> Visit:
    """Return the median of each figure."""
    return Visit(*(statistics.median(getattr(one, field.name) for one in visits) for field in fields(Visit)))


def tell(count: int, *, ours: Visit, plain: Visit | None = None) -> Iterator[str]:
    """Tell the figures of one count, with ratios where there is a peer."""
    names = {
        "first_ms": ("first drawn map", "ms"),
        "filter_ms": ("filter to an eighth, click to drawn frame", "ms"),
        "back_ms": ("filter back to all, click to drawn frame", "ms"),
        "back_bytes": ("websocket bytes of that click", "bytes"),
    }
    for name, (words, unit) in names.items():
        mine = getattr(ours, name)
        line = f"{count:,} activities, {words}: {mine:,.0f} {unit}"
        if plain is not None:
            theirs = getattr(plain, name)
            line += f" / plain {theirs:,.0f} {unit} = {theirs / mine:.1f} times"
        yield line


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).or_(page.get_by_role("checkbox", name=name)).first.click()


def _drawn(page: Page, count: int) -> float:
    page.wait_for_function("() => window.bench")
    return float(page.evaluate("count => window.bench.drawn(count)", count))


def _rest(page: Page) -> None:
    """Wait until the run is over and what it still sends has come."""
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    page.wait_for_timeout(500)
