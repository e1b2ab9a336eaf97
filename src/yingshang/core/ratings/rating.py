"""Ratings are taken here: each service once, by who was served, within the time to rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.posts import Reader
from yingshang.core.cases.models import Case
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.parties.identifiers import checked_phone
from yingshang.core.ratings.errors import (
    NotFinished,
    RatedBefore,
    RatingOver,
    ServiceToRateMissing,
)
from yingshang.core.ratings.giving import NewRating, give
from yingshang.core.ratings.identity import Rater
from yingshang.core.ratings.models import Rating, WindowService
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.tickets import is_code_of
from yingshang.worktime.zone import local

CASE, WINDOW = "case", "window"


@dataclass(frozen=True, slots=True)
class Rateable:
    """A service that ended and can be rated: what it is, whose it was, until when."""

    subject_kind: str
    subject_id: UUID
    place: str
    office_id: UUID
    item_code: str
    ended_at: datetime
    until: datetime


def case_to_rate(user: Reader, case_id: UUID, *, at: datetime) -> Rateable:
    """The finished case that the user may rate, for itself or by mandate.

    Errors: `CaseMissing` (hidden and missing alike), `NotFinished`, `RatingOver`, `RatedBefore`.
    """
    case = case_acted_for(user, case_id, at=at)
    if case.closed_at is None:
        raise NotFinished
    return _open(CASE, case.pk, case.place, case.office_id, case.item.code, case.closed_at, at)


def case_acted_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """A case of the user or of a client. Who only serves it has no voice: `CaseMissing`."""
    cases = Case.objects.select_related("item", "party", "office", "parent__item")
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    bundle = case.parent.item.code if case.parent else ""
    if not may_act_for(user, case.party, item_code=case.item.code, bundle_code=bundle, at=at):
        raise CaseMissing
    return case


def window_to_rate(service_id: UUID, code: str, *, at: datetime) -> Rateable:
    """The window service whose ticket bears this code.

    Errors: `ServiceToRateMissing`, `NotFinished`, `RatingOver`, `RatedBefore`.
    """
    service = WindowService.objects.filter(pk=service_id).first()
    if service is None or not is_code_of(service_id, code):
        raise ServiceToRateMissing
    if service.ended_at is None:
        raise NotFinished
    s = service
    return _open(WINDOW, s.pk, s.place, s.office_id, s.item_code, service.ended_at, at)


def rate(
    case_id: UUID,
    opinion: Opinion,
    *,
    user: Reader,
    at: datetime,
    channel: str = Rating.Channel.ONLINE,
) -> Rating:
    """Rate a finished case, once (一事一评). Errors: as `case_to_rate` and `opinions.checked`."""
    service = case_to_rate(user, case_id, at=at)
    party_id = Case.objects.values_list("party_id", flat=True).get(pk=case_id)
    person_id = getattr(user, "person_id", None) or party_id
    return _give(service, opinion, Rater(person_id, party_id), channel, at)


def rate_window(
    service_id: UUID,
    opinion: Opinion,
    *,
    code: str,
    phone: str = "",
    at: datetime,
    channel: str = Rating.Channel.QR,
) -> Rating:
    """Rate a window service with the code on its ticket, once (一次一评), under a phone or none.

    Errors: as `window_to_rate` and `opinions.checked`; `WrongPhone`.
    """
    service = window_to_rate(service_id, code, at=at)
    party_id = WindowService.objects.values_list("party_id", flat=True).get(pk=service_id)
    number = checked_phone(phone) if phone.strip() else ""
    rater = Rater(party_id, party_id, number) if party_id or number else None
    return _give(service, opinion, rater, channel, at)


def rating_of(subject_kind: str, subject_id: UUID) -> Rating | None:
    """The rating of a service, if it was rated."""
    return Rating.objects.filter(subject_kind=subject_kind, subject_id=subject_id).first()


def _give(
    service: Rateable, opinion: Opinion, rater: Rater | None, channel: str, at: datetime
) -> Rating:
    new = NewRating(
        place=service.place,
        subject_kind=service.subject_kind,
        subject_id=service.subject_id,
        office_id=service.office_id,
        item_code=service.item_code,
        opinion=opinion,
        channel=channel,
        rater=rater,
        at=at,
    )
    return give_once([new])[0]


def give_once(ratings: Sequence[NewRating]) -> list[Rating]:
    """All of the ratings or none. Errors: `RatedBefore` if one of the services was rated."""
    try:
        with transaction.atomic():
            return give(ratings)
    except IntegrityError as error:
        if "rated_once" in str(error):
            raise RatedBefore from error
        raise


def _open(
    kind: str,
    subject_id: UUID,
    place: str,
    office_id: UUID,
    item_code: str,
    ended_at: datetime,
    at: datetime,
) -> Rateable:
    window = parameter(place, "rating_window", on=local(at, field="at").date())
    until = ended_at + timedelta(days=window.value)
    if rating_of(kind, subject_id) is not None:
        raise RatedBefore
    if at > until:
        raise RatingOver(days=window.value)
    return Rateable(kind, subject_id, place, office_id, item_code, ended_at, until)
