"""Words that several of these pages share: moments to the second, ages, the names of states."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingshang.core.draws.models import Draw
from yingshang.core.schemas import said
from yingshang.worktime.zone import local

STATE_COLOURS = {
    Draw.State.ANNOUNCED: "soon",
    Draw.State.DRAWN: "kept",
    Draw.State.VOID: "broken",
}


def moment_text(at: datetime) -> str:
    """2026年11月24日 10:00:05 or 24 November 2026 10:00:05, in Shanghai."""
    here = local(at, field="at")
    day = said(f"{here.year}年{here.month}月{here.day}日", f"{here.day} {here:%B} {here.year}")
    return f"{day} {here:%H:%M:%S}"


def iso(at: datetime) -> str:
    """The same moment for machines."""
    return local(at, field="at").isoformat(timespec="seconds")


def age_text(age: timedelta) -> str:
    """How long ago, in the largest unit that says it."""
    seconds = max(0, int(age.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)s 分钟", "%(n)s 分钟", seconds // 60) % {"n": seconds // 60}
    hours = seconds // 3600
    if hours < 48:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 天", "%(n)s 天", hours // 24) % {"n": hours // 24}


def purpose(draw: Draw) -> str:
    """What is drawn for."""
    return said(draw.purpose_zh, draw.purpose_en)


def state_text(state: str) -> str:
    """已公告 and the rest."""
    names = {
        Draw.State.ANNOUNCED: _("已公告，待抽取"),
        Draw.State.DRAWN: _("已抽取"),
        Draw.State.VOID: _("已作废"),
    }
    return names[Draw.State(state)]


def office_name(draw: Draw) -> str:
    """The office that draws."""
    return said(draw.office.name, draw.office.name_en)
