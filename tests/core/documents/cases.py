"""Cases for documents to be used in: the real list, the real opening."""

from tests.cast import NOW, PLACE
from yingshang.core.cases.models import Case
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor


def case_of(cast, *, code="company_registration", office="market_regulation", **more):
    case_id = new_id()
    item = Item.objects.get(place=PLACE, code=code, is_current=True)
    values = {
        "case_id": case_id,
        "kind": "matter",
        "state": "received",
        "place": PLACE,
        "number_prefix": "潭试",
        "party_id": cast.company.id,
        "office_id": cast.office(office).id,
        "item_id": item.id,
        "actor": Actor.user(cast.owner.id),
        "at": NOW,
    }
    values |= more
    open_cases([Opening(**values)])
    return Case.objects.get(id=values["case_id"])
