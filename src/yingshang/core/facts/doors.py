"""Who may deliver and see a dataset: posts at its office. Missing and hidden answer alike."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.core.access.models import Role
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.listing import Dataset
from yingshang.core.facts.models import Snapshot, Submission
from yingshang.errors import Missing

DELIVERING = (Role.HANDLER, Role.REVIEWER, Role.APPROVER)
SEEING = (*DELIVERING, Role.HEAD, Role.LEADER)


class DatasetMissing(Missing):
    """No such dataset, or no post of the reader's is at its office."""

    code: ClassVar[str] = "facts.dataset_missing"
    zh: ClassVar[str] = "没有这个数据集，或者不由您的岗位上报。您可以看：{known}。"
    en: ClassVar[str] = "No such dataset, or none that your post delivers. You may see: {known}."


class DeliveryMissing(Missing):
    """No such delivery, or not this reader's to see."""

    code: ClassVar[str] = "facts.delivery_missing"
    zh: ClassVar[str] = "没有找到这次上报。请核对，或从数据上报的列表进入。"
    en: ClassVar[str] = "No such delivery. Check it, or come from the list of deliveries."


def datasets_seen(
    user: Reader, *, at: datetime, roles: Collection[Role] = SEEING
) -> dict[str, dict[str, Dataset]]:
    """The datasets of the offices at which the user serves in one of the roles: place, code.

    A post for named items counts for the datasets it names.
    """
    found: dict[str, dict[str, Dataset]] = {}
    for post in posts_of(user, at=at).filter(role__in=roles):
        place = post.office.place
        for code, dataset in dictionary_of(place).datasets.items():
            if dataset.office == post.office.code and (not post.items or code in post.items):
                found.setdefault(place, {})[code] = dataset
    return found


def is_deliverer(user: Reader, *, at: datetime) -> bool:
    """Whether the user sees any dataset."""
    return bool(datasets_seen(user, at=at))


def may_deliver(user: Reader, place: str, dataset: str, *, at: datetime) -> bool:
    """Whether the user may hand in files of the dataset."""
    return dataset in datasets_seen(user, at=at, roles=DELIVERING).get(place, {})


def get_dataset_for(
    user: Reader, place: str, code: str, *, at: datetime, roles: Collection[Role] = SEEING
) -> Dataset:
    """A dataset that the user sees. Errors: `DatasetMissing`, which names those she sees."""
    seen = datasets_seen(user, at=at, roles=roles).get(place, {})
    if code not in seen:
        raise DatasetMissing(known="、".join(sorted(seen)) or "—")
    return seen[code]


def snapshots_for(user: Reader, *, at: datetime) -> QuerySet[Snapshot]:
    """The snapshots of the datasets that the user sees, the newest day first."""
    rows = Snapshot.objects.filter(_seen(user, at)).select_related("office", "item")
    return rows.order_by("-as_of", "-delivered_at")


def get_snapshot_for(user: Reader, snapshot_id: UUID, *, at: datetime) -> Snapshot:
    """One of them. Errors: `DeliveryMissing`."""
    found = snapshots_for(user, at=at).filter(pk=snapshot_id).first()
    if found is None:
        raise DeliveryMissing
    return found


def submissions_for(user: Reader, *, at: datetime) -> QuerySet[Submission]:
    """What was handed in of the datasets that the user sees, the newest first."""
    rows = Submission.objects.filter(_seen(user, at)).select_related("office", "snapshot")
    return rows.order_by("-handed_at")


def get_submission_for(user: Reader, submission_id: UUID, *, at: datetime) -> Submission:
    """One of them. Errors: `DeliveryMissing`."""
    found = submissions_for(user, at=at).filter(pk=submission_id).first()
    if found is None:
        raise DeliveryMissing
    return found


def _seen(user: Reader, at: datetime) -> Q:
    allowed = Q(pk__in=())
    for place, datasets in datasets_seen(user, at=at).items():
        allowed |= Q(place=place, dataset__in=list(datasets))
    return allowed
