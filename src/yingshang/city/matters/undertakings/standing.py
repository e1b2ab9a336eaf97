"""In what capacity somebody promises for a party: for herself, as its head, or as its agent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yingshang.core.models import Mandate, Party, User
from yingshang.core.parties.queries import running_mandates


@dataclass(frozen=True, slots=True)
class Capacity:
    """Whether an agent promises, and whether her mandate names the service expressly."""

    by_agent: bool = False
    is_authorised: bool = True
    mandate_id: UUID | None = None


def capacity_of(
    user: User, parties: Collection[Party], *, codes: Collection[str], at: datetime
) -> Capacity:
    """The capacity of `user` for these parties in services of these codes. One SQL statement.

    A mandate for all services is no express authority. *Source*: 国办发〔2020〕42号: an agent
    needs the applicant's explicit authority.
    """
    if user.person_id is None:
        return Capacity(by_agent=True, is_authorised=False)
    others = {party.pk for party in parties} - {user.person_id}
    if not others:
        return Capacity()
    found = list(running_mandates(user.person_id, at=at).filter(principal_id__in=others))
    heads = [m for m in found if m.kind == Mandate.Kind.LEGAL_REPRESENTATIVE]
    if heads:
        return Capacity(mandate_id=heads[0].pk)
    if user.person_id in {party.pk for party in parties}:
        return Capacity()
    express = [m for m in found if set(m.scope) & set(codes)]
    chosen = (express or found)[:1]
    return Capacity(True, bool(express), chosen[0].pk if chosen else None)
