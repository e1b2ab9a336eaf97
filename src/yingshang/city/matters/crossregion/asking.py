"""Several places together (多地联办): the home asks the receiving place before it decides.

*Source*: 国办发〔2022〕34号: one place accepts, the bodies cooperate among themselves.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.errors import CannotAsk, InquiryMissing, QuestionNeeded
from yingshang.city.matters.crossregion.handovers import (
    copy_lines,
    locked_file,
    name_of,
    note,
    own_lines,
)
from yingshang.city.matters.crossregion.lifecycle import ASSIST_KIND
from yingshang.city.matters.crossregion.models import CrossFile, Inquiry
from yingshang.city.matters.crossregion.taking import read
from yingshang.core.access.models import Role
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.exchange.places.letter import Letter, system_of
from yingshang.core.exchange.places.posting import Post, post
from yingshang.core.exchange.services import Incoming
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.models import User
from yingshang.worktime.zone import local

ASKING = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)
UNDER_REVIEW = frozenset({"accepted", "handled", "reviewed"})
ASSIST_LIMIT = "cross_region_assist"
HOME, RECEIVER = CrossFile.Role.HOME, CrossFile.Role.RECEIVER


def ask(case_id: UUID, *, question: str, user: User, at: datetime) -> Inquiry:
    """Ask the receiving place; until it answers nothing is granted or refused.

    Errors: `CannotAsk` outside of review or by somebody who does not serve the case;
    `QuestionNeeded`.
    """
    if not question.strip():
        raise QuestionNeeded(field="question")
    with transaction.atomic():
        found = CrossFile.objects.filter(case_id=case_id, role=HOME).first()
        if found is None or not may_serve(user, case_id, roles=ASKING, at=at):
            raise CannotAsk
        file = locked_file(found.place, str(found.dossier), HOME, peer=found.peer)
        if file.case.state not in UNDER_REVIEW:
            raise CannotAsk
        inquiry = Inquiry.objects.create(
            inquiry=new_id(), file=file, question=question[:500], asked_at=at
        )
        note(file, "asked", holder=file.peer, at=at, office=file.case.office,
             text=question, key=f"asked.{inquiry.inquiry}")  # fmt: skip
        body = letters.Question(
            inquiry=str(inquiry.inquiry), question=inquiry.question, number=file.case.number,
            office=name_of(file.case.office), log=own_lines(file),
        )  # fmt: skip
        _post(file, letters.QUESTION, f"{file.dossier}.question.{inquiry.inquiry}", body, user, at)
    return inquiry


def reply(
    case_id: UUID, *, answer: str, user: User, at: datetime, version: int | None = None
) -> None:
    """Answer another place's question. Errors: `StepRefused`, `InquiryMissing`."""
    with transaction.atomic():
        move = Move(case_id, "reply", Actor.user(user.pk), at, version, reason=answer)
        advance([move])
        inquiry = Inquiry.objects.select_for_update(of=("self",)).filter(case_id=case_id).first()
        if inquiry is None:
            raise InquiryMissing
        inquiry.answer, inquiry.answered_at = answer[:1000], at
        inquiry.save(update_fields=["answer", "answered_at"])
        file = CrossFile.objects.select_related("case__office").get(pk=inquiry.file_id)
        note(file, "replied", holder=file.peer, at=at, office=file.case.office,
             text=answer, key=f"replied.{inquiry.inquiry}")  # fmt: skip
        body = letters.Reply(
            inquiry=str(inquiry.inquiry), answer=inquiry.answer, at=instant(at),
            office=name_of(file.case.office), log=own_lines(file),
        )  # fmt: skip
        _post(file, letters.REPLY, f"{file.dossier}.reply.{inquiry.inquiry}", body, user, at)


def take_question(letter: Letter, message: Incoming) -> None:
    """A question comes to the place that received the matter: a case of its own, with its clock."""
    said = read(letters.Question, letter)
    file = locked_file(letter.receiver, letter.about, RECEIVER, peer=letter.sender)
    copy_lines(file, said.log, sender=letter.sender)
    if Inquiry.objects.filter(file=file, inquiry=said.inquiry).exists():
        return
    case_id, place, at = new_id(), file.place, message.at
    limit = parameter(place, ASSIST_LIMIT, on=local(at, field="at").date())
    opening = Opening(
        case_id=case_id, kind=ASSIST_KIND, state="asked", place=place,
        number_prefix=file.offer.body["number_prefix"] + "协", party_id=file.case.party_id,
        office_id=file.case.office_id, item_id=file.offer_id,
        actor=Actor.exchange(system_of(letter.sender)), at=at, title=file.case.title,
        cause=f"cross_region {said.number}"[:100], starts=(("response", limit.budget),),
        data={"question": said.question, "number_there": said.number},
    )  # fmt: skip
    open_cases([opening])
    Inquiry.objects.create(
        inquiry=UUID(said.inquiry), file=file, case_id=case_id, question=said.question[:500],
        asked_at=at,
    )  # fmt: skip


def take_reply(letter: Letter, message: Incoming) -> None:
    """The answer has come; the home may decide."""
    said = read(letters.Reply, letter)
    file = locked_file(letter.receiver, letter.about, HOME, peer=letter.sender)
    copy_lines(file, said.log, sender=letter.sender)
    open_ones = Inquiry.objects.filter(file=file, inquiry=said.inquiry, answered_at__isnull=True)
    open_ones.update(answer=said.answer[:1000], answered_at=message.at)


def _post(
    file: CrossFile, kind: str, key: str, body: letters.Shape, user: User, at: datetime
) -> None:
    row = Post(file.place, file.peer, kind, key, file.dossier, file.case_id, body.body())
    post([row], actor=Actor.user(user.pk), at=at)
