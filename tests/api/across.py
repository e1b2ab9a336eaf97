"""What is received for another place, and who follows the feed, for the calls of the API."""

from django.utils import timezone

from tests.city.matters.crossregion.places import OWNER
from yingshang.city.matters.crossregion.attaching import Given
from yingshang.city.matters.crossregion.receiving import Wanted, receive
from yingshang.core.feed.services import Wanted as Subscribed
from yingshang.core.feed.services import subscribe
from yingshang.core.ledger.acts import CLOCK
from yingshang.simulation.cast import DemoCast

SHOP = {"shop_name": "示例小店", "shop_address": "黑河市示例路", "contact_phone": "13800005678"}


def received_for_another(people: DemoCast, place: str) -> str:
    """The id of a case that waits at the window."""
    lease = Given("lease_contract", tracking="SF0001")
    wanted = Wanted("heihe_individual_business", SHOP, [lease])
    file = receive(people["clerk"], OWNER, wanted, place=place, at=timezone.now())
    return str(file.case_id)


def feed_token(people: DemoCast, place: str) -> str:
    """A token of a subscription to everything."""
    _, secret = subscribe(
        Subscribed("接口测试"), place=place, owner=people["leader"], actor=CLOCK,
        at=timezone.now(),
    )  # fmt: skip
    return secret
