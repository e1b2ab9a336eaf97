"""Whoever logs in hands in for another place by herself: opened and passed on in one act."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.crossregion.errors import NotAtTheCrossWindow
from yingshang.city.matters.crossregion.forwarding import Sending, post_applications
from yingshang.city.matters.crossregion.handovers import Note, note_all
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import offer
from yingshang.city.matters.crossregion.opening import Arriving, Wanted, open_files
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Item, Office, Party, User


class Applying(NamedTuple):
    """Who wants what from another place, and when: a row of a batch of many."""

    user_id: UUID
    wanted: Wanted
    at: datetime


def apply_online(user: User, wanted: Wanted, *, place: str, at: datetime) -> CrossFile:
    """Open and pass on the reader's own application; who she is, her log-in says.

    Errors: those of `apply_all`.
    """
    (file,) = apply_all(place, [Applying(user.pk, wanted, at)])
    return file


def apply_all(place: str, rows: Sequence[Applying]) -> list[CrossFile]:
    """The same for many, all or none; a page is a batch of one.

    The number of SQL statements depends on the services, the places written to and the materials.
    Errors: `CrossServiceMissing`, `NotAtTheCrossWindow`, those of `open_files`; `StepRefused` for
    a service that a window must see; `PlaceUnknown`.
    """
    with transaction.atomic():
        coming = _arriving(place, rows)
        files = open_files(coming)
        advance([
            Move(file.case_id, "pass_on", one.actor, one.at)
            for file, one in zip(files, coming, strict=True)
        ])  # fmt: skip
        for file in files:
            file.checks = {"identity": "by_login"}
        CrossFile.objects.bulk_update(files, ["checks"])
        note_all(
            Note(file, "forwarded", file.peer, one.at, one.office)
            for file, one in zip(files, coming, strict=True)
        )
        post_applications([
            Sending(file, one.actor, one.at) for file, one in zip(files, coming, strict=True)
        ])  # fmt: skip
    return files


def _arriving(place: str, rows: Sequence[Applying]) -> list[Arriving]:
    offers = {code: offer(place, code) for code in sorted({row.wanted.code for row in rows})}
    codes = {str(item.body["office"]) for item in offers.values()}
    offices = {office.code: office for office in Office.objects.filter(place=place, code__in=codes)}
    persons = _persons([row.user_id for row in rows])
    return [_one(row, offers[row.wanted.code], offices, persons) for row in rows]


def _one(
    row: Applying, item: Item, offices: Mapping[str, Office], persons: Mapping[UUID, Party]
) -> Arriving:
    if row.user_id not in persons:
        raise NotAtTheCrossWindow
    office = offices[str(item.body["office"])]
    actor = Actor.user(row.user_id)
    return Arriving(item, office, persons[row.user_id], row.wanted, actor, row.at)


def _persons(user_ids: Sequence[UUID]) -> dict[UUID, Party]:
    users = User.objects.filter(pk__in=user_ids, person__isnull=False).select_related("person")
    return {user.pk: user.person for user in users if user.person}
