"""States, steps, clocks, sums and moments of runs as they are read, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.benefits.lifecycle import OBJECTION, ORDER, RUN
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import due_of, extensions_of, pauses_of
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, Commitment, Office, User
from yingshang.ui.components import Event
from yingshang.worktime.zone import local

KINDS = {lifecycle.kind: lifecycle for lifecycle in (RUN, ORDER, OBJECTION)}
TONES = {
    Entitlement.State.CANDIDATE: "act",
    Entitlement.State.PAYABLE: "act",
    Entitlement.State.EXCLUDED: "pause",
    Entitlement.State.STRUCK: "broken",
    Entitlement.State.WAIVED: "pause",
}


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def said(zh: object, en: object) -> str:
    """One of two texts; English names of tables begin small and stand alone on a page."""
    text = str(en if language().startswith("en") else zh)
    return text[:1].upper() + text[1:]


def title_of(run: Run) -> str:
    """The policy's title with the number of the instalment."""
    body = run.item.body
    title = said(body["title"], body["title_en"])
    return _("%(title)s · 第 %(n)s 批") % {"title": title, "n": run.instalment}


def state_name(case: Case) -> str:
    """The state of a case."""
    state = lifecycle_of(case.kind).state(case.state)
    return said(state.zh, state.en)


def tone_of(case: Case) -> str:
    """How a state is shown."""
    if case.state in ("closed", "upheld", "rejected"):
        return "kept"
    return "pause" if case.state in ("void", "withdrawn", "returned") else "act"


def office_name(office: Office) -> str:
    """An office's name."""
    return office.name_en if language().startswith("en") else office.name


def money(fen: int) -> str:
    """Fen as yuan with its unit."""
    return _("%(sum)s 元") % {"sum": yuan(fen)}


def when(at: datetime) -> str:
    """A moment in the place's time."""
    return f"{local(at, field='at'):%Y-%m-%d %H:%M}"


def promises_of(cases: Sequence[Case], *, at: datetime) -> list[tuple[str, str, list[str]]]:
    """All promises of the cases: the clock's name, until when, and why then."""
    found = []
    for case in cases:
        rows = list(Commitment.objects.filter(case=case).order_by("started_at", "clock"))
        if not rows:
            continue
        clock, pauses = work_clock(case.place), pauses_of([case.pk]).get(case.pk, [])
        extensions = extensions_of([case.pk])
        for row in rows:
            name = lifecycle_of(case.kind).clock(row.clock)
            due = due_of(clock, row, pauses, extensions.get((case.pk, row.clock), []), at=at)
            found.append((said(name.zh, name.en), _kept(row), list(due.trace.lines(language()))))
    return found


def events_of(case_ids: Sequence[UUID]) -> list[Event]:
    """What happened to the cases, the newest first, with who did it."""
    rows = entries_of(case_ids)
    ids = {entry.actor_id for entry in rows if entry.actor_kind == "user"}
    officers = User.objects.filter(pk__in=ids, posts__isnull=False)
    names = dict(officers.values_list("pk", "display_name"))
    return [
        Event(
            when(entry.at), iso=entry.at.isoformat(), who=names.get(entry.actor_id, ""),
            act=_act(entry), lines=_lines(entry), code=entry.hash_hex[:12],
        )
        for entry in reversed(rows)
    ]  # fmt: skip


def _kept(promise: Commitment) -> str:
    due = when(promise.due_at)
    if promise.met_at:
        return _("%(due)s 前；%(met)s 完成") % {"due": due, "met": when(promise.met_at)}
    if promise.cancelled_at:
        return _("%(due)s 前；已取消") % {"due": due}
    return _("%(due)s 前") % {"due": due}


def _act(entry: EntryView) -> str:
    if entry.action == "case.open":
        opened = {
            RUN.kind: _("开办，冻结数据"), ORDER.kind: _("送财政复核"),
            OBJECTION.kind: _("提出异议"),
        }  # fmt: skip
        return opened.get(entry.subject_kind, entry.action)
    others = {"watch.warn": _("期限预警"), "benefit_objection.reveal": _("查看联系方式")}
    if entry.action in others:
        return others[entry.action]
    kind, _dot, name = entry.action.partition(".")
    step = KINDS[kind].step(name) if kind in KINDS else None
    return said(step.zh, step.en) if step else entry.action


def _lines(entry: EntryView) -> tuple[str, ...]:
    """The reason, and what a list committed to."""
    data = entry.data or {}
    lines = [str(data["reason"])] if data.get("reason") else []
    if data.get("root"):
        lines.append(_("名单的默克尔根 %(root)s") % {"root": str(data["root"])[:16]})
    return tuple(lines)
