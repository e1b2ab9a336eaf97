"""What a firm types of itself because no office has delivered it: its own statement (声明).

A value is read by its element's type and kept as the dictionary keeps it: money in fen. A
statement stands apart from facts; who takes one as an answer says so.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from yingshang.core.facts.listing import Element
from yingshang.errors import Invalid, Sentence

LONGEST = 200
YES, NO = frozenset({"true", "yes", "是", "1"}), frozenset({"false", "no", "否", "0"})
KINDS: Mapping[str, Sentence] = {
    "boolean": Sentence("是或者否", "yes or no"),
    "integer": Sentence("整数", "a whole number"),
    "decimal": Sentence("数", "a number"),
    "money": Sentence("金额（元，最多两位小数）", "an amount in yuan with at most two decimals"),
    "date": Sentence("日期（如 2022-07-31）", "a date, such as 2022-07-31"),
    "choice": Sentence("清单里的一项", "one of the list"),
    "credit_code": Sentence("统一社会信用代码", "a unified social credit code"),
    "text": Sentence("文字", "a text"),
}


class WrongStatement(Invalid):
    """What was typed is no value of the element."""

    code: ClassVar[str] = "benefits.wrong_statement"
    zh: ClassVar[str] = "“{name}”应当填{wanted}，您填的是“{given}”。"
    en: ClassVar[str] = "“{name}” wants {wanted}; you gave “{given}”."


class NothingToState(Invalid):
    """A statement about what an office has delivered, or what no policy asks for."""

    code: ClassVar[str] = "benefits.nothing_to_state"
    zh: ClassVar[str] = (
        "“{name}”已有部门数据，或者与结论无关，不用填写。认为数据有误的，请在“我的数据”里提出异议。"
    )
    en: ClassVar[str] = (
        "“{name}” is known from an office, or does not matter, so nothing is stated. "
        "If the data are wrong, contest them under “my facts”."
    )


def stated(element: Element, text: str) -> object:
    """The value that a text states, as the dictionary keeps it. Errors: `WrongStatement`."""
    given = text.strip()
    try:
        value = _read(element, given[:LONGEST])
    except (ValueError, InvalidOperation, OverflowError):
        value = None
    if value is None or not _is_within(element, value):
        name, wanted = Sentence(element.name, element.name_en), KINDS[element.type]
        raise WrongStatement(field=element.code, name=name, wanted=wanted, given=given[:40])
    return value


def _read(element: Element, given: str) -> object | None:
    match element.type:
        case "boolean":
            word = given.lower()
            return True if word in YES else False if word in NO else None
        case "integer":
            return int(given) if len(given) <= 18 else None
        case "decimal":
            return _decimal(given, element.decimals)
        case "money":
            yuan = _decimal(given.replace(",", ""), 2)
            return None if yuan is None else int(yuan * 100)
        case "date":
            return date.fromisoformat(given)
        case "choice":
            return given if given in element.choices else None
        case _:
            return given or None


def _decimal(given: str, places: int) -> Decimal | None:
    found = Decimal(given)
    if not found.is_finite() or found.adjusted() > 17:
        return None
    return found if found == found.quantize(Decimal(1).scaleb(-places)) else None


def _is_within(element: Element, value: object) -> bool:
    """Whether the value lies between the element's bounds, which are in its unit of delivery."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return True
    number = Decimal(value) / 100 if element.type == "money" else Decimal(value)
    low, high = element.minimum, element.maximum
    return (low is None or number >= low) and (high is None or number <= high)


def kept(values: Mapping[str, object]) -> dict[str, str | int | bool]:
    """Statements as JSON keeps them: whole numbers and yes and no as such, all else as texts."""
    return {
        code: value if isinstance(value, bool | int) else str(value)
        for code, value in values.items()
    }


def back(element: Element, value: str | int | bool) -> object:
    """A kept statement as a rule takes it; what `kept` wrote."""
    if isinstance(value, bool | int):
        return value
    return stated(element, value)
