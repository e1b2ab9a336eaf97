"""`{% load matters_words %}`: lists and moments in the reader's language."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from yingshang.city.matters.listing import MATTER_TYPES
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.timeline import paper_text
from yingshang.core.models import Case
from yingshang.errors import Sentence

register = template.Library()


@register.filter
def said(thing: object, attribute: str = "name") -> str:
    """`{{ matter|said }}`, `{{ material|said:"hint" }}`: the text in the reader's language."""
    return words.said(thing, attribute)


@register.filter
def moment(at: datetime | None) -> str:
    """A day and time as it is read: 11月24日 10:00."""
    return words.moment_text(at) if at else ""


@register.filter
def day(at: datetime | None) -> str:
    """A day as it is read: 11月26日（周四）."""
    return words.day_text(at) if at else ""


@register.filter
def worktime(half_days: int) -> str:
    """Half working days as they are read: 2 个工作日."""
    return words.length_text(half_days)


@register.filter
def deadline(at: datetime | None) -> str:
    """A deadline with its time: 11月26日（周四）17:00."""
    return words.deadline_text(at) if at else ""


@register.filter
def said_in(body: dict[str, object], name: str = "name") -> str:
    """A name in a JSON body, in the reader's language."""
    return words.said_in(body, name)


@register.filter
def sentence(thing: object) -> str:
    """The sentence of something that carries one in both languages."""
    found = getattr(thing, "sentence", thing)
    return found.text(words.language()) if isinstance(found, Sentence) else str(found)


@register.filter
def paper_name(kind: str) -> str:
    """The name of a kind of paper."""
    return paper_text(kind)


@register.filter
def licence_state(state: str) -> str:
    """Whether a licence holds, in words."""
    states = {
        "valid": _("有效"),
        "suspended": _("暂扣"),
        "cancelled": _("注销"),
        "revoked": _("撤销"),
    }
    return states.get(state, state)


@register.filter
def matter_type(code: str) -> str:
    """The type of a service item in words."""
    zh, en = MATTER_TYPES[code]  # type: ignore[index]  # a listed type
    return en if words.is_english() else zh


@register.filter
def case_title(case: Case) -> str:
    """What a case is about and whose it is."""
    return words.case_title(case)
