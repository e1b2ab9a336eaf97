"""Queue tickets: taken by anybody, called by a clerk, ended by her."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yingshang.city.matters.lists import service
from yingshang.city.matters.window.errors import (
    NobodyWaits,
    NotAtTheWindow,
    ServiceEnded,
    StillServing,
)
from yingshang.core.access.models import Role
from yingshang.core.access.posts import posts_of
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Office, User, WindowService
from yingshang.core.ratings.opening import callback_office
from yingshang.worktime.zone import local

KIOSK = Actor.system("kiosk")
SUBJECT = "window"


def take_ticket(place: str, item_code: str, *, key: UUID, at: datetime) -> WindowService:
    """The next number of the day at the service centre; the same `key` again gives the same one.

    Errors: `ServiceMissing` for a service that is not offered.
    """
    service(place, item_code)
    office = callback_office(place)
    day = local(at, field="at").date()
    with transaction.atomic():
        Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        known = WindowService.objects.filter(pk=key).first()
        if known is not None:
            return known
        number = WindowService.objects.filter(place=place, office=office, day=day).count() + 1
        taken = WindowService.objects.create(
            id=key,
            place=place,
            office=office,
            ticket=f"A{number:03d}",
            day=day,
            item_code=item_code,
            taken_at=at,
        )
        data = {"ticket": taken.ticket, "service": item_code}
        record([act(taken, "window.take", KIOSK, at, **data)])
    return taken


def waiting_before(ticket: WindowService) -> int:
    """How many wait before this ticket."""
    earlier = Q(taken_at__lt=ticket.taken_at)
    earlier |= Q(taken_at=ticket.taken_at, ticket__lt=ticket.ticket)
    return WindowService.objects.filter(
        earlier, office=ticket.office, day=ticket.day, called_at__isnull=True
    ).count()


def waiting_for(clerk: User, *, at: datetime) -> list[WindowService]:
    """The tickets of today that the clerk can call, first come first; 50 at most.

    Errors: `NotAtTheWindow`.
    """
    return list(_waiting(clerk, at).order_by("taken_at", "ticket")[:50])


def call_next(clerk: User, *, at: datetime) -> WindowService:
    """Call the ticket that waits longest; two clerks never call the same.

    Errors: `NotAtTheWindow`, `StillServing`, `NobodyWaits`.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=clerk.pk)
        serving = serving_of(clerk, at=at)
        if serving is not None:
            raise StillServing(ticket=serving.ticket)
        waiting = _waiting(clerk, at).select_for_update(skip_locked=True, of=("self",))
        called = waiting.order_by("taken_at", "ticket").first()
        if called is None:
            raise NobodyWaits
        called.clerk_id, called.called_at = clerk.pk, at
        called.save(update_fields=["clerk_id", "called_at"])
        record([act(called, "window.call", Actor.user(clerk.pk), at, ticket=called.ticket)])
    return called


def serving_of(clerk: User, *, at: datetime) -> WindowService | None:
    """Whom the clerk serves now, if anybody."""
    return WindowService.objects.filter(
        clerk_id=clerk.pk, day=local(at, field="at").date(), called_at__isnull=False,
        ended_at__isnull=True,
    ).first()  # fmt: skip


def locked_service(clerk: User, service_id: UUID, *, at: datetime) -> WindowService:
    """The clerk's running service, locked. Errors: `NotAtTheWindow`, `ServiceEnded`."""
    require_clerk(clerk, at=at)
    found = (
        WindowService.objects.select_for_update(of=("self",))
        .filter(pk=service_id, clerk_id=clerk.pk, ended_at__isnull=True)
        .first()
    )
    if found is None:
        raise ServiceEnded
    return found


def end_service(clerk: User, service_id: UUID, *, at: datetime) -> WindowService:
    """The person leaves the window; from now on she can rate it. Errors: of `locked_service`."""
    with transaction.atomic():
        ended = locked_service(clerk, service_id, at=at)
        ended.ended_at = at
        ended.save(update_fields=["ended_at"])
        data = {"ticket": ended.ticket, "case": str(ended.case_id or "")}
        record([act(ended, "window.end", Actor.user(clerk.pk), at, **data)])
    return ended


def require_clerk(clerk: User, *, at: datetime) -> list[UUID]:
    """The offices at whose windows the user serves. Errors: `NotAtTheWindow`."""
    offices = list(
        posts_of(clerk, at=at).filter(role=Role.CLERK).values_list("office_id", flat=True)
    )
    if not offices:
        raise NotAtTheWindow
    return offices


def act(service: WindowService, action: str, actor: Actor, at: datetime, /, **data: object) -> Act:
    """An act on a window service, on behalf of whoever stands there."""
    return Act(service.place, SUBJECT, service.pk, actor, at, action, data, service.party_id)


def _waiting(clerk: User, at: datetime) -> QuerySet[WindowService]:
    return WindowService.objects.filter(
        office_id__in=require_clerk(clerk, at=at),
        day=local(at, field="at").date(),
        called_at__isnull=True,
    )
