"""A case of the cast's company, and papers of every kind about it."""

import pytest

from tests.cast import NOW, PLACE, Cast
from yingshang.city.matters.models import Paper
from yingshang.core.models import Case, Item

NUMBER = "潭准 2026-11-000001"


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def case(cast):
    item = Item.objects.get(
        place=PLACE, kind="matter", code="company_registration", is_current=True
    )
    return Case.objects.create(
        place=PLACE, number="潭开办件 2026-11-000001", kind="matter", state="granted",
        party=cast.company, office=cast.office("market_regulation"), item=item, opened_at=NOW,
    )  # fmt: skip


@pytest.fixture
def make_paper(case):
    def make(kind=Paper.Kind.DECISION, number=NUMBER, **body):
        head = {
            "case": case.number, "matter": "设立登记", "matter_en": "Company registration",
            "party": case.party.name, "office": case.office.name,
            "office_en": case.office.name_en,
        }  # fmt: skip
        return Paper.objects.create(
            place=PLACE, case=case, kind=kind, number=number, issued_at=NOW, body=head | body
        )

    return make
