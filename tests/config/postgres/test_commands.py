"""`yingshang db`: what it prints, where errors go, and with which code it ends."""

import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from yingshang.config.postgres import Cluster
from yingshang.config.postgres.commands import db


def _call(cluster: Cluster, *words: str) -> Result:
    return CliRunner().invoke(db, words, obj=cluster, env={"LC_ALL": "en_US.UTF-8"})


def test_start_status_url_and_stop_tell_what_they_did(cluster: Cluster) -> None:
    assert "started" in _call(cluster, "start").output
    assert "already running" in _call(cluster, "start").output
    assert "running" in _call(cluster, "status").output
    assert _call(cluster, "url", "--role", "owner").output.strip() == cluster.url("owner")
    shown = subprocess.run(
        [*cluster.psql_command(), "-Atc", "SELECT current_user"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.strip() == "yingshang_app"
    assert "stopped" in _call(cluster, "stop").output
    assert "not running" in _call(cluster, "stop").output


def test_psql_takes_the_place_of_the_command_and_its_words(running: Cluster) -> None:
    script = (
        "import sys; from pathlib import Path; from yingshang.config.postgres import Cluster;"
        "from yingshang.config.postgres.commands import db; base = Path(sys.argv[1]);"
        "cluster = Cluster.for_checkout(base, base=base);"
        "db(['psql', '--role', 'owner', '-At', '-c', 'SELECT current_user'], obj=cluster)"
    )
    command = [sys.executable, "-c", script, str(running.layout.base)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "yingshang_owner\n", "")


@pytest.mark.parametrize("command", ["psql", "url"])
def test_a_failure_is_one_message_on_standard_error_and_code_1(
    cluster: Cluster, command: str
) -> None:
    result = _call(cluster, command)
    assert result.exit_code == 1
    assert "Run `yingshang db start` first." in result.stderr
    assert result.stdout == ""


def test_a_failure_is_chinese_unless_the_terminal_is_english(cluster: Cluster) -> None:
    result = CliRunner().invoke(db, ["psql"], obj=cluster, env={"LC_ALL": "zh_CN.UTF-8"})
    assert "请先运行 yingshang db start" in result.stderr


@pytest.mark.parametrize("words", [["url", "--role", "guest"], ["begin"], ["start", "now"]])
def test_bad_use_ends_with_code_2(cluster: Cluster, words: list[str]) -> None:
    assert _call(cluster, *words).exit_code == 2
    assert not cluster.layout.base.exists()
