"""The audit holds over a run that was paid, returned and clawed back, and finds every damage."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from tests.cast import PLACE
from tests.city.benefits.desk import Desk, code, due_firms
from tests.city.benefits.payments.treasury import BANK, fails
from tests.city.benefits.runs.story import released
from tests.city.benefits.runs.test_granted import Hall, hall
from yingshang.city.benefits.invariants import LISTS, MONEY
from yingshang.city.benefits.payments import services as money
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.runs import closing
from yingshang.city.benefits.runs.evaluating import result_of
from yingshang.city.benefits.runs.models import Run
from yingshang.core.audit.registry import audit
from yingshang.core.ledger.acts import Actor

__all__ = ["hall"]  # a fixture of granted runs
NAMES = [invariant.name for invariant in (*LISTS, *MONEY)]
LISTS_ONLY = [invariant.name for invariant in LISTS]
ACCOUNTS = ["accounts.balances_follow_from_postings", "accounts.reserved_is_what_is_held"]
FAILED, *PAID = due_firms()


class Undone(Exception):
    """Rolls the damage back."""


@pytest.fixture
def paid(desk: Desk, settings, tmp_path) -> Run:
    """All paid but one, whose payment failed and is set aside again; one pays a part back."""
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    run = released(desk)
    money.make_batches(run, Actor.user(desk.payer.pk), desk.later(), size=10)
    for path in StandInBank(folder_of(PLACE), judge=fails(FAILED)).work():
        money.receive(path, PLACE, BANK, desk.later())
    payment = Payment.objects.get(run=run, credit_code=code(PAID[0]))
    asked = money.demand(payment, 700, reason="多发", user=desk.payer, at=desk.later())
    money.note_repayment(asked, 500, reference="示例", by=money.By(desk.payer, desk.later()))
    return run


def broken(names: list[str]) -> dict[str, object]:
    found = {invariant.name: finding for invariant, finding in audit(PLACE, names)}
    assert all(finding.checked for finding in found.values())
    return {name: finding.first for name, finding in found.items() if not finding.holds}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
        assert cursor.rowcount, "nothing was damaged"


DAMAGE = {
    "benefits.lists_are_entered": "UPDATE benefits_run SET root = repeat('0', 64)",
    "benefits.run_totals_add_up": "UPDATE benefits_run SET total_fen = total_fen + 1",
    "benefits.lists_agree_with_their_files": "UPDATE benefits_run SET list_hash = repeat('0', 64)",
    "benefits.entitlements_are_listed": (
        "UPDATE benefits_entitlement SET full_fen = full_fen + 1, amount_fen = amount_fen + 1"
        " WHERE id = (SELECT min(id::text)::uuid FROM benefits_entitlement)"
    ),
    "benefits.payments_are_set_aside_once": (
        "DELETE FROM core_reservation WHERE state = 'held'"
    ),
    "benefits.reservations_are_for_payments": (
        "INSERT INTO core_reservation (id, key, source_id, target_id, amount, state, reserved_at)"
        " SELECT gen_random_uuid(), 'benefit:' || gen_random_uuid() || ':1', source_id, target_id,"
        " amount, 'held', now() FROM core_reservation LIMIT 1"
    ),
    "benefits.budgets_add_up": (
        "UPDATE core_account SET balance = balance + 1 WHERE owner_kind = 'fund_paid'"
    ),
    "benefits.payments_are_released_by_two": "DELETE FROM benefits_signature WHERE number = 2",
    "benefits.files_add_up": "UPDATE benefits_batch SET size = size + 1",
    "benefits.paid_on_one_line": "UPDATE benefits_line SET outcome = '' WHERE position = 2",
    "benefits.payments_are_as_listed": (
        "UPDATE benefits_entitlement SET state = 'struck'"
    ),
    "benefits.payments_are_entered": (
        "UPDATE benefits_payment SET state = 'recovered' WHERE state = 'paid'"
    ),
    "benefits.recoveries_add_up": "UPDATE benefits_recovery SET repaid_fen = repaid_fen + 1",
    "accounts.balances_follow_from_postings": (
        "UPDATE core_account SET balance = balance + 1 WHERE owner_kind = 'fund_paid'"
    ),
    "accounts.reserved_is_what_is_held": (
        "UPDATE core_account SET reserved = reserved + 1 WHERE owner_kind = 'fund_available'"
    ),
}  # fmt: skip


def test_what_holds_over_a_paid_run_is_found_broken_by_each_damage(paid):
    assert broken([*NAMES, *ACCOUNTS]) == {}
    assert set(DAMAGE) == {*NAMES, *ACCOUNTS}
    blind = []
    for name, damage in DAMAGE.items():
        with suppress(Undone), transaction.atomic():
            sql(damage)
            if not broken([name]):
                blind.append(name)
            raise Undone
    assert blind == []
    result_of(paid).write_bytes(b"another list")
    assert set(broken(NAMES)) == {"benefits.lists_agree_with_their_files"}


def test_what_holds_over_runs_of_everybody_holds_over_what_was_granted_and_what_is_void(hall: Hall):
    hall.granted(1)
    hall.released(hall.ordered(hall.listed()))
    hall.granted(2)
    void = hall.listed()
    closing.void(void.pk, reason="重来", user=hall.desk.chief, at=hall.desk.later())
    found = {one.name: finding for one, finding in audit(PLACE, [*NAMES, *ACCOUNTS])}
    assert {name: finding.first for name, finding in found.items() if not finding.holds} == {}
    assert found["benefits.lists_agree_with_their_files"].checked == 2
    Run.objects.filter(pk=void.pk).update(list_hash="0" * 64)
    assert "benefits.lists_agree_with_their_files" in broken(LISTS_ONLY)
