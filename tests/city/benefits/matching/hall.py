"""The desk's firms, and policies made for tests out of the real one: other modes, exclusions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.cast import LONG_AGO, PLACE
from tests.city.benefits.desk import BEFORE, FIRST_DAY, REFUND, Desk, code
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.services import match
from yingshang.core.access.models import User
from yingshang.core.catalogue.models import Item
from yingshang.core.parties.models import Mandate, Party

__all__ = ["LONG_AGO", "PLACE", "Door", "line", "look", "made"]


def made(number: str, **changes: Any) -> Item:
    """A policy of the same rule as the refund, under another code, changed as named."""
    real = Item.objects.get(place=PLACE, kind="benefit_policy", code=REFUND, is_current=True)
    name = f"made_{number}"
    body = {**real.body, "code": name, "title": f"试验政策{number}", "title_en": f"Trial {number}",
            "instalments": "once", **changes}  # fmt: skip
    return Item.objects.create(
        place=PLACE, kind="benefit_policy", code=name, content_hash=f"{number:0>64}", body=body,
        source=real.source, file="test", edition=real.edition, is_current=True,
        valid_from=real.valid_from,
    )  # fmt: skip


def look(n: int, *, on: date = FIRST_DAY, **more: Any) -> Matched:
    return match(PLACE, code(n), on=on, **more)


def line(matched: Matched, policy: str) -> Line:
    found = matched.line(policy)
    assert found is not None
    return found


@dataclass
class Door:
    """Who acts for one of the desk's firms."""

    desk: Desk

    def owner_of(self, n: int) -> User:
        """The owner, now the legal representative of the firm."""
        self.represent(self.desk.firm(n), self.desk.owner)
        return self.desk.owner

    def represent(self, firm: Party, user: User) -> None:
        Mandate.objects.create(
            kind="legal_representative", principal=firm, holder=user.person, valid_from=BEFORE
        )
