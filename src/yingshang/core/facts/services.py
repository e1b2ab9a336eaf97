"""Snapshots come in here: read, checked against the dictionary, kept, entered in the ledger."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb
from django.db import IntegrityError, transaction

from yingshang.core.facts.checking import check
from yingshang.core.facts.contests.answering import settle
from yingshang.core.facts.errors import (
    AsOfInFuture,
    DeliveredBefore,
    NothingGood,
    RowsRefused,
)
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.queries import shape_of
from yingshang.core.facts.reading import read
from yingshang.core.facts.storing import keep
from yingshang.core.facts.types import Checked, Delivery, Shape
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office

MEMORY = "800MB"


def deliver(
    delivery: Delivery,
    *,
    actor: Actor,
    at: datetime,
    accept_good: bool = False,
    noted: Callable[[int], None] | None = None,
    kept: Callable[[Snapshot, Checked], None] | None = None,
) -> tuple[Snapshot, Checked]:
    """Take a department's file: all of it, or with `accept_good` its good rows.

    `noted` is told how many rows were read, before they are checked; `kept` is called in the
    transaction that keeps the snapshot.

    *Errors*: `NoSuchDataset`, `AsOfInFuture`, those of `read`; `RowsRefused` with every fault;
    `NothingGood`; `DeliveredBefore`. Nothing is kept when one is raised.
    """
    shape = shape_of(delivery.place, delivery.dataset)
    if delivery.as_of > at.astimezone(ZoneInfo("Asia/Shanghai")).date():
        raise AsOfInFuture(field="as_of", as_of=delivery.as_of)
    given, misfits = read(delivery.path, shape)
    if noted:
        noted(given.num_rows + len(misfits))
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        checked = check(connection, given, shape, misfits, as_of=delivery.as_of)
        if checked.wrong and not accept_good:
            raise RowsRefused(checked)
        if not checked.good:
            raise NothingGood
        digest = keep(
            connection,
            delivery.place,
            delivery.dataset,
            delivery.as_of,
            _manifest(delivery, shape, checked),
        )
    with transaction.atomic():
        snapshot = _enter(delivery, shape, checked, digest, actor, at)
        settle(snapshot, at=at)
        if kept:
            kept(snapshot, checked)
    return snapshot, checked


def _manifest(delivery: Delivery, shape: Shape, checked: Checked) -> dict[str, object]:
    return {
        "place": delivery.place,
        "dataset": delivery.dataset,
        "as_of": delivery.as_of.isoformat(),
        "list_version": str(shape.item_id),
        "rows": checked.good,
        "left_out": checked.rows - checked.good,
        "elements": [
            {"code": element.code, "type": element.type, "unit": element.unit}
            for _, element in shape.columns
        ],
    }


def _enter(
    delivery: Delivery, shape: Shape, checked: Checked, digest: str, actor: Actor, at: datetime
) -> Snapshot:
    office = Office.objects.get(place=delivery.place, code=shape.dataset.office)
    snapshot = Snapshot(
        place=delivery.place,
        dataset=delivery.dataset,
        item_id=shape.item_id,
        office=office,
        as_of=delivery.as_of,
        content_hash=digest,
        rows=checked.good,
        left_out=checked.rows - checked.good,
        file_name=delivery.name[-200:],
        delivered_by=actor.id,
        delivered_at=at,
    )
    data = {
        "dataset": delivery.dataset, "as_of": delivery.as_of.isoformat(), "sha256": digest,
        "rows": checked.good, "left_out": snapshot.left_out,
    }  # fmt: skip
    try:
        with transaction.atomic():
            snapshot.save(force_insert=True)
    except IntegrityError as error:
        raise DeliveredBefore from error
    record([Act(delivery.place, "snapshot", snapshot.pk, actor, at, "facts.deliver", data)])
    return snapshot
