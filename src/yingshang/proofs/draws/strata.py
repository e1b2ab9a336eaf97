"""How many are drawn from a stratum: a count, or a ratio in whole numbers with stated rounding."""

from typing import assert_never

from yingshang.proofs.canonical import SAFE_INTEGER
from yingshang.proofs.draws.errors import (
    EmptyStratum,
    NumberInvalid,
    RatioInvalid,
    TooFewEntries,
    TotalDiffers,
)
from yingshang.proofs.draws.pools import Layer
from yingshang.proofs.draws.types import Count, Ratio, Rounding


def quotas(layers: list[Layer], *, total: int | None) -> list[int]:
    """The number drawn from each stratum, without substitutes.

    Errors: `EmptyStratum`, `NumberInvalid`, `RatioInvalid`, `TooFewEntries`, `TotalDiffers`.
    """
    numbers = [quota(layer) for layer in layers]
    if total is not None:
        _check_number(total, place="total")
        if sum(numbers) != total:
            raise TotalDiffers(sum=sum(numbers), total=total)
    return numbers


def quota(layer: Layer) -> int:
    """The number drawn from one stratum; a ratio is of the eligible entries."""
    stratum, eligible = layer.stratum, len(layer.eligible)
    if not eligible:
        raise EmptyStratum(
            stratum=stratum.name,
            entries=len(layer.entries),
            excluded=len(layer.entries) - eligible,
        )
    _check_number(stratum.substitutes, place=f"strata[{stratum.name}].substitutes")
    number = _number(stratum.name, stratum.share, eligible)
    if number + stratum.substitutes > eligible:
        raise TooFewEntries(
            stratum=stratum.name,
            eligible=eligible,
            count=number,
            substitutes=stratum.substitutes,
        )
    return number


def _number(name: str, share: Count | Ratio, eligible: int) -> int:
    if isinstance(share, Count):
        _check_number(share.count, place=f"strata[{name}].share.count")
        return share.count
    good = type(share.numerator) is int and type(share.denominator) is int
    if not good or not 0 <= share.numerator <= share.denominator <= SAFE_INTEGER:
        raise RatioInvalid(stratum=name, numerator=share.numerator, denominator=share.denominator)
    if share.denominator == 0:
        raise RatioInvalid(stratum=name, numerator=share.numerator, denominator=0)
    return rounded(eligible * share.numerator, share.denominator, share.rounding)


def rounded(above: int, below: int, rounding: Rounding) -> int:
    """`above / below` as a whole number, in integers alone."""
    match rounding:
        case Rounding.UP:
            return -(-above // below)
        case Rounding.DOWN:
            return above // below
        case _:
            assert_never(rounding)


def _check_number(value: int, *, place: str) -> None:
    if type(value) is not int or not 0 <= value <= SAFE_INTEGER:
        raise NumberInvalid(
            place=place,
            value=value,
            expected="a whole number from 0",
            expected_zh="不小于 0 的整数",
        )
