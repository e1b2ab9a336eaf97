"""What did not arrive: tried again with a mended account, or cancelled; never without a reason."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.payments.changing import Changed, change
from yingshang.city.benefits.payments.errors import NotReleased, ReasonNeeded, SignedBefore
from yingshang.city.benefits.payments.lifecycle import CANCEL, RELEASE, RETRY, S
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.payees import NewAccount, mend
from yingshang.city.benefits.payments.releasing import refuse_no_payer, refuse_reviewer
from yingshang.city.benefits.payments.reserving import key_of
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.models import User
from yingshang.core.accounts.services import release as give_back
from yingshang.core.accounts.types import Release
from yingshang.core.ledger.acts import Actor

MOST = 300


def retry(
    payment: Payment, account: NewAccount | None, *, reason: str, user: User, at: datetime
) -> None:
    """Have a failed or returned payment tried again, with another account where one is given.

    Another person's `release_retried` lets it go out. Errors: `NotAPayer`, `ReviewedBySame`,
    `BadAccount`, `ReasonNeeded`, `WrongState`.
    """
    said = checked_reason(reason)
    with transaction.atomic():
        refuse_no_payer(payment.run, user, at=at)
        refuse_reviewer(payment.run, user)
        if account is not None:
            mend(payment.place, payment.credit_code, account, user=user, at=at)
        change([Changed(payment.pk, said)], RETRY, actor=Actor.user(user.pk), at=at)
        Payment.objects.filter(pk=payment.pk).update(retried_by=user)


def release_retried(run: Run, *, user: User, at: datetime) -> int:
    """Release what others of the run had mended; answers how many payments.

    What the user mended herself waits for somebody else. Errors: `NotAPayer`, `ReviewedBySame`,
    `SignedBefore` where only her own wait, `NotReleased` where none does.
    """
    with transaction.atomic():
        refuse_no_payer(run, user, at=at)
        refuse_reviewer(run, user)
        waiting = Payment.objects.filter(run=run, state=S.RETRIED)
        ids = list(waiting.exclude(retried_by=user).values_list("pk", flat=True))
        if not ids:
            if waiting.exists():
                raise SignedBefore
            raise NotReleased(signed=0, needed=1)
        change([Changed(pk) for pk in ids], RELEASE, actor=Actor.user(user.pk), at=at)
    return len(ids)


def cancel(payment: Payment, *, reason: str, user: User, at: datetime) -> None:
    """Give up a payment that is not at the bank; its money is available again.

    Errors: `NotAPayer`, `ReasonNeeded`, `WrongState`.
    """
    said = checked_reason(reason)
    with transaction.atomic():
        refuse_no_payer(payment.run, user, at=at)
        _cancel([payment.pk], said, Actor.user(user.pk), at)


def cancel_run(run: Run, *, reason: str, actor: Actor, at: datetime) -> int:
    """Give up all payments of a run that is void; answers how many. None may be at the bank.

    Errors: `WrongState` where one was released or sent.
    """
    with transaction.atomic():
        rows = Payment.objects.filter(run=run).exclude(state=S.CANCELLED)
        ids = list(rows.values_list("pk", flat=True))
        _cancel(ids, checked_reason(reason), actor, at)
    return len(ids)


def checked_reason(text: str) -> str:
    """A reason without blanks around it. Errors: `ReasonNeeded`."""
    said = text.strip()
    if not 0 < len(said) <= MOST:
        raise ReasonNeeded(field="reason", most=MOST)
    return said


def _cancel(ids: Sequence[UUID], reason: str, actor: Actor, at: datetime) -> None:
    change([Changed(pk, reason) for pk in ids], CANCEL, actor=actor, at=at)
    tries = Payment.objects.filter(pk__in=ids).values_list("pk", "attempt")
    give_back([Release(key_of(pk, attempt), actor, at) for pk, attempt in tries])
