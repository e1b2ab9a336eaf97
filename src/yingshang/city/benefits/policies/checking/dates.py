"""Whether a policy's days fit together, and its parameters have one value on each of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from yingshang.city.benefits.listing import DatedValue, Policy
from yingshang.city.benefits.policies.validity import first_day, last_day
from yingshang.core.catalogue.items import Item
from yingshang.core.catalogue.problems import ListError

DAY = timedelta(days=1)


def date_faults(item: Item[Policy]) -> list[ListError]:
    """Reviews and ends before the beginning; values that overlap or leave a day open."""
    return [*_order(item), *_used(item), *_values(item)]


def _order(item: Item[Policy]) -> Iterator[ListError]:
    begins = first_day(item.model)
    for field in ("review_by", "expires_on"):
        day = getattr(item.model, field)
        if day is not None and day < begins:
            yield item.error(
                "benefits.over_before_it_begins", field, found=day, expected=f">= {begins}",
                zh="“{found}”早于政策开始的日期，应当 {expected}。",
                en="{found} is before the policy begins; it must be {expected}.",
            )  # fmt: skip


def _used(item: Item[Policy]) -> Iterator[ListError]:
    read = {one.parameter for one in item.model.inputs}
    for number, parameter in enumerate(item.model.parameters):
        if parameter.name not in read:
            yield item.error(
                "benefits.parameter_unread", "parameters", number, "name", found=parameter.name,
                expected="an input that reads it",
                zh="没有输入用参数“{found}”，请删去或接上。",
                en="No input reads the parameter “{found}”: remove it, or name it in an input.",
            )  # fmt: skip


def _values(item: Item[Policy]) -> Iterator[ListError]:
    for number, parameter in enumerate(item.model.parameters):
        dated = sorted(parameter.values, key=_from)
        for earlier, later in pairwise(dated):
            if _from(later) <= _until(earlier):
                yield item.error(
                    "benefits.values_overlap", "parameters", number, found=_from(later),
                    expected=f"> {_until(earlier)}", name=parameter.name,
                    zh="参数“{name}”有两个值在 {found} 都有效，后一个应当 {expected}。",
                    en="Two values of “{name}” hold on {found}; the later must begin {expected}.",
                )  # fmt: skip
        day = _open_day(dated, first_day(item.model), last_day(item.model))
        if day is not None:
            yield item.error(
                "benefits.values_leave_a_day", "parameters", number, found=day,
                expected="a value on every day of the period", name=parameter.name,
                zh="参数“{name}”在 {found} 没有值，请补上。",
                en="“{name}” has no value on {found}: add one.",
            )  # fmt: skip


def _open_day(dated: list[DatedValue], begins: date, ends: date) -> date | None:
    """The first day of the period on which none of the values holds."""
    day = begins
    for one in dated:
        if _from(one) <= day <= _until(one):
            if _until(one) >= ends:
                return None
            day = _until(one) + DAY
    return day


def _from(one: DatedValue) -> date:
    return one.valid_from or date.min


def _until(one: DatedValue) -> date:
    return one.valid_until or date.max
