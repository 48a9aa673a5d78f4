"""A Streamlit server on loopback and a browser that tells on every request elsewhere."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.gating import need

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).parent / "apps"
# Debian's own: the shell draws the same without a window around it, for two thirds of the work.
CHROMIUMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
START_S = 60  # the first start on a cold machine compiles a lot
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LOOPBACK = {"127.0.0.1", "localhost", "::1", ""}


def need_browser() -> None:
    """Skip where there is no chromium, unless KOPPELKAART_REQUIRE says that there must be one."""
    need("browser", any(path.exists() for path in CHROMIUMS), f"no browser at {CHROMIUMS[-1]}")


@contextmanager
def serve(script: Path, *, env: dict[str, str] | None = None) -> Iterator[str]:
    """Run a Streamlit script on a free port of loopback; give its address, stop it afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    process = subprocess.Popen(
        [*command, *(part for name, value in options.items() for part in (f"--{name}", value))],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def browse() -> Iterator[Browser]:
    """Open Debian's chromium."""
    need_browser()
    with sync_playwright() as playwright:
        path = next(path for path in CHROMIUMS if path.exists())
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Watch:
    """What a page asked for and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left this machine."""
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [
            url
            for url, part in parts
            if part.scheme in {"http", "https", "ws", "wss"} and part.hostname not in LOOPBACK
        ]

    def asked(self, path: str) -> list[str]:
        """Requests whose path begins so."""
        return [url for url in self.requests if urlsplit(url).path.startswith(path)]


def colours(page: Page, chart: str, pane: str) -> int:
    """How many different colours a canvas of a map shows; `chart` is where the page keeps that map."""
    return page.evaluate(
        f"""pane => {{
            const canvas = {chart}.map.getPane(pane).querySelector("canvas");
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) {{
                if (data[i + 3]) seen.add(data[i] * 65536 + data[i + 1] * 256 + data[i + 2]);
            }}
            return seen.size;
        }}""",
        pane,
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(START_S * 10):
        if process.poll() is not None:
            pytest.fail(f"the server stopped:\n{process.communicate()[0][-3000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - loopback
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"no answer at {address} within {START_S} s")
