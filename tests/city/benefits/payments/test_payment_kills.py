"""Killed at any point of a batch or a receipt, and resumed: nobody is paid twice or forgotten.

What the bank paid stands in a file of its own, and this bank takes whatever it sees, again and
again: two files for one payment would pay twice.
"""

import os
import random
import signal

import pytest
from django.db import connection, connections

from tests.cast import PLACE
from tests.city.benefits.desk import Desk, code, deliver_all
from tests.city.benefits.payments.treasury import BANK, balances, fund, released, run_of
from yingshang.city.benefits.payments import batching, folders
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.receiving import ReceivedBefore
from yingshang.city.benefits.payments.services import make_batches, receive
from yingshang.core.ledger.acts import Actor

KILLS = int(os.environ.get("YINGSHANG_TEST_KILLS", "6"))
FIRMS = (1, 2, 3, 4)
FEN = 5000


@pytest.fixture
def hall(real_database, tmp_path):
    desk = Desk()
    deliver_all(tmp_path)
    return desk, fund(desk)


def counted(work, *, kill_at=None):
    """Run `work`, counting statements and the steps of files; die at the one that is named."""
    seen = 0

    def step():
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute, *arguments):
        step()
        answer = execute(*arguments)
        step()
        return answer

    before = {name: getattr(batching, name) for name in ("write_whole", "hand_over")}

    def wrapped(real):
        def call(*arguments, **more):
            step()
            answer = real(*arguments, **more)
            step()
            return answer

        return call

    try:
        for name, real in before.items():
            setattr(batching, name, wrapped(real))
        with connection.execute_wrapper(statement):
            work()
    finally:
        for name, real in before.items():
            setattr(batching, name, real)
    return seen


def killed(work, at):
    """A process that does the work until its n-th step; whether it was killed there."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            counted(work, kill_at=at)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def careless():
    return StandInBank(folder_of(PLACE), is_careless=True)


def take_all(desk):
    for path in sorted((folder_of(PLACE) / "incoming").glob("*")):
        try:
            receive(path, PLACE, BANK, desk.later())
        except ReceivedBefore:
            continue


def paid_through(desk, instalment, at, receipt_at):
    """A run of four firms in two files, killed twice on its way; whether each kill struck."""
    run = released(desk, run_of(desk, FIRMS, fen=FEN, instalment=instalment))
    actor, now = Actor.user(desk.payer.pk), desk.later()
    first = killed(lambda: make_batches(run, actor, now, size=2), at)
    careless().work()  # the bank does not wait for us
    make_batches(run, actor, desk.later(), size=2)
    careless().work()
    second = killed(lambda: take_all(desk), receipt_at)
    take_all(desk)
    return first, second


def steps_of_a_run(desk):
    run = released(desk, run_of(desk, FIRMS, fen=FEN, instalment=99))
    actor, now = Actor.user(desk.payer.pk), desk.later()
    made = counted(lambda: make_batches(run, actor, now, size=2))
    careless().work()
    taken = counted(lambda: take_all(desk))
    return made, taken


def test_a_killed_batch_pays_everybody_once(hall):
    desk, budget = hall
    made, taken = steps_of_a_run(desk)
    assert made > 40
    assert taken > 20
    chance = random.Random(20220531)  # noqa: S311 - where to kill, no secret
    struck = []
    for n in range(1, KILLS + 1):
        struck += paid_through(desk, n, chance.randint(1, made), chance.randint(1, taken))
    assert any(struck)
    runs = KILLS + 1
    assert careless().paid() == {code(n): FEN * runs for n in FIRMS}
    assert set(Payment.objects.values_list("state", flat=True)) == {"paid"}
    assert Payment.objects.count() == len(FIRMS) * runs
    after = balances(budget)
    assert (after["paid"], after["transit"], after["reserved"]) == (FEN * 4 * runs, 0, 0)
    assert not list((folder_of(PLACE) / "outgoing").glob("*"))


def test_the_check_finds_a_build_that_shows_files_before_their_rows(hall, monkeypatch):
    desk, _ = hall

    def at_once(path, content):
        folders.write_whole(path.parent.parent / "outgoing" / path.name, content)

    monkeypatch.setattr(batching, "write_whole", at_once)
    made, _ = steps_of_a_run(desk)
    before = careless().paid()
    for n, at in enumerate(range(made // 4, made, 3), start=1):
        paid_through(desk, n, at, 1)
        right = {firm: fen + FEN for firm, fen in before.items()}
        before = careless().paid()
        if before != right:
            return
    raise AssertionError("a bank that saw files too early paid everybody once all the same")
