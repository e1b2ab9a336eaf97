"""Public notices: who is to be paid, masked, for everybody to see, to download and to object to."""

from uuid import UUID

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.benefits.lifecycle import NOTICE
from yingshang.city.benefits.pages import run_words as words
from yingshang.city.benefits.pages.run_acts import is_done, reader
from yingshang.city.benefits.pages.run_forms import FollowForm, ObjectForm
from yingshang.city.benefits.pages.run_objections import contested
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.doors import entitlement_of, get_own_objection_for
from yingshang.city.benefits.runs.masking import mask_code, mask_firm
from yingshang.city.benefits.runs.models import Entitlement, Objection, Run
from yingshang.city.benefits.runs.objecting import (
    Raised,
    object_to,
    objection_by_receipt,
    receipt_code,
    withdraw,
)
from yingshang.city.benefits.runs.publishing import listed_rows, notice_of, notices, opened_notice
from yingshang.city.benefits.runs.queries import own_entitlements
from yingshang.city.benefits.runs.waiving import OPEN, waive
from yingshang.core.access.decorators import may_enter, signed_in
from yingshang.core.access.models import User
from yingshang.core.models import Case
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

Context = dict[str, object]
MOST = 100


@require_safe
def public_notices(request: HttpRequest) -> HttpResponse:
    """The lists in public notice now."""
    rows = [
        (run, reverse("benefit_notice", args=[run.pk]), words.title_of(run),
         words.office_name(run.case.office), _until(run), *_published(run))
        for run in notices()[:MOST]
    ]  # fmt: skip
    return render(request, "benefits/runs_notices.html", {"rows": rows})


@require_safe
def notice(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One list: masked names and codes, amounts, until when, and its hashes."""
    run = notice_of(run_id)
    page = page_of(request, listed_rows(run))
    firms, fen = _published(run)
    published = run.counts.get("notice", {})
    context: Context = {
        "run": run,
        "title": words.title_of(run),
        "page": page,
        "rows": [
            (mask_code(row.credit_code), mask_firm(row.name, row.credit_code),
             words.money(row.amount_fen))
            for row in page.object_list
        ],
        "facts": [
            Fact(_("主管单位"), words.office_name(run.case.office)),
            Fact(_("公示截止"), _until(run)),
            Fact(_("户数"), firms),
            Fact(_("金额合计"), fen),
        ],
        "hashes": [
            Fact(_("下载文件的 SHA-256"), str(published.get("file", ""))),
            Fact(_("名单的默克尔根"), str(published.get("root", ""))),
        ],
        "trail": [Link(_("兑现公示"), reverse("benefit_notices"))],
    }  # fmt: skip
    return render(request, "benefits/runs_notice.html", context)


@require_safe
def download(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The published file, byte for byte as its hash in the ledger says."""
    run = notice_of(run_id)
    path = opened_notice(run)
    name = f"{run.policy}-{run.period}-{run.instalment}.csv"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Object to a published list, with or without a log-in."""
    run, now, user = notice_of(run_id), timezone.now(), _known(request)
    is_known = user is not None and user.person_id is not None
    posted = request.POST if request.method == "POST" else None
    form = ObjectForm(posted, is_known=is_known)
    made: list[Case] = []

    def tell() -> None:
        kept = form.cleaned_data
        raised = Raised(
            form.key, kept["credit_code"].strip().upper(), kept["wish"], kept["text"],
            kept.get("name", ""), kept.get("phone", ""),
        )  # fmt: skip
        made.append(object_to(run_id, raised, user=user, at=now))

    if posted is not None and is_done(form, tell):
        case = made[0]
        return HttpResponseRedirect(
            reverse("benefit_objection_receipt", args=[case.pk, receipt_code(case.pk)])
        )
    context = {"form": form, "title": words.title_of(run), "run": run}
    return render(request, "benefits/runs_object.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


@never_cache
@require_safe
def receipt(request: HttpRequest, objection_id: UUID, code: str) -> HttpResponse:
    """What became of an objection, to whoever holds its receipt."""
    number = Case.objects.filter(pk=objection_id).values_list("number", flat=True).first()
    case = objection_by_receipt(number or "", code)
    return render(request, "benefits/runs_objected.html",
                  _objection(case) | {"code": receipt_code(case.pk)})  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Find an objection by the number and the code on its receipt."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    found: list[Case] = []

    def look() -> None:
        kept = form.cleaned_data
        found.append(objection_by_receipt(kept["number"], kept["code"]))

    if form.is_bound and is_done(form, look):
        case = found[0]
        return HttpResponseRedirect(
            reverse("benefit_objection_receipt", args=[case.pk, receipt_code(case.pk)])
        )
    return render(request, "benefits/runs_follow.html", {"form": form},
                  status=422 if form.is_bound else 200)  # fmt: skip


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """One's own objection, or a firm's; a POST takes it back."""
    now, user = timezone.now(), reader(request)
    case = get_own_objection_for(user, objection_id, at=now)
    if request.method == "POST":
        withdraw(case.pk, user=user, at=now)
        return HttpResponseRedirect(reverse("benefit_own_objection", args=[case.pk]))
    row = Objection.objects.select_related("run").get(pk=case.pk)
    is_firms = case.party.credit_code == row.credit_code
    context = _objection(case) | {
        "may_withdraw": case.state == "raised",
        "contests": contested(row, entitlement_of(row.run, row.credit_code)) if is_firms else [],
    }
    return render(request, "benefits/runs_objected.html", context)


@signed_in
@never_cache
@require_safe
def own_lists(request: HttpRequest) -> HttpResponse:
    """Where the reader's firms stand on lists, and how to give a benefit up."""
    rows = own_entitlements(reader(request), at=timezone.now())
    page = page_of(request, rows)
    shown = [
        (row, words.title_of(row.run), row.get_state_display(),
         words.TONES[Entitlement.State(row.state)], words.money(row.amount_fen),
         words.state_name(row.run.case), _may_waive(row))
        for row in page.object_list
    ]  # fmt: skip
    return render(request, "benefits/runs_own.html", {"page": page, "rows": shown})


@signed_in
@require_POST
def give_up(request: HttpRequest, entitlement_id: UUID) -> HttpResponse:
    """The firm gives up what it is due."""
    waive(entitlement_id, user=reader(request), at=timezone.now())
    return HttpResponseRedirect(reverse("benefit_own_lists"))


def _may_waive(row: Entitlement) -> bool:
    return row.state == Entitlement.State.CANDIDATE and row.run.case.state in OPEN


def _objection(case: Case) -> Context:
    row = Objection.objects.select_related("run__item").get(pk=case.pk)
    listed = entitlement_of(row.run, row.credit_code)
    return {
        "case": case,
        "row": row,
        "state": words.state_name(case),
        "tone": words.tone_of(case),
        "title": words.title_of(row.run),
        "wish": row.get_wish_display(),
        "left_out": listed is None and row.wish == Objection.Wish.RESTORE and not row.answer,
        "promises": words.promises_of([case], at=timezone.now()),
    }


def _until(run: Run) -> str:
    due = clocks.due_of(run.case, NOTICE)
    return words.when(due) if due else ""


def _published(run: Run) -> tuple[str, str]:
    kept = run.counts.get("notice", {})
    return f"{kept.get('firms', 0):,}", words.money(int(kept.get("fen", 0)))


def _known(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and may_enter(user) else None
