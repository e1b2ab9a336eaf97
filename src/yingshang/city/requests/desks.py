"""The desk's list row as services read it: its office, its parameters of a day, its stand-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

from yingshang.city.requests.listing import Desk
from yingshang.core.catalogue.parameters import ParameterValue, parameter
from yingshang.core.models import Item, Office, Party
from yingshang.errors import Unavailable
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

UNRESOLVED_DESK = "unresolved_matter_desk"
NOBODY = "反映人（未登录）"


class NoDesk(Unavailable):
    """The place's lists have no such desk."""

    code: ClassVar[str] = "requests.no_desk"
    zh: ClassVar[str] = "{place} 的清单里没有办不成事反映窗口（requests/desks.yaml）。"
    en: ClassVar[str] = "The lists of {place} have no unresolved-matter desk (requests/desks.yaml)."


@dataclass(frozen=True)
class OpenDesk:
    """A desk of a place at a moment: its list row, its office, and the day of its parameters."""

    place: str
    item: Item
    listed: Desk
    office: Office
    at: datetime

    def value(self, code: str) -> ParameterValue:
        """A parameter on the day. Errors: `ParameterMissing`."""
        return parameter(self.place, code, on=local(self.at, field="at").date())

    def budget(self, code: str) -> Budget:
        """A parameter as a time limit."""
        return self.value(code).budget

    def limits(self) -> dict[str, int]:
        """The place's own limits by class. *Units*: working days."""
        listed = self.listed.limits
        return {
            name: self.value(code).value
            for name, code in (
                ("simple", listed.simple),
                ("transferred", listed.transferred),
                ("complex", listed.complex),
            )
        }


def desk_of(place: str, *, at: datetime) -> OpenDesk:
    """The unresolved-matter desk under the current lists. Errors: `NoDesk`. Two SQL statements."""
    rows = Item.objects.filter(place=place, kind="request_desk", is_current=True)
    item = rows.filter(code=UNRESOLVED_DESK).first()
    if item is None:
        raise NoDesk(place=place)
    listed = Desk.model_validate(item.body, strict=False)
    office = Office.objects.filter(place=place, code=listed.office).first()
    if office is None:
        raise NoDesk(place=place)
    return OpenDesk(place, item, listed, office, at)


def stand_in(place: str) -> Party:
    """The one party that stands for whoever reported without a log-in."""
    party_id = uuid5(NAMESPACE_URL, f"urn:yingshang:reporters:{place}")
    party, _ = Party.objects.get_or_create(
        pk=party_id, defaults={"kind": Party.Kind.PERSON, "name": NOBODY}
    )
    return party
