"""Values, amounts and reasons as people read them, in Chinese and in English."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yingshang.errors import Sentence
from yingshang.rules.explaining.rendering import Branch

NOTHING = Sentence("没有数据", "no data")
YES, NO = Sentence("是", "yes"), Sentence("否", "no")


def said(zh: str, en: str) -> Sentence:
    """Two texts, which may hold braces, as a sentence."""
    return Sentence("{zh}", "{en}", {"zh": zh, "en": en})


def value_words(value: object, unit: Sentence | None = None) -> Sentence:
    """A value of a fact or of an input of a rule, with its unit."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | Decimal):
        number = number_words(value)
        if unit is None:
            return said(number, number)
        return Sentence("{n} {unit}", "{n} {unit}", {"n": number, "unit": unit})
    text = value.isoformat() if isinstance(value, date) else str(value)
    return said(text, text)


def number_words(value: Decimal | int) -> str:
    """A number with its thousands apart, without zeros that say nothing."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals: 1,234.50."""
    return f"{Decimal(fen) / 100:,.2f}"


def in_english(branches: tuple[Branch, ...], names: Mapping[str, str]) -> tuple[Branch, ...]:
    """Reasons in English with the inputs' English names; what has none keeps its Chinese one."""
    return tuple(
        Branch(_named(one.text, names), in_english(one.branches, names), one.outcome)
        for one in branches
    )


def _named(text: str, names: Mapping[str, str]) -> str:
    for zh, en in names.items():
        text = text.replace(f"“{zh}”", f"“{en}”")
    return text
