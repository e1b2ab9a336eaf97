"""What the pages of both sides show of a contested fact."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yingshang.city.matters.desk_pages.words import said, step_name
from yingshang.city.requests.pages.views import Promise
from yingshang.city.requests.pages.words import promise_text
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import due_of, extensions_of, pauses_of
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, Commitment, User
from yingshang.portal.facts import words
from yingshang.ui.components import Event, Fact, State


def facts_of(case: Case, *, is_hidden: bool = False) -> list[Fact]:
    """Which office said what as of when, and what the firm says instead.

    `is_hidden` leaves out both values: they are for the legal representative only.
    """
    row = case.contested_fact
    dictionary = dictionary_of(case.place)
    element, dataset = dictionary.elements.get(row.element), dictionary.datasets.get(row.dataset)
    shown = words.value(element, row.value) if element else row.value
    facts = [
        Fact(_("企业"), case.party.name),
        Fact(_("统一社会信用代码"), row.credit_code),
        Fact(_("数据集"), words.named(dataset) if dataset else row.dataset),
        Fact(_("数据日期"), row.snapshot.as_of.isoformat()),
        Fact(_("来源单位"), words.named(case.office)),
        Fact(_("部门的数据"), _("仅法定代表人可见") if is_hidden else shown or _("（空）")),
        Fact(_("企业认为"), _("仅法定代表人可见") if is_hidden else row.claimed),
    ]
    if row.corrected_in:
        facts.append(Fact(_("更正后的数据日期"), row.corrected_in.as_of.isoformat()))
    return facts


def colour_of(case: Case) -> State:
    """The colour of its state."""
    ended = {"corrected": State.KEPT, "upheld": State.PAUSE, "withdrawn": State.PAUSE}
    return ended.get(case.state, State.ACT)


def promises_of(case: Case, *, at: datetime) -> list[Promise]:
    """The promises to answer and to correct, each with why it is due when it is."""
    rows = list(Commitment.objects.filter(case=case).order_by("started_at", "clock"))
    if not rows:
        return []
    clock, pauses = work_clock(case.place), pauses_of([case.pk]).get(case.pk, [])
    extensions = extensions_of([case.pk])
    found = []
    for row in rows:
        due = due_of(clock, row, pauses, extensions.get((case.pk, row.clock), []), at=at)
        named = lifecycle_of(case.kind).clock(row.clock)
        name = said(named.zh, named.en[:1].upper() + named.en[1:])
        found.append(Promise(name, promise_text(row), tuple(due.trace.lines(words.language()))))
    return found


def events_of(case: Case, *, with_names: bool) -> list[Event]:
    """What happened, the newest first; the firm reads no officer's name."""
    rows = entries_of([case.pk])
    names = _names(rows) if with_names else {}
    return [_event(entry, names) for entry in reversed(rows) if entry.action != "watch.warn"]


def _names(rows: list[EntryView]) -> Mapping[UUID, str]:
    ids = {entry.actor_id for entry in rows if entry.actor_kind == "user"}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def _event(entry: EntryView, names: Mapping[UUID, str]) -> Event:
    kind, _dot, step = entry.action.partition(".")
    is_opening = entry.action == "case.open"
    text = str((entry.data or {}).get("reason") or "")
    return Event(
        words.when(entry.at),
        iso=entry.at.isoformat(),
        who=names.get(entry.actor_id, ""),
        act=_("提出异议") if is_opening else step_name(kind, step),
        lines=(text,) if text else (),
        code=entry.hash_hex[:12],
    )
