"""A business licence of the cast's company, and pages to check it on."""

from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache

import yingshang
from tests.cast import NOW, PLACE, Cast
from yingshang.city.matters.models import Licence
from yingshang.core.models import Case, Item
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)
FACTS = [
    {"code": "company_name", "zh": "企业名称", "en": "Name", "value": "示例食品有限公司"},
    {"code": "legal_representative", "zh": "法定代表人", "en": "Legal representative",
     "value": "示例业主"},
    {"code": "contact_person", "zh": "联系人", "en": "Contact person", "value": "示例联系人"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.city.matters.licences.urls"
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    settings.FILES_FOLDER = tmp_path / "files"
    cache.clear()


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
def make_licence(case):
    def make(number="潭证 2026-11-000001", *, name="示例食品有限公司", token="T", **more):
        body = {
            "name": "营业执照", "name_en": "Business licence", "kind": "licence", "holder": name,
            "office": case.office.name, "office_en": case.office.name_en, "number": number,
            "issued_on": "2026-11-24", "facts": FACTS, "is_simulated": True,
        }  # fmt: skip
        more.setdefault("kind", "business_licence")
        more.setdefault("holder", case.party)
        return Licence.objects.create(
            place=PLACE, case=case, number=number, token=(token + "abcdEF12_-" * 4)[:32],
            body=body, issued_at=NOW, **{"valid_until": date(2031, 11, 23), **more},
        )  # fmt: skip

    return make


@pytest.fixture
def licence(make_licence):
    return make_licence()
