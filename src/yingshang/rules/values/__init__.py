"""The values of FEEL and what can be done with them. No model, no scope, no I/O here."""

from yingshang.rules.values import operators
from yingshang.rules.values.conforming import conform
from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.kinds import Kind, kind_of
from yingshang.rules.values.numbers import CONTEXT, number_of
from yingshang.rules.values.range import Range
from yingshang.rules.values.ranges import make_range, span_of
from yingshang.rules.values.showing import brief, show, text_of
from yingshang.rules.values.time import Time
from yingshang.rules.values.typed import instance_of, type_of
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import FeelFunction, Value
from yingshang.rules.values.zones import Offset, Region, Zone

__all__ = [
    "CONTEXT",
    "Date",
    "DateTime",
    "Days",
    "FeelFunction",
    "Kind",
    "Months",
    "Offset",
    "Range",
    "Region",
    "Time",
    "Undefined",
    "Value",
    "Zone",
    "brief",
    "conform",
    "instance_of",
    "kind_of",
    "make_range",
    "number_of",
    "operators",
    "show",
    "span_of",
    "text_of",
    "type_of",
]
