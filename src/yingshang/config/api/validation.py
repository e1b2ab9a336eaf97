"""What pydantic finds wrong with a request, said in Chinese and English and beside its field."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from yingshang.errors import DomainError, Invalid, Sentence

_FALLBACK = Sentence("的格式不对，请按接口说明填写。", "has the wrong form; see the description.")
_SENTENCES: Mapping[str, Sentence] = {
    "missing": Sentence("是必填项。", "is required."),
    "extra_forbidden": Sentence(
        "不是这个接口认识的字段，请去掉。", "is not a field of this operation; leave it out."
    ),
    "string_type": Sentence("应为文字。", "must be text."),
    "string_unicode": Sentence("不是合法的 Unicode 文字。", "is not valid Unicode text."),
    "string_too_long": Sentence("太长，请缩短。", "is too long; shorten it."),
    "string_too_short": Sentence("太短，请补充。", "is too short; say more."),
    "string_pattern_mismatch": Sentence(
        "含有不允许的字符，或格式不对。", "has characters that are not allowed, or the wrong form."
    ),
    "int_type": Sentence("应为整数。", "must be a whole number."),
    "int_parsing": Sentence("应为整数。", "must be a whole number."),
    "bool_type": Sentence("应为 true 或 false。", "must be true or false."),
    "bool_parsing": Sentence("应为 true 或 false。", "must be true or false."),
    "greater_than_equal": Sentence("太小。", "is too small."),
    "less_than_equal": Sentence("太大。", "is too large."),
    "too_long": Sentence("项数太多，请分批。", "has too many entries; send them in parts."),
    "too_short": Sentence("项数太少。", "has too few entries."),
    "literal_error": Sentence("不在可选值之内。", "is none of the allowed values."),
    "enum": Sentence("不在可选值之内。", "is none of the allowed values."),
    "uuid_parsing": Sentence("应为 UUID 编号。", "must be a UUID."),
    "uuid_type": Sentence("应为 UUID 编号。", "must be a UUID."),
    "dict_type": Sentence("应为 JSON 对象。", "must be a JSON object."),
    "list_type": Sentence("应为 JSON 数组。", "must be a JSON array."),
}


class ValueInvalid(Invalid):
    """A value of the request is not what the operation takes."""

    code: ClassVar[str] = "api.value_invalid"
    zh: ClassVar[str] = "“{name}”{problem}"
    en: ClassVar[str] = "“{name}” {problem}"


class RequestInvalid(Invalid):
    """Everything that is wrong with the shape of a request, told at once."""

    code: ClassVar[str] = "api.request_invalid"
    zh: ClassVar[str] = "请求有 {count} 处不对：{first}"
    en: ClassVar[str] = "{count} points of the request are wrong: {first}"

    def __init__(self, problems: Sequence[DomainError]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(problems), first=problems[0].sentence)


def request_invalid(errors: Sequence[Mapping[str, Any]]) -> RequestInvalid:
    """The domain's form of the errors that ninja collected, each field once."""
    problems: dict[str, DomainError] = {}
    for error in errors:
        name = _name(error["loc"])
        sentence = _SENTENCES.get(str(error["type"]), _FALLBACK)
        problems.setdefault(name, ValueInvalid(field=name, name=name, problem=sentence))
    return RequestInvalid(list(problems.values()))


def _name(location: Sequence[object]) -> str:
    """The field as the caller knows it: without the source, and without the body's own name."""
    source, *rest = [str(part) for part in location]
    if source == "body" and rest[:1] == ["body"]:
        rest = rest[1:]
    return ".".join(rest) or source
