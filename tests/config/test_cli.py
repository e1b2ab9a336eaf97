"""The command line tool: bad use exits 2, a failure 1, each with one sentence and a remedy."""

import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from yingshang.config.cli.main import main

TOOL = Path(sys.executable).with_name("yingshang")


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    tests_own = ("DJANGO_", "DATABASE_", "YINGSHANG_", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(tests_own)}
    return subprocess.run(
        [str(TOOL), *words], capture_output=True, text=True, check=False, env=kept | variables
    )


def test_the_installed_tool_says_what_was_wrong_with_its_use():
    done = run("fly")
    assert done.returncode == 2
    assert "fly" in done.stderr


def called(*words: str) -> int:
    """The tool's exit code, run in this process: starting one for each takes a second."""
    with (
        mock.patch.object(sys, "argv", ["yingshang", *words]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return ended.value.code


@pytest.mark.parametrize("words", [("fly",), ("db", "fly"), ("up", "--port", "x"), ("demo", "x")])
def test_bad_use_exits_2_and_says_what_was_wrong(words, capsys):
    assert called(*words) == 2
    assert words[-1] in capsys.readouterr().err


@pytest.mark.parametrize("group", ["db", "draws", "ledger", "rules"])
def test_every_group_of_commands_can_be_called(group, capsys):
    assert called(group, "--help") == 0
    assert f"yingshang {group}" in capsys.readouterr().out


def test_a_production_start_with_demo_secrets_fails_and_names_the_variable():
    done = run("catalogue", "check", YINGSHANG_MODE="production")
    assert done.returncode == 1
    assert "YINGSHANG_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_real_lists_are_without_error():
    done = run("catalogue", "check", "xiangtan")
    assert done.returncode == 0, done.stderr
    assert " 0 errors" in done.stdout


def test_an_unknown_place_is_named():
    done = run("catalogue", "check", "atlantis")
    assert done.returncode == 1
    assert "atlantis" in done.stderr
