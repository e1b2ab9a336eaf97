"""Grades, outcomes and names as they are read, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.core.models import Item, Office
from yingshang.core.ratings.lifecycle import FOLLOWUP, OUTCOMES
from yingshang.core.ratings.reasons import Reason
from yingshang.worktime.zone import local


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def grades() -> dict[int, str]:
    """The five grades, the best first."""
    return {
        5: _("非常满意"),
        4: _("满意"),
        3: _("基本满意"),
        2: _("不满意"),
        1: _("非常不满意"),
    }


def reasons_text(reasons: Iterable[str]) -> str:
    """The reasons ticked, in a row."""
    return _("、").join(str(Reason(reason).label) for reason in reasons)


def state_name(state: str) -> str:
    """A state of a follow-up."""
    found = FOLLOWUP.state(state)
    return _english(found.en) if is_english() else found.zh


def step_name(step: str) -> str:
    """A step of a follow-up; an unknown action by its own name."""
    if step == "reject_malicious":
        return _("恶意，不予采信")
    found = FOLLOWUP.step(step)
    if found is None:
        return step
    return _english(found.en) if is_english() else found.zh


def outcome_name(outcome: str) -> str:
    """What became of a bad rating."""
    zh, en = OUTCOMES[outcome]
    return _english(en) if is_english() else zh


def office_name(office: Office) -> str:
    """An office's name."""
    return office.name_en if is_english() else office.name


def item_names(place: str, codes: Iterable[str]) -> Mapping[str, str]:
    """The names of services by code, as the current lists have them."""
    kinds = ["bundle", "matter"]
    rows = Item.objects.filter(place=place, kind__in=kinds, code__in=set(codes), is_current=True)
    key = "name_en" if is_english() else "name"
    return {row.code: str(row.body[key]) for row in rows}


def when(at: datetime) -> str:
    """A moment in the place's time."""
    return f"{local(at, field='at'):%Y-%m-%d %H:%M}"


def _english(text: str) -> str:
    """English names of tables begin small; on a page they stand alone."""
    return text[:1].upper() + text[1:]
