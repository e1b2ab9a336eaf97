"""Opinions are asked, answered and recalled here; what is said is an entry of the main case too.

The office that asks decides: an open opinion stops neither its clock nor its decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.lifecycle import UNDER_REVIEW
from yingshang.city.matters.opinions.errors import (
    AskedBefore,
    NoOfficeToAsk,
    NoText,
    NotUnderReview,
    NotYoursToAsk,
    OpinionMissing,
    WrongTime,
)
from yingshang.city.matters.opinions.lifecycle import OFFICERS, OPINION, RESPONSE
from yingshang.city.matters.opinions.models import AskedOpinion
from yingshang.core.access.doors import get_case_for, served_cases
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.telling import day_text
from yingshang.core.cases.types import Move, Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Commitment, Office, User
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.watch.recipients import HANDLERS, staff_of
from yingshang.errors import Sentence
from yingshang.worktime import Budget, Unit

PREFIX = "会办"
MOST_DAYS = 30
MOST_OFFICES = 20
QUESTION_LENGTH, ANSWER_LENGTH = 500, 1000
NEEDLESS = "主办单位已作出处理，不再需要会办意见。The office in charge no longer needs the opinion."


@dataclass(frozen=True, slots=True)
class Asking:
    """An office to ask, and how many working days it has."""

    office_id: UUID
    days: int


def ask(
    case_id: UUID, askings: Sequence[Asking], question: str, *, user: User, at: datetime
) -> list[UUID]:
    """Ask other offices for an opinion on a case, each with its own due date; ids of the cases.

    Errors: `CaseMissing`, `NotYoursToAsk`, `NotUnderReview`, `NoOfficeToAsk`, `AskedBefore`,
    `WrongTime`, `NoText`.
    """
    with transaction.atomic():
        main = _to_ask_about(case_id, user, at)
        question = _text(question, QUESTION_LENGTH, "question")
        if any(not 1 <= asking.days <= MOST_DAYS for asking in askings):
            raise WrongTime(field="days", most=MOST_DAYS)
        offices = _offices(main, askings)
        openings = [_opening(main, asking, user, at) for asking in askings]
        numbers = open_cases(openings)
        AskedOpinion.objects.bulk_create(
            AskedOpinion(case_id=o.case_id, main=main, question=question, asked_by=user)
            for o in openings
        )
        record([_asked(main, offices[o.office_id], number, question, user, at)
                for o, number in zip(openings, numbers, strict=True)])  # fmt: skip
        _tell_the_asked(main, openings, numbers, at)
    return [o.case_id for o in openings]


def answer(
    opinion_id: UUID, text: str, *, user: User, at: datetime, version: int | None = None
) -> None:
    """Give the opinion that was asked for. Errors: `OpinionMissing`, `NoText`, `StepRefused`."""
    text = _text(text, ANSWER_LENGTH, "answer")
    with transaction.atomic():
        asked = get_opinion_for(user, opinion_id, at=at)
        data = {"answer": text}
        advance([Move(asked.pk, "answer", Actor.user(user.pk), at, version, data=data)])
        asked.answer, asked.answered_by, asked.answered_at = text, user, at
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        office = asked.case.office
        record([_answered(asked, user, at)])
        tell([_for_the_main(asked, office)], at=at)


def recall_needless(*, at: datetime, limit: int = 500) -> int:
    """Recall what nobody needs any more: the case asked about is decided or ended."""
    with transaction.atomic():
        rows = AskedOpinion.objects.filter(case__closed_at__isnull=True, case__kind=OPINION.kind)
        needless = rows.exclude(main__state__in=[*UNDER_REVIEW, "received", "correction"])
        ids = list(needless.order_by("pk").values_list("pk", flat=True)[:limit])
        moves = [Move(pk, "recall", CLOCK, at, reason=NEEDLESS) for pk in ids]
        return len(advance(moves, all_or_nothing=False).moved) if moves else 0


def get_opinion_for(user: User, opinion_id: UUID, *, at: datetime) -> AskedOpinion:
    """What the reader's office was asked. Errors: `OpinionMissing`, for hidden and missing."""
    mine = served_cases(user, at=at).filter(kind=OPINION.kind)
    rows = AskedOpinion.objects.select_related(
        "case__office", "main__item", "main__office", "main__party", "asked_by", "answered_by"
    )
    asked = rows.filter(pk=opinion_id, pk__in=mine.values("pk")).first()
    if asked is None:
        raise OpinionMissing
    return asked


def require_asker(user: User, main: Case, *, at: datetime) -> None:
    """The user serves the case at its own office. Errors: `NotYoursToAsk`."""
    if main.kind != "matter" or not may_serve(user, main.pk, roles=OFFICERS, at=at):
        raise NotYoursToAsk


def _to_ask_about(case_id: UUID, user: User, at: datetime) -> Case:
    main = get_case_for(user, case_id, at=at)
    require_asker(user, main, at=at)
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=main.pk)
    if locked.state not in UNDER_REVIEW:
        raise NotUnderReview
    return main


def _offices(main: Case, askings: Sequence[Asking]) -> dict[UUID, Office]:
    ids = {asking.office_id for asking in askings}
    offices = Office.objects.filter(
        place=main.place, kind=Office.Kind.OFFICE, is_open=True, pk__in=ids - {main.office_id}
    ).in_bulk()
    if not 0 < len(askings) == len(offices) <= MOST_OFFICES:
        raise NoOfficeToAsk(field="offices")
    before = AskedOpinion.objects.filter(
        main=main, case__closed_at__isnull=True, case__office__in=ids
    ).select_related("case__office")
    if known := before.first():
        office = known.case.office
        raise AskedBefore(field="offices", office=Sentence(office.name, office.name_en))
    return offices


def _opening(main: Case, asking: Asking, user: User, at: datetime) -> Opening:
    return Opening(
        case_id=new_id(), kind=OPINION.kind, state="asked", place=main.place,
        number_prefix=PREFIX, party_id=main.party_id, office_id=asking.office_id,
        item_id=main.item_id, actor=Actor.user(user.pk), at=at, title=main.title,
        cause=main.number, data={"about": str(main.pk)},
        starts=((RESPONSE.name, Budget(asking.days, Unit.WORKING_DAY)),),
    )  # fmt: skip


def _asked(main: Case, office: Office, number: str, question: str, user: User, at: datetime) -> Act:
    data = {"office": office.name, "number": number, "what": question}
    return Act(main.place, main.kind, main.pk, Actor.user(user.pk), at, "opinion.ask", data)


def _answered(asked: AskedOpinion, user: User, at: datetime) -> Act:
    main = asked.main
    data = {"office": asked.case.office.name, "number": asked.case.number, "what": asked.answer}
    return Act(main.place, main.kind, main.pk, Actor.user(user.pk), at, "opinion.given", data)


def _tell_the_asked(
    main: Case, openings: Sequence[Opening], numbers: Sequence[str], at: datetime
) -> None:
    staff = staff_of([main.place], at=at)
    running = Commitment.objects.filter(case_id__in=[o.case_id for o in openings])
    dues = dict(running.values_list("case_id", "due_at"))
    tellings = []
    for o, number in zip(openings, numbers, strict=True):
        people = {u for role in HANDLERS for u in staff.at_office.get((o.office_id, role), ())}
        data = {
            "number": number,
            "title": main.title or main.number,
            "office": {"zh": main.office.name, "en": main.office.name_en},
            "due": day_text(dues[o.case_id]),
        }
        recipients = [Recipient(user) for user in sorted(people)]
        tellings.append(
            Telling(main.place, "opinion_asked", OPINION.kind, o.case_id, recipients, data)
        )
    tell(tellings, at=at)


def _for_the_main(asked: AskedOpinion, office: Office) -> Telling:
    main = asked.main
    data = {
        "number": main.number,
        "title": main.title or main.number,
        "office": {"zh": office.name, "en": office.name_en},
    }
    people = {asked.asked_by_id, main.handler_id} - {None}
    recipients = [Recipient(user) for user in people if user is not None]
    return Telling(main.place, "opinion_given", main.kind, main.pk, recipients, data)


def _text(text: str, most: int, field: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= most:
        raise NoText(field=field, most=most)
    return text
