"""The package and the stand-alone file, written apart, agree on every draw."""

import ast
import json
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proofs.draws.cast import (
    CHECKER,
    ROUND_1000,
    beacon_plan,
    full_plan,
    objection,
    plan,
    published,
    revealed,
)
from yingshang.errors import DomainError
from yingshang.proofs.draws import (
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Ratio,
    Rounding,
    Stratum,
    Words,
    announce,
    draw,
    publish,
    verify,
)

IDS = st.text("abcxyz019-甲乙é", min_size=1, max_size=6)
SKILLS = st.lists(st.sampled_from(["fire", "food", "锅炉"]), unique=True, max_size=2).map(tuple)


@st.composite
def strata(draw_from, names):
    pool = draw_from(st.lists(IDS, unique=True, min_size=1, max_size=25))
    cut = draw_from(st.integers(0, len(pool) - 1))
    parts = [part for part in (pool[:cut], pool[cut:]) if part]
    return tuple(draw_from(stratum(name, tuple(part))) for name, part in zip(names, parts))  # noqa: B905  # one part may be missing


@st.composite
def stratum(draw_from, name, entries):
    rounding = draw_from(st.sampled_from(Rounding))
    below = draw_from(st.integers(1, 50))
    most = max(len(entries) - 4, 1)  # room for the excluded, so that most plans can be drawn
    share = draw_from(
        st.one_of(
            st.integers(0, most).map(Count),
            st.integers(0, below // 2).map(lambda above: Ratio(above, below, rounding)),
        )
    )
    weights = None
    if draw_from(st.booleans()):
        weights = {one: draw_from(st.integers(1, 10**9 - 1)) for one in entries}
    return Stratum(name, entries, share, draw_from(st.integers(0, min(2, most - 1))), weights)


@st.composite
def plans(draw_from):
    parts = draw_from(strata(("一", "B")))
    pool = [one for part in parts for one in part.entries]
    some = st.lists(st.sampled_from(pool), unique=True, max_size=3)
    out = tuple(Exclusion(one, Words("理由", "reason")) for one in draw_from(some))
    inspectors = None
    if draw_from(st.booleans()):
        names = draw_from(st.lists(IDS, unique=True, min_size=3, max_size=9))
        people = tuple(Inspector(name, draw_from(SKILLS)) for name in names)
        conflicts = tuple((one, draw_from(st.sampled_from(names))) for one in draw_from(some))
        needs = {one: needed for one in draw_from(some) if (needed := draw_from(SKILLS))}
        inspectors = Inspectors(people, draw_from(st.integers(2, 3)), conflicts, needs)
    maker = draw_from(st.sampled_from([plan, beacon_plan]))
    return maker(*parts, exclusions=out, inspectors=inspectors)


@settings(max_examples=120)
@given(plans())
def test_what_the_package_publishes_the_file_confirms(announcement):
    try:
        announced = announce(announcement)
    except DomainError:
        return  # refused before anything is drawn; the tests of bad pools say why
    is_beacon = announcement.source.kind == "drand-quicknet"
    drawn = draw(announced, ROUND_1000 if is_beacon else revealed(announced))
    text = publish(drawn)
    assert objection(text, announced.hash.hex()) is None
    again = verify(text).drawn
    assert again is not None
    assert (again.chosen, again.teams) == (drawn.chosen, drawn.teams)


def test_the_generated_plans_are_often_drawn_and_with_teams():
    teams = []

    @settings(max_examples=60, derandomize=True, database=None)
    @given(plans())
    def count(announcement):
        with suppress(DomainError):
            teams.append(announce(announcement).teams is not None)

    count()
    assert len(teams) > 15
    assert sum(teams) > 3


def test_the_file_has_150_lines_at_most_and_needs_the_standard_library_alone():
    text = CHECKER.read_text()
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    modules = {name.name for node in imports for name in node.names}
    modules |= {str(node.module) for node in froms}
    assert len(text.splitlines()) <= 150
    assert "sys" in modules
    assert modules <= sys.stdlib_module_names


@pytest.mark.parametrize("by_file", [True, False])
def test_the_file_answers_yes_with_exit_0_no_with_1_and_nothing_to_check_with_2(tmp_path, by_file):
    good = published(full_plan())
    answers = [run(good, tmp_path, by_file=by_file)]
    forged = json.loads(good)
    forged["outcome"]["strata"][0]["selected"] = ["a2"]
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    answers += [run(text.encode(), tmp_path, by_file=by_file)]
    answers += [run(b"{}", tmp_path, by_file=by_file)]
    assert [code for code, _ in answers] == [0, 1, 2]
    assert "YES" in answers[0][1]
    assert "outcome.strata.0.selected.0: published 'a2', computed " in answers[1][1]
    assert "CANNOT CHECK" in answers[2][1]


def run(document: bytes, folder, *, by_file: bool) -> tuple[int, str]:
    path = folder / "draw.json"
    path.write_bytes(document)
    words = [sys.executable, "-I", str(CHECKER), *([str(path)] if by_file else [])]
    done = subprocess.run(
        words, input=None if by_file else document, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode()
