"""A run is opened: the policy in force, the snapshots frozen, the job begun."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from yingshang.city.benefits.lifecycle import EVALUATE, REVIEWING, RUN
from yingshang.city.benefits.payments.services import covers_reserve
from yingshang.city.benefits.policies.reading import Listed, policy
from yingshang.city.benefits.policies.validity import first_day, last_day
from yingshang.city.benefits.population.freezing import elements_of, freeze
from yingshang.city.benefits.runs.clocks import EVALUATION, budget
from yingshang.city.benefits.runs.errors import (
    NotForEveryone,
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
UNPAID = ("opened", "evaluated", "listed", "reviewed", "notice", "settled", "ordered")
"""States in which what is due is not set aside for payment yet."""


def open_run(
    place: str, code: str, *, on: date, user: User, at: datetime, by_worker: bool = True
) -> Run:
    """Open the next instalment of a policy over everyone, as its rule holds on a day.

    The worker evaluates it, unless the caller does so itself.

    Errors: `NoSuchPolicy`, `NotForEveryone`, `OutsidePeriod`, `NotTheOffice`, `DatasetMissing`,
    `SnapshotTooOld`, `RunUnderWay`, `RunRepeated`.
    """
    listed = policy(place, code, on=on)
    office = Office.objects.get(place=place, code=listed.model.owner)
    _refuse_unfit(listed, on)
    _refuse_stranger(listed, office, user, at)
    snapshots = freeze([listed], place=place, on=on)
    keep_rule(listed)
    try:
        with transaction.atomic():
            instalment = _next(listed, place, on, snapshots)
            run = _write(listed, place, office, instalment, on, snapshots, user, at)
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


def _refuse_unfit(listed: Listed, on: date) -> None:
    if listed.model.mode != "without_application":
        raise NotForEveryone(policy=listed.model.title)
    if not listed.state.holds:
        raise OutsidePeriod(
            field="on", on=on.isoformat(), policy=listed.model.title,
            begins=first_day(listed.model).isoformat(), ends=last_day(listed.model).isoformat(),
        )  # fmt: skip


def _refuse_stranger(listed: Listed, office: Office, user: User, at: datetime) -> None:
    posts = posts_of(user, at=at).filter(role__in=REVIEWING, office=office)
    if not any(not post.items or listed.code in post.items for post in posts):
        raise NotTheOffice(policy=listed.model.title, office=office.name)


def _next(listed: Listed, place: str, on: date, snapshots: Sequence[Snapshot]) -> int:
    """The number of the instalment. Errors: `RunUnderWay`, `RunRepeated`."""
    last = _runs(listed, place).select_related("case").order_by("-instalment").first()
    if last is None:
        return 1
    if last.case.state in UNPAID:
        raise RunUnderWay(number=last.case.number)
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
) -> Run:
    actor, case_id = Actor.user(user.pk), new_id()
    frozen = [
        {"dataset": one.dataset, "id": str(one.pk), "hash": one.content_hash,
         "as_of": one.as_of.isoformat()}
        for one in snapshots
    ]  # fmt: skip
    opening = Opening(
        case_id=case_id, kind=RUN.kind, state="opened", place=place, number_prefix=PREFIX,
        party_id=everybody(place).pk, office_id=office.pk, item_id=listed.item.pk, actor=actor,
        at=at, title=_title(listed, instalment),
        starts=((EVALUATE, budget(place, EVALUATION, at=at)),),
        data={"policy": listed.code, "period": listed.model.period.name, "on": on.isoformat(),
              "instalment": instalment, "snapshots": frozen, "model": listed.rule.hash},
    )  # fmt: skip
    open_cases([opening])
    fund = listed.model.fund
    run = Run.objects.create(
        case_id=case_id, place=place, policy=listed.code, item=listed.item,
        period=listed.model.period.name, instalment=instalment, decided_on=on, snapshots=frozen,
        model_hash=listed.rule.hash, touched_at=at,
        covers_reserve=covers_reserve(place, fund, on) if fund and fund.reserve_months else None,
    )  # fmt: skip
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
    record_population_read(
        run.place, elements_of([listed]), snapshots, purpose=purpose, actor=actor, at=at,
        office=office,
    )  # fmt: skip
