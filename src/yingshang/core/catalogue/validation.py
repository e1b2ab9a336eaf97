"""A schema's complaints turned into `ListError`s with the line of each, in Chinese and English."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yingshang.core.catalogue.documents import Document, Path
from yingshang.core.catalogue.problems import ListError, shown
from yingshang.errors import Sentence

M = TypeVar("M", bound=BaseModel)

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("缺少“{field}”。", "“{field}” is missing."),
    "extra_forbidden": (
        "不认识的键“{field}”，请检查拼写或删去。",
        "Unknown key “{field}”: check its spelling or remove it.",
    ),
    "string_type": (
        "“{field}”应为文字；数字编码请加引号。",
        "“{field}” must be text; put codes made of digits in quotes.",
    ),
    "int_type": ("“{field}”应为整数。", "“{field}” must be a whole number."),
    "bool_type": ("“{field}”应为 true 或 false。", "“{field}” must be true or false."),
    "literal_error": ("“{field}”只能是：{expected}。", "“{field}” must be one of: {expected}."),
    "string_pattern_mismatch": (
        "“{field}”的格式不对，应符合：{expected}。",
        "“{field}” has the wrong form; it must match: {expected}.",
    ),
    "greater_than_equal": (
        "“{field}”不能小于 {expected}。",
        "“{field}” must be {expected} or more.",
    ),
    "less_than_equal": ("“{field}”不能大于 {expected}。", "“{field}” must be {expected} or less."),
    "string_too_short": ("“{field}”不能为空。", "“{field}” must not be empty."),
    "string_too_long": (
        "“{field}”太长，最多 {expected} 个字。",
        "“{field}” is longer than {expected}.",
    ),
    "too_short": (
        "“{field}”至少要有 {expected} 项。",
        "“{field}” needs at least {expected} entries.",
    ),
    "date_from_datetime_parsing": (
        "“{field}”不是日期，应写成 2024-01-31。",
        "“{field}” is not a date; write it as 2024-01-31.",
    ),
    "date_parsing": (
        "“{field}”不是日期，应写成 2024-01-31。",
        "“{field}” is not a date; write it as 2024-01-31.",
    ),
    "model_type": ("“{field}”应为一组“键: 值”。", "“{field}” must be a mapping of keys to values."),
    "dict_type": ("“{field}”应为一组“键: 值”。", "“{field}” must be a mapping of keys to values."),
    "tuple_type": ("“{field}”应为列表。", "“{field}” must be a list."),
}
_SENTENCES["date_type"] = _SENTENCES["date_parsing"]
_FALLBACK = ("“{field}”不合要求：{problem}。", "“{field}” is not right: {problem}.")
_EXPECTED_KEYS = ("expected", "pattern", "ge", "le", "min_length", "max_length")


def validated(model: type[M], data: object) -> M:
    """`data` as `model`: strict, with text for dates and lists for tuples, as JSON has them.

    *Errors*: `pydantic.ValidationError`; `mistakes` turns it into `ListError`s.
    """
    return model.model_validate_json(json.dumps(data), strict=True)


def mistakes(problem: ValidationError, document: Document, at: Path) -> list[ListError]:
    """One `ListError` for each complaint about the row at `at`."""
    return [_mistake(details, document, at) for details in problem.errors()]


def _mistake(details: ErrorDetails, document: Document, at: Path) -> ListError:
    path = (*at, *details["loc"])
    expected = _expected(details)
    field = str(path[-1]) if path else document.file
    zh, en = _SENTENCES.get(details["type"], _FALLBACK)
    data: dict[str, object] = {"field": field, "expected": expected, "problem": details["msg"]}
    return document.error(
        f"catalogue.{details['type']}",
        path,
        found=_found(details),
        expected=expected,
        sentence=Sentence(zh, en, data),
    )


def _expected(details: ErrorDetails) -> str:
    context: dict[str, Any] = details.get("ctx") or {}
    for key in _EXPECTED_KEYS:
        if key in context:
            return shown(str(context[key]).replace("'", "").replace(" or ", ", "))
    return details["type"]


def _found(details: ErrorDetails) -> str:
    return "" if details["type"] == "missing" else shown(details["input"])
