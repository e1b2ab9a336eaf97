"""What is asked of the statistics pages; what makes no sense is taken as unset."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms

from yingshang.city.matters.statistics.queries import BY, DRILLS, Days
from yingshang.city.matters.statistics.rates import BUNDLE, MATTER
from yingshang.worktime.zone import FIRST_YEAR, LAST_YEAR, local

LONGEST_DAYS = 3 * 366


class StatisticsForm(forms.Form):
    """Kind of case, days, by what, which office and service; and what to go down to."""

    kind = forms.ChoiceField(required=False, choices=[(k, k) for k in (MATTER, BUNDLE)])
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    by = forms.ChoiceField(required=False, choices=[(b, b) for b in BY])
    office = forms.UUIDField(required=False)
    item = forms.SlugField(required=False, max_length=80)
    drill = forms.ChoiceField(required=False, choices=[(d, d) for d in DRILLS])

    def asked(self, *, at: datetime) -> "AskedStatistics":
        """What was asked, as far as it makes sense."""
        self.full_clean()
        kept = self.cleaned_data
        return AskedStatistics(
            str(kept.get("kind") or MATTER), _days(kept, local(at, field="at").date()),
            str(kept.get("by") or "office"), kept.get("office"), str(kept.get("item") or ""),
            str(kept.get("drill") or "received"),
        )  # fmt: skip


@dataclass(frozen=True)
class AskedStatistics:
    """A question to the statistics."""

    kind: str
    days: Days
    by: str
    office: UUID | None
    item: str
    drill: str

    def query(self, **changed: object) -> str:
        """The question as a query string, with some of it changed; `drill` only when given."""
        whole: dict[str, object] = {
            "kind": self.kind,
            "first": self.days.first.isoformat(),
            "last": self.days.last.isoformat(),
            "by": self.by,
            "office": self.office or "",
            "item": self.item,
            **changed,
        }
        return urlencode({name: str(value) for name, value in whole.items() if value})


def _days(kept: dict[str, Any], today: date) -> Days:
    """This month until today, unless other days were asked for; never the other way round."""
    first: date = kept.get("first") or today.replace(day=1)
    last: date = kept.get("last") or today
    possible = date(FIRST_YEAR, 1, 1) <= first <= last <= date(LAST_YEAR, 12, 31)
    if not possible or last - first > timedelta(days=LONGEST_DAYS):
        return Days(today.replace(day=1), today)
    return Days(first, last)
