"""An evaluation that lost its result or its worker goes on; see also `test_benefit_kills`."""

from datetime import timedelta

import pytest

from tests.city.benefits.desk import code, due_fen, due_firms
from tests.city.benefits.runs.story import fresh, opened
from yingshang.city.benefits.population.committing import committed_rows
from yingshang.city.benefits.runs import evaluating
from yingshang.city.benefits.runs.evaluating import SILENT, rescue, result_of, work
from yingshang.city.benefits.runs.models import Entitlement
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Commitment


class Killed(BaseException):
    """What no handler of errors catches, as a kill."""


def kill_at(monkeypatch, point: str, after: int) -> None:
    """The worker dies at the call of `point` that follows `after` others."""
    whole, calls = getattr(evaluating, point), 0

    def dying(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == after + 1:
            raise Killed
        return whole(*args, **kwargs)

    monkeypatch.setattr(evaluating, point, dying)


def killed(run, desk, monkeypatch, point: str, after: int) -> None:
    with monkeypatch.context() as patched:
        kill_at(patched, point, after)
        with pytest.raises(Killed):
            work(run.pk, at=desk.later())


def assert_is_whole(run) -> None:
    rows = Entitlement.objects.filter(run=run).values_list("credit_code", "amount_fen")
    expected = committed_rows(sorted((code(n), due_fen(n), None) for n in due_firms()))
    assert dict(rows) == {code(n): due_fen(n) for n in due_firms()}
    assert len(rows) == len(due_firms())
    assert (run.list_hash, run.root) == (expected.list_hash, expected.root)
    assert run.total_fen == expected.fen
    steps = [entry.action for entry in entries_of([run.pk])]
    assert steps == ["case.open", "benefit_run.evaluate", "benefit_run.list"]
    assert Commitment.objects.filter(case=run.case, clock="review").count() == 1


def test_a_result_that_was_lost_or_changed_is_made_again(desk, monkeypatch):
    run = opened(desk)
    killed(run, desk, monkeypatch, "advance", 1)
    result_of(run).write_bytes(b"half a file")
    work(run.pk, at=desk.later())
    assert_is_whole(fresh(run))


def test_what_lost_its_worker_begins_again_by_itself(desk, monkeypatch):
    run, begun = opened(desk), []
    monkeypatch.setattr(evaluating, "begin", begun.append)
    assert rescue(at=desk.now) == 0
    assert rescue(at=desk.now + SILENT + timedelta(seconds=1)) == 1
    assert begun == [run.pk]
