"""An applicant asks the office to look at a draft; the answer binds nobody and starts no clock."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yingshang.city.matters.applications.doors import get_draft_for
from yingshang.city.matters.lists import bundle_of, parsed_matter
from yingshang.city.matters.models import Application
from yingshang.city.matters.permits.models import PreReview
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Office
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.errors import Conflict, Invalid, Missing

REVIEWING = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)
OPINION_LENGTH = 2000


class PreReviewMissing(Missing):
    """No such review, or not this reader's."""

    code: ClassVar[str] = "prereview.missing"


class PreReviewAsked(Conflict):
    """The draft waits for an answer, or this one was answered."""

    code: ClassVar[str] = "prereview.asked"
    zh: ClassVar[str] = "已经请过预审，或者预审已经答复。请刷新页面。"
    en: ClassVar[str] = "A review was asked for already, or has been answered. Reload the page."


class OpinionMissing(Invalid):
    """A review that says nothing."""

    code: ClassVar[str] = "prereview.opinion_missing"
    zh: ClassVar[str] = "请写明预审意见（2000 字以内）。"
    en: ClassVar[str] = "Write what you found, in 2,000 characters at most."


def ask_pre_review(application_id: UUID, *, question: str, user: User, at: datetime) -> PreReview:
    """Let the lead office look at a draft. Errors: those of the draft's door; `PreReviewAsked`."""
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=None, at=at)
        try:
            with transaction.atomic():
                row = PreReview.objects.create(
                    application=draft, question=question.strip()[:500], asked_by=user, asked_at=at
                )
        except IntegrityError:
            raise PreReviewAsked from None
        record([_act(draft, "application.ask_pre_review", user, at, {})])
    return row


def lead_office_code(application: Application) -> str:
    """The code of the office that leads the application's bundle, or handles its only matter."""
    item = application.bundle
    return parsed_matter(item).responsible if item.kind == "matter" else bundle_of(item).lead_office


def pre_reviews_for(user: Reader, *, at: datetime) -> QuerySet[PreReview]:
    """The open reviews that wait at the offices where the user reviews, the oldest first."""
    posts = posts_of(user, at=at).filter(role__in=REVIEWING)
    places = {(post.office.place, post.office.code) for post in posts}
    rows = PreReview.objects.filter(
        answered_at__isnull=True, application__state=Application.State.DRAFT
    ).select_related("application__bundle", "application__applicant", "asked_by")
    mine = [
        row.pk
        for row in rows
        if (row.application.place, lead_office_code(row.application)) in places
    ]
    return rows.filter(pk__in=mine).order_by("asked_at")


def get_pre_review_for(user: Reader, review_id: UUID, *, at: datetime) -> PreReview:
    """One of them. Errors: `PreReviewMissing`, for hidden and missing."""
    found = pre_reviews_for(user, at=at).filter(pk=review_id).first()
    if found is None:
        raise PreReviewMissing
    return found


def answer_pre_review(
    review_id: UUID, *, opinion: str, is_ready: bool, user: User, at: datetime
) -> PreReview:
    """Say what is right and what is missing; the applicant is told.

    Errors: `PreReviewMissing`, `OpinionMissing`, `PreReviewAsked`.
    """
    opinion = opinion.strip()
    if not 0 < len(opinion) <= OPINION_LENGTH:
        raise OpinionMissing(field="opinion")
    with transaction.atomic():
        row = get_pre_review_for(user, review_id, at=at)
        waiting = PreReview.objects.filter(pk=row.pk, answered_at__isnull=True)
        said = {"opinion": opinion, "is_ready": is_ready, "answered_by": user, "answered_at": at}
        if not waiting.update(**said):
            raise PreReviewAsked
        row.refresh_from_db()
        ready: dict[str, object] = {"ready": "yes" if is_ready else "no"}
        record([_act(row.application, "application.pre_review", user, at, ready)])
        _tell(row, at)
    return row


def _tell(row: PreReview, at: datetime) -> None:
    draft = row.application
    office = Office.objects.get(place=draft.place, code=lead_office_code(draft))
    body = draft.bundle.body
    data: dict[str, object] = {
        "title": {"zh": body["name"], "en": body.get("name_en") or body["name"]},
        "office": {"zh": office.name, "en": office.name_en},
        "what": row.opinion,
    }
    who = [Recipient(draft.applicant_id)]
    tell([Telling(draft.place, "pre_reviewed", "draft", draft.pk, who, data)], at=at)


def _act(draft: Application, action: str, user: User, at: datetime, data: dict[str, object]) -> Act:
    return Act(draft.place, "application", draft.pk, Actor.user(user.pk), at, action, data)
