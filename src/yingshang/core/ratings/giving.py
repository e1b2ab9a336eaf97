"""Rows of ratings, their sealed identities, their entries and follow-ups: for a batch at a time.

Who may rate is judged by `rating`; a simulation or an import of other channels calls this directly.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.ratings.identity import Rater, sealed
from yingshang.core.ratings.models import RaterIdentity, Rating
from yingshang.core.ratings.opening import followup_ids, open_followups
from yingshang.core.ratings.opinions import Opinion, checked

PSEUDONYM_BYTES = 16


@dataclass(frozen=True, slots=True)
class NewRating:
    """A rating to take. `subject_kind` is case or window; `rater` None rates without a name."""

    place: str
    subject_kind: str
    subject_id: UUID
    office_id: UUID
    item_code: str
    opinion: Opinion
    channel: str
    rater: Rater | None
    at: datetime


def give(ratings: Sequence[NewRating]) -> list[Rating]:
    """Write the ratings, all or none; each bad one opens its follow-up in the same transaction.

    The number of SQL statements does not depend on the number of ratings.
    Errors: `WrongGrade`, `WrongReason`, `WrongComment`; a second rating of a service is refused by
    the database (`rated_once`).
    """
    if not ratings:
        return []
    rows = [_row(new, checked(new.opinion)) for new in ratings]
    for rating, followup_id in followup_ids(rows).items():
        rows[rating].followup_case_id = followup_id
    with transaction.atomic():
        Rating.objects.bulk_create(rows)
        RaterIdentity.objects.bulk_create(
            RaterIdentity(rating=row, party_cipher=sealed(row.pk, new.rater))
            for row, new in zip(rows, ratings, strict=True)
            if new.rater is not None
        )
        record([_act(row) for row in rows])
        named = [new.rater is not None for new in ratings]
        open_followups(rows, named)
    return rows


def rater_actor(pseudonym: str) -> Actor:
    """Who rated, as the ledger knows them: another id for every rating, and no way back."""
    return Actor("rater", uuid5(NAMESPACE_URL, f"urn:yingshang:rater:{pseudonym}"))


def _row(new: NewRating, opinion: Opinion) -> Rating:
    return Rating(
        place=new.place,
        subject_kind=new.subject_kind,
        subject_id=new.subject_id,
        office_id=new.office_id,
        item_code=new.item_code,
        grade=opinion.grade,
        reasons=list(opinion.reasons),
        comment=opinion.comment,
        channel=str(new.channel),
        pseudonym=secrets.token_hex(PSEUDONYM_BYTES),
        given_at=new.at,
    )


def _act(row: Rating) -> Act:
    """The entry is about the rating; the case it rates stands in the row alone, not here."""
    data: dict[str, object] = {
        "of": row.subject_kind,
        "office": str(row.office_id),
        "item": row.item_code,
        "grade": row.grade,
        "reasons": list(row.reasons),
        "comment": row.comment,
        "channel": row.channel,
    }
    actor = rater_actor(row.pseudonym)
    return Act(row.place, "rating", row.pk, actor, row.given_at, "rating.give", data)
