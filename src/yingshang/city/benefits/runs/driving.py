"""Takes a policy's runs through their whole life by the real services, for the command line.

The same people rules hold as on the pages: who reviews does not pay, two persons release, a third
above the limit. Officers are those who have posts at the policy's offices on the day; where the
platform is a demonstration, invented ones are made for the posts that nobody has.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Sum

from yingshang.city.benefits.lifecycle import NOTICE
from yingshang.city.benefits.matching.handing import waiting
from yingshang.city.benefits.payments import services as payments
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.policy import paying_office
from yingshang.city.benefits.payments.queries import standing_of
from yingshang.city.benefits.policies.reading import Listed, policy
from yingshang.city.benefits.policies.validity import first_day, last_day
from yingshang.city.benefits.population.errors import DatasetMissing
from yingshang.city.benefits.population.freezing import freeze
from yingshang.city.benefits.runs import clocks, closing, ordering, publishing, reviewing
from yingshang.city.benefits.runs.changing import DUE
from yingshang.city.benefits.runs.doors import order_of
from yingshang.city.benefits.runs.errors import OutsidePeriod
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.opening import UNPAID, basis_of, open_run
from yingshang.core.access.duties import add_post
from yingshang.core.access.models import Post, Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.access.users import create_user
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Office
from yingshang.worktime.zone import SHANGHAI

DRIVER = Actor.system("command line")
MORNING = time(9, 0)
STEP = timedelta(minutes=10)
PAYERS = 3
UNANSWERED = {"reserved", "released", "sent", "retried"}
Tell = Callable[[str], None]
Bank = Callable[[datetime], None]
"""The bank takes the files that wait and answers; where none does, a run waits for its receipts."""


@dataclass(frozen=True, slots=True)
class Officers:
    """Who takes which step: one reviews, another decides, three pay."""

    reviewer: User
    chief: User
    payers: Sequence[User]


@dataclass(frozen=True, slots=True)
class Drive:
    """What is to be done: the policy, until which day it is paid, who acts, who is told."""

    place: str
    code: str
    paid_to: date
    officers: Officers
    tell: Tell
    bank: Bank | None = None


def drive(plan: Drive) -> list[Run]:
    """Each instalment up to the day, first payment and top-ups, each to its end; answers them all.
    Of a policy that is applied for: what was granted and waits.

    Again, it finds them closed and changes nothing; one that was interrupted goes on where it was.
    Errors: those of the services.
    """
    listed = policy(plan.place, plan.code, on=plan.paid_to)
    if basis_of(listed) is Run.Basis.GRANTED:
        return _drive_granted(plan, listed)
    done: list[Run] = []
    for on in days_of(listed, plan.place, paid_to=plan.paid_to):
        run = _run_of(plan, listed, on)
        if run is None:
            continue
        _to_the_end(plan, run)
        done.append(_fresh(run))
    return done


def _drive_granted(plan: Drive, listed: Listed) -> list[Run]:
    """The runs of granted applications that there are, to their ends; then one for each period of
    which something still waits.
    """
    rows = Run.objects.filter(place=plan.place, policy=listed.code, basis=Run.Basis.GRANTED)
    known = rows.filter(is_void=False).select_related("case__office", "item")
    for run in known.exclude(case__state="closed").order_by("instalment"):
        _to_the_end(plan, run)
    for period in sorted({row.period for row in waiting(plan.place, listed.code)}):
        run_under_way = known.filter(case__state__in=UNPAID, period=period).exists()
        if not run_under_way and (made := _granted_run(plan, listed, period)) is not None:
            _to_the_end(plan, made)
    return list(known.order_by("period", "instalment"))


def _granted_run(plan: Drive, listed: Listed, period: str) -> Run | None:
    """A run of what waits of a period; none where every firm of it is on a credit list."""
    ids = [row.pk for row in waiting(plan.place, listed.code, period)]
    last = max(entry.at for entry in entries_of(ids)).astimezone(SHANGHAI)
    at = max(datetime.combine(plan.paid_to, MORNING, SHANGHAI), last + STEP)
    run = open_run(
        plan.place, listed.code, on=plan.paid_to, user=plan.officers.reviewer, at=at,
        by_worker=False, period=period,
    )  # fmt: skip
    work(run.pk, at=at + STEP)
    return _unless_empty(plan, run, at)


def _unless_empty(plan: Drive, run: Run, at: datetime) -> Run | None:
    """The run, declared void where nobody would get anything."""
    if Entitlement.objects.filter(run=run, state__in=DUE).exists():
        return _fresh(run)
    closing.void(run.pk, reason="没有应付的企业", user=plan.officers.chief, at=at + 2 * STEP)
    plan.tell(f"{run.decided_on} 没有应付的企业，作废 · nobody is due anything, void")
    return None


def _refuse_before(listed: Listed, paid_to: date) -> None:
    """Nothing is due before the first day. Errors: `OutsidePeriod`."""
    begins = first_day(listed.model)
    if paid_to < begins:
        raise OutsidePeriod(
            field="paid_to", on=paid_to.isoformat(), policy=listed.model.title,
            begins=begins.isoformat(), ends=last_day(listed.model).isoformat(),
        )  # fmt: skip


def days_of(listed: Listed, place: str, *, paid_to: date) -> list[date]:
    """The days on which what the policy gives can change: its first day, and each later paper or
    parameter; from the day on which all data are there.
    """
    _refuse_before(listed, paid_to)
    model = listed.model
    begins, ends = first_day(model), min(last_day(model), paid_to)
    changes = {paper.issued_on for paper in model.papers}
    changes |= {
        value.valid_from for one in model.parameters for value in one.values if value.valid_from
    }
    changes |= {begins}
    days = [day for day in changes if begins <= day <= ends]
    first = _first_ready(listed, place, begins, ends)
    if first is None:
        freeze([listed], place=place, on=ends)  # says what is missing
        return []
    return sorted({first, *(day for day in days if day >= first)})


def moment_of(listed: Listed, place: str, paid_to: date) -> datetime:
    """The morning of the first day: who holds the posts then acts."""
    if basis_of(listed) is Run.Basis.GRANTED:
        return datetime.combine(paid_to, MORNING, SHANGHAI)
    days = days_of(listed, place, paid_to=paid_to)
    return datetime.combine(days[0] if days else paid_to, MORNING, SHANGHAI)


def paid_in(runs: Sequence[Run]) -> tuple[int, int]:
    """How many firms these runs paid, each once, and how much in all. *Units*: fen."""
    rows = Payment.objects.filter(run__in=[run.pk for run in runs], state=Payment.State.PAID)
    found = rows.aggregate(firms=Count("credit_code", distinct=True), fen=Sum("amount_fen"))
    return found["firms"], found["fen"] or 0


def officers_of(listed: Listed, place: str, *, at: datetime) -> Officers:
    """Who holds the posts on that day; in a demonstration, made where nobody does.

    Errors: `NoOfficers`.
    """
    owner = Office.objects.get(place=place, code=listed.model.owner)
    payer = Office.objects.get(place=place, code=paying_office(listed.model))
    reviewers = _holding(owner, Role.REVIEWER, 1, at)
    chiefs = [user for user in _holding(owner, Role.APPROVER, 2, at) if user not in reviewers]
    payers = [
        user for user in _holding(payer, Role.PAYER, PAYERS + 2, at)
        if user not in (*reviewers, *chiefs[:1])
    ]  # fmt: skip
    return Officers(reviewers[0], chiefs[0], payers[:PAYERS])


def _first_ready(listed: Listed, place: str, begins: date, ends: date) -> date | None:
    """The first day of the period on which every dataset is there."""
    day = begins
    while day <= ends:
        try:
            freeze([listed], place=place, on=day)
        except DatasetMissing:
            day += timedelta(days=1)
        else:
            return day
    return None


def _run_of(plan: Drive, listed: Listed, on: date) -> Run | None:
    """The run for that day, as it is or opened now; none where nobody would get anything."""
    rows = Run.objects.filter(
        place=plan.place, policy=listed.code, period=listed.model.period.name, is_void=False
    )
    known = rows.filter(decided_on=on).order_by("instalment").first()
    if known is not None:
        return _fresh(known)
    closed = rows.order_by("-case__closed_at").values_list("case__closed_at", flat=True).first()
    at = datetime.combine(on, MORNING, SHANGHAI)
    at = max(at, closed + STEP) if closed else at
    run = open_run(
        plan.place, listed.code, on=on, user=plan.officers.reviewer, at=at, by_worker=False
    )
    work(run.pk, at=at + STEP)
    return _unless_empty(plan, run, at)


def _to_the_end(plan: Drive, run: Run) -> None:
    """Step by step from wherever the run stands; every step asks the services."""
    moves = _steps(plan)
    while (state := _fresh(run).case.state) not in ("closed", "void"):
        at = _next_moment(run)
        moves[state](_fresh(run), at)
        if state == _fresh(run).case.state:
            plan.tell(f"{run.case.number} 等待银行回执 · waiting for the bank's receipts")
            return
        plan.tell(f"{run.case.number}  {at:%Y-%m-%d %H:%M}  {state} → {_fresh(run).case.state}")


def _steps(plan: Drive) -> dict[str, Callable[[Run, datetime], object]]:
    who = plan.officers
    return {
        "opened": lambda run, at: work(run.pk, at=at),
        "evaluated": lambda run, at: work(run.pk, at=at),
        "listed": lambda run, at: reviewing.confirm(run.pk, user=who.reviewer, at=at),
        "reviewed": lambda run, at: _publish(run, who, at),
        "notice": lambda run, at: publishing.end_notice(run.pk, user=who.chief, at=at),
        "settled": lambda run, at: ordering.order(run.pk, user=who.chief, at=at),
        "ordered": lambda run, at: _pay(run, who, at),
        "paying": lambda run, at: _finish(run, plan, at),
    }


def _publish(run: Run, who: Officers, at: datetime) -> object:
    if run.item.body.get("public_notice"):
        return publishing.publish(run.pk, user=who.chief, at=at)
    return publishing.skip_notice(run.pk, user=who.chief, at=at)


def _pay(run: Run, who: Officers, at: datetime) -> None:
    """Funds checked by one, released by two or three; what was done already is not done again."""
    while (order := order_of(run)) is not None and order.state != "paying":
        at += STEP
        if order.state == "ordered":
            ordering.fund(run.pk, user=who.payers[0], at=at)
        else:
            signer = {"funded": 0, "first": 1, "second": 2}[order.state]
            ordering.release(run.pk, user=who.payers[signer], at=at)


def _finish(run: Run, plan: Drive, at: datetime) -> None:
    payer = plan.officers.payers[0]
    payments.make_batches(run, Actor.user(payer.pk), at)
    if plan.bank is not None:
        plan.bank(at + STEP)
    if not UNANSWERED & standing_of(run).keys():
        closing.close(run.pk, user=payer, at=at + 2 * STEP)


def _next_moment(run: Run) -> datetime:
    """Ten minutes after the last step; when the notice runs, the moment after it has ended."""
    fresh = _fresh(run)
    last = max(entry.at for entry in entries_of([fresh.pk])).astimezone(SHANGHAI)
    due = clocks.due_of(fresh.case, NOTICE) if fresh.case.state == "notice" else None
    return (max(due, last) if due else last) + STEP


def _holding(office: Office, role: Role, count: int, at: datetime) -> list[User]:
    """Users with that post on the day, the longest there first; invented ones to fill up."""
    posts = Post.objects.filter(office=office, role=role, user__is_active=True)
    found = [
        post.user for post in posts.select_related("user").order_by("valid_from", "pk")
        if posts_of(post.user, at=at).filter(pk=post.pk).exists()
    ]  # fmt: skip
    if len(found) < count and settings.DEMO_MODE:
        found += list(_invented(office, role, count - len(found), at))
    return found


def _invented(office: Office, role: Role, count: int, at: datetime) -> Iterator[User]:
    begins = datetime.combine(date(at.year, 1, 1), time(0, 0), SHANGHAI)
    for number in range(1, count + 1):
        name = f"{office.code}_{role.value}_{number}_{at.year}"
        user = User.objects.filter(username=name).first() or create_user(
            name, display_name=f"示例{role.label}{number}", is_demo=True, place=office.place,
            actor=DRIVER, at=at,
        )  # fmt: skip
        if not Post.objects.filter(user=user, office=office, role=role).exists():
            add_post(user, office, role, valid_from=begins, actor=DRIVER, at=at)
        yield user


def _fresh(run: Run) -> Run:
    return Run.objects.select_related("case__office", "item").get(pk=run.pk)
