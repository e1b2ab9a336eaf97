"""The case page of the staff: the promise, what can be done now, the form's data, the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.crossregion.links import cross_url
from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.form_data import (
    answers_in,
    answers_of,
    application_of,
    reveal,
)
from yingshang.city.matters.desk_pages.history import history_of, paper_name
from yingshang.city.matters.desk_pages.life import life_of
from yingshang.city.matters.desk_pages.officer import case_at_desk, officer
from yingshang.city.matters.desk_pages.opinions import opinion_row
from yingshang.city.matters.desk_pages.promise import promise_of
from yingshang.city.matters.desk_pages.step_base import StepForm
from yingshang.city.matters.desk_pages.step_forms import FORMS, MAIN_STEPS, STOPPING
from yingshang.city.matters.desk_pages.template_use import template_links
from yingshang.city.matters.desk_pages.words import (
    moment_text,
    said,
    state_name,
    step_name,
    titled,
    with_note,
)
from yingshang.city.matters.desk_queries import offered_steps
from yingshang.city.matters.guiding import guided, is_material_needed
from yingshang.city.matters.lists import bundle_of, parsed_matter
from yingshang.city.matters.models import Application
from yingshang.city.matters.opinions.queries import opinions_on
from yingshang.city.matters.permits.green import DECIDING
from yingshang.city.matters.serving.services import SERVING
from yingshang.city.matters.undertakings.queries import promised_materials
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing, served_cases
from yingshang.core.access.models import User
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.lifecycle import Step, lifecycle_of
from yingshang.core.documents.responses import download
from yingshang.core.documents.services import open_for
from yingshang.core.models import Case, DocumentUse
from yingshang.errors import DomainError, Kind
from yingshang.ui.components import Dot, Fact, Link, Member, State

HAS_MATTER = frozenset({"matter", "errand"})


@dataclass(frozen=True)
class OfferedStep:
    """A step as a button that leads to its form; `is_stop` where it ends the case."""

    label: str
    url: str
    kind: str


@dataclass(frozen=True)
class Material:
    """A document of the case, or that nothing was given; `url` opens it."""

    name: str
    file: str
    url: str
    note: str


@dataclass(frozen=True)
class PaperLink:
    """A paper or licence with its number; no `url` where no page for it exists."""

    name: str
    number: str
    when: str
    url: str
    serve_url: str = ""


@staff_required
@never_cache
@require_safe
def desk_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case as it stands. Errors: `CaseMissing`."""
    user, at = officer(request), timezone.now()
    return case_page(request, user, case_at_desk(user, case_id, at=at), at=at)


@staff_required
@never_cache
@require_POST
def desk_reveal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The page with the ID numbers of this matter's persons in clear, once; entries say so.

    Errors: `CaseMissing`.
    """
    user, at = officer(request), timezone.now()
    case = case_at_desk(user, case_id, at=at)
    application = application_of(case)
    if case.kind not in HAS_MATTER or application is None:
        raise CaseMissing
    purpose = request.POST.get("purpose", "")
    try:
        numbers = reveal(user, case, application, purpose=purpose, at=at)
    except DomainError as error:
        if error.kind is Kind.MISSING:
            raise
        wrong = error.text(get_language() or "zh-hans")
        return case_page(request, user, case, at=at, purpose_error=wrong, status=422)
    return case_page(request, user, case, at=at, revealed=numbers)


@staff_required
@require_safe
def desk_document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """A document used in the case, as a download. Errors: `CaseMissing`, `DocumentMissing`."""
    user, at = officer(request), timezone.now()
    case = case_at_desk(user, case_id, at=at)
    if not DocumentUse.objects.filter(case=case, document_id=document_id).exists():
        raise CaseMissing
    return download(open_for(user, document_id, at=at))  # type: ignore[return-value]  # a response that streams


def case_page(
    request: HttpRequest,
    user: User,
    case: Case,
    *,
    at: datetime,
    revealed: Mapping[str, str] | None = None,
    purpose_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page itself, with revealed numbers or a complaint about the purpose if there are any."""
    application = application_of(case)
    promises = promises_of([case], place=case.place, at=at)
    view, promise = promises.view(case.pk), promise_of(case, promises.clock, at=at)
    history = history_of(case, at=at)
    steps = [s for s in offered_steps(user, case, at=at) if s.name in FORMS]
    main = main_step(steps)
    has_matter = case.kind in HAS_MATTER
    context = {
        "case": case,
        "cross_url": cross_url(case),
        "title": titled(
            said(case.item.body["name"], case.item.body.get("name_en")), case.party.name
        ),
        "state_name": state_name(case.kind, case.state),
        "state_kind": state_kind(case),
        "due": view,
        "line": promise.line(view),
        "clock_rows": promise.rows(),
        "main": main and step_name(case.kind, main.name),
        "main_url": main and step_url(case, main.name),
        "main_form": main and main_form(main.name, case),
        "templates": template_links(case, main.name) if main else [],
        "steps": [offered(case, step) for step in steps if step != main],
        "waits": _waits(case) if not steps else "",
        "answers": answers_of(case, application, revealed) if has_matter else [],
        "is_revealed": bool(revealed),
        "purpose_error": purpose_error,
        "materials": materials_of(case, application) if has_matter else [],
        "opinions": history.opinions(),
        "papers": papers_of(
            case, at=at, may_serve_papers=may_serve(user, case.pk, roles=SERVING, at=at)
        ),
        "licences": licences_of(case, at=at),
        "events": history.events(),
        "facts": facts_of(case, at=at),
        "life": life_of(case, at=at),
        "green_url": _green_url(user, case, at),
        "needed": needed_of(case),
        "members": members_of(user, case, at=at),
        "asked_opinions": [opinion_row(asked, at) for asked in opinions_on(case)],
        "ask_url": reverse("desk_ask_opinion", args=[case.pk]) if may_ask(steps) else "",
        "trail": [Link(_("我的待办"), reverse("desk_queue"))],
    }
    return render(request, "matters/desk/case.html", context, status=status)


def may_ask(steps: Sequence[Step]) -> bool:
    """Whether other offices may be asked: by who may take a stage of the review."""
    return bool({step.name for step in steps} & {"handle", "review", "grant", "suspend", "assign"})


def main_step(steps: Sequence[Step]) -> Step | None:
    """The step that brings the case on."""
    by_name = {step.name: step for step in steps}
    return next((by_name[name] for name in MAIN_STEPS if name in by_name), None)


def main_form(step: str, case: Case) -> StepForm:
    """The form of the main step, empty."""
    return FORMS[step](case=case)


def offered(case: Case, step: Step) -> OfferedStep:
    """A step that is not the main one, as a button."""
    kind = "stop" if step.name in STOPPING else "quiet"
    return OfferedStep(step_name(case.kind, step.name), step_url(case, step.name), kind)


def step_url(case: Case, step: str) -> str:
    """The page of a step."""
    return reverse("desk_step", args=[case.pk, step])


def state_kind(case: Case) -> State:
    """The colour of the case's state; words stand beside it."""
    if case.state in {"granted", "delivered", "done"}:
        return State.KEPT
    if lifecycle_of(case.kind).state(case.state).is_final:
        return State.BROKEN
    return State.PAUSE if case.state in {"waiting", "correction"} else State.ACT


def materials_of(case: Case, application: Application | None) -> list[Material]:
    """What this matter asks for and what was given for it; data of the government have no file."""
    matter = parsed_matter(case.item)
    answers = answers_in(matter, application)
    guidance = guided(bundle_of(application.bundle), answers) if application else None
    promised = promised_materials(case)
    uses: dict[str, list[DocumentUse]] = {}
    rows = DocumentUse.objects.filter(case=case).select_related("document__blob").order_by("at")
    for use in rows:
        uses.setdefault(use.material, []).append(use)
    found = []
    for material in matter.materials:
        name = said(material.name, material.name_en)
        given = uses.pop(material.code, [])
        found += [_material(name, use, case) for use in given]
        needed = is_material_needed(material.code, material.when, answers, guidance)
        if not given and material.source != "applicant" and needed:
            found.append(Material(name, "", "", _("由政府部门或前一事项提供，申请人免交")))
        elif not given and material.required and needed:
            note = _("由申请人的承诺代替或以后补交") if material.code in promised else _("没有提交")
            found.append(Material(name, "", "", note))
    return found + [_material(code, use, case) for code, rest in uses.items() for use in rest]


def papers_of(case: Case, *, at: datetime, may_serve_papers: bool = False) -> list[PaperLink]:
    """The numbered papers of the case; whoever serves it may record how one was served."""
    return [
        PaperLink(
            paper_name(paper.kind),
            paper.number,
            moment_text(paper.issued_at, now=at),
            try_reverse("paper", paper.pk),
            try_reverse("serve_paper", paper.pk) if may_serve_papers else "",
        )
        for paper in case.papers.order_by("issued_at", "id")
    ]


def licences_of(case: Case, *, at: datetime) -> list[PaperLink]:
    """The results of the case."""
    return [
        PaperLink(
            said(licence.body.get("name", licence.kind), licence.body.get("name_en")),
            licence.number,
            moment_text(licence.issued_at, now=at),
            try_reverse("licence", licence.pk),
        )
        for licence in case.licences.order_by("issued_at", "id")
    ]


def try_reverse(name: str, key: object) -> str:
    """The address of a page that another part offers, or nothing."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def facts_of(case: Case, *, at: datetime) -> list[Fact]:
    """Who applied, who holds it, since when."""
    bundle = case.parent
    facts = [Fact(_("申请人"), case.party.name)]
    if case.party.credit_code:
        facts.append(Fact(_("统一社会信用代码"), case.party.credit_code))
    facts += [
        Fact(_("编号"), case.number),
        Fact(_("单位"), said(case.office.name, case.office.name_en)),
        Fact(_("签收人"), case.handler.display_name if case.handler else _("还没有人签收")),
        Fact(_("收件时间"), moment_text(case.opened_at, now=at)),
    ]
    if bundle is not None:
        name = said(bundle.item.body["name"], bundle.item.body.get("name_en"))
        facts.append(Fact(_("所属一件事"), f"{name} {bundle.number}"))
    return facts


def needed_of(case: Case) -> list[Member]:
    """The matters whose results this one needs: name and state, nothing else of them."""
    rows = case.needs.select_related("needed__item", "needed__office")
    return [_member(row.needed) for row in rows]


def members_of(user: User, case: Case, *, at: datetime) -> list[Member]:
    """The members of a bundle, with links to those at the officer's posts."""
    if case.kind != "bundle":
        return []
    rows = list(case.members.select_related("item", "office").order_by("number"))
    mine = set(served_cases(user, at=at).filter(parent=case).values_list("pk", flat=True))
    return [_member(row, url=reverse("desk_case", args=[row.pk]) if row.pk in mine else "")
            for row in rows]  # fmt: skip


def _member(case: Case, *, url: str = "") -> Member:
    dots = {State.KEPT: Dot.KEPT, State.BROKEN: Dot.BROKEN, State.PAUSE: Dot.WAIT}
    state = state_kind(case)
    return Member(
        said(case.item.body["name"], case.item.body.get("name_en")),
        said(case.office.name, case.office.name_en),
        dots.get(state, Dot.NOW),
        state_name(case.kind, case.state),
        state,
        url,
    )


def _material(name: str, use: DocumentUse, case: Case) -> Material:
    note = _("申请人同意沿用以前提交的") if use.is_reuse else ""
    url = reverse("desk_document", args=[case.pk, use.document_id])
    size = f"{max(1, round(use.document.blob.size_bytes / 1024)):,} KB"
    return Material(name, with_note(use.document.name, size), url, note)


def _green_url(user: User, case: Case, at: datetime) -> str:
    """Where priority is given or ended, for whoever may."""
    if case.closed_at is not None or not may_serve(user, case.pk, roles=DECIDING, at=at):
        return ""
    return reverse("green", args=[case.pk])


def _waits(case: Case) -> str:
    """Why there is nothing to do here now."""
    if case.closed_at is not None:
        return _("办件已经结束，没有要办的步骤。")
    if case.state == "waiting":
        return _("等前一项的结果，到了会自动开始。")
    if case.state == "correction":
        return _("等申请人补正；补正后重新收件。")
    return _("现在没有您这个岗位要办的步骤。")
