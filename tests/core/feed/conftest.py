"""A ledger that really commits, and a subscriber's own server on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.core.ledger.conftest import ledger_database, town
from yingshang.core.feed.models import Subscription

__all__ = ["ledger_database", "town"]


@dataclass
class Receiver:
    """What a subscriber was sent: headers and body; the next answers are taken from `answers`."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    refused: int = 0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server that answers 200 unless the test says otherwise."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = found.answers.pop(0) if found.answers else 200
            if status == 200:
                found.taken.append((dict(self.headers), body))
            else:
                found.refused += 1
            self.send_response(status)
            if status == 302:
                self.send_header("Location", found.url + "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/feed"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def subscriptions(town) -> Iterator[None]:
    """None is there before or after a test."""
    Subscription.objects.all().delete()
    yield
    Subscription.objects.all().delete()
