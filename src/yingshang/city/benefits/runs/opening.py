"""A run is opened, over everyone or of what was granted: its snapshots frozen, its job begun."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from yingshang.city.benefits.lifecycle import EVALUATE, REVIEWING, RUN
from yingshang.city.benefits.matching.handing import waiting
from yingshang.city.benefits.payments.services import covers_reserve
from yingshang.city.benefits.policies.reading import Listed, policy, version
from yingshang.city.benefits.policies.validity import first_day, last_day
from yingshang.city.benefits.population.freezing import elements_of, freeze, freeze_lists
from yingshang.city.benefits.runs.clocks import EVALUATION, budget
from yingshang.city.benefits.runs.crediting import elements_of_lists
from yingshang.city.benefits.runs.errors import (
    NeverPaid,
    NobodyWaits,
    NotTheOffice,
    OutsidePeriod,
    RunRepeated,
    RunUnderWay,
)
from yingshang.city.benefits.runs.listed import keep_rule
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.facts.consulting import Purpose, record_population_read
from yingshang.core.facts.models import Snapshot
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Office, Party

PREFIX = "惠企"
EVERYBODY = "全体企业"
BEGINS = {Run.Basis.EVERYONE: "opened", Run.Basis.GRANTED: "evaluated"}
"""The state a run begins in: what was granted needs no evaluation."""
UNPAID = ("opened", "evaluated", "listed", "reviewed", "notice", "settled", "ordered")
"""States in which what is due is not set aside for payment yet."""


def open_run(
    place: str,
    code: str,
    *,
    on: date,
    user: User,
    at: datetime,
    by_worker: bool = True,
    period: str = "",
) -> Run:
    """Open the next instalment of a policy: over everyone, as its rule holds on a day, or of what
    was granted on application and waits, whose credit is looked at by the lists of that day.
    `period` is another than the newest of which something waits.

    The worker evaluates or lists it, unless the caller does so itself.

    Errors: `NoSuchPolicy`, `NeverPaid`, `NobodyWaits`, `OutsidePeriod`, `NotTheOffice`,
    `DatasetMissing`, `SnapshotTooOld`, `RunUnderWay`, `RunRepeated`.
    """
    listed = policy(place, code, on=on)
    office = Office.objects.get(place=place, code=listed.model.owner)
    _refuse_stranger(listed, office, user, at)
    basis = basis_of(listed)
    if basis is Run.Basis.GRANTED:
        listed = granted_under(listed, period)
        snapshots = freeze_lists(listed, place=place, on=on)
    else:
        _refuse_outside(listed, on)
        snapshots = freeze([listed], place=place, on=on)
    keep_rule(listed)
    try:
        with transaction.atomic():
            instalment = _next(listed, place, on, snapshots, basis)
            run = _write(listed, place, office, instalment, on, snapshots, user, at, basis)
            if by_worker:
                begin(run.pk)
            return run
    except IntegrityError as error:
        raise RunUnderWay(number=_newest_number(listed, place)) from error


def everybody(place: str) -> Party:
    """The one party that stands for all firms, to whom a run is promised."""
    party_id = uuid5(NAMESPACE_URL, f"urn:yingshang:everybody:{place}")
    party, _ = Party.objects.get_or_create(
        pk=party_id, defaults={"kind": Party.Kind.ENTERPRISE, "name": EVERYBODY}
    )
    return party


def begin(run_id: UUID) -> None:
    """Let the worker evaluate, once the transaction is committed."""
    app.configure_task("benefits.evaluate", lock=f"benefits:{run_id}").defer(run_id=str(run_id))


def basis_of(listed: Listed) -> Run.Basis:
    """Where the list of a policy's runs comes from. Errors: `NeverPaid` for what is declared."""
    if listed.model.mode == "self_declared":
        raise NeverPaid(policy=listed.model.title)
    is_everyone = listed.model.mode == "without_application"
    return Run.Basis.EVERYONE if is_everyone else Run.Basis.GRANTED


def granted_under(listed: Listed, period: str = "") -> Listed:
    """The version of the policy under which what waits was granted.

    What was granted in a period is paid from its budget, though another has begun since; so the
    policy need not be in force any more. Errors: `NobodyWaits`.
    """
    rows = waiting(listed.item.place, listed.code, period or None)
    newest = rows.last()
    if newest is None:
        raise NobodyWaits(policy=listed.model.title)
    if newest.period == listed.model.period.name:
        return listed
    return version(newest.case.item_id, on=listed.on)


def _refuse_outside(listed: Listed, on: date) -> None:
    if not listed.state.holds:
        raise OutsidePeriod(
            field="on", on=on.isoformat(), policy=listed.model.title,
            begins=first_day(listed.model).isoformat(), ends=last_day(listed.model).isoformat(),
        )  # fmt: skip


def _refuse_stranger(listed: Listed, office: Office, user: User, at: datetime) -> None:
    posts = posts_of(user, at=at).filter(role__in=REVIEWING, office=office)
    if not any(not post.items or listed.code in post.items for post in posts):
        raise NotTheOffice(policy=listed.model.title, office=office.name)


def _next(
    listed: Listed, place: str, on: date, snapshots: Sequence[Snapshot], basis: Run.Basis
) -> int:
    """The number of the instalment. Errors: `RunUnderWay`, `RunRepeated`."""
    last = _runs(listed, place).select_related("case").order_by("-instalment").first()
    if last is None:
        return 1
    if last.case.state in UNPAID:
        raise RunUnderWay(number=last.case.number)
    if basis is Run.Basis.GRANTED:
        return last.instalment + 1
    same = [row["id"] for row in last.snapshots] == [str(one.pk) for one in snapshots]
    if same and last.decided_on == on and last.model_hash == listed.rule.hash:
        raise RunRepeated(number=last.case.number)
    return last.instalment + 1


def _runs(listed: Listed, place: str) -> QuerySet[Run]:
    return Run.objects.filter(
        place=place, policy=listed.code, period=listed.model.period.name, is_void=False
    )


def _newest_number(listed: Listed, place: str) -> str:
    found = _runs(listed, place).order_by("-instalment").values_list("case__number", flat=True)
    return found.first() or "—"


def _write(
    listed: Listed,
    place: str,
    office: Office,
    instalment: int,
    on: date,
    snapshots: Sequence[Snapshot],
    user: User,
    at: datetime,
    basis: Run.Basis,
) -> Run:
    actor, case_id = Actor.user(user.pk), new_id()
    frozen = [
        {"dataset": one.dataset, "id": str(one.pk), "hash": one.content_hash,
         "as_of": one.as_of.isoformat()}
        for one in snapshots
    ]  # fmt: skip
    opening = Opening(
        case_id=case_id, kind=RUN.kind, state=BEGINS[basis], place=place, number_prefix=PREFIX,
        party_id=everybody(place).pk, office_id=office.pk, item_id=listed.item.pk, actor=actor,
        at=at, title=_title(listed, instalment),
        starts=((EVALUATE, budget(place, EVALUATION, at=at)),),
        data={"policy": listed.code, "period": listed.model.period.name, "on": on.isoformat(),
              "basis": basis.value, "instalment": instalment, "snapshots": frozen,
              "model": listed.rule.hash},
    )  # fmt: skip
    open_cases([opening])
    fund = listed.model.fund
    run = Run.objects.create(
        case_id=case_id, basis=basis, place=place, policy=listed.code, item=listed.item,
        period=listed.model.period.name, instalment=instalment, decided_on=on, snapshots=frozen,
        model_hash=listed.rule.hash, touched_at=at,
        covers_reserve=(
            covers_reserve(place, fund, on)
            if fund and fund.reserve_months and basis is Run.Basis.EVERYONE
            else None
        ),
    )  # fmt: skip
    if snapshots:
        _record_reading(run, listed, office, snapshots, actor, at)
    return Run.objects.select_related("case__office", "item").get(pk=case_id)


def _title(listed: Listed, instalment: int) -> str:
    return f"{listed.model.title}第 {instalment} 批"


def _record_reading(
    run: Run,
    listed: Listed,
    office: Office,
    snapshots: Sequence[Snapshot],
    actor: Actor,
    at: datetime,
) -> None:
    title, title_en = listed.model.title, listed.model.title_en
    purpose = Purpose(
        f"兑现惠企政策：{title}"[:200], f"Paying a benefit: {title_en}"[:200], RUN.kind, run.pk
    )
    granted = run.basis == Run.Basis.GRANTED
    elements = elements_of_lists(listed) if granted else elements_of([listed])
    record_population_read(
        run.place, elements, snapshots, purpose=purpose, actor=actor, at=at,
        office=office,
    )  # fmt: skip
