"""Which kind of value something is: the class that the operators look at.

A context is any mapping and a function anything that can be called; all else is one class a kind.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.range import Range
from yingshang.rules.values.time import Time


class Kind(StrEnum):
    """A kind of value, by the name that FEEL has for it."""

    NULL = "null"
    BOOLEAN = "boolean"
    NUMBER = "number"
    STRING = "string"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date and time"
    DAYS = "days and time duration"
    MONTHS = "years and months duration"
    LIST = "list"
    CONTEXT = "context"
    RANGE = "range"
    FUNCTION = "function"


CHINESE: dict[Kind, str] = {
    Kind.NULL: "空值",
    Kind.BOOLEAN: "真假值",
    Kind.NUMBER: "数值",
    Kind.STRING: "文字",
    Kind.DATE: "日期",
    Kind.TIME: "时间",
    Kind.DATE_TIME: "日期时间",
    Kind.DAYS: "日时时段",
    Kind.MONTHS: "年月时段",
    Kind.LIST: "列表",
    Kind.CONTEXT: "上下文",
    Kind.RANGE: "区间",
    Kind.FUNCTION: "函数",
}
"""The kinds as a Chinese sentence names them."""

_KINDS: dict[type, Kind] = {
    type(None): Kind.NULL,
    bool: Kind.BOOLEAN,
    Decimal: Kind.NUMBER,
    str: Kind.STRING,
    Date: Kind.DATE,
    Time: Kind.TIME,
    DateTime: Kind.DATE_TIME,
    Days: Kind.DAYS,
    Months: Kind.MONTHS,
    tuple: Kind.LIST,
    dict: Kind.CONTEXT,
    Range: Kind.RANGE,
}


def kind_of(value: object) -> Kind:
    """The kind of the value. *Errors*: TypeError for what is no FEEL value."""
    found = _KINDS.get(type(value))
    if found is not None:
        return found
    if isinstance(value, Mapping):
        return Kind.CONTEXT
    if callable(value):
        return Kind.FUNCTION
    raise TypeError(f"{type(value).__name__} is no FEEL value")
