"""The service of a paper is recorded here: the way, the receiver, or why it did not arrive."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.listing.terms import Delivery
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.doors import get_paper_for
from yingshang.city.matters.serving.models import PaperService
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import may_serve
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.errors import Denied, Invalid

SERVING = (Role.CLERK, Role.DELIVERY, Role.HANDLER, Role.APPROVER)


class NotYoursToServe(Denied):
    """The paper is served by the window or by the office that issued it."""

    code: ClassVar[str] = "matters.not_yours_to_serve"
    zh: ClassVar[str] = "这份文书由窗口或者承办单位送达。请转给他们。"
    en: ClassVar[str] = "The window or the office serves this paper. Pass it to them."


class ServiceIncomplete(Invalid):
    """A service without receiver, without its mail number, or a failure without its reason."""

    code: ClassVar[str] = "matters.service_incomplete"
    zh: ClassVar[str] = "请写全：送达的写收件人，邮寄的写邮件编号，没有送达的写原因。"
    en: ClassVar[str] = "Say who received it, the number of the mail, or why it did not arrive."


@dataclass(frozen=True, slots=True)
class Serving:
    """One attempt: the way, whether it arrived, to whom or why not."""

    way: Delivery
    has_arrived: bool
    received_by: str = ""
    tracking: str = ""
    reason: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether everything that its kind demands is said."""
        who_or_why = self.received_by if self.has_arrived else self.reason
        return bool(who_or_why.strip()) and (self.way != "mail" or bool(self.tracking.strip()))


def serve_paper(paper_id: UUID, serving: Serving, *, user: User, at: datetime) -> PaperService:
    """Record an attempt to serve a paper, with an entry of the case.

    Errors: `PaperMissing`, `NotYoursToServe`, `ServiceIncomplete`.
    """
    paper = get_paper_for(user, paper_id, at=at)
    if not may_serve(user, paper.case_id, roles=SERVING, at=at):
        raise NotYoursToServe
    if not serving.is_complete:
        raise ServiceIncomplete(field="received_by" if serving.has_arrived else "reason")
    with transaction.atomic():
        row = PaperService.objects.create(
            paper=paper,
            way=serving.way,
            has_arrived=serving.has_arrived,
            received_by=serving.received_by.strip() if serving.has_arrived else "",
            tracking=serving.tracking.strip(),
            reason="" if serving.has_arrived else serving.reason.strip(),
            at=at,
            by=user,
        )
        record([_act(paper, row, user, at)])
    return row


def _act(paper: Paper, row: PaperService, user: User, at: datetime) -> Act:
    said = {
        "kind": paper.kind,
        "number": paper.number,
        "by": row.way,
        "received_by": row.received_by,
        "tracking": row.tracking,
        "reason": row.reason,
    }
    data: dict[str, object] = {name: value for name, value in said.items() if value}
    data["arrived"] = "yes" if row.has_arrived else "no"
    actor = Actor.user(user.pk)
    return Act(paper.place, paper.case.kind, paper.case_id, actor, at, "paper.serve", data)
