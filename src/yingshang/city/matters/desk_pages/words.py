"""How the desk's pages name states, steps and moments in the reader's language."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import get_language

from yingshang.city.matters.listing import UNITS
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.worktime import Budget
from yingshang.worktime.zone import local


def is_english() -> bool:
    """Whether the page is read in English."""
    return (get_language() or "").startswith("en")


def said(zh: object, en: object) -> str:
    """The one of two texts that the page's language asks for."""
    return str(en if is_english() and en else zh)


def state_name(kind: str, state: str) -> str:
    """The name of a state."""
    found = lifecycle_of(kind).state(state)
    return said(found.zh, capfirst(found.en))


def step_name(kind: str, step: str) -> str:
    """The name of a step, or the step itself where the table does not know it."""
    found = lifecycle_of(kind).step(step)
    return said(found.zh, capfirst(found.en)) if found else step


def moment_text(at: datetime, *, now: datetime | None = None) -> str:
    """A moment in the place's time, with its year where that is another than now's."""
    here = local(at, field="at")
    year = now is None or local(now, field="now").year != here.year
    if is_english():
        return f"{here.day} {here:%b}{f' {here.year}' if year else ''} {here:%H:%M}"
    return f"{f'{here.year}-' if year else ''}{here:%m-%d %H:%M}"


def budget_text(budget: Budget) -> str:
    """Such as 5 个工作日."""
    zh, en = UNITS.get(budget.unit.value, ("分钟", "minutes"))  # type: ignore[call-overload]  # minutes stand in no list
    if budget.amount == 1:
        en = en.removesuffix("s")
    return said(f"{budget.amount} {zh}", f"{budget.amount} {en}")


def titled(name: str, party: str) -> str:
    """A matter and for whom."""
    return said(f"{name}：{party}", f"{name}: {party}")


def with_note(text: str, note: str) -> str:
    """A text and what belongs to it in brackets."""
    return said(f"{text}（{note}）", f"{text} ({note})")
