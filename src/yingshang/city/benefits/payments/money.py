"""Fen as people read and write them: yuan with two decimals."""

from decimal import Decimal, InvalidOperation
from typing import ClassVar

from yingshang.errors import Invalid

MOST_FEN = 10**15
"""Ten thousand billion yuan: above it a sum is a slip of the finger."""


class NotMoney(Invalid):
    """A sum is yuan above zero with at most two decimals."""

    code: ClassVar[str] = "benefits.not_money"
    zh: ClassVar[str] = "“{text}”不是金额。请写成 1234.56 这样的正数，最多两位小数。"
    en: ClassVar[str] = "“{text}” is no sum. Write yuan above zero, like 1234.56."


def yuan(fen: int) -> str:
    """`5679160000` as `56,791,600.00`."""
    sign, whole = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def fen_of(text: str, *, field: str = "amount") -> int:
    """Yuan as people write them, in fen. Errors: `NotMoney`."""
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        raise NotMoney(field=field, text=text[:40]) from None
    if not value.is_finite() or not 0 < value < MOST_FEN // 100 or value != round(value, 2):
        raise NotMoney(field=field, text=text[:40])
    return int(value * 100)
