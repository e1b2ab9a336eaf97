"""The hall, at a fixed moment."""

import pytest

from tests.cast import NOW, PLACE
from tests.city.requests.hall import Hall
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.core.ids import new_id
from yingshang.core.models import Case, Item


@pytest.fixture
def hall(db) -> Hall:
    return Hall()


@pytest.fixture
def real_case(hall: Hall) -> Case:
    """A case of the owner's that the hall's clerk accepted."""
    case = Case.objects.create(
        id=new_id(), place=PLACE, number="示例 2026-11-000001", kind="matter", state="received",
        party=hall.owner.person, office=hall.office("market_regulation"),
        item=Item.objects.get(place=PLACE, code="company_registration", is_current=True),
        opened_at=NOW,
    )  # fmt: skip
    take_step(DeskStep(case.pk, "accept"), user=hall.clerk, at=hall.later())
    return Case.objects.select_related("item").get(pk=case.pk)
