"""Asking for an export, cancelling it, fetching its file; each an entry of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from procrastinate.contrib.django import app

from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.models import User
from yingshang.core.access.posts import has_post
from yingshang.core.catalogue.places import place_code
from yingshang.core.exports.errors import (
    AlreadyEnded,
    Expired,
    ExportMissing,
    NotReady,
    PurposeNeeded,
    TooManyAtOnce,
)
from yingshang.core.exports.files import export_store
from yingshang.core.exports.models import Export
from yingshang.core.exports.registry import exporter_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

SUBJECT = "export"
AT_ONCE = 3
PURPOSE_LENGTH = 200
UNDER_WAY = (Export.State.WAITING, Export.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported: a kind of list, its filter, and whether persons are named whole."""

    kind: str
    filter: Mapping[str, str]
    is_whole: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A finished export and its bytes, to be closed by who reads them."""

    export: Export
    file: BinaryIO


def ask(order: Order, *, user: User, at: datetime, key: UUID | None = None) -> Export:
    """Note the order and let the worker begin; the same `key` again answers the same export.

    Errors: `StaffOnly`, `ExporterMissing`, `PurposeNeeded`, `TooManyAtOnce`.
    """
    if not has_post(user, at=at):
        raise StaffOnly
    exporter_of(order.kind)
    purpose = order.purpose.strip()
    if len(purpose) > PURPOSE_LENGTH or (order.is_whole and not purpose):
        raise PurposeNeeded(field="purpose")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        known = Export.objects.filter(pk=key, user=user).first() if key else None
        if known is not None:
            return known
        if Export.objects.filter(user=user, state__in=UNDER_WAY).count() >= AT_ONCE:
            raise TooManyAtOnce(n=AT_ONCE)
        export = Export.objects.create(
            id=key or new_id(), place=place_code(), user=user, kind=order.kind,
            filter=dict(order.filter),
            language=get_language() or "zh-hans", is_whole=order.is_whole, purpose=purpose,
            asked_at=at, touched_at=at,
        )  # fmt: skip
        record([act(export, "export.ask", Actor.user(user.pk), at, _order(export))])
        begin(export)
    return export


def begin(export: Export) -> None:
    """Let the worker write the file, once the transaction is committed."""
    app.configure_task("core.export").defer(export_id=str(export.pk))


def cancel(export_id: UUID, *, user: User, at: datetime) -> Export:
    """Stop it; the writer sees it at its next part. Errors: `ExportMissing`, `AlreadyEnded`."""
    with transaction.atomic():
        export = get_export_for(user, export_id)
        rows = Export.objects.filter(pk=export.pk, state__in=UNDER_WAY)
        if not rows.update(state=Export.State.CANCELLED, ended_at=at):
            raise AlreadyEnded
        record([act(export, "export.cancel", Actor.user(user.pk), at, {})])
        export.refresh_from_db()
    return export


def open_file(export_id: UUID, *, user: User, at: datetime) -> Opened:
    """The file, for who asked for it, while she serves somewhere and until it expires.

    Errors: `StaffOnly`, `ExportMissing`, `NotReady`, `Expired`.
    """
    if not has_post(user, at=at):
        raise StaffOnly
    with transaction.atomic():
        export = get_export_for(user, export_id)
        if export.state == Export.State.EXPIRED or (export.expires_at and export.expires_at <= at):
            raise Expired
        if export.state != Export.State.DONE:
            raise NotReady
        data: dict[str, object] = {"sha256": export.sha256, "rows": export.row_count}
        record([act(export, "export.fetch", Actor.user(user.pk), at, data)])
        try:
            return Opened(export, export_store().open(export.sha256))
        except FileNotFoundError as error:
            raise Expired from error


def exports_of(user: User) -> QuerySet[Export]:
    """One's own exports, the newest first."""
    return Export.objects.filter(user=user).order_by("-asked_at", "-pk")


def get_export_for(user: User, export_id: UUID) -> Export:
    """One's own export. Errors: `ExportMissing`."""
    export = Export.objects.filter(pk=export_id, user=user).first()
    if export is None:
        raise ExportMissing
    return export


def act(export: Export, action: str, actor: Actor, at: datetime, data: dict[str, object]) -> Act:
    """An act about an export."""
    return Act(export.place, SUBJECT, export.pk, actor, at, action, data)


def _order(export: Export) -> dict[str, object]:
    order: dict[str, object] = {
        "list": export.kind,
        "filter": dict(export.filter),
        "names": "whole" if export.is_whole else "masked",
    }
    if export.purpose:
        order["purpose"] = export.purpose
    return order
