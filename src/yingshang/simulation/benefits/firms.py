"""Firms drawn by seed: how many they insured, whom they let go, what they paid, who lists them.

The numbers of the size classes and of what goes wrong are illustrative: no city's are meant.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

from yingshang.core.parties.illustrative import illustrative_credit_code
from yingshang.simulation.city.chance import draw, share

FIRST_CODE = 70_000_000
"""Simulated firms have illustrative codes from here on."""
NAMED = "模拟企业"
YEARLY_PREMIUM_FEN = 48_000
"""Of one insured person: 1 % of an invented yearly wage of 48,000 yuan. *Units*: fen."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Size:
    """A class of the relief classification, its share of firms, its typical number of insured."""

    name: str
    share: float
    median: float
    spread: float


SIZES = (
    Size("微型", 0.56, 6, 0.6),
    Size("小型", 0.34, 26, 0.6),
    Size("中型", 0.08, 130, 0.5),
    Size("大型", 0.02, 520, 0.6),
)
FATES: Mapping[str, float] = {
    "": 0.64,
    "laid_off": 0.17,
    "short": 0.11,
    "zombie": 0.03,
    "discredited": 0.02,
    "unlisted": 0.03,
}
"""What keeps a firm from the refund, by share; the rest are drawn to keep their people."""
KINDS: Mapping[str, float] = {
    "企业": 0.93,
    "社会服务机构": 0.03,
    "社会团体": 0.02,
    "个体工商户": 0.02,
}


class Firm(NamedTuple):
    """What departments know of one simulated firm. *Units*: `premiums_fen` in fen."""

    credit_code: str
    name: str
    kind: str
    size: str | None
    at_start: int
    at_end: int
    natural: int
    average_hundredths: int
    months: int
    premiums_fen: int
    is_zombie: bool | None
    is_discredited: bool | None
    has_account: bool


class _Topic:
    """Numbers for the draws of one firm, so that a new one does not move the others."""

    KIND, SIZE, FATE, PEOPLE, LEAVERS, NATURAL, MONTHS, WAGE, ACCOUNT = range(1, 10)


def firm(seed: int, number: int) -> Firm:
    """The firm of that number; the same seed draws the same firm."""
    kind = _by_share(KINDS, share(seed, number, _Topic.KIND))
    size = _size(share(seed, number, _Topic.SIZE))
    fate = _by_share(FATES, share(seed, number, _Topic.FATE))
    people = max(1, round(size.median * math.exp(size.spread * _normal(seed, number))))
    left, natural = _leavers(seed, number, people, fate)
    end = people - left
    months = 3 + draw(seed, number, _Topic.MONTHS) % 9 if fate == "short" else 12
    wage = 0.7 + 0.6 * share(seed, number, _Topic.WAGE)
    average = (people + end) * 50
    premiums = round(YEARLY_PREMIUM_FEN * wage * average / 100 * months / 12)
    is_known = fate != "unlisted"
    return Firm(
        illustrative_credit_code(FIRST_CODE + number), f"{NAMED}{number:05d}号", kind,
        size.name if kind == "企业" else None, people, end, natural, average, months,
        max(premiums, 100), fate == "zombie" if is_known else None,
        fate == "discredited" if is_known else None,
        kind != "个体工商户" or share(seed, number, _Topic.ACCOUNT) < 0.5,
    )  # fmt: skip


def _leavers(seed: int, number: int, people: int, fate: str) -> tuple[int, int]:
    """How many fewer they were at the end, and how many of those had died or retired."""
    drawn = share(seed, number, _Topic.LEAVERS)
    natural = round(people * 0.02 * share(seed, number, _Topic.NATURAL))
    if fate == "laid_off":
        return min(people - 1, math.ceil(people * (0.25 + 0.4 * drawn))), natural
    return round(people * 0.05 * drawn) - round(people * 0.04 * (1 - drawn)), natural


def _size(drawn: float) -> Size:
    name = _by_share({size.name: size.share for size in SIZES}, drawn)
    return next(size for size in SIZES if size.name == name)


def _by_share(shares: Mapping[str, float], drawn: float) -> str:
    reached = 0.0
    for name, part in shares.items():
        reached += part
        if drawn < reached:
            return name
    return name


def _normal(seed: int, number: int) -> float:
    drawn = share(seed, number, _Topic.PEOPLE)
    return _NORMAL.inv_cdf(min(max(drawn, 1e-9), 1 - 1e-9))
