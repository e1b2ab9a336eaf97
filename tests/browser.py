"""One chromium a process for all tests that look at pages, and a fresh context for each test.

`chromium` is the browser itself. `still` shows HTML that a view has made, with nothing served and
nothing fetched, and finds faults in it. Starting a browser and warming axe-core up cost more than
looking does: the browser is kept to the end, and a still page is used again for the next HTML.
"""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from yingshang import ui

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 120_000  # a busy machine may take long; only a page that never comes fails
HEIGHT = 800
LOOK = Path(ui.__file__).parent / "static" / "ui" / "look.css"
AXE = Axe()
_HAS_AXE = "typeof axe === 'object'"
_VIOLATIONS = """axe.run(document, {resultTypes: ['violations']})
    .then(found => found.violations)"""  # every rule is run; what holds need not come over to us

OpenStill = Callable[..., "Still"]


@dataclass
class _Opened:
    """Playwright and its browser, opened once; its event loop counts as running only in a test."""

    driver: Playwright | None = None
    browser: Browser | None = None
    loop: asyncio.AbstractEventLoop | None = None

    def enter(self) -> Browser:
        """Let Playwright's loop count as this thread's, and answer a browser that lives.

        Django keeps other connections for a thread with a running loop than for one without.
        They would know nothing of the test's transaction (what they write would stay) and go on
        leading to the database of the first test that opened them: so both are made the same.
        """
        ours = {alias: connections[alias] for alias in connections}
        if self.driver is None:
            self.driver = sync_playwright().start()
            self.loop = asyncio.get_running_loop()
        asyncio._set_running_loop(self.loop)
        for alias, connection in ours.items():
            connections[alias] = connection
        if self.browser is None or not self.browser.is_connected():
            self.browser = self.driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        return self.browser

    def leave(self) -> None:
        """Let other tests of this process run loops of their own (the worker's, say)."""
        asyncio._set_running_loop(None)

    def close(self) -> None:
        """End the browser and its driver, if they were ever started."""
        if self.driver is None:
            return
        if self.browser is not None:
            self.enter().close()
        asyncio._set_running_loop(self.loop)
        self.driver.stop()
        self.leave()


@dataclass
class Still:
    """A page of given colours and width on which HTML is shown that a view has made."""

    page: Page
    width: int
    look: str = field(default_factory=lambda: LOOK.read_text("utf-8"))

    def show(self, html: str) -> Page:
        """Show the HTML with the platform's look; whatever else it asks for is refused."""
        style = f"<style>{self.look}</style></head>"
        assert "</head>" in html, html[:300]
        self.page.set_content(html.replace("</head>", style, 1))
        return self.page

    def faults(self, html: str, *, picture: str = "") -> list[str]:
        """What axe-core finds, with the elements; and whether it scrolls sideways."""
        page = self.show(html)
        found = axe_findings(page)
        wide = page.evaluate("document.documentElement.scrollWidth") - self.width
        folder = os.environ.get("YINGSHANG_PICTURES")
        if folder and picture:  # for people to look at
            path = Path(folder) / f"{picture}-{self.width}.png"
            page.screenshot(path=str(path), full_page=True)
        return found + ([f"scrolls sideways by {wide} px"] if wide > 0 else [])


def axe_findings(page: Page) -> list[str]:
    """The violations on the page as it stands: rule, then the elements that break it."""
    if not page.evaluate(_HAS_AXE):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate(_VIOLATIONS)
    return [f"{v['id']}: {[node['html'] for node in v['nodes']]}" for v in violations]


@pytest.fixture(scope="session")
def _opened() -> Iterator[_Opened]:
    opened = _Opened()
    yield opened
    opened.close()


@pytest.fixture
def chromium(_opened: _Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Debian's chromium; without one the test is skipped aloud, or fails where required."""
    if CHROMIUM is None:
        if os.environ.get("YINGSHANG_REQUIRE_BROWSER"):
            pytest.fail("no chromium, and YINGSHANG_REQUIRE_BROWSER is set")
        pytest.skip("no chromium on this machine: nothing is looked at in a browser")
    # a test uses the database between its calls to the browser, whose loop is in this thread
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    browser = _opened.enter()
    yield browser
    asyncio._set_running_loop(_opened.loop)
    for context in browser.contexts:
        context.close()
    _opened.leave()


@pytest.fixture
def still(chromium: Browser) -> OpenStill:
    """Opens a still page: `still("dark", 360)`."""

    def opened(scheme: str = "light", width: int = 1280) -> Still:
        viewport = {"width": width, "height": HEIGHT}
        page = chromium.new_page(color_scheme=scheme, viewport=viewport)
        page.set_default_timeout(PATIENCE_MS)
        page.route("**/*", lambda route: route.abort())
        return Still(page, width)

    return opened
