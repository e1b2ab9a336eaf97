"""A served site over a database of its own, and real browsers of the people who use it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext

from tests.browser import PATIENCE_MS
from tests.cast import PLACE
from tests.journeys.keyboard import Person
from yingshang.core.exchange.services import turn
from yingshang.simulation.cast import ensure_cast


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


@pytest.fixture
def person(chromium: Browser, site: Site) -> Iterator[Callable[..., Person]]:
    """A person of the cast at a browser of her own, logged in by one click."""
    contexts = []

    def make(name: str | None = None, *, scripts: bool = True, **options: object) -> Person:
        options.setdefault("locale", "zh-CN")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(java_script_enabled=scripts, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        someone = Person(context.new_page(), site.url)
        if name:
            someone.log_in(name)
        return someone

    yield make
    for context in contexts:  # before the site ends, which would wait for them
        context.close()


def become(context: BrowserContext, site: Site, user: object | None) -> None:
    """Let the browser go on as somebody who has logged in, or as nobody."""
    context.clear_cookies()
    if user is None:
        return
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url}])
