"""Applications by API: begin, answer, fill in, look what is missing, submit, take back, discard."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from yingshang.city.matters.api.reading import applications_of, party_for, planned_for
from yingshang.city.matters.api.schemas.applications import (
    ApplicationOut,
    ApplicationPage,
    ApplicationRow,
    FieldsBody,
    ProblemsOut,
    StartBody,
    VersionBody,
)
from yingshang.city.matters.api.schemas.plans import AnswersBody, PlanOut
from yingshang.city.matters.api.typing_in import typed_in
from yingshang.city.matters.applications import drafting, submission
from yingshang.city.matters.applications.checking import problems_of
from yingshang.core.access.api import caller
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import FieldProblem, Paging, cut, gives, language

router = Router(tags=["applications"])
IdempotencyKey = Annotated[UUID, Header(alias="Idempotency-Key")]


class ApplicationPaging(Paging):
    """Which applications, and how many."""

    state: Literal["draft", "signing", "submitted", "discarded"] | None = None


@router.get(
    "/applications",
    response=gives(ApplicationPage),
    operation_id="list_applications",
    summary="My applications 我的申请",
)
def applications(request: HttpRequest, paging: Query[ApplicationPaging]) -> ApplicationPage:
    """The caller's own and those of clients, latest first."""
    rows = applications_of(caller(request), at=timezone.now())
    if paging.state:
        rows = rows.filter(state=paging.state)
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    items = [ApplicationRow.of(row) for row in page]
    return ApplicationPage(items=items, next=following)


@router.post(
    "/applications",
    response=gives(ApplicationOut, 404, status=201),
    operation_id="start_application",
    summary="Begin an application 开始申请",
)
def start(request: HttpRequest, body: StartBody) -> Status[ApplicationOut]:
    """A draft for a service, for oneself or a client."""
    user, at = caller(request), timezone.now()
    draft = drafting.start_draft(
        place_code(),
        body.service,
        user=user,
        at=at,
        applicant=party_for(user, body.applicant_id, at=at),
        enterprise=party_for(user, body.enterprise_id, at=at),
    )
    return Status(201, _shown(user, draft.pk))


@router.get(
    "/applications/{application_id}",
    response=gives(ApplicationOut, 404),
    operation_id="get_application",
    summary="One application 一份申请",
)
def application(request: HttpRequest, application_id: UUID) -> ApplicationOut:
    """All that is kept of it; numbers of persons masked."""
    return _shown(caller(request), application_id)


@router.get(
    "/applications/{application_id}/plan",
    response=gives(PlanOut, 404),
    operation_id="get_application_plan",
    summary="What it asks for 要填什么、交什么",
)
def plan(request: HttpRequest, application_id: UUID) -> PlanOut:
    """The plan by its answers and by what is held of its enterprise already."""
    return PlanOut.of(planned_for(caller(request), application_id, at=timezone.now()).plan)


@router.put(
    "/applications/{application_id}/answers",
    response=gives(ApplicationOut, 404, 409),
    operation_id="answer_questions",
    summary="Answer the scenario questions 回答情形问题",
)
def answers(request: HttpRequest, application_id: UUID, body: AnswersBody) -> ApplicationOut:
    """Replaces the answers, the members put off and the way of delivery."""
    user = caller(request)
    drafting.answer(
        application_id,
        body.answers,
        user=user,
        at=timezone.now(),
        version=body.version,
        put_off=body.put_off,
        delivery=body.delivery,
    )
    return _shown(user, application_id)


@router.patch(
    "/applications/{application_id}/fields",
    response=gives(ApplicationOut, 404, 409),
    operation_id="fill_fields",
    summary="Fill in fields 填写表单",
)
def fields(request: HttpRequest, application_id: UUID, body: FieldsBody) -> ApplicationOut:
    """Keeps all values or, when one is wrong, none and names every wrong one."""
    user, at = caller(request), timezone.now()
    plan = planned_for(user, application_id, at=at).plan
    values = typed_in(body.values, {field.meaning: field.type for field in plan.fields})
    drafting.fill(application_id, values, user=user, at=at, version=body.version)
    return _shown(user, application_id)


@router.get(
    "/applications/{application_id}/problems",
    response=gives(ProblemsOut, 404),
    operation_id="list_problems",
    summary="What is still missing 还缺什么",
)
def problems(request: HttpRequest, application_id: UUID) -> ProblemsOut:
    """Everything that a submission would refuse now, in the order of the form."""
    planned = planned_for(caller(request), application_id, at=timezone.now())
    found = problems_of(planned)
    return ProblemsOut(
        problems=[
            FieldProblem(field=one.field, code=one.code, title=one.text(language()))
            for one in found
        ]
    )


@router.post(
    "/applications/{application_id}/submit",
    response=gives(ApplicationOut, 404, 409),
    operation_id="submit_application",
    summary="Submit 提交",
)
def submit(
    request: HttpRequest, application_id: UUID, key: IdempotencyKey, body: VersionBody
) -> ApplicationOut:
    """Becomes a case, or waits for signatures; the same `Idempotency-Key` does nothing twice."""
    user = caller(request)
    submission.submit(application_id, user=user, key=key, at=timezone.now(), version=body.version)
    return _shown(user, application_id)


@router.post(
    "/applications/{application_id}/take-back",
    response=gives(ApplicationOut, 404, 409),
    operation_id="take_back_application",
    summary="Take back before all have signed 撤回修改",
)
def take_back(request: HttpRequest, application_id: UUID) -> ApplicationOut:
    """A draft again; signatures that were given lapse."""
    user = caller(request)
    submission.take_back(application_id, user=user, at=timezone.now())
    return _shown(user, application_id)


@router.delete(
    "/applications/{application_id}",
    response=gives(None, 404, 409, status=204),
    operation_id="discard_application",
    summary="Discard a draft 放弃草稿",
)
def discard(request: HttpRequest, application_id: UUID) -> Status[None]:
    """Empties what was filled in, since nobody needs it any more."""
    drafting.discard(application_id, user=caller(request), at=timezone.now())
    return Status(204, None)


def _shown(user: User, application_id: UUID) -> ApplicationOut:
    return ApplicationOut.whole(planned_for(user, application_id, at=timezone.now()))
