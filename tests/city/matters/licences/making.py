"""A case of the cast's company that was granted, and its licence."""

from datetime import date

from tests.cast import NOW, PLACE, Cast
from yingshang.city.matters.models import Licence
from yingshang.core.models import Case, Item

FACTS = [
    {"code": "company_name", "zh": "企业名称", "en": "Name", "value": "示例食品有限公司"},
    {"code": "legal_representative", "zh": "法定代表人", "en": "Legal representative",
     "value": "示例业主"},
    {"code": "contact_person", "zh": "联系人", "en": "Contact person", "value": "示例联系人"},
]  # fmt: skip


def granted_case(cast: Cast) -> Case:
    """The company's registration, granted."""
    item = Item.objects.get(
        place=PLACE, kind="matter", code="company_registration", is_current=True
    )
    return Case.objects.create(
        place=PLACE, number="潭开办件 2026-11-000001", kind="matter", state="granted",
        party=cast.company, office=cast.office("market_regulation"), item=item, opened_at=NOW,
    )  # fmt: skip


def licence_of(
    case: Case, number="潭证 2026-11-000001", *, name="示例食品有限公司", letter="T", **more
) -> Licence:
    """A licence of the case; `letter` makes its token another one."""
    body = {
        "name": "营业执照", "name_en": "Business licence", "kind": "licence", "holder": name,
        "office": case.office.name, "office_en": case.office.name_en, "number": number,
        "issued_on": "2026-11-24", "facts": FACTS, "is_simulated": True,
    }  # fmt: skip
    more.setdefault("kind", "business_licence")
    more.setdefault("holder", case.party)
    more.setdefault("valid_until", date(2031, 11, 23))
    return Licence.objects.create(
        place=PLACE, case=case, number=number, token=(letter + "abcdEF12_-" * 4)[:32],
        body=body, issued_at=NOW, **more,
    )  # fmt: skip
