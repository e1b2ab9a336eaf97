"""An agent's clients, each with what is under way for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from yingshang.city.matters.applications.doors import DRAFT
from yingshang.city.matters.models import Application
from yingshang.core.access.acting import clients_of
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import User
from yingshang.core.models import Mandate, Party
from yingshang.core.parties.queries import running_mandates


@dataclass(frozen=True)
class ClientRow:
    """A client: its open bundles, the agent's drafts for it, and until when she may act."""

    party: Party
    open: int
    drafts: int
    mandate: Mandate


def clients(user: User, *, at: datetime, search: str = "") -> QuerySet[Party]:
    """The clients by name, those whose name holds the text."""
    found = clients_of(user, at=at)
    return found.filter(name__icontains=search) if search else found


def client_rows(user: User, parties: Sequence[Party], *, at: datetime) -> list[ClientRow]:
    """The clients with their counts of open cases: four SQL statements for any number."""
    ids = [party.pk for party in parties]
    opened = visible_cases(user, at=at).filter(party__in=ids, kind="bundle", closed_at__isnull=True)
    open_counts = dict(opened.order_by().values_list("party").annotate(n=Count("pk")))
    drafts = Application.objects.filter(applicant__in=ids, started_by=user, state=DRAFT)
    draft_counts = dict(drafts.order_by().values_list("applicant").annotate(n=Count("pk")))
    mandates = _longest(user, ids, at)
    return [
        ClientRow(p, open_counts.get(p.pk, 0), draft_counts.get(p.pk, 0), mandates[p.pk])
        for p in parties
        if p.pk in mandates
    ]


def _longest(user: User, ids: Sequence[UUID], at: datetime) -> dict[UUID, Mandate]:
    if user.person_id is None:
        return {}
    held = running_mandates(user.person_id, at=at).filter(principal__in=ids)
    mandates = list(held.order_by("valid_until"))
    return {m.principal_id: m for m in sorted(mandates, key=lambda m: m.valid_until is None)}
