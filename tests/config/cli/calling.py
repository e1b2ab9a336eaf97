"""The whole tool, called in this process on the test's own database: exit code and words."""

import sys
from collections.abc import Callable
from typing import NamedTuple
from unittest import mock

import pytest

from yingshang.config.cli import benefits, catalogue, facts
from yingshang.config.cli.main import main


class Answer(NamedTuple):
    """What the tool said, and how it ended."""

    code: int
    out: str
    err: str


def caller(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable:
    """`yingshang WORDS`; the server and the settings are the test's."""
    for module in (facts, benefits, catalogue):
        if hasattr(module, "ready"):
            monkeypatch.setattr(module, "ready", lambda: None)

    def call(*words: object) -> Answer:
        code = 0
        with mock.patch.object(sys, "argv", ["yingshang", *map(str, words)]):
            try:
                main()
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Answer(code, *capsys.readouterr())

    return call
