"""The owner of a policy is warned, once, that it must be reviewed before it withdraws itself."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from yingshang.city.benefits.policies.models import ReviewWarning
from yingshang.city.benefits.policies.reading import Listed, policies
from yingshang.city.benefits.policies.validity import is_review_due
from yingshang.core.access.models import Role
from yingshang.core.catalogue.models import Item
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.parties.models import Office
from yingshang.core.watch.recipients import staff_of
from yingshang.worktime.zone import local

TOLD = (Role.HEAD, Role.REVIEWER, Role.APPROVER)
TEMPLATE = "benefit_review_due"


class Due(NamedTuple):
    """A policy that is to be reviewed, and the office that owns it."""

    listed: Listed
    office: Office


def warn_owners(*, at: datetime) -> int:
    """Tell each owner office's people of its policies that come due; answers how many policies.

    A policy is told of once for each day of review, whoever runs this how often. An office that
    nobody serves is told when somebody does.
    """
    places = Item.objects.filter(kind="place", is_current=True)
    return sum(_warn(place, at) for place in places.values_list("place", flat=True))


def _warn(place: str, at: datetime) -> int:
    on = local(at, field="at").date()
    found = [one for one in policies(place, on) if is_review_due(one.model, on)]
    owners = Office.objects.filter(place=place, code__in={one.model.owner for one in found})
    offices = {office.code: office for office in owners}
    due = [Due(one, offices[one.model.owner]) for one in found if one.model.owner in offices]
    if not due:
        return 0
    staff = staff_of([place], at=at).at_office
    people = {
        office.pk: sorted({u for role in TOLD for u in staff.get((office.pk, role), ())})
        for office in offices.values()
    }
    with transaction.atomic():
        new = _mark(place, [one for one in due if people[one.office.pk]], at)
        tell(
            [_telling(place, one, [Recipient(u) for u in people[one.office.pk]]) for one in new],
            at=at,
        )
    return len(new)


def _mark(place: str, due: list[Due], at: datetime) -> list[Due]:
    """Those of which nobody was told; the constraint lets one of two at once through."""
    told = set(
        ReviewWarning.objects.select_for_update()
        .filter(place=place, policy__in=[one.listed.code for one in due])
        .values_list("policy", "review_by")
    )
    new = [one for one in due if (one.listed.code, one.listed.model.review_by) not in told]
    ReviewWarning.objects.bulk_create(
        ReviewWarning(place=place, policy=one.listed.code, review_by=one.listed.model.review_by,
                      warned_at=at)
        for one in new
    )  # fmt: skip
    return new


def _telling(place: str, due: Due, recipients: list[Recipient]) -> Telling:
    model = due.listed.model
    data = {
        "title": {"zh": model.title, "en": model.title_en},
        "office": {"zh": due.office.name, "en": due.office.name_en},
        "due": model.review_by.isoformat(),
    }
    return Telling(place, TEMPLATE, "benefit_policy", due.listed.item.pk, recipients, data)
