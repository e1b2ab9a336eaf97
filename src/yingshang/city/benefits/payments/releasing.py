"""The release: two different persons sign, a third above the policy's limit; no reviewer is one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.benefits.payments.changing import Changed, change
from yingshang.city.benefits.payments.errors import (
    NotAPayer,
    NotReserved,
    ReviewedBySame,
    SignedBefore,
)
from yingshang.city.benefits.payments.lifecycle import RELEASE, S
from yingshang.city.benefits.payments.models import Payment, Signature
from yingshang.city.benefits.payments.policy import limit_fen, paying_office, policy_of
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

EYES = 2
REVIEWING = ("benefit_run.strike", "benefit_run.confirm", "benefit_run.publish")
GRANTING = ("benefit_application.support", "benefit_application.grant")
DECIDING = ("benefit_objection.uphold", "benefit_objection.reject")

_REVIEWED = """
SELECT 1 FROM ledger_entry e WHERE e.actor_id = %(user)s AND (
    e.subject_id = %(run)s AND e.action = ANY(%(reviewing)s)
    OR e.action = ANY(%(granting)s) AND e.subject_id IN (SELECT a.case_id
        FROM benefits_application a JOIN benefits_entitlement t ON t.id = a.entitlement_id
        WHERE t.run_id = %(run)s)
    OR e.action = ANY(%(deciding)s) AND e.subject_id IN (SELECT o.id FROM core_case o
        WHERE o.parent_id = %(run)s AND o.kind = 'benefit_objection')) LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Released:
    """Where the release stands: signatures given and needed; what they are about. *Units*: fen."""

    signed: int
    needed: int
    payments: int
    total_fen: int

    @property
    def is_released(self) -> bool:
        """Whether the money may go out."""
        return self.signed >= self.needed


def release(run: Run, user: User, at: datetime) -> Released:
    """Sign for the reserved payments of a run; the last signature that is needed releases them.

    Called by each person: two, or three where the total is above the policy's limit.
    Errors: `NotAPayer`, `ReviewedBySame`, `SignedBefore`, `NotReserved`.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
        refuse_no_payer(run, user, at=at)
        refuse_reviewer(run, user)
        waiting = list(
            Payment.objects.filter(run=run, state=S.RESERVED).values_list("pk", "amount_fen")
        )
        if not waiting:
            raise NotReserved
        total = sum(fen for _, fen in waiting)
        signed = _sign(run, user, len(waiting), total, at)
        standing = Released(signed, needed_for(run, max(total, run.total_fen)), len(waiting), total)
        if standing.is_released:
            rows = [Changed(pk) for pk, _ in waiting]
            change(rows, RELEASE, actor=Actor.user(user.pk), at=at)
    return standing


def needed_for(run: Run, total_fen: int) -> int:
    """How many persons must sign for so much."""
    limit = limit_fen(policy_of(run))
    return EYES + (limit is not None and total_fen > limit)


def standing_release(run: Run) -> Released:
    """How far the release of a run has come."""
    last = Signature.objects.filter(run=run).order_by("-number").first()
    if last is None:
        return Released(0, needed_for(run, run.total_fen), 0, 0)
    needed = needed_for(run, last.total_fen)
    return Released(last.number, needed, last.payments, last.total_fen)


def refuse_no_payer(run: Run, user: User, *, at: datetime) -> None:
    """Errors: `NotAPayer`."""
    office = paying_office(policy_of(run))
    posts = posts_of(user, at=at).filter(role=Role.PAYER, office__place=run.place)
    if not posts.filter(office__code=office).exists():
        raise NotAPayer


def refuse_reviewer(run: Run, user: User) -> None:
    """Whoever struck from, confirmed or published the list, granted an application on it, or
    decided an objection, reviewed it.

    Errors: `ReviewedBySame`.
    """
    if has_reviewed(run.pk, user.pk):
        raise ReviewedBySame


def has_reviewed(run_id: UUID, user_id: UUID) -> bool:
    """Whether an entry of the run says so."""
    with connection.cursor() as cursor:
        named: dict[str, UUID | list[str]] = {
            "run": run_id,
            "user": user_id,
            "reviewing": list(REVIEWING),
            "granting": list(GRANTING),
            "deciding": list(DECIDING),
        }
        cursor.execute(_REVIEWED, named)
        return cursor.fetchone() is not None


def _sign(run: Run, user: User, payments: int, total: int, at: datetime) -> int:
    signatures = Signature.objects.filter(run=run)
    if signatures.filter(user=user).exists():
        raise SignedBefore
    number = signatures.count() + 1
    row = Signature.objects.create(
        run=run, number=number, user=user, payments=payments, total_fen=total, at=at
    )
    data = {"number": number, "payments": payments, "total_fen": total}
    record([Act(run.place, "benefit_release", row.pk, Actor.user(user.pk), at,
                "benefit_release.sign", data | {"run": str(run.pk)})])  # fmt: skip
    return number
