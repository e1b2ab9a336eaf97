"""The offices' work by API: opinions asked and given, reply templates, workload, copies."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yingshang.city.matters.api.schemas.office_work import (
    AnswerBody,
    AskBody,
    AskedOut,
    CopyOut,
    LoadOut,
    OpinionIds,
    OpinionList,
    TemplateList,
    TemplateOut,
    Workload,
)
from yingshang.city.matters.applications.copying import copy_application
from yingshang.city.matters.opinions.queries import asked_of
from yingshang.city.matters.opinions.services import Asking, answer, ask
from yingshang.city.matters.tools.templates import templates_of
from yingshang.city.matters.tools.workload import headed_by, workload
from yingshang.core.access.api import caller
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.posts import has_post
from yingshang.core.schemas import MOST_ROWS, gives

router = Router(tags=["desk"])


@router.post(
    "/desk/cases/{case_id}/opinions",
    response=gives(OpinionIds, 404, 409),
    operation_id="ask_opinions",
    summary="Ask other offices for opinions 请其他单位会办",
)
def ask_opinions(request: HttpRequest, case_id: UUID, body: AskBody) -> OpinionIds:
    """Each office with its own number of working days; the office in charge decides."""
    askings = [Asking(each.office_id, each.days) for each in body.offices]
    ids = ask(case_id, askings, body.question, user=caller(request), at=timezone.now())
    return OpinionIds(ids=ids)


@router.get(
    "/desk/opinions",
    response=gives(OpinionList),
    operation_id="list_opinions",
    summary="Opinions asked of my offices 请本单位会办的",
)
def opinions(request: HttpRequest) -> OpinionList:
    """What is not answered yet, what is due first on top."""
    user, at = caller(request), timezone.now()
    if not has_post(user, at=at):
        raise StaffOnly
    return OpinionList(items=[AskedOut.of(row) for row in asked_of(user, at=at)[:MOST_ROWS]])


@router.post(
    "/desk/opinions/{opinion_id}/answer",
    response=gives(OpinionIds, 404, 409),
    operation_id="answer_opinion",
    summary="Give an opinion 答复会办意见",
)
def answer_opinion(request: HttpRequest, opinion_id: UUID, body: AnswerBody) -> OpinionIds:
    """For an officer of the office that was asked."""
    user, at = caller(request), timezone.now()
    answer(opinion_id, body.answer, user=user, at=at, version=body.version)
    return OpinionIds(ids=[opinion_id])


@router.get(
    "/desk/templates",
    response=gives(TemplateList),
    operation_id="list_templates",
    summary="Reply templates of my offices 回复模板",
)
def templates(request: HttpRequest) -> TemplateList:
    """The versions in use, with their placeholders open."""
    user, at = caller(request), timezone.now()
    if not has_post(user, at=at):
        raise StaffOnly
    return TemplateList(items=[TemplateOut.of(row) for row in templates_of(user, at=at)])


@router.get(
    "/desk/workload",
    response=gives(Workload),
    operation_id="get_workload",
    summary="Open cases by officer and light 每个人手上的在办办件",
)
def load(request: HttpRequest) -> Workload:
    """For the head of an office."""
    user, at = caller(request), timezone.now()
    loads = workload(headed_by(user, at=at), at=at)
    return Workload(items=[LoadOut.of(each) for each in loads])


@router.post(
    "/applications/{application_id}/copy",
    response=gives(CopyOut, 404, 409),
    operation_id="copy_application",
    summary="Copy an earlier application 复制为新申请",
)
def copy(request: HttpRequest, application_id: UUID) -> CopyOut:
    """A new draft with the answers and fields that today's lists still ask."""
    draft = copy_application(application_id, user=caller(request), at=timezone.now())
    return CopyOut(application_id=draft.pk)
