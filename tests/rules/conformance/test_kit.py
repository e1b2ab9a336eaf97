"""The conformance kit's cases hold: all of level 2, nearly all of level 3, errors with a diagnosis.

The kit is not part of the project: `DMN_TCK_DIR` names its folder. Skipped aloud when it is absent.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from yingshang.rules.conformance import Kind, Report, Result, run_folder

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("DMN_TCK_DIR", ROOT.parent / "shared" / "data" / "dmn-tck"))

REFUSED = ("0076-feel-external-java",)
"""Value cases that call Java, which we refuse by name: counted apart, and they must say so."""

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason=f"the DMN conformance kit is not at {FOLDER}; name its folder in DMN_TCK_DIR",
)


@cache
def report() -> Report:
    return run_folder(FOLDER)


def results(level: int, *kinds: Kind) -> list[Result]:
    return [r for r in report().results if r.level == level and r.kind in kinds]


def share(found: list[Result]) -> float:
    assert found, "the kit's folder holds no such case"
    return sum(r.has_passed for r in found) / len(found)


def failures(found: list[Result]) -> str:
    return "\n".join(str(r) for r in found if not r.has_passed)


def is_refused(result: Result) -> bool:
    return result.file.startswith(REFUSED)


def test_level_2_holds_whole() -> None:
    found = results(2, *Kind)
    assert share(found) == 1, failures(found)


def test_level_3_values_hold() -> None:
    found = [r for r in results(3, Kind.VALUE, Kind.NULL) if not is_refused(r)]
    assert share(found) >= 0.995, failures(found)


def test_level_3_errors_are_null_and_say_why() -> None:
    found = results(3, Kind.ERROR)
    assert share(found) >= 0.98, failures(found)


def test_java_is_refused_by_name() -> None:
    found = [r for r in results(3, Kind.VALUE) if is_refused(r)]
    assert found
    for result in found:
        assert result.actual == "null"
        assert any("java." in said for said in result.diagnosis), result
