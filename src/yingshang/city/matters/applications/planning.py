"""The plan of an application: what is left to ask, given its answers and what we hold."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yingshang.city.matters.lists import Service, service
from yingshang.city.matters.models import Application, Licence
from yingshang.city.matters.shrinking import Held, Plan, plan
from yingshang.core.models import Party
from yingshang.worktime.zone import local


@dataclass(frozen=True)
class Planned:
    """An application with its service as listed today and the plan that follows."""

    application: Application
    service: Service
    plan: Plan


def planned(application: Application, *, at: datetime) -> Planned:
    """The plan of `application` under today's lists. Errors: `ServiceMissing` when withdrawn."""
    offered = service(application.place, application.bundle.code)
    what = plan(
        offered.bundle,
        offered.matters,
        application.answers,
        held_of(application.enterprise, at=at),
        put_off=application.deferred,
    )
    return Planned(application, offered, what)


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
