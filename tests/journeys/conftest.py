"""A served site over a database of its own, and real browsers of the people who use it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.cast import PLACE
from tests.journeys.keyboard import Person
from yingshang.core.exchange.services import turn
from yingshang.simulation.cast import ensure_cast

# Playwright keeps an event loop in this thread; the tests use the database between its calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Site:
    """Where the platform is served, and its outside world."""

    url: str

    def exchange(self, turns: int = 1) -> None:
        """Let the outside systems take messages and answer, as the worker does every minute."""
        for _ in range(turns):
            turn(datetime.now(UTC) + timedelta(seconds=1))


class _Handler(StaticFilesHandler):
    def get_base_url(self) -> str:
        return "/static/"


@pytest.fixture
def site(real_database: str) -> Iterator[Site]:
    """The platform on a free port, with the demo cast."""
    ensure_cast(PLACE, at=datetime.now(UTC) - timedelta(days=1))
    thread = LiveServerThread("127.0.0.1", lambda handler: _Handler(handler), port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield Site(f"http://127.0.0.1:{thread.port}")
    thread.terminate()


@pytest.fixture(scope="module")  # not longer: while it is open no other can be opened
def chromium() -> Iterator[object]:
    """Debian's chromium; without one the journeys are skipped aloud, or fail where required."""
    if CHROMIUM is None:
        if os.environ.get("YINGSHANG_REQUIRE_BROWSER"):
            pytest.fail("no chromium, and YINGSHANG_REQUIRE_BROWSER is set")
        pytest.skip("no chromium on this machine: browser journeys are not run")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(chromium, site) -> Iterator[Callable[..., Person]]:
    """A person of the cast at a browser of her own, logged in by one click."""
    contexts = []

    def make(name: str | None = None, *, scripts: bool = True, **options: object) -> Person:
        options.setdefault("locale", "zh-CN")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(java_script_enabled=scripts, **options)
        contexts.append(context)
        someone = Person(context.new_page(), site.url)
        if name:
            someone.log_in(name)
        return someone

    yield make
    for context in contexts:
        context.close()
