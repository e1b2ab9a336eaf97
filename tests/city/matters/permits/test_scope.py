"""Which permits a business scope calls for."""

import pytest

from yingshang.city.matters.permits.listing import ScopePermit
from yingshang.city.matters.permits.rules import is_at_risk, requirement_of
from yingshang.city.matters.permits.scope import permits_in

FOOD = ScopePermit(
    code="food", name="食品经营许可", name_en="Food", words=("食品销售", "餐饮服务"),
    unless=("仅销售预包装食品",), way="optimised", office="market_regulation",
    source="illustrative",
)  # fmt: skip
FILM = FOOD.model_copy(update={"code": "film", "words": ("影院",), "unless": ()})


@pytest.mark.parametrize(
    ("scope", "called"),
    [
        ("食品销售；软件开发", [("food", ("食品销售",))]),
        ("软件开发；餐饮服务（小餐饮）；食品销售", [("food", ("餐饮服务（小餐饮）", "食品销售"))]),
        ("食品销售（仅销售预包装食品）；软件开发", []),
        ("影院；食品销售", [("food", ("食品销售",)), ("film", ("影院",))]),
        ("", []),
    ],
)
def test_a_phrase_calls_for_its_permit_unless_it_says_otherwise(scope, called):
    assert [(one.permit.code, one.phrases) for one in permits_in(scope, [FOOD, FILM])] == called


def test_the_rule_says_what_is_to_be_done_and_when_the_risk_is_told():
    assert requirement_of("optimised") == "依法申请许可"
    assert requirement_of("abolished") == "不需许可"
    late = {"days": 21, "allowed": 20}
    assert is_at_risk("optimised", is_promised=True, **late)
    assert not is_at_risk("optimised", is_promised=True, days=20, allowed=20)
    assert not is_at_risk("optimised", is_promised=False, **late)
    assert not is_at_risk("abolished", is_promised=True, **late)
