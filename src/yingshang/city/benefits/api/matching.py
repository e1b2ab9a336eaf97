"""One firm's benefits by API: what it is due, applying, and the office's decisions."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from yingshang.city.benefits.matching import deciding
from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.city.benefits.matching.doors import (
    explaining_office,
    firm_by_code,
    get_application_for,
    served_applications,
)
from yingshang.city.benefits.matching.history import applications_of
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.services import Looking, match
from yingshang.city.benefits.matching.telling import offices_of
from yingshang.city.benefits.pages.matching_views import Teller, state_of
from yingshang.core.access.api import caller
from yingshang.core.access.served import place_served
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.consulting import Purpose
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.mine import sees_sensitive
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case
from yingshang.core.schemas import Code, Paging, Shape, Text, Version, cut, gives
from yingshang.worktime.zone import local

router = Router(tags=["benefits"])
CreditCode = Annotated[Text, Field(min_length=18, max_length=18)]
Statements = Annotated[dict[Code, Annotated[Text, Field(max_length=200)]], Field(max_length=100)]


class FirmQuery(Shape):
    """Whose benefits, and on which day (today unless given)."""

    firm: CreditCode
    on: date | None = None


class TryBody(Shape):
    """What the firm states of itself, by element; nothing of it is kept."""

    firm: CreditCode
    statements: Statements


class LookUpBody(Shape):
    """Whose benefits an officer at the window explains, and why: the firm sees both."""

    firm: CreditCode
    purpose: Annotated[Text, Field(min_length=1, max_length=100)]


class ApplyBody(Shape):
    """An application. The same `key` twice is one application."""

    key: UUID
    firm: CreditCode
    policy: Code
    statements: Statements = Field(default_factory=dict)


class BenefitLine(Shape):
    """One policy for the firm. *Units*: fen. 一项政策"""

    policy: str
    title: str
    group: Literal["eligible", "ineligible", "unknown", "out_of_time"]
    amount_fen: int | None
    had_fen: int
    way: str
    conclusion: str
    conditions: list[str]
    changes: list[str]
    missing: list[str] = Field(description="编码：还缺的数据元 elements that would settle it")
    lacking: list[str]
    by_statement: list[str]
    is_unsure: bool
    model_hash: str


class MatchOut(Shape):
    """All policies for one firm, and the best that can be had together. 企业的惠企政策"""

    firm: str
    on: date
    lines: list[BenefitLine]
    best: list[str]
    best_fen: int
    is_only_best: bool
    snapshots: list[UUID]


class ClaimOut(Shape):
    """An application for a benefit. *Units*: fen. 惠企申请"""

    id: UUID
    number: str
    policy: str
    period: str
    state: str
    state_name: str
    version: int
    computed_fen: int | None
    granted_fen: int | None
    statements: dict[str, str | int | bool]


class ClaimPage(Shape):
    """A page of applications at an office, the oldest first."""

    items: list[ClaimOut]
    next: UUID | None


class ClaimStepBody(Shape):
    """`support` and `refuse` need `text`; `withdraw` is the firm's."""

    step: Literal["support", "grant", "refuse", "withdraw"]
    version: Version | None = None
    text: Annotated[Text, Field(max_length=500)] = ""


@router.get(
    "/benefits/match",
    response=gives(MatchOut, 404),
    operation_id="match_benefits",
    summary="What my firm is due 我的惠企政策",
)
def own(request: HttpRequest, asked: Query[FirmQuery]) -> MatchOut:
    """For firms that the caller acts for; looking at oneself records nothing."""
    return _own(request, asked.firm, {}, asked.on)


@router.post(
    "/benefits/match",
    response=gives(MatchOut, 404),
    operation_id="try_benefits",
    summary="The same with what the firm states 按声明试算",
)
def tried(request: HttpRequest, body: TryBody) -> MatchOut:
    """Only what nobody delivered can be stated; the answer says where it rests on that."""
    return _own(request, body.firm, dict(body.statements), None)


@router.post(
    "/desk/benefits/match",
    response=gives(MatchOut, 404),
    operation_id="explain_benefits",
    summary="Explain a firm's benefits at the window 窗口解释",
)
def explained(request: HttpRequest, body: LookUpBody) -> MatchOut:
    """For window clerks. The reading is recorded with its purpose, and the firm can see it."""
    user, now = caller(request), timezone.now()
    place = place_served(user, at=now)
    office = explaining_office(user, place=place, at=now)
    purpose = Purpose(f"窗口解释惠企政策：{body.purpose}", "Explaining benefits at the window")
    looking = Looking(Actor.user(user.pk), now, purpose, office)
    matched = match(place, body.firm.upper(), on=local(now, field="at").date(), looking=looking)
    return _out(matched, is_whole=False)


@router.post(
    "/benefits/applications",
    response=gives(ClaimOut, 404, 409, status=201),
    operation_id="apply_for_benefit",
    summary="Apply for a benefit 申请惠企政策",
)
def applied(request: HttpRequest, body: ApplyBody) -> Status[ClaimOut]:
    """Granted at once where the data suffice; else an officer decides."""
    user, now = caller(request), timezone.now()
    firm = firm_by_code(user, body.firm, at=now)
    ask = Ask(body.key, body.policy, dict(body.statements))
    return Status(201, _claim(apply(place_code(), firm, ask, user=user, at=now)))


@router.get(
    "/benefits/applications/{claim_id}",
    response=gives(ClaimOut, 404),
    operation_id="get_benefit_application",
    summary="What became of an application 我的惠企申请",
)
def followed(request: HttpRequest, claim_id: UUID) -> ClaimOut:
    """For whoever acts for the firm."""
    return _claim(get_application_for(caller(request), claim_id, at=timezone.now()))


@router.get(
    "/desk/benefits/applications",
    response=gives(ClaimPage),
    operation_id="list_benefit_applications",
    summary="Applications at my office 惠企申请",
)
def listed(request: HttpRequest, paging: Query[Paging]) -> ClaimPage:
    """Those to be decided. Who serves at no such office gets an empty list."""
    cases = served_applications(caller(request), at=timezone.now()).filter(closed_at__isnull=True)
    if paging.after:
        cases = cases.filter(pk__gt=paging.after)
    page, following = cut(cases.order_by("pk")[: paging.limit + 1], paging.limit, lambda c: c.pk)
    return ClaimPage(items=[_claim(case) for case in page], next=following)


@router.post(
    "/benefits/applications/{claim_id}/steps",
    response=gives(ClaimOut, 404, 409),
    operation_id="take_benefit_step",
    summary="Review, grant, refuse, withdraw 审核决定撤回",
)
def step(request: HttpRequest, claim_id: UUID, body: ClaimStepBody) -> ClaimOut:
    """Officers of the policy's owner decide; the firm withdraws."""
    user, at, version = caller(request), timezone.now(), body.version
    match body.step:
        case "support":
            deciding.support(claim_id, body.text, user=user, at=at, version=version)
        case "grant":
            deciding.grant(claim_id, user=user, at=at, version=version)
        case "refuse":
            deciding.refuse(claim_id, body.text, user=user, at=at, version=version)
        case "withdraw":
            deciding.withdraw(claim_id, user=user, at=at, version=version)
    rows = Case.objects.select_related("benefit_application")
    return _claim(rows.get(pk=claim_id))


def _own(
    request: HttpRequest, credit_code: str, statements: dict[str, str], on: date | None
) -> MatchOut:
    user, now = caller(request), timezone.now()
    firm = firm_by_code(user, credit_code, at=now)
    day = on or local(now, field="at").date()
    matched = match(place_code(), firm.credit_code or "", on=day, statements=statements)
    return _out(matched, is_whole=sees_sensitive(user, firm, at=now))


def _out(matched: Matched, *, is_whole: bool) -> MatchOut:
    place = matched.place
    applications = applications_of(place, matched.credit_code)
    teller = Teller(
        dictionary_of(place).elements, offices_of(place), applications, is_whole=is_whole
    )
    return MatchOut(
        firm=matched.credit_code,
        on=matched.on,
        lines=[_line(teller, line) for line in matched.lines],
        best=list(matched.best.chosen),
        best_fen=matched.best.value,
        is_only_best=matched.best.is_unique,
        snapshots=list(matched.snapshots),
    )


def _line(teller: Teller, line: Line) -> BenefitLine:
    row = teller.row(line)
    answer = line.answer
    return BenefitLine(
        policy=line.code,
        title=row.title,
        group=line.group.value,
        amount_fen=line.amount_fen,
        had_fen=line.had_fen,
        way=row.way,
        conclusion=row.conclusion,
        conditions=list(row.conditions),
        changes=list(row.changes),
        missing=list(answer.missing_elements) if answer else [],
        lacking=list(row.lacking),
        by_statement=list(line.by_statement),
        is_unsure=row.is_unsure,
        model_hash=answer.model_hash if answer else "",
    )


def _claim(case: Case) -> ClaimOut:
    row = case.benefit_application
    return ClaimOut(
        id=case.pk,
        number=case.number,
        policy=row.policy,
        period=row.period,
        state=case.state,
        state_name=state_of(case),
        version=case.version,
        computed_fen=row.computed_fen,
        granted_fen=row.granted_fen,
        statements=row.statements,
    )
