"""Cases for the tests of the spine, of the real lifecycles and the real list."""

from tests.cast import NOW, PLACE, Cast
from yingshang.city.matters.clocks import INTAKE
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Actor


def item(code: str) -> Item:
    return Item.objects.get(place=PLACE, code=code, is_current=True)


def opening(
    cast: Cast, *, code="company_registration", state="received", at=NOW, **more
) -> Opening:
    listed = item(code)
    intake = INTAKE.budget(listed.body)
    values = {
        "case_id": new_id(),
        "kind": "matter",
        "state": state,
        "place": PLACE,
        "number_prefix": "潭登记",
        "party_id": cast.company.id,
        "office_id": cast.office(str(listed.body["office"])).id,
        "item_id": listed.id,
        "actor": Actor.user(cast.owner.id),
        "at": at,
        "starts": (("intake", intake),) if intake else (),
    }
    return Opening(**{**values, **more})


def move(case_id, step, user=None, *, at=NOW, **more) -> Move:
    return Move(case_id, step, Actor.user(user.id) if user else CLOCK, at, **more)
