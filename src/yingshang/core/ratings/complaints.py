"""The rated office's complaint (申诉) about a bad rating, and what is published of its handling.

The office never learns who rated: it names a rating by its pseudonym, since a rating's id would
tell the moment. Who decides serves elsewhere: the lifecycle's guards see to that.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.models import Case
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.ratings.errors import (
    ComplainedBefore,
    NothingToPublish,
    RatingHidden,
    WrongComplaint,
)
from yingshang.core.ratings.identity import SERVING
from yingshang.core.ratings.models import Rating, RatingComplaint, RatingHandling

REVIEWS = Actor.system("ratings")
MOST, MOST_NOTE = 1000, 300
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_DIGITS = 7
"""So many digits in a row may be a phone or an ID number, and are not published."""


@dataclass(frozen=True, slots=True)
class OfficeRating:
    """A bad rating as the rated office may see it, with how far its follow-up and complaint are."""

    pseudonym: str
    grade: int
    reasons: tuple[str, ...]
    comment: str
    state: str
    complaint: RatingComplaint | None


def bad_ratings_at(user: Reader, *, at: datetime, most: int = 200) -> list[OfficeRating]:
    """The bad ratings of the offices at which the user serves, in an order that tells nothing."""
    rows = _of_own_offices(user, at=at).select_related("complaint").order_by("pseudonym")[:most]
    found = list(rows)
    ids = [row.followup_case_id for row in found if row.followup_case_id]
    states: dict[UUID, str] = dict(Case.objects.filter(pk__in=ids).values_list("pk", "state"))
    return [
        OfficeRating(
            row.pseudonym, row.grade, tuple(row.reasons), row.comment,
            states.get(row.followup_case_id, "") if row.followup_case_id else "",
            getattr(row, "complaint", None),
        )
        for row in found
    ]  # fmt: skip


def bad_rating_at(user: Reader, pseudonym: str, *, at: datetime) -> OfficeRating:
    """One of them. Errors: `RatingHidden` for missing and hidden alike."""
    for row in bad_ratings_at(user, at=at):
        if row.pseudonym == pseudonym:
            return row
    raise RatingHidden


def complain(
    pseudonym: str, ground: str, text: str, *, user: User, at: datetime
) -> RatingComplaint:
    """Ask for a review of a bad rating that the office holds to be mistaken or malicious.

    Only while its follow-up has no outcome yet, and once. The entry names the officer.
    Errors: `RatingHidden`, `WrongComplaint`, `ComplainedBefore`, `StepRefused`.
    """
    rating = _of_own_offices(user, at=at).filter(pseudonym=pseudonym).first()
    if rating is None or rating.followup_case_id is None:
        raise RatingHidden
    if ground not in RatingComplaint.Ground.values:
        raise WrongComplaint(field="ground", most=MOST)
    said = _checked(text, "text", MOST)
    case_id, actor = rating.followup_case_id, Actor.user(user.pk)
    data: dict[str, object] = {"ground": ground, "reason": said}
    try:
        with transaction.atomic():
            complaint = RatingComplaint.objects.create(
                rating=rating, ground=ground, text=said, by=user, at=at
            )
            record([Act(rating.place, "followup", case_id, actor, at, "followup.complaint", data)])
            advance([Move(case_id, "complain", REVIEWS, at, reason=said, data={"ground": ground})])
    except IntegrityError as error:
        raise ComplainedBefore from error
    return complaint


def close_complaint(rating: Rating, *, is_removed: bool, at: datetime) -> None:
    """The review has ended: the open complaint, if there is one, has its verdict."""
    verdicts = RatingComplaint.Verdict
    RatingComplaint.objects.filter(rating=rating, verdict="").update(
        verdict=verdicts.REMOVED if is_removed else verdicts.UPHELD, decided_at=at
    )


def publish_handling(case: Case, rating: Rating, note: str, *, user: User, at: datetime) -> None:
    """Publish what was done about a bad rating; once its follow-up is closed, in the desk's words.

    The caller has passed the desk's door. A second note replaces the first, and both stay in the
    ledger. Errors: `NothingToPublish` while it is open; `WrongComplaint` for long or unfit text.
    """
    if case.closed_at is None:
        raise NothingToPublish
    said = _checked(note, "note", MOST_NOTE)
    if _has_long_number(said):
        raise WrongComplaint(field="note", most=MOST_NOTE)
    with transaction.atomic():
        RatingHandling.objects.update_or_create(
            rating=rating, defaults={"note": said, "by": user, "at": at}
        )
        actor = Actor.user(user.pk)
        record(
            [Act(case.place, case.kind, case.pk, actor, at, "followup.publish", {"reason": said})]
        )


def _of_own_offices(user: Reader, *, at: datetime) -> QuerySet[Rating]:
    offices = posts_of(user, at=at).filter(role__in=SERVING).values("office_id")
    return Rating.objects.filter(office_id__in=offices, followup_case_id__isnull=False)


def _checked(text: str, field: str, most: int) -> str:
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    is_plain = not any(unicodedata.category(c) in _CONTROL and c != "\n" for c in said)
    if not 0 < len(said) <= most or not is_plain:
        raise WrongComplaint(field=field, most=most)
    return said


def _has_long_number(text: str) -> bool:
    run = 0
    for letter in unicodedata.normalize("NFKC", text):
        run = run + 1 if letter.isdecimal() else 0 if letter not in " -" else run
        if run >= _DIGITS:
            return True
    return False
