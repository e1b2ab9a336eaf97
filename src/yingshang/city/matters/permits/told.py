"""The permits that were told after a registration, for the registration's own page."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from yingshang.city.matters.permits import words
from yingshang.city.matters.permits.models import PermitWatch


@dataclass(frozen=True)
class Told:
    """A permit with its page."""

    name: str
    needed: str
    state: str
    url: str


def permits_told(case_ids: Collection[UUID]) -> list[Told]:
    """What was told after these cases and is still open. One SQL statement."""
    rows = PermitWatch.objects.filter(
        registration_id__in=list(case_ids), case__closed_at__isnull=True
    ).select_related("case__item")
    return [
        Told(
            words.permit_name(row.case),
            words.requirement_text(row),
            words.state_of(row.case)[1],
            reverse("permit", args=[row.case_id]),
        )
        for row in rows.order_by("case__number")
    ]
