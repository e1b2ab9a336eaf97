"""Functions of strings. Source: DMN 1.5, 10.3.4.3, table 74. Positions count code points from 1."""

from collections.abc import Callable
from decimal import Decimal

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, optional, way
from yingshang.rules.functions.patterns import matches, replace, split
from yingshang.rules.types import BOOLEAN, NUMBER, STRING, ListOf, Type
from yingshang.rules.values import Undefined
from yingshang.rules.values.limits import check_text_length
from yingshang.rules.values.numbers import truncated

SECTION = "10.3.4.3"


def _substring(text: str, start: Decimal, length: Decimal | None) -> str:
    position = truncated(start, name="start position")
    if position == 0 or abs(position) > len(text):
        raise Undefined("position_outside", position=position, length=len(text))
    first = position - 1 if position > 0 else len(text) + position
    if length is None:
        return text[first:]
    size = truncated(length, name="length")
    if size < 1:
        raise Undefined("length_not_positive", length=size)
    return text[first : first + size]


def _string_length(text: str) -> Decimal:
    return Decimal(len(text))


def _substring_before(text: str, match: str) -> str:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


def _substring_after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


def _contains(text: str, match: str) -> bool:
    return match in text


def _string_join(texts: tuple[str | None, ...], delimiter: str | None) -> str:
    kept = [text for text in texts if text is not None]
    check_text_length(sum(map(len, kept)) + len(delimiter or "") * len(kept))
    return (delimiter or "").join(kept)


_STRING, _MATCH = Parameter("string", STRING), Parameter("match", STRING)
_INPUT, _PATTERN = Parameter("input", STRING), Parameter("pattern", STRING)
_FLAGS = optional("flags", STRING, takes_null=True)


def _two(
    name: str, compute: Callable[[str, str], object], result: Type, zh: str, en: str
) -> Function:
    return declared(
        name, way(compute, _STRING, _MATCH, result=result), zh=zh, en=en, section=SECTION
    )


FUNCTIONS: tuple[Function, ...] = (
    declared(
        "substring",
        way(
            _substring,
            _STRING,
            Parameter("start position", NUMBER),
            optional("length", NUMBER),
            result=STRING,
        ),
        zh="从某位置起（可限长度）的文字；负数从末尾数起。",
        en="The text from a position on, or so many characters of it; negative: from the end.",
        section=SECTION,
    ),
    declared(
        "string length",
        way(_string_length, _STRING, result=NUMBER),
        zh="字符数。",
        en="How many characters the text has.",
        section=SECTION,
    ),
    declared(
        "upper case",
        way(str.upper, _STRING, result=STRING),
        zh="转为大写。",
        en="The text in upper case.",
        section=SECTION,
    ),
    declared(
        "lower case",
        way(str.lower, _STRING, result=STRING),
        zh="转为小写。",
        en="The text in lower case.",
        section=SECTION,
    ),
    _two(
        "substring before",
        _substring_before,
        STRING,
        "首次出现之前的文字；未出现则为空。",
        "The text before the first occurrence of the match; empty when there is none.",
    ),
    _two(
        "substring after",
        _substring_after,
        STRING,
        "首次出现之后的文字；未出现则为空。",
        "The text after the first occurrence of the match; empty when there is none.",
    ),
    declared(
        "replace",
        way(replace, _INPUT, _PATTERN, Parameter("replacement", STRING), _FLAGS, result=STRING),
        zh="按正则表达式替换。",
        en="The text with what the pattern matches replaced; `$1` stands for a group.",
        section=SECTION,
    ),
    _two("contains", _contains, BOOLEAN, "是否包含。", "Whether the text contains the match."),
    _two(
        "starts with",
        str.startswith,
        BOOLEAN,
        "是否以之开头。",
        "Whether the text begins with the match.",
    ),
    _two(
        "ends with",
        str.endswith,
        BOOLEAN,
        "是否以之结尾。",
        "Whether the text ends with the match.",
    ),
    declared(
        "matches",
        way(matches, _INPUT, _PATTERN, _FLAGS, result=BOOLEAN),
        zh="是否有一处符合正则表达式。",
        en="Whether some part of the text matches the pattern.",
        section=SECTION,
    ),
    declared(
        "split",
        way(split, _STRING, Parameter("delimiter", STRING), result=ListOf(STRING)),
        zh="按正则表达式分割。",
        en="The parts of the text between what the delimiter, a pattern, matches.",
        section=SECTION,
    ),
    declared(
        "string join",
        way(
            _string_join,
            Parameter("list", ListOf(STRING)),
            optional("delimiter", STRING, takes_null=True),
            result=STRING,
        ),
        zh="把列表中的文字连成一个，可加分隔符；空值略去。",
        en="The texts of the list joined, with the delimiter between; nulls are left out.",
        section=SECTION,
    ),
)
