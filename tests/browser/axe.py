"""What axe, the checker of how a page can be used by everybody, finds on a page."""

from playwright.sync_api import Page

from tests.browser.harness import ROOT
from tests.gating import need

AXE = ROOT / "static" / "node_modules" / "axe-core" / "axe.min.js"


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """Return per serious or critical finding its name and where it is, frames included."""
    need("browser", AXE.exists(), "no axe-core: run `make test` once, it installs the checker")
    # What Streamlit is about to replace fades; that is not how the page is read.
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
    page.wait_for_timeout(500)
    page.add_script_tag(path=AXE)
    told = page.evaluate("axe.run(document, { iframes: true, resultTypes: ['violations'] })")
    return [
        (one["id"], [node["target"][-1] for node in one["nodes"]][:4])
        for one in told["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
