"""Who stands behind a rating: sealed when it is given, opened for the call-back desk alone."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.errors import ReasonNeeded
from yingshang.core.access.models import Post, Role, User
from yingshang.core.access.personal_data import PURPOSE_LENGTH, READ
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.cases.models import Case
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Party
from yingshang.core.parties.persons import phone_of
from yingshang.core.parties.secrets import seal, unseal
from yingshang.core.ratings.errors import RatedYourself, RatingHidden
from yingshang.core.ratings.models import RaterIdentity, Rating

SERVING = (Role.CLERK, Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.DELIVERY)


@dataclass(frozen=True, slots=True)
class Rater:
    """The person who rated and the party that was served; from a ticket, perhaps a phone only."""

    person_id: UUID | None
    party_id: UUID | None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who rated, for the call: names and a phone number, each empty where not known."""

    name: str
    on_behalf_of: str
    phone: str


def sealed(rating_id: UUID, rater: Rater | None) -> bytes:
    """The identity as it is stored; bound to its rating, so that it opens nowhere else."""
    content = {
        "person": str(rater.person_id) if rater and rater.person_id else "",
        "party": str(rater.party_id) if rater and rater.party_id else "",
        "phone": rater.phone if rater else "",
    }
    return seal(json.dumps(content), about=_about(rating_id))


def reveal_rater(user: Reader, rating_id: UUID, *, purpose: str, at: datetime) -> Revealed:
    """Who gave a bad rating, to an officer of the call-back desk; the person can see the read.

    Errors: `RatingHidden` for anybody else, for a rating without follow-up and for one without a
    name; `RatedYourself` for an officer who also serves at the rated office; `ReasonNeeded`.
    """
    rating = Rating.objects.filter(pk=rating_id).first()
    if rating is None or rating.followup_case_id is None or not isinstance(user, User):
        raise RatingHidden
    case = Case.objects.get(pk=rating.followup_case_id)
    if not _calls(user, case, at):
        raise RatingHidden
    if serves_at(user, rating.office_id, at=at):
        raise RatedYourself
    reason = purpose.strip()
    if not 0 < len(reason) <= PURPOSE_LENGTH:
        raise ReasonNeeded(field="purpose")
    rater = _opened(rating)
    with transaction.atomic():
        record(_acts(rating, rater, case, user, reason, at))
    return _revealed(rater)


def serves_at(user: User, office_id: UUID, *, at: datetime) -> bool:
    """Whether the user serves at an office in a way that a rating of it concerns."""
    return posts_of(user, at=at).filter(office_id=office_id, role__in=SERVING).exists()


def callback_posts(user: Reader, *, at: datetime) -> list[Post]:
    """The user's running posts at a call-back desk."""
    return list(posts_of(user, at=at).filter(role=Role.CALLBACK))


def _calls(user: User, case: Case, at: datetime) -> bool:
    return any(post.office_id == case.office_id for post in callback_posts(user, at=at))


def _opened(rating: Rating) -> Rater:
    identity = RaterIdentity.objects.filter(rating=rating).first()
    if identity is None:
        raise RatingHidden
    content = json.loads(unseal(identity.party_cipher, about=_about(rating.pk)))
    person, party = (UUID(content[key]) if content[key] else None for key in ("person", "party"))
    return Rater(person, party, content["phone"])


def _acts(
    rating: Rating, rater: Rater, case: Case, user: User, purpose: str, at: datetime
) -> list[Act]:
    """One entry on the follow-up, and one that the person finds among the reads of their data."""
    actor = Actor.user(user.pk)
    data: dict[str, object] = {"purpose": purpose, "rating": str(rating.pk)}
    acts = [Act(case.place, case.kind, case.pk, actor, at, "followup.reveal", data)]
    if rater.person_id is not None:
        read: dict[str, object] = {
            "purpose": purpose,
            "fields": ["name", "phone"],
            "office": str(case.office_id),
            "case": case.number,
        }
        acts.append(Act(case.place, "party", rater.person_id, actor, at, READ, read))
    return acts


def _revealed(rater: Rater) -> Revealed:
    parties = Party.objects.in_bulk([pk for pk in {rater.person_id, rater.party_id} if pk])
    person = parties.get(rater.person_id) if rater.person_id else None
    party = parties.get(rater.party_id) if rater.party_id else None
    phone = rater.phone or (phone_of(person) if person else None) or ""
    principal = party.name if party and party != person else ""
    return Revealed(person.name if person else "", principal, phone)


def _about(rating_id: UUID) -> str:
    return f"rating.rater:{rating_id}"
