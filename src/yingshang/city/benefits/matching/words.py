"""Values, amounts and reasons as people read them, in Chinese and in English."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

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


def in_english(branches: tuple[Branch, ...], english: Mapping[str, str]) -> tuple[Branch, ...]:
    """Reasons in English with English names and outcomes; what has none keeps its Chinese."""
    return tuple(
        Branch(put_in_english(one.text, english), in_english(one.branches, english), one.outcome)
        for one in branches
    )


def put_in_english(text: str, english: Mapping[str, str]) -> str:
    """A sentence of a rule with its Chinese words replaced, each only where it stands alone."""
    if not english:
        return text
    return _alone(tuple(english)).sub(lambda found: english[found[0]], text)


@lru_cache(maxsize=256)
def _alone(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    listed = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\u4e00-\u9fff])(?:{listed})(?![\u4e00-\u9fff])")
