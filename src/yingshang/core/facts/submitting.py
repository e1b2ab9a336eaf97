"""A file is handed in by an officer, by page or API: small ones are judged at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yingshang.core.access.models import User
from yingshang.core.facts.doors import DELIVERING, DeliveryMissing, get_dataset_for
from yingshang.core.facts.errors import AsOfInFuture
from yingshang.core.facts.incoming import put, waiting_file
from yingshang.core.facts.judging import judge
from yingshang.core.facts.models import Submission
from yingshang.core.parties.models import Office
from yingshang.worktime.zone import local

AT_ONCE_BYTES = 512 * 1024
"""What is judged while the officer waits; larger files are a job with progress."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What an officer hands in. `key` makes a repeat harmless."""

    key: UUID
    place: str
    dataset: str
    as_of: date
    file_name: str
    pieces: Iterable[bytes]
    accept_good: bool = False


def submit(
    handed: Handed,
    *,
    user: User,
    at: datetime,
    channel: Submission.Channel = Submission.Channel.UPLOAD,
) -> Submission:
    """Take a file in; what came of it stands in the answer, or will when the job has run.

    Errors: `DatasetMissing` for who may not deliver it, `AsOfInFuture`, `TooLarge`.
    What is wrong in the file is no error: it stands in the submission.
    """
    dataset = get_dataset_for(user, handed.place, handed.dataset, at=at, roles=DELIVERING)
    if handed.as_of > local(at, field="at").date():
        raise AsOfInFuture(field="as_of", as_of=handed.as_of)
    known = Submission.objects.filter(pk=handed.key).first()
    if known is None:
        known = _enter(handed, dataset.office, user, at, channel)
    elif (known.actor_id, known.dataset) != (user.pk, handed.dataset):
        raise DeliveryMissing
    if known.state == Submission.State.WAITING and known.size_bytes <= AT_ONCE_BYTES:
        judge(known.pk)
        known.refresh_from_db()
    return known


def _enter(
    handed: Handed, office: str, user: User, at: datetime, channel: Submission.Channel
) -> Submission:
    path = waiting_file(handed.key, handed.file_name)
    size, digest = put(path, handed.pieces)
    row = Submission(
        id=handed.key,
        place=handed.place,
        dataset=handed.dataset,
        office=Office.objects.get(place=handed.place, code=office),
        as_of=handed.as_of,
        channel=channel,
        file_name=handed.file_name[-200:],
        size_bytes=size,
        sha256=digest,
        accept_good=handed.accept_good,
        actor_kind="user",
        actor_id=user.pk,
        handed_at=at,
        touched_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if size > AT_ONCE_BYTES:
                _later(row.pk)
    except IntegrityError:
        return Submission.objects.get(pk=handed.key)
    return row


def _later(submission_id: UUID) -> None:
    from yingshang.core.facts.tasks import judge_facts  # tasks know what is judged, not vice versa

    judge_facts.defer(submission_id=str(submission_id))
