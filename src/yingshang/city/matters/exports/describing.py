"""The filter of an export in words, for its page and its first sheet."""

from collections.abc import Mapping
from uuid import UUID

from yingshang.city.matters.desk_pages.words import said
from yingshang.core.models import Item, Office

NAMES = {
    "text": ("查找", "Search"), "search": ("搜索", "Search"), "item": ("事项", "Service"),
    "matter": ("事项", "Service"), "office": ("单位", "Office"), "state": ("状态", "State"),
    "kind": ("口径", "Counted by"), "first": ("从", "From"), "last": ("到", "To"),
    "drill": ("明细", "Cases"),
}  # fmt: skip
VALUES = {
    "state": {
        "todo": ("待我处理", "For me to do"), "mine": ("我签收的", "Claimed by me"),
        "waiting": ("等别人", "Waiting for others"), "suspended": ("不计时", "Clock stopped"),
        "today": ("今天到期", "Due today"), "overdue": ("已逾期", "Overdue"),
        "all": ("全部在办", "All open"),
    },
    "kind": {"matter": ("按事项办件", "By service"), "bundle": ("按申请", "By application")},
    "drill": {
        "received": ("收件", "Received"), "accepted": ("受理", "Accepted"),
        "decided": ("办结", "Decided"), "overdue": ("超期办结", "Decided late"),
        "online": ("网上提交", "Handed in online"), "granted": ("准予", "Granted"),
        "timed": ("有承诺期限的办结", "Decided under a promise"),
        "early": ("提前办结", "Decided early"), "at_once": ("当天办结", "Decided the same day"),
    },
}  # fmt: skip


def described(filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each condition as its name and its value, as people read them."""
    return [(said(*NAMES.get(name, (name, name))), _value(name, filters[name])) for name in filters]


def _value(name: str, value: str) -> str:
    if name in VALUES:
        return said(*VALUES[name].get(value, (value, value)))
    if name == "office":
        return _office(value)
    if name in {"item", "matter"}:
        items = Item.objects.filter(code=value, is_current=True)
        found = items.values_list("body__name", "body__name_en").first()
        return said(*found) if found else value
    return value


def _office(value: str) -> str:
    try:
        office = Office.objects.filter(pk=UUID(value)).first()
    except ValueError:
        return value
    return said(office.name, office.name_en) if office else value
