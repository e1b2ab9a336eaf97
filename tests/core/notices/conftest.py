"""A folder of its own for the SMS of each test, and a webhook receiver on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture(autouse=True)
def sms_folder(settings, tmp_path):
    """Where the file-based SMS gateway writes."""
    settings.SMS_FOLDER = tmp_path / "sms"
    return settings.SMS_FOLDER


class Receiver(BaseHTTPRequestHandler):
    """Keeps what was posted and answers what the test wants."""

    def do_POST(self):
        """Keep headers and body, answer the next status."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        status = self.server.statuses.pop(0) if self.server.statuses else 204
        if status == "silence":
            self.server.let_go.wait(120)
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args):
        """Keep quiet."""


@pytest.fixture
def receiver():
    """A listening server: `url`, `posts`, and `statuses` to answer in turn."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.posts, server.statuses, server.let_go = [], [], threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}/hook?a=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()
