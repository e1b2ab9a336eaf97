"""What a reply template may leave open, and how it is filled for one case. Plain text only."""

import re
from collections.abc import Mapping
from datetime import datetime

from yingshang.city.matters.tools.errors import UnknownPlaceholder
from yingshang.core.models import Case, Commitment
from yingshang.worktime.zone import local

PLACEHOLDERS = ("申请人", "事项", "编号", "单位", "承诺期限", "今天")
"""The names in braces that a template may use; they are Chinese, as the papers are."""

_OPEN = re.compile(r"\{([^{}]*)\}|[{}]")


def check_placeholders(text: str) -> None:
    """Every brace belongs to a known name. Errors: `UnknownPlaceholder`, with all of them."""
    wrong = [found[0] for found in _OPEN.finditer(text) if found[1] not in PLACEHOLDERS]
    if wrong:
        known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise UnknownPlaceholder(field="text", names="、".join(dict.fromkeys(wrong)), known=known)


def filled(text: str, case: Case, *, at: datetime) -> str:
    """The text for one case; it comes with item, office and party. One SQL statement."""
    values = _values(case, at)
    return _OPEN.sub(lambda found: values.get(found[1] or "", found[0]), text)


def _values(case: Case, at: datetime) -> Mapping[str, str]:
    running = Commitment.objects.filter(
        case=case, clock="promised", met_at__isnull=True, cancelled_at__isnull=True
    )
    due = running.values_list("due_at", flat=True).first()
    return {
        "申请人": case.party.name,
        "事项": str(case.item.body["name"]),
        "编号": case.number,
        "单位": case.office.name,
        "承诺期限": _day(due) if due else "（未起算）",
        "今天": _day(at),
    }


def _day(at: datetime) -> str:
    day = local(at, field="at")
    return f"{day.year}年{day.month}月{day.day}日"
