"""What the call-back desk's pages show, gathered from follow-ups, promises and entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.rating_pages import words
from yingshang.city.matters.rating_pages.forms import NoteForm, RevealForm, StepForm
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.lifecycle import Step
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import (
    Case,
    Commitment,
    RaterIdentity,
    Rating,
    RatingComplaint,
    RatingHandling,
)
from yingshang.core.ratings.followups import (
    followups_for,
    get_followup_for,
    rating_id_of,
    state_filter,
    steps_open_to,
)
from yingshang.core.ratings.identity import Revealed
from yingshang.core.ratings.lifecycle import OUTCOMES
from yingshang.ui.components import Event, Fact, Link
from yingshang.ui.paging import page_of

Context = dict[str, object]
STOPPING = frozenset(
    {"ask_review", "reject", "reject_malicious", "reopen", *(f"unreached_{o}" for o in OUTCOMES)}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One follow-up in the list."""

    case: Case
    url: str
    grade: str
    office: str
    state: str
    due: str
    due_state: str


def list_context(request: HttpRequest, *, is_open: bool, at: datetime) -> Context:
    """A page of follow-ups, those due first; three reads for any number of rows."""
    running = Commitment.objects.filter(
        case=OuterRef("pk"), met_at__isnull=True, cancelled_at__isnull=True
    )
    due = Subquery(running.order_by("due_at").values("due_at")[:1])
    rows = followups_for(request.user, at=at).filter(state_filter(is_open=is_open))
    page = page_of(request, rows.annotate(due_at=due).order_by("due_at", "opened_at"))
    ratings = _ratings(page.object_list)
    shown = [_row(case, ratings[rating_id_of(case)], at) for case in page.object_list]
    return {"page": page, "rows": shown, "is_open": is_open}


def case_context(
    request: HttpRequest,
    case_id: UUID,
    *,
    at: datetime,
    form: StepForm | None = None,
    reveal_form: RevealForm | None = None,
    note_form: NoteForm | None = None,
    who: Revealed | None = None,
) -> Context:
    """One follow-up. `who` is given right after a read that was recorded, and never else."""
    case, rating = get_followup_for(request.user, case_id, at=at)
    steps = steps_open_to(request.user, case, at=at)
    return {
        "case": case,
        "state": words.state_name(case.state),
        "rating": rating,
        "facts": _facts(case, rating),
        "events": _events(entries_of([case.pk])),
        "form": form or StepForm(initial={"version": case.version}),
        "steps": [
            {"name": step.name, "label": words.step_name(step.name),
             "kind": "quiet" if step.name in STOPPING else ""}
            for step in sorted(steps, key=lambda step: step.name in STOPPING)
        ] + _also_malicious(steps),
        "needs_reason": any(step.needs_reason for step in steps),
        "has_rater": RaterIdentity.objects.filter(rating=rating).exists(),
        "may_reveal": case.closed_at is None and _calls(request, case, at),
        "complaint": _complaint(rating),
        "note": RatingHandling.objects.filter(rating=rating).values_list("note", flat=True).first(),
        "note_form": (note_form or NoteForm()) if case.closed_at else None,
        "reveal_form": reveal_form or RevealForm(initial={"purpose": _("差评回访")}),
        "who": _who(who) if who else None,
        "trail": [Link(_("差评核实"), reverse("callback_list"))],
    }  # fmt: skip


def _also_malicious(steps: Iterable[Step]) -> list[dict[str, str]]:
    """A review removes a rating as mistaken or as malicious: two buttons of one step."""
    if not any(step.name == "reject" for step in steps):
        return []
    label = words.step_name("reject_malicious")
    return [{"name": "reject_malicious", "label": label, "kind": "quiet"}]


def _complaint(rating: Rating) -> list[Fact] | None:
    found = RatingComplaint.objects.filter(rating=rating).first()
    if found is None:
        return None
    return [
        Fact(_("申诉理由"), found.get_ground_display()),
        Fact(_("说明"), found.text),
        Fact(_("申诉时间"), words.when(found.at)),
        Fact(_("复核结论"), found.get_verdict_display() or _("待复核")),
    ]


def _calls(request: HttpRequest, case: Case, at: datetime) -> bool:
    posts = posts_of(request.user, at=at)
    return posts.filter(office_id=case.office_id, role=Role.CALLBACK).exists()


def _ratings(cases: Iterable[Case]) -> Mapping[UUID, Rating]:
    ids = [rating_id_of(case) for case in cases]
    return Rating.objects.select_related("office").in_bulk(ids)


def _row(case: Case, rating: Rating, at: datetime) -> Row:
    due: datetime | None = getattr(case, "due_at", None)
    return Row(
        case,
        reverse("callback_case", args=[case.pk]),
        words.grades()[rating.grade],
        words.office_name(rating.office),
        words.state_name(case.state),
        words.when(due) if due else "",
        "broken" if due and due < at else "act",
    )


def _facts(case: Case, rating: Rating) -> list[Fact]:
    names = words.item_names(rating.place, [rating.item_code])
    facts = [
        Fact(_("评价"), words.grades()[rating.grade]),
        Fact(_("原因"), words.reasons_text(rating.reasons) or "—"),
        Fact(_("被评价单位"), words.office_name(rating.office)),
        Fact(_("事项"), names.get(rating.item_code, rating.item_code) or "—"),
        Fact(_("评价时间"), words.when(rating.given_at)),
    ]
    clocks = {
        "response": _("核实整改期限"), "rectify": _("限期整改期限"), "callback": _("回访期限"),
    }  # fmt: skip
    promises = Commitment.objects.filter(case=case).order_by("started_at", "clock")
    return facts + [Fact(clocks[row.clock], _promise_text(row)) for row in promises]


def _promise_text(promise: Commitment) -> str:
    due = words.when(promise.due_at)
    if promise.met_at:
        return _("%(due)s 前；%(met)s 完成") % {"due": due, "met": words.when(promise.met_at)}
    if promise.cancelled_at:
        return _("%(due)s 前；未能联系上") % {"due": due}
    return _("%(due)s 前") % {"due": due}


def _events(entries: Iterable[EntryView]) -> list[Event]:
    rows = list(entries)
    ids = {entry.actor_id for entry in rows if entry.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))
    return [_event(entry, names) for entry in reversed(rows)]


def _event(entry: EntryView, names: Mapping[UUID, str]) -> Event:
    data = entry.data or {}
    said = str(data.get("reason") or data.get("purpose") or "")
    return Event(
        words.when(entry.at),
        iso=entry.at.isoformat(),
        who=names.get(entry.actor_id, _("平台")),
        act=_act(entry.action),
        lines=(said,) if said else (),
        code=entry.hash_hex[:12],
    )


def _act(action: str) -> str:
    if action == "case.open":
        return _("收到差评，立件")
    if action == "followup.reveal":
        return _("查阅评价人")
    if action == "followup.complaint":
        return _("被评价单位提出申诉")
    if action == "followup.publish":
        return _("公开处理情况")
    return words.step_name(action.removeprefix("followup."))


def _who(who: Revealed) -> list[Fact]:
    facts = [Fact(_("评价人"), who.name or "—")]
    if who.on_behalf_of:
        facts.append(Fact(_("代表"), who.on_behalf_of))
    return [*facts, Fact(_("电话"), who.phone or "—")]
