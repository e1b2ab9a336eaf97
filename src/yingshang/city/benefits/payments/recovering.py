"""Claw-backs (追回): demanded as a case with reason and deadline; repaid, or set off; then closed.

The money of a repayment moves from paid to recovered; what is set off never reaches the bank.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from yingshang.city.benefits.payments.changing import Changed, change
from yingshang.city.benefits.payments.errors import BadAmount, WrongState
from yingshang.city.benefits.payments.lifecycle import RECOVER, SET_OFF, S
from yingshang.city.benefits.payments.models import Payment, Recovery
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.payments.policy import paying_office, policy_of
from yingshang.city.benefits.payments.recovery import RECOVERY, REPAY
from yingshang.city.benefits.payments.releasing import refuse_no_payer
from yingshang.city.benefits.payments.reserving import key_of
from yingshang.city.benefits.payments.retrying import checked_reason
from yingshang.city.benefits.payments.telling import tell_demanded
from yingshang.core.access.models import User
from yingshang.core.accounts.services import post, settle
from yingshang.core.accounts.services import reserve as set_aside
from yingshang.core.accounts.types import Hold, Settlement, Transfer
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Commitment, Office
from yingshang.core.parties.enterprises import register_enterprise
from yingshang.worktime.zone import local

PREFIX = "追回"
DAYS = "benefit_recovery"
"""The parameter that holds the days to pay back."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when."""

    user: User
    at: datetime


def demand(payment: Payment, fen: int, *, reason: str, user: User, at: datetime) -> Recovery:
    """Ask a firm to pay back what it was not due; the case counts the days.

    Errors: `NotAPayer`, `ReasonNeeded`, `WrongState`, `BadAmount`, `ParameterMissing`.
    """
    said = checked_reason(reason)
    with transaction.atomic():
        refuse_no_payer(payment.run, user, at=at)
        locked = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        _refuse_demand(locked, fen)
        opening = _opening(locked, said, user, at)
        open_cases([opening])
        due = Commitment.objects.get(case_id=opening.case_id, clock=REPAY).due_at
        recovery = Recovery.objects.create(
            case_id=opening.case_id, payment=locked, reason=said, demanded_fen=fen,
            due_on=local(due, field="due").date(),
        )  # fmt: skip
        tell_demanded(recovery, at=at)
    return recovery


def note_repayment(recovery: Recovery, fen: int, *, reference: str, by: By) -> Recovery:
    """The firm has paid back so much. Errors: `NotAPayer`, `BadAmount`, `StepRefused`."""
    with transaction.atomic():
        locked = _locked(recovery, fen, by.user, by.at)
        budget = locked.payment.budget
        key = f"benefit-repaid:{locked.pk}:{locked.repaid_fen + locked.offset_fen}"
        post(
            [Transfer(key, budget.paid_id, budget.recovered_id, fen, Actor.user(by.user.pk), by.at)]
        )
        _note(locked, "repay", fen, 0, reference.strip()[:60], by)
    return locked


def set_off(recovery: Recovery, payment: Payment, fen: int, *, by: By) -> Recovery:
    """Keep back so much of a payment that the firm is to get, instead of its paying back.

    Errors: `NotAPayer`, `BadAmount`, `WrongState`, `StepRefused`.
    """
    with transaction.atomic():
        locked = _locked(recovery, fen, by.user, by.at)
        other = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        _refuse_set_off(locked, other, fen)
        _withhold(other, fen, by)
        Recovery.objects.filter(pk=locked.pk).update(offset_in=other)
        _note(locked, "set_off", 0, fen, str(other.pk), by)
    return locked


def drop(recovery: Recovery, *, reason: str, user: User, at: datetime) -> None:
    """Give up what is still asked back. Errors: `ReasonNeeded`, `StepRefused`."""
    said = checked_reason(reason)
    advance([Move(recovery.pk, "drop", Actor.user(user.pk), at, reason=said)])


def open_fen(recovery: Recovery) -> int:
    """What is still asked back."""
    return recovery.demanded_fen - recovery.repaid_fen - recovery.offset_fen


def _refuse_demand(payment: Payment, fen: int) -> None:
    if payment.state != S.PAID:
        raise WrongState(firm=payment.credit_code, state=payment.get_state_display(),
                         step=RECOVER.zh, step_en=RECOVER.en)  # fmt: skip
    asked = Recovery.objects.filter(payment=payment, case__closed_at__isnull=True)
    running = sum(open_fen(row) for row in asked)
    most = payment.amount_fen - payment.recovered_fen - running
    if not 0 < fen <= most:
        raise BadAmount(field="amount", most=yuan(most))


def _opening(payment: Payment, reason: str, user: User, at: datetime) -> Opening:
    policy, actor = policy_of(payment.run), Actor.user(user.pk)
    office = Office.objects.get(place=payment.place, code=paying_office(policy))
    party_id = payment.party_id or _party(payment, at)
    days = parameter(payment.place, DAYS, on=local(at, field="at").date())
    return Opening(
        case_id=new_id(), kind=RECOVERY.kind, state="demanded", place=payment.place,
        number_prefix=PREFIX, party_id=party_id, office_id=office.pk, item_id=payment.run.item_id,
        actor=actor, at=at, title=policy.title[:40], cause=f"benefit_payment:{payment.pk}",
        starts=((REPAY, days.budget),), data={"reason": reason, "payment": str(payment.pk)},
    )  # fmt: skip


def _party(payment: Payment, at: datetime) -> UUID:
    """A firm that the platform does not know yet, made known by the code it was paid under."""
    name, code = payment.entitlement.name, payment.credit_code
    actor = Actor.system("benefits")
    return register_enterprise(name, code, place=payment.place, actor=actor, at=at).pk


def _locked(recovery: Recovery, fen: int, user: User, at: datetime) -> Recovery:
    locked = (
        Recovery.objects.select_for_update(of=("self",))
        .select_related("payment__budget", "payment__run", "case")
        .get(pk=recovery.pk)
    )
    refuse_no_payer(locked.payment.run, user, at=at)
    if not 0 < fen <= open_fen(locked):
        raise BadAmount(field="amount", most=yuan(open_fen(locked)))
    return locked


def _note(recovery: Recovery, step: str, repaid: int, offset: int, said: str, by: By) -> None:
    """What came back, at the case, the payment and the recovery; the last of it closes the case."""
    actor, fen = Actor.user(by.user.pk), repaid + offset
    data: dict[str, object] = {"amount_fen": fen}
    advance([Move(recovery.pk, step, actor, by.at, reason=said or "-", data=data)])
    Recovery.objects.filter(pk=recovery.pk).update(
        repaid_fen=F("repaid_fen") + repaid, offset_fen=F("offset_fen") + offset
    )
    paid = Payment.objects.filter(pk=recovery.payment_id)
    paid.update(recovered_fen=F("recovered_fen") + fen)
    recovery.refresh_from_db()
    if not open_fen(recovery):
        advance([Move(recovery.pk, "settle", actor, by.at)])
    if paid.filter(recovered_fen=F("amount_fen"), state=S.PAID).exists():
        change([Changed(recovery.payment_id, recovery.reason)], RECOVER, actor=actor, at=by.at)


def _refuse_set_off(recovery: Recovery, payment: Payment, fen: int) -> None:
    if payment.credit_code != recovery.payment.credit_code or payment.state not in SET_OFF.sources:
        raise WrongState(firm=payment.credit_code, state=payment.get_state_display(),
                         step=SET_OFF.zh, step_en=SET_OFF.en)  # fmt: skip
    left = payment.amount_fen - payment.withheld_fen
    if fen > left:
        raise BadAmount(field="amount", most=yuan(left))


def _withhold(payment: Payment, fen: int, by: By) -> None:
    """Move the part from its reservation to recovered; the rest is set aside anew."""
    actor, budget = Actor.user(by.user.pk), payment.budget
    left = payment.amount_fen - payment.withheld_fen - fen
    key = f"benefit-set-off:{payment.pk}:{payment.attempt}"
    settle([Settlement(key_of(payment.pk, payment.attempt), actor, by.at, amount=fen)])
    post([Transfer(key, budget.transit_id, budget.recovered_id, fen, actor, by.at)])
    if left:
        again = key_of(payment.pk, payment.attempt + 1)
        set_aside([Hold(again, budget.available_id, budget.transit_id, left, actor, by.at)])
    Payment.objects.filter(pk=payment.pk).update(
        withheld_fen=payment.withheld_fen + fen, attempt=payment.attempt + 1
    )
    if not left:
        change([Changed(payment.pk, "抵扣")], SET_OFF, actor=actor, at=by.at)
