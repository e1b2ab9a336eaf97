"""The page of a case: where it stands, what happens next and who does it, then the record."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingshang.city.matters.desk_pages.life import green_text
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.case_members import members_of, standing_text, state_text
from yingshang.city.matters.pages.case_members import running_promise as running
from yingshang.city.matters.pages.contents import delivery_text
from yingshang.city.matters.pages.corrections import asked_supplement
from yingshang.city.matters.pages.promise import promise_line
from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.pages.receipts import with_receipts
from yingshang.city.matters.pages.timeline import act_text, events_of, names_of, who_text
from yingshang.city.matters.papers.entered import unfolded
from yingshang.city.matters.permits.told import permits_told
from yingshang.city.matters.queries.cases import CaseFile, case_file
from yingshang.city.matters.queries.submitted import planned_as_submitted
from yingshang.city.matters.shrinking import Plan
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.personal_data import PersonalDataRead, reads_of
from yingshang.core.cases.lifecycle import APPLICANT, lifecycle_of
from yingshang.core.models import Case, Commitment, User
from yingshang.errors import Missing
from yingshang.ui.components import Fact, Link, PromiseLine

MOST_EVENTS = 60


@signed_in
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A bundle with its members, or one member. Errors: `CaseMissing`."""
    user, at = reader_of(request), timezone.now()
    file = case_file(user, case_id, at=at)
    is_ours = acts_for(user, file.case, at=at)
    plan = _plan(file, at)
    reads = _reads(user, file) if is_ours else []
    ledger_url = reverse("case_ledger", args=[case_id])
    events = events_of(file, viewer=user, ledger_url=ledger_url)
    context = {
        "file": file,
        "case": file.case,
        "title": words.case_title(file.case),
        "state": state_text(file.case),
        "standing": standing_text(file, file.case),
        "line": _line(file, at),
        "members": members_of(file, at=at),
        "corrections": [m for m in (file.case, *file.members) if m.state == "correction"],
        "events": events[:MOST_EVENTS],
        "more_events": max(len(events) - MOST_EVENTS, 0),
        "facts": _facts(file, plan, reads),
        "plan": plan,
        "reads": reads,
        "is_ours": is_ours,
        "may_withdraw": is_ours and may_step(file.case, "withdraw"),
        "rate_url": _rate_url(file.case) if is_ours else "",
        "ledger_url": ledger_url,
        "permits": permits_told(file.cases) if is_ours else [],
        "green": green_text(file.case),
        "supplements": [m for m in (file.case, *file.members) if asked_supplement(file, m)],
    }
    return render(request, "matters/case/page.html", context)


@signed_in
def case_ledger(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every entry about a case and its members, each with its hash and whether it is intact."""
    user, at = reader_of(request), timezone.now()
    file = case_file(user, case_id, at=at)
    names, receipts = names_of(file.entries), with_receipts(user, file, at=at)
    rows = [
        {
            "entry": entry,
            "who": who_text(entry, file, names, user),
            "act": "；".join(act_text(one) for one in unfolded([entry])),
            "about": _about(file, entry.subject_id),
            "has_receipt": entry.id in receipts,
        }
        for entry in file.entries
    ]
    broken = sum(entry.is_intact is False for entry in file.entries)
    context = {"file": file, "case": file.case, "rows": rows, "broken": broken}
    return render(request, "matters/case/ledger.html", context)


def acts_for(user: User, case: Case, *, at: datetime) -> bool:
    """Whether the reader is the party or acts for it in this case."""
    bundle = case.parent.item.code if case.parent else ""
    return may_act_for(user, case.party, item_code=case.item.code, bundle_code=bundle, at=at)


def may_step(case: Case, name: str) -> bool:
    """Whether an applicant may take this step from where the case is."""
    step = lifecycle_of(case.kind).step(name)
    return step is not None and APPLICANT in step.by and case.state in step.sources


def _line(file: CaseFile, at: datetime) -> PromiseLine | None:
    promise = _leading(file)
    if promise is None:
        return None
    pk = promise.case_id
    return promise_line(
        promise, file.clock, at=at, pauses=file.pauses.get(pk, ()),
        extensions=file.extensions.get((pk, promise.clock), ()),
    )  # fmt: skip


def _leading(file: CaseFile) -> Commitment | None:
    """The promise that runs now; else the last that was made to decide."""
    return running(file, file.case) or file.promised(file.case.pk)


def _plan(file: CaseFile, at: datetime) -> Plan | None:
    """What was asked and spared, on the page of the whole; nothing if it is offered no more."""
    if file.application is None or file.case.parent_id:
        return None
    try:
        return planned_as_submitted(file.application, at=at).plan
    except Missing:
        return None


def _facts(file: CaseFile, plan: Plan | None, reads: list[PersonalDataRead]) -> list[Fact]:
    case, application = file.case, file.application
    facts = [Fact(_("编号"), case.number), Fact(_("申请人"), case.party.name)]
    if application and application.started_by.person_id != application.applicant_id:
        facts.append(Fact(_("经办人"), application.started_by.display_name))
    facts += [
        Fact(_("牵头"), words.said(case.office)) if file.members
        else Fact(_("承办"), words.said(case.office)),
        Fact(_("收件"), words.moment_text(case.opened_at)),
    ]  # fmt: skip
    if application:
        facts.append(Fact(_("结果送达"), delivery_text(application)))
    if plan:
        facts += _spared(plan)
    if reads:
        text = _("%(n)s 次") % {"n": len(reads)}
        facts.append(Fact(_("查阅记录"), text, Link(_("查看"), "#reads")))
    return facts


def _spared(plan: Plan) -> list[Fact]:
    """How many fields and documents were not asked for, with a link to which."""
    which, counts = Link(_("哪些"), "#saved"), plan.counts
    fields = counts.fields_before - counts.fields_after
    materials = counts.materials_before - counts.materials_after
    papers = ngettext("%(n)s 份材料", "%(n)s 份材料", materials) % {"n": materials}
    return [
        Fact(_("免填"), _("%(n)s 个字段") % {"n": fields}, which),
        Fact(_("免交"), papers, which),
    ]


def _reads(user: User, file: CaseFile) -> list[PersonalDataRead]:
    """Who opened the reader's own sealed data because of this case."""
    if user.person is None:
        return []
    numbers = {case.number for case in file.cases.values()}
    return [read for read in reads_of(user.person) if read.case_number in numbers]


def _rate_url(case: Case) -> str:
    """Where to rate a case that is over, if ratings are served here."""
    if case.closed_at is None or case.state == "withdrawn":
        return ""
    try:
        return reverse("rate", args=[case.pk])
    except NoReverseMatch:
        return ""


def _about(file: CaseFile, subject: UUID) -> str:
    case = file.cases.get(subject)
    return words.said_in(case.item.body) if case else _("申请")
