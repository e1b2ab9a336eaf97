"""The order to pay: sent to the payer, funds checked and reserved, released by two or three."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.lifecycle import FUND, ORDER, RELEASE
from yingshang.city.benefits.payments import services as payments
from yingshang.city.benefits.payments.policy import limit_fen, paying_office, policy_of
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.changing import State, checked_reason
from yingshang.city.benefits.runs.doors import get_run_for, order_of
from yingshang.city.benefits.runs.errors import NothingToPay, RunMissing
from yingshang.city.benefits.runs.loading import SYSTEM
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.opening import everybody
from yingshang.city.benefits.runs.publishing import commitment_of
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Moved, Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Office

PREFIX = "拨付单"


def order(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Send the settled list to the office that pays; what is due is payable from now on.

    Errors: `RunMissing`, `NothingToPay`, `ParameterMissing`, `StepRefused`.
    """
    run = get_run_for(user, run_id, at=at)
    return _order(run, Actor.user(user.pk), at, version)


def fund(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """The payer checks the funds and sets the money aside, all of it or none.

    Errors: `RunMissing`, `StepRefused`; those of `payments.services.reserve`.
    """
    run, case = _found(run_id, user, at)
    actor = Actor.user(user.pk)
    with transaction.atomic():
        (moved,) = advance([Move(case.pk, "fund", actor, at, version)]).moved
        payments.reserve(run, actor, at)
        clocks.begin(case, RELEASE, clocks.RELEASE, at=at)
    return moved


def refuse(
    run_id: UUID, *, reason: str, user: User, at: datetime, version: int | None = None
) -> Moved:
    """The payer sends the list back to be reviewed anew.

    Errors: `RunMissing`, `ReasonMissing`, `StepRefused`.
    """
    run, case = _found(run_id, user, at)
    said = checked_reason(reason)
    with transaction.atomic():
        moves = [
            Move(case.pk, "refuse", Actor.user(user.pk), at, version, reason=said),
            Move(run.pk, "return", SYSTEM, at, reason=said),
        ]
        moved = advance(moves).moved[0]
        Entitlement.objects.filter(run=run, state=State.PAYABLE).update(state=State.CANDIDATE)
        clocks.begin(run.case, "review", clocks.REVIEW, at=at)
    return moved


def release(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """One of two persons, above the policy's limit of three, lets the money go.

    Errors: `RunMissing`, `StepRefused`; those of `payments.services.release`.
    """
    run, case = _found(run_id, user, at)
    step = _step_of(run, case)
    with transaction.atomic():
        (moved,) = advance([Move(case.pk, step, Actor.user(user.pk), at, version)]).moved
        standing = payments.release(run, user, at)
        if standing.is_released != (moved.state == "paying"):
            raise RuntimeError(f"{case.number}: {standing.signed} signatures and {moved.state}")
        if standing.is_released:
            advance([Move(run.pk, "pay", SYSTEM, at)])
    return moved


def order_settled(*, at: datetime) -> int:
    """Order, for the clock, what was settled and nobody ordered; how many."""
    runs = list(Run.objects.filter(case__state="settled").select_related("case__office", "item"))
    done = 0
    for run in runs:
        if Entitlement.objects.filter(run=run, state=State.CANDIDATE).exists():
            _order(run, SYSTEM, at, None)
            done += 1
    return done


def _order(run: Run, actor: Actor, at: datetime, version: int | None) -> Moved:
    policy = policy_of(run)
    office = Office.objects.get(place=run.place, code=paying_office(policy))
    with transaction.atomic():
        rows = commitment_of(run)
        data = {"firms": rows.rows, "fen": rows.fen, "list": rows.list_hash, "root": rows.root}
        (moved,) = advance([Move(run.pk, "order", actor, at, version, data=data)]).moved
        if not rows.rows:
            raise NothingToPay
        candidates = Entitlement.objects.filter(run=run, state=State.CANDIDATE)
        candidates.update(state=State.PAYABLE)
        Run.objects.filter(pk=run.pk).update(total_fen=rows.fen)
        _open(run, office, actor, at, data)
    return moved


def _open(run: Run, office: Office, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    limit = clocks.budget(run.place, clocks.FUND_CHECK, at=at)
    opening = Opening(
        case_id=new_id(), kind=ORDER.kind, state="ordered", place=run.place, number_prefix=PREFIX,
        party_id=everybody(run.place).pk, office_id=office.pk, item_id=run.item_id, actor=actor,
        at=at, title=run.case.title, parent_id=run.pk, starts=((FUND, limit),),
        data={**data, "run": str(run.pk)},
    )  # fmt: skip
    open_cases([opening])


def _found(run_id: UUID, user: User, at: datetime) -> tuple[Run, Case]:
    """The run with its newest order. Errors: `RunMissing`."""
    run = get_run_for(user, run_id, at=at)
    case = order_of(run)
    if case is None:
        raise RunMissing
    return run, case


def _step_of(run: Run, case: Case) -> str:
    if case.state == "second":
        return "release_third"
    if case.state != "first":
        return "release"
    limit = limit_fen(policy_of(run))
    return "release_large" if limit is not None and run.total_fen > limit else "release_second"
