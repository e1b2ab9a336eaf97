"""What the pages show of a case of any of the three kinds: facts, promises, what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from yingshang.city.requests.lifecycle import IMPROVEMENT, TASK, UNRESOLVED
from yingshang.city.requests.pages import words
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import due_of, extensions_of, pauses_of
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, Commitment, User
from yingshang.ui.components import Event, Fact

Context = dict[str, object]
TOLD = frozenset({"unresolved.redirect", "unresolved.answer", "unresolved.extend"})
"""The acts whose words are meant for whoever reported."""
KINDS = (UNRESOLVED.kind, TASK.kind, IMPROVEMENT.kind)


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    case: Case
    url: str
    state: str
    office: str
    due: str
    due_state: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise with the reasons for its date."""

    name: str
    text: str
    why: tuple[str, ...]


def with_due(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with the date of their running promise, the earliest first."""
    running = Commitment.objects.filter(
        case=OuterRef("pk"), met_at__isnull=True, cancelled_at__isnull=True
    )
    due = Subquery(running.order_by("due_at").values("due_at")[:1])
    return cases.annotate(due_at=due).order_by("due_at", "opened_at")


def row_of(case: Case, url: str, at: datetime) -> Row:
    """A case of a list; `due_at` stands in it."""
    due: datetime | None = getattr(case, "due_at", None)
    return Row(
        case,
        url,
        words.state_name(case),
        words.office_name(case.office),
        words.when(due) if due else "",
        "broken" if due and due < at else "act",
    )


def promises_of(case: Case, *, at: datetime) -> list[Promise]:
    """All promises of a case, each with why it is due when it is."""
    rows = list(Commitment.objects.filter(case=case).order_by("started_at", "clock"))
    if not rows:
        return []
    clock, pauses = work_clock(case.place), pauses_of([case.pk]).get(case.pk, [])
    extensions = extensions_of([case.pk])
    found = []
    for row in rows:
        due = due_of(clock, row, pauses, extensions.get((case.pk, row.clock), []), at=at)
        why = tuple(due.trace.lines(words.language()))
        found.append(Promise(words.clock_name(row.clock), words.promise_text(row), why))
    return found


def facts_of(case: Case, row: Unresolved) -> list[Fact]:
    """What was told, without who told it."""
    kinds = ("bundle", "matter")
    found = (words.listed(case.place, kind).get(row.about_item) for kind in kinds)
    about = next(filter(None, found), None)
    facts = [
        Fact(_("渠道"), row.get_channel_display()),
        Fact(_("关于事项"), words.named(about) if about else "—"),
        Fact(_("关于办件"), row.about_case.number if row.about_case else "—"),
    ]
    if row.matter_class:
        facts.append(Fact(_("类别"), row.get_matter_class_display()))
    if row.redirected_to:
        way = words.listed(case.place, "other_way").get(row.redirected_to)
        facts.append(Fact(_("去处"), words.said(way.body["where"], way.body["where_en"])
                          if way else row.redirected_to))  # fmt: skip
    if row.cause:
        facts.append(Fact(_("原因"), cause_name(case.place, row.cause)))
    return facts


def reasons_of(row: Unresolved) -> list[tuple[str, list[str]]]:
    """What the rule said, first of the scope and then of the time: the answer, then its reasons."""
    key = "en" if words.is_english() else "zh"
    found = []
    for part in ("scope", "limit"):
        lines = str(row.decided.get(part, {}).get(key, "")).splitlines()
        if lines:
            found.append((lines[0], [line for line in lines[1:] if line != lines[0]]))
    return found


def cause_name(place: str, code: str) -> str:
    """A cause's name."""
    item = words.listed(place, "request_cause").get(code)
    return words.named(item) if item else code


def events_of(case_ids: Sequence[UUID], *, is_public: bool = False) -> list[Event]:
    """What happened, the newest first; `is_public` names no officer."""
    rows = entries_of(case_ids)
    if is_public:
        steps = [entry for entry in reversed(rows) if not entry.action.startswith("watch.")]
        return [_event(entry, {}, has_words=entry.action in TOLD) for entry in steps]
    names = _names(rows)
    return [_event(entry, names) for entry in reversed(rows)]


def _names(rows: Iterable[EntryView]) -> Mapping[UUID, str]:
    """The officers' names; who reported is not named here but by a recorded reading."""
    ids = {entry.actor_id for entry in rows if entry.actor_kind == "user"}
    officers = User.objects.filter(pk__in=ids, posts__isnull=False)
    return dict(officers.values_list("pk", "display_name"))


def _event(entry: EntryView, names: Mapping[UUID, str], *, has_words: bool = True) -> Event:
    text = str((entry.data or {}).get("reason") or "") if has_words else ""
    return Event(
        words.when(entry.at),
        iso=entry.at.isoformat(),
        who=names.get(entry.actor_id, ""),
        act=_act(entry),
        lines=(text,) if text else (),
        code=entry.hash_hex[:12],
    )


def _act(entry: EntryView) -> str:
    if entry.action == "case.open":
        opened = {
            UNRESOLVED.kind: _("登记"), TASK.kind: _("转办到单位"), IMPROVEMENT.kind: _("下达改进"),
        }  # fmt: skip
        return opened.get(entry.subject_kind, entry.action)
    others = {"unresolved.reveal": _("查看联系方式"), "watch.warn": _("期限预警")}
    if entry.action in others:
        return others[entry.action]
    kind, _dot, name = entry.action.partition(".")
    return words.step_name(kind, name) if kind in KINDS else entry.action
