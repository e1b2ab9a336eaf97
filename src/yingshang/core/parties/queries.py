"""Reads of who may act for whom. Who may see a party's data is the business of `access`."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.core.parties.models import Mandate, Party


def running_mandates(holder_id: UUID, *, at: datetime) -> QuerySet[Mandate]:
    """The mandates that the person holds at `at`: begun, not ended, not revoked."""
    unended = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
    return Mandate.objects.filter(
        unended, holder_id=holder_id, revoked_at__isnull=True, valid_from__lte=at
    )


def principals_of(person: Party, *, at: datetime) -> QuerySet[Party]:
    """The clients of an agent, and the enterprises of a legal representative, by name."""
    given_by = running_mandates(person.pk, at=at).values("principal_id")
    return Party.objects.filter(pk__in=given_by).order_by("name", "pk")


def holds_mandate(
    person_id: UUID, party_id: UUID, *, item_code: str, at: datetime, bundle_code: str = ""
) -> bool:
    """Whether the person may act for the party in a service, alone or within a bundle."""
    codes = [code for code in (item_code, bundle_code) if code]
    return (
        running_mandates(person_id, at=at)
        .filter(Q(scope=[]) | Q(scope__overlap=codes), principal_id=party_id)
        .exists()
    )
