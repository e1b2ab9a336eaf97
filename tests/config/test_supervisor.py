"""`yingshang up` twice, or without its database: one sentence that says what to do."""

import socket
from pathlib import Path

import psycopg
import pytest

from tests.config.cli.calling import caller
from yingshang.config.cli import facts
from yingshang.config.cli import up as cli
from yingshang.config.postgres.errors import DiskFull
from yingshang.config.supervisor.alone import UpAlready, claim
from yingshang.config.supervisor.run import PortTaken, run


def test_a_second_one_on_the_same_data_folder_names_the_first(tmp_path):
    first = claim(tmp_path, port=8101)
    with pytest.raises(UpAlready) as refused:
        claim(tmp_path, port=8102)
    assert "(port 8101)" in refused.value.text("en")
    assert str(tmp_path) in refused.value.text("zh-hans")
    first.close()
    claim(tmp_path, port=8102).close()


def test_a_port_that_is_taken_is_named_and_nothing_is_started():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)):
            run(port)


def test_a_database_that_cannot_start_is_tried_again_and_nothing_else_ends(monkeypatch, capsys):
    class Full:
        def is_running(self) -> bool:
            return False

        def start(self) -> None:
            raise DiskFull(folder=Path("/full"))

    monkeypatch.setattr("yingshang.config.postgres.Cluster.locate", lambda _: Full())
    cli._mend_database()
    assert "The disk of /full is full." in capsys.readouterr().err


def test_a_command_whose_database_is_away_says_so_and_ends_with_1(capsys, monkeypatch):
    call = caller(capsys, monkeypatch)

    def connect() -> None:
        with psycopg.connect("host=127.0.0.1 port=1 dbname=nothing"):
            pass

    monkeypatch.setattr(facts, "ready", connect)
    done = call("facts", "list")
    assert done.code == 1
    assert "数据库暂时没有应答" in done.err
    assert "The database does not answer just now." in done.err
    assert "Connection refused" in done.err
    assert "Traceback" not in done.err
