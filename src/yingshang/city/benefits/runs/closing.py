"""A run ends: closed with its report once no payment is under way, or void before the release."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from yingshang.city.benefits.lifecycle import OBJECTION, UNRELEASED
from yingshang.city.benefits.matching.handing import set_free
from yingshang.city.benefits.payments import services as payments
from yingshang.city.benefits.payments.queries import standing_of
from yingshang.city.benefits.runs.changing import checked_reason
from yingshang.city.benefits.runs.doors import get_run_for, order_of
from yingshang.city.benefits.runs.errors import RunMissing
from yingshang.city.benefits.runs.loading import SYSTEM
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case


def close(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Close the order and its run; the report stands in the entry.

    A granted application that a credit list held back waits for a later run.
    Errors: `RunMissing`, `StepRefused` while payments are under way.
    """
    run = get_run_for(user, run_id, at=at)
    case = order_of(run)
    if case is None:
        raise RunMissing
    with transaction.atomic():
        (moved,) = advance([Move(case.pk, "close", Actor.user(user.pk), at, version)]).moved
        report = report_of(run)
        advance([Move(run.pk, "close", SYSTEM, at, data=report)])
        set_free(run.pk, states=[Entitlement.State.EXCLUDED], actor=SYSTEM, at=at)
        counts = Run.objects.values_list("counts", flat=True).get(pk=run.pk)
        Run.objects.filter(pk=run.pk).update(counts={**counts, "report": report})
    return moved


def void(
    run_id: UUID, *, reason: str, user: User, at: datetime, version: int | None = None
) -> Moved:
    """Declare a run void before its money is released; what was reserved is free again.

    Granted applications on its list wait for another run.
    Errors: `RunMissing`, `ReasonMissing`, `StepRefused`.
    """
    run = get_run_for(user, run_id, at=at)
    said, actor = checked_reason(reason), Actor.user(user.pk)
    with transaction.atomic():
        (moved,) = advance([Move(run.pk, "void", actor, at, version, reason=said)]).moved
        order = order_of(run)
        moves = [Move(pk, "withdraw", SYSTEM, at) for pk in _open_objections(run)]
        if order is not None and order.state in UNRELEASED:
            moves.append(Move(order.pk, "cancel", SYSTEM, at))
            payments.cancel_run(run, reason=said, actor=actor, at=at)
        if moves:
            advance(moves)
        set_free(run.pk, actor=SYSTEM, at=at)
        Run.objects.filter(pk=run.pk).update(is_void=True, touched_at=at)
    return moved


def report_of(run: Run) -> dict[str, object]:
    """The closing report: firms and fen by state of list and payments, and the hashes."""
    return {
        "list": run.list_hash,
        "root": run.root,
        "model": run.model_hash,
        "entitlements": entitlements_by_state(run),
        "payments": {
            state: {"firms": one.count, "fen": int(one.fen or 0)}
            for state, one in standing_of(run).items()
        },
    }


def entitlements_by_state(run: Run) -> Mapping[str, Mapping[str, int]]:
    """How many firms of the list are in a state, and how much is theirs. *Units*: fen."""
    rows = Entitlement.objects.filter(run=run).values_list("state").order_by("state")
    counted = rows.annotate(n=Count("pk"), fen=Sum("amount_fen"))
    return {state: {"firms": n, "fen": int(fen)} for state, n, fen in counted}


def _open_objections(run: Run) -> list[UUID]:
    cases = Case.objects.filter(parent_id=run.pk, kind=OBJECTION.kind, closed_at__isnull=True)
    return list(cases.values_list("pk", flat=True))
