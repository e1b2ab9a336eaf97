"""The monitor as it is run: over HTTP, from a folder, with exit codes."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.proofs.log.factory import ORIGIN, SIGNER, Log, entries
from yingshang.proofs.log.monitor import main


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server, as any web server would serve a log's folder."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "served"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def _publish(log: Log, folder: Path) -> None:
    for name, data in (log.tiles.files | {"checkpoint": log.note.encode()}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _run(address: str, folder: Path) -> int:
    key = SIGNER.verifier.vkey
    return main([address, str(folder), "--origin", ORIGIN, "--key", key])


def test_a_monitor_follows_remembers_and_tells_a_rewritten_log(
    served: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, address = served
    log = Log(300)
    _publish(log, folder)
    assert _run(address, tmp_path / "kept") == 0
    assert "300 (+300)" in capsys.readouterr().out
    log.add(entries(5, start=300))
    _publish(log, folder)
    assert _run(address, tmp_path / "kept") == 0
    assert "305 (+5)" in capsys.readouterr().out
    _publish(Log(310, of="another past "), folder)
    assert _run(address, tmp_path / "kept") == 1
    assert "log.rewritten" in capsys.readouterr().err


def test_a_log_that_cannot_be_reached_is_a_finding(
    served: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(served[1], tmp_path / "kept") == 1
    assert "log.not_served" in capsys.readouterr().err


def test_a_copy_in_a_folder_is_checked_like_a_log_that_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    _publish(Log(300), copy)
    assert _run(str(copy), tmp_path / "kept") == 0
    (copy / "tile/entries/000").unlink()
    assert _run(str(copy), tmp_path / "anew") == 1
    assert "tile/entries/000" in capsys.readouterr().err


def test_a_spoilt_memory_stops_the_monitor_before_it_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "memory.json").write_text("{}")
    assert _run("http://127.0.0.1:9", tmp_path) == 2
    assert "Restore" in capsys.readouterr().err


def test_an_address_that_is_not_http_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        _run("file:///etc", tmp_path)
