"""One browser per session, one watched page per test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.harness import Watch, browse, need_browser
from tests.browser.served import Served, serve_app

DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browse() as opened:
        yield opened


@pytest.fixture(scope="session")
def app(tmp_path_factory) -> Iterator[Served]:
    need_browser()
    with serve_app(tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(scope="session")
def context_of(browser: Browser) -> Callable[..., BrowserContext]:
    """Give the window for options; pages with the same share one, and what it loaded."""
    opened: dict[str, BrowserContext] = {}

    def give(**options: object) -> BrowserContext:
        told = {"viewport": DESK, "locale": "nl-NL", **options}
        key = repr(sorted(told.items()))
        return opened.get(key) or opened.setdefault(key, browser.new_context(**told))

    return give


@pytest.fixture
def open_page(context_of: Callable[..., BrowserContext]) -> Iterator[Callable[..., tuple[Page, Watch]]]:
    """Open pages that may ask nothing of other machines and may not fail; both are checked at the end."""
    opened: list[tuple[Page, Watch]] = []

    def visit(address: str, **options: object) -> tuple[Page, Watch]:
        page = context_of(**options).new_page()
        watch = Watch(page)
        opened.append((page, watch))
        page.goto(address)
        return page, watch

    yield visit
    for page, _ in opened:
        page.close()
    assert [url for _, watch in opened for url in watch.elsewhere] == []
    assert [error for _, watch in opened for error in watch.errors] == []
