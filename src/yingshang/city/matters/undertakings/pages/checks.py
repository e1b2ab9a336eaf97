"""The officers' side of after-checks: what is to be checked, what was found, what follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from typing_extensions import override

from yingshang.city.matters.pages.readers import reader_of, say
from yingshang.city.matters.pages.words import language, moment_text, said, said_in
from yingshang.city.matters.undertakings.aftercheck.drawing import announce_check_draw
from yingshang.city.matters.undertakings.aftercheck.steps import (
    CheckStep,
    step_after,
    take_check_step,
)
from yingshang.city.matters.undertakings.listing import undertaking_item_from
from yingshang.city.matters.undertakings.models import CheckDraw, Undertaking
from yingshang.city.matters.undertakings.pages.words import check_state, check_step, mode_name
from yingshang.city.matters.undertakings.queries import (
    afterchecks_for,
    draws_at,
    undertaking_behind,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role
from yingshang.core.access.posts import posts_of
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, Commitment, Office, Post, User
from yingshang.errors import DomainError, Kind
from yingshang.proofs.randomness import BeaconSource, round_after
from yingshang.ui.components import Event, Fact, State
from yingshang.ui.form_errors import FormError
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of

LONG = forms.Textarea(attrs={"rows": 3})
NOTICE = timedelta(minutes=10)
"""How long a draw is announced before the beacon's round that decides it is known."""
MODES = ("online", "joint", "site")


class StartForm(PageForm):
    """How it is checked; on site by two officers or more."""

    mode = forms.ChoiceField(label=gettext_lazy("核查方式"), widget=forms.RadioSelect)
    officers = forms.MultipleChoiceField(
        label=gettext_lazy("核查人员"),
        help_text=gettext_lazy("现场核查须选两名以上本单位人员。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mode, officers = self.fields["mode"], self.fields["officers"]
        if isinstance(mode, forms.ChoiceField):
            mode.choices = [(name, mode_name(name)) for name in MODES]
            mode.initial = undertaking_item_from(case.item.body).check.mode
        if isinstance(officers, forms.MultipleChoiceField):
            officers.choices = _colleagues(case.office)

    def step(self, case: Case, step: str, version: int) -> CheckStep:
        """The step of a valid form."""
        kept = self.cleaned_data
        return CheckStep(
            case.pk, step, version, mode=kept["mode"], officers=tuple(kept["officers"])
        )


class FindingForm(PageForm):
    """What was found; the rule says what follows."""

    finding = forms.ChoiceField(label=gettext_lazy("核查结论"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("核查记录"), max_length=500, widget=LONG)
    suspends = forms.BooleanField(
        label=gettext_lazy("整改期间暂扣证照（只在不符时有效，须有法律依据）"), required=False
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("暂扣的法律依据"), required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["finding"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("属实", _("属实，办结")),
                ("不符", _("与承诺不符，限期整改")),
                ("虚假", _("承诺虚假，报审批撤销")),
            ]

    @override
    def clean(self) -> dict[str, Any]:
        """A licence is taken in only by law."""
        super().clean()
        kept = self.cleaned_data
        if kept.get("suspends") and not kept.get("legal_basis"):
            self.add_error("legal_basis", _("暂扣证照须写明法律依据。"))
        return kept

    def step(self, case: Case, step: str, version: int) -> CheckStep:
        """The step that the rule makes of what was found."""
        kept = self.cleaned_data
        name = step_after(kept["finding"])
        return CheckStep(
            case.pk, name, version, kept["reason"], kept["legal_basis"],
            suspends=name == "find_short" and kept["suspends"],
        )  # fmt: skip


class DecisionForm(PageForm):
    """A decision with its reasons; a revocation names its legal basis too."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500, widget=LONG)
    legal_basis = forms.CharField(
        label=gettext_lazy("法律依据"),
        help_text=gettext_lazy("撤销须写明法律、法规名称和条款。"),
        required=False,
        max_length=300,
    )

    def step(self, case: Case, step: str, version: int) -> CheckStep:
        """The step of a valid form."""
        kept = self.cleaned_data
        return CheckStep(case.pk, step, version, kept["reason"], kept["legal_basis"])


BUTTONS: Mapping[str, tuple[str, ...]] = {
    "to_check": ("start_check",),
    "checking": ("find",),
    "correcting": ("pass_correction", "revoke"),
    "false_found": ("confirm_false", "check_again"),
}
"""The buttons of a state; `find` is whatever the rule makes of the finding."""
STOPPING = frozenset({"revoke", "confirm_false"})


@staff_required
@require_safe
def desk_afterchecks(request: HttpRequest) -> HttpResponse:
    """The checks of the officer's offices, those due first (`?all=1` with the closed)."""
    user, at = reader_of(request), timezone.now()
    with_closed = bool(request.GET.get("all"))
    rows = afterchecks_for(user, at=at)
    page = page_of(request, _by_due(rows if with_closed else rows.filter(closed_at__isnull=True)))
    offices = _approving(user, at)
    context = {
        "page": page,
        "rows": [_row(case, at) for case in page.object_list],
        "with_closed": with_closed,
        "pools": _pools(offices),
        "draws": [_draw(row) for row in draws_at(offices)[:5]],
    }
    return render(request, "matters/undertakings/checks.html", context)


@staff_required
@require_safe
def desk_aftercheck(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One check with its promise. Errors: `CaseMissing`."""
    return _page(request, _at_desk(request, case_id))


@staff_required
@require_POST
def desk_aftercheck_step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the step that was pressed. Errors: `CaseMissing`; `StepRefused` for who may not."""
    case = _at_desk(request, case_id)
    pressed = request.POST.get("step", "")
    if pressed not in BUTTONS.get(case.state, ()):
        messages.warning(request, _("这件核查已有变化，请看最新情况。"))
        return redirect("desk_aftercheck", case_id)
    form = _form(case, request)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else -1
    try:
        step = form.step(case, pressed, version)
        take_check_step(step, user=reader_of(request), at=timezone.now())
    except DomainError as error:
        if error.kind in (Kind.DENIED, Kind.MISSING):
            raise
        return _page(request, case, form, [FormError(say(error))], status=422)
    messages.success(request, _("已记录：%(step)s") % {"step": check_step(step.step)})
    return redirect("desk_aftercheck", case_id)


@staff_required
@require_POST
def desk_check_draw(request: HttpRequest) -> HttpResponse:
    """Announce the draw of an item's pool. Errors: `NotYourDraw`."""
    user, at = reader_of(request), timezone.now()
    office = Office.objects.filter(pk__in=_approving(user, at)).filter(
        code=request.POST.get("office", "")
    )
    found = office.first()
    if found is None:
        raise CaseMissing
    source = BeaconSource(round_after(at + NOTICE))
    try:
        announce_check_draw(found, request.POST.get("item", ""), source, user=user, at=at)
    except DomainError as error:
        messages.warning(request, say(error))
    else:
        messages.success(request, _("抽取已公告，到时按公开的随机数抽取。"))
    return redirect("desk_afterchecks")


def _at_desk(request: HttpRequest, case_id: UUID) -> Case:
    rows = afterchecks_for(reader_of(request), at=timezone.now())
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def _form(case: Case, request: HttpRequest | None = None) -> StartForm | FindingForm | DecisionForm:
    data = request.POST if request else None
    if case.state == "to_check":
        return StartForm(data, case=case)
    return FindingForm(data) if case.state == "checking" else DecisionForm(data)


def _page(
    request: HttpRequest, case: Case, form: PageForm | None = None,
    errors: Sequence[FormError] = (), *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    row, at = undertaking_behind(case), timezone.now()
    buttons = BUTTONS.get(case.state, ())
    context = {
        "case": case,
        "title": said_in(case.item.body),
        "state": check_state(case.state),
        "colour": _colour(case),
        "row": row,
        "facts": _facts(case, row),
        "events": _events(entries_of([case.pk, row.pk])),
        "form": (form or _form(case)) if buttons else None,
        "errors": errors,
        "buttons": [_button(name) for name in buttons],
        "is_over": row.due_at is not None and (row.due_at < at or row.answered_at is not None),
        "conditions": _conditions(case),
    }
    return render(request, "matters/undertakings/check.html", context, status=status)


def _button(name: str) -> dict[str, str]:
    label = _("记录结论") if name == "find" else check_step(name)
    return {"name": name, "label": label, "kind": "stop" if name in STOPPING else ""}


def _conditions(case: Case) -> list[str]:
    item = undertaking_item_from(case.item.body)
    english = language().startswith("en")
    return [one.en if english else one.zh for one in item.conditions]


def _facts(case: Case, row: Undertaking) -> list[Fact]:
    facts = [
        Fact(_("承诺人"), case.party.name),
        Fact(_("编号"), case.number),
        Fact(_("单位"), said(case.office)),
        Fact(_("方式"), mode_name(undertaking_item_from(case.item.body).check.mode)),
        Fact(_("核查人"), case.handler.display_name if case.handler else _("还没有人")),
    ]
    promises = Commitment.objects.filter(case=case).order_by("started_at")
    facts += [Fact(_("核查期限"), moment_text(promise.due_at)) for promise in promises]
    if case.state == "correcting" and row.due_at:
        facts.append(Fact(_("整改期限"), moment_text(row.due_at)))
    if row.data.get("point"):
        name = "point_en" if language().startswith("en") else "point"
        facts.append(Fact(_("承诺事项"), str(row.data[name])))
    return facts


def _events(entries: Sequence[EntryView]) -> list[Event]:
    ids = {entry.actor_id for entry in entries if entry.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))
    rows = sorted(entries, key=lambda entry: (entry.at, str(entry.id)), reverse=True)
    return [_event(entry, names) for entry in rows if not entry.action.startswith("case.")]


def _event(entry: EntryView, names: Mapping[UUID, str]) -> Event:
    data = entry.data or {}
    words = [str(data[name]) for name in ("reason", "words", "legal_basis") if data.get(name)]
    return Event(
        moment_text(entry.at),
        iso=entry.at.isoformat(),
        who=names.get(entry.actor_id, _("平台")),
        act=_act(entry.action),
        lines=tuple(dict.fromkeys(words)),
        code=entry.hash_hex[:12],
    )


def _act(action: str) -> str:
    named = {
        "undertaking.sign": _("签署承诺"),
        "undertaking.due": _("确定期限"),
        "undertaking.answer": _("当事人报告"),
        "undertaking.kept": _("承诺已履行"),
        "undertaking.broken": _("承诺未履行"),
        "undertaking.revoked": _("承诺撤销"),
        "undertaking.cancelled": _("承诺失效"),
    }
    return named.get(action) or check_step(action.removeprefix("aftercheck."))


def _by_due(rows: QuerySet[Case]) -> QuerySet[Case]:
    running = Commitment.objects.filter(
        case=OuterRef("pk"), met_at__isnull=True, cancelled_at__isnull=True
    )
    due = Subquery(running.order_by("due_at").values("due_at")[:1])
    return rows.annotate(due_at=due).order_by("due_at", "opened_at", "pk")


def _row(case: Case, at: datetime) -> dict[str, object]:
    due: datetime | None = getattr(case, "due_at", None)
    return {
        "case": case,
        "title": said_in(case.item.body),
        "state": check_state(case.state),
        "colour": _colour(case),
        "due": moment_text(due) if due else "",
        "is_late": due is not None and due < at,
    }


def _colour(case: Case) -> State:
    kept = {"true": State.KEPT, "passed": State.KEPT, "exempt": State.PAUSE, "pool": State.PAUSE}
    broken = {"revoked": State.BROKEN, "false": State.BROKEN}
    return (kept | broken).get(case.state, State.ACT)


def _approving(user: User, at: datetime) -> list[UUID]:
    return [post.office_id for post in posts_of(user, at=at).filter(role=Role.APPROVER)]


def _pools(offices: Sequence[UUID]) -> list[dict[str, object]]:
    """The items of which checks wait for a draw, with their office and number."""
    rows = Case.objects.filter(kind="aftercheck", state="pool", office_id__in=offices)
    found: dict[tuple[str, str], dict[str, object]] = {}
    for office, item, body in rows.values_list("office__code", "item__code", "item__body"):
        pool = found.setdefault((office, item), {"office": office, "item": item,
                                                 "name": said_in(body), "n": 0})  # fmt: skip
        pool["n"] = int(str(pool["n"])) + 1
    return list(found.values())


def _draw(row: CheckDraw) -> dict[str, object]:
    zh, en = row.draw.purpose_zh, row.draw.purpose_en
    name = en if language().startswith("en") else zh
    return {"url": reverse("draw", args=[row.draw_id]), "name": name, "at": row.announced_at}


def _colleagues(office: Office) -> list[tuple[str, str]]:
    now = timezone.now()
    posts = Post.objects.filter(office=office, valid_from__lte=now).select_related("user")
    posts = posts.exclude(valid_until__lte=now).order_by("user__display_name")
    return list({str(post.user_id): post.user.display_name for post in posts}.items())
