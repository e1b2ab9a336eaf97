"""The plan of an application as it was when it was submitted."""

from datetime import datetime

from yingshang.city.matters.applications.checking import COMPANY_NAME
from yingshang.city.matters.applications.planning import Planned, held_of
from yingshang.city.matters.lists import service
from yingshang.city.matters.models import Application
from yingshang.city.matters.shrinking import plan
from yingshang.city.matters.undertakings.waiving import without_promised


def planned_as_submitted(application: Application, *, at: datetime) -> Planned:
    """The plan without what the application itself brought: the enterprise it founded is not held.

    Errors: `ServiceMissing` when the service is offered no more.
    """
    offered = service(application.place, application.bundle.code)
    is_new = COMPANY_NAME in application.fields
    held = held_of(None if is_new else application.enterprise, at=application.submitted_at or at)
    answers, put_off = application.answers, application.deferred
    plain = plan(offered.bundle, offered.matters, answers, held, put_off=put_off)
    what = without_promised(plain, application.choices.all())
    return Planned(application, offered, what, plain)
