"""States, steps, names and moments as they are read, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.models import Case, Commitment, Item, Office
from yingshang.worktime.zone import local

CLOCKS = {
    "intake": ("受理期限", "Time to take or redirect"),
    "resolve": ("答复期限", "Time to answer"),
    "resolve_again": ("二次答复期限", "Time to answer again"),
    "callback": ("回访期限", "Time to call back"),
    "answer": ("单位答复期限", "Time for the office to answer"),
    "improve": ("改进期限", "Time to improve"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def is_english() -> bool:
    """Whether the reader reads English."""
    return language().startswith("en")


def said(zh: object, en: object) -> str:
    """One of two texts; English names of tables begin small and stand alone on a page."""
    text = str(en if is_english() else zh)
    return text[:1].upper() + text[1:]


def state_name(case: Case) -> str:
    """The state of a case."""
    state = lifecycle_of(case.kind).state(case.state)
    return said(state.zh, state.en)


def step_name(kind: str, name: str) -> str:
    """A step of a lifecycle; an unknown one by its own name."""
    step = lifecycle_of(kind).step(name)
    return said(step.zh, step.en) if step else name


def clock_name(clock: str) -> str:
    """A promise's name."""
    return said(*CLOCKS.get(clock, (clock, clock)))


def office_name(office: Office) -> str:
    """An office's name."""
    return office.name_en if is_english() else office.name


def named(item: Item) -> str:
    """The name in a list row."""
    return said(item.body["name"], item.body["name_en"])


def when(at: datetime) -> str:
    """A moment in the place's time."""
    return f"{local(at, field='at'):%Y-%m-%d %H:%M}"


def promise_text(promise: Commitment) -> str:
    """A promise in words: until when, and whether it was kept."""
    due = when(promise.due_at)
    if promise.met_at:
        return _("%(due)s 前；%(met)s 完成") % {"due": due, "met": when(promise.met_at)}
    if promise.cancelled_at:
        return _("%(due)s 前；已取消") % {"due": due}
    return _("%(due)s 前") % {"due": due}


def service_choices(place: str) -> list[tuple[str, str]]:
    """What can be applied for, bundles first, by code."""
    rows = Item.objects.filter(place=place, kind__in=["bundle", "matter"], is_current=True)
    return [(row.code, named(row)) for row in rows.order_by("kind", "code")]


def listed(place: str, kind: str) -> Mapping[str, Item]:
    """The current rows of a list, by code."""
    rows = Item.objects.filter(place=place, kind=kind, is_current=True)
    return {row.code: row for row in rows.order_by("pk")}


def choices(rows: Iterable[Item]) -> list[tuple[str, str]]:
    """List rows as the choices of a form."""
    return [(row.code, named(row)) for row in rows]
