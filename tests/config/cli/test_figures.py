"""`yingshang figures`: counted figures with their query, and the rest said plainly."""

import pytest
from click.testing import CliRunner

from tests.cast import NOW, PLACE
from yingshang.config.cli import figures as command
from yingshang.config.cli.figures import figures, report
from yingshang.core.measures.figures import figures_of
from yingshang.core.measures.period import Period


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(command, "ready", lambda: None)
    monkeypatch.setattr(command, "migrate", lambda: None)
    return lambda *words: CliRunner().invoke(figures, words)


@pytest.mark.django_db
def test_it_prints_each_figure_once_counted_or_not(run):
    result = run("xiangtan")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert sum(line.startswith("x.") for line in lines) == 55
    counted = sum("    query " in line for line in lines)
    left = 55 - counted
    assert counted >= 5
    assert lines[-1] == f"{counted} of 55 figures counted, {left} cannot be counted yet"
    assert sum("    cannot be counted yet: " in line for line in lines) == left


@pytest.mark.django_db
def test_a_counted_figure_stands_beside_the_published_one_with_query_and_n():
    rows = figures_of(PLACE, at=NOW, period=Period.parse("2026"))
    text = "\n".join(report(rows))
    assert (
        "x.things_cases  “一件事一次办”办件 · bundle cases handled\n"
        "    counted 0 cases (n=0, 2026)  published 2,071,000 cases (2022-01/2022-07)\n"
        "    query matters.bundle_cases: Bundle cases opened in the period" in text
    )
    assert "x.agencies  入驻中介机构 · intermediary agencies admitted\n" in text
    assert "    cannot be counted yet: marketplace  published 117 agencies\n" in text


@pytest.mark.parametrize("place", ["atlantis", "../xiangtan", "common", ""])
def test_an_unknown_place_is_bad_use(run, place):
    result = run(place)
    assert result.exit_code == 2
    assert "xiangtan" in result.output


@pytest.mark.django_db
def test_a_period_that_is_none_is_bad_use(run):
    result = run("xiangtan", "--period", "last year")
    assert result.exit_code == 2
    assert "2022-01/2022-07" in result.output
