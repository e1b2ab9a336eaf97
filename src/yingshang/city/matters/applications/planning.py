"""The plan of an application: what is left to ask, given its answers and what we hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from typing_extensions import override

from yingshang.city.matters.lists import Service, service
from yingshang.city.matters.models import Application, Licence
from yingshang.city.matters.shrinking import Held, Plan, plan
from yingshang.city.matters.undertakings.waiving import without_promised
from yingshang.core.models import Party
from yingshang.worktime.zone import local

NOTHING_HELD = Held()


@dataclass(frozen=True)
class Planned:
    """An application with its service as listed today and the plan that follows.

    `plain` is the plan before its promises: what would be asked without them.
    """

    application: Application
    service: Service
    plan: Plan
    plain: Plan


def planned(application: Application, *, at: datetime) -> Planned:
    """The plan of `application` under today's lists. Errors: `ServiceMissing` when withdrawn."""
    offered = service(application.place, application.bundle.code)
    plain = plan(
        offered.bundle,
        offered.matters,
        application.answers,
        held_of(application.enterprise, at=at),
        put_off=application.deferred,
    )
    what = without_promised(plain, application.choices.all())
    return Planned(application, offered, what, plain)


def planned_alike(application: Application, service: Service, held: Held = NOTHING_HELD) -> Planned:
    """The plan of an application without promises; equal answers are planned once a process."""
    answers = tuple(sorted(application.answers.items()))
    same = _plan(_Service(service), answers, held, tuple(application.deferred))
    return Planned(application, service, same, same)


@dataclass(frozen=True)
class _Service:
    """A service known by its version, so that the cache finds it."""

    service: Service

    @override
    def __hash__(self) -> int:
        return hash(self.service.item.pk)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Service) and (
            other.service is self.service or other._versions() == self._versions()
        )

    def _versions(self) -> tuple[object, ...]:
        items = self.service.items
        return (self.service.item.pk, *sorted((code, item.pk) for code, item in items.items()))


@lru_cache(maxsize=4096)
def _plan(
    known: _Service, answers: tuple[tuple[str, str], ...], held: Held, deferred: tuple[str, ...]
) -> Plan:
    offered = known.service
    return plan(offered.bundle, offered.matters, dict(answers), held, put_off=deferred)


def held_of_all(
    enterprises: Mapping[UUID, Party], *, at: Mapping[UUID, datetime]
) -> dict[UUID, Held]:
    """What we hold of each enterprise at its moment; one SQL statement."""
    kinds: dict[UUID, set[str]] = {}
    rows = Licence.objects.filter(holder__in=enterprises, state=Licence.State.VALID)
    for holder, kind, until in rows.values_list("holder_id", "kind", "valid_until"):
        if until is None or until >= local(at[holder], field="at").date():
            kinds.setdefault(holder, set()).add(kind)
    return {
        pk: Held(
            frozenset(kinds.get(pk, ())),
            frozenset({"company_name", "credit_code"} if party.credit_code else {"company_name"}),
        )
        for pk, party in enterprises.items()
    }


def held_of(enterprise: Party | None, *, at: datetime) -> Held:
    """What we hold of an enterprise: its valid e-licences and what they and its record say."""
    if enterprise is None:
        return Held()
    meanings = {"company_name"}
    if enterprise.credit_code:
        meanings.add("credit_code")
    today = local(at, field="at").date()
    licences = Licence.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        holder=enterprise,
        state=Licence.State.VALID,
    )
    return Held(frozenset(licences.values_list("kind", flat=True)), frozenset(meanings))
