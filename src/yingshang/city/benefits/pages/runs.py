"""The desk of runs: the list, one run with its steps, its firms, and one firm with its reasons."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.benefits.lifecycle import REVIEWING
from yingshang.city.benefits.matching.applying import BY_APPLICATION
from yingshang.city.benefits.matching.doors import served_applications
from yingshang.city.benefits.matching.handing import waiting_counts
from yingshang.city.benefits.matching.lifecycle import INCLUDE
from yingshang.city.benefits.pages import run_words as words
from yingshang.city.benefits.pages.run_acts import (
    RUN_GROUPS,
    find,
    is_done,
    make,
    reader,
    shown_groups,
)
from yingshang.city.benefits.pages.run_forms import FilterForm, OpenForm
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.queries import standing_of
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.city.benefits.policies.reading import Listed, policies, today
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.closing import entitlements_by_state
from yingshang.city.benefits.runs.doors import get_run_for, order_of, runs_for
from yingshang.city.benefits.runs.errors import RunMissing
from yingshang.city.benefits.runs.models import Entitlement, Objection, Run
from yingshang.city.benefits.runs.objecting import objections_of
from yingshang.city.benefits.runs.opening import open_run
from yingshang.city.benefits.runs.queries import exclusion_reasons, explained, rows_of
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.listing import Element
from yingshang.core.facts.types import Given
from yingshang.core.models import Case
from yingshang.ui.charts import Bar
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

Context = dict[str, object]
PER_PAGE = 50
MOST_WAITING = 1_000
UNEVALUATED = frozenset({"opened", "evaluated"})


@staff_required
@never_cache
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The runs of the reader's offices, the newest first."""
    now = timezone.now()
    found = runs_for(request.user, at=now).order_by("-case__opened_at", "-pk")
    page = page_of(request, found)
    context: Context = {
        "page": page,
        "rows": [_listed(run) for run in page.object_list],
        "may_open": bool(_choices(reader(request), now)),
        "waits": _waits(request, now),
    }
    return render(request, "benefits/runs_list.html", context)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """Open a run: which policy, by the rule and data of which day."""
    now, user = timezone.now(), reader(request)
    choices = _choices(user, now)
    if not choices:
        raise RunMissing
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, choices=choices, initial={"on": today()})
    made: list[Run] = []

    def begin() -> None:
        kept = form.cleaned_data
        code, _colon, period = kept["policy"].partition(":")
        made.append(open_run(place_code(), code, on=kept["on"], user=user, at=now, period=period))

    if posted is not None and is_done(form, begin):
        return HttpResponseRedirect(reverse("benefit_run", args=[made[0].pk]))
    status = 422 if form.is_bound else 200
    return render(request, "benefits/runs_open.html", {"form": form}, status=status)


@staff_required
@never_cache
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One run: how far, what the rule said of everyone, the next steps, what happened."""
    now = timezone.now()
    found = get_run_for(request.user, run_id, at=now)
    return render(request, "benefits/runs_run.html", _context(request, found, now))


@staff_required
@never_cache
@require_POST
def act(request: HttpRequest, run_id: UUID, act: str) -> HttpResponse:
    """Take the act of the button that was pressed."""
    now, user = timezone.now(), reader(request)
    found = get_run_for(user, run_id, at=now)
    named = find(RUN_GROUPS, act)
    cases = _cases(found)
    case = next((one for one in cases if named and one.kind == named[0].kind), None)
    if named is None or case is None:
        raise RunMissing
    group, button = named
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return HttpResponseRedirect(reverse("benefit_run", args=[run_id]))
    context = _context(request, found, now, bound=(group.key, form))
    return render(request, "benefits/runs_run.html", context, status=422)


@staff_required
@never_cache
@require_safe
def firms(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The firms of a run by credit code (`?state=`, `?find=`, `?after=`): a page costs a page."""
    found = get_run_for(request.user, run_id, at=timezone.now())
    form = FilterForm(request.GET or None)
    asked = {"state": request.GET.get("state", ""), "find": request.GET.get("find", "")[:40]}
    after = request.GET.get("after", "")[:18]
    rows = list(rows_of(found, **asked, after=after)[: PER_PAGE + 1])
    shown, more = rows[:PER_PAGE], len(rows) > PER_PAGE
    query = urlencode({**asked, "after": shown[-1].credit_code if shown else ""})
    context: Context = {
        "run": found,
        "title": words.title_of(found),
        "form": form,
        "rows": [_firm(row) for row in shown],
        "next": f"?{query}" if more else "",
        "first": f"?{urlencode(asked)}" if after else "",
        "trail": _trail(found),
    }
    return render(request, "benefits/runs_firms.html", context)


@staff_required
@never_cache
@require_safe
def firm(request: HttpRequest, run_id: UUID, code: str) -> HttpResponse:
    """One firm's row: what was read of it, and why the rule gives it what it does."""
    found = get_run_for(request.user, run_id, at=timezone.now())
    seen = explained(found, code)
    told = seen.answer
    context: Context = {
        "run": found,
        "row": seen.row,
        "state": seen.row.get_state_display(),
        "tone": words.TONES[Entitlement.State(seen.row.state)],
        "sums": _sums(seen.row),
        "facts": _facts_read(seen.facts),
        "missing": [_named(lack.element) for lack in seen.facts.missing.values()],
        "reasons": _reasons(told),
        "model": told.model_hash,
        "payments": _payments(seen.row),
        "application": _application(seen.row),
        "trail": [*_trail(found), Link(words.title_of(found), _url(found))],
    }
    return render(request, "benefits/runs_firm.html", context)


def _context(
    request: HttpRequest,
    run: Run,
    at: datetime,
    *,
    bound: tuple[str, forms.Form] | None = None,
) -> Context:
    cases = _cases(run)
    order = cases[1] if len(cases) > 1 else None
    return {
        "run": run,
        "case": run.case,
        "title": words.title_of(run),
        "state": words.state_name(run.case),
        "tone": words.tone_of(run.case),
        "is_evaluating": run.case.state in UNEVALUATED,
        "is_granted": run.basis == Run.Basis.GRANTED,
        "order_state": words.state_name(order) if order else "",
        "order_office": words.office_name(order.office) if order else "",
        "facts": _facts(run),
        "hashes": _hashes(run),
        "answers": _answers(run),
        "verdicts": _verdicts(run),
        "exclusions": _exclusions(run),
        "bars": _bars(run),
        "states": _states(run),
        "payments": _paid(run),
        "objections": [_objected(row) for row in objections_of(run)],
        "promises": words.promises_of(cases, at=at),
        "groups": shown_groups(RUN_GROUPS, cases, reader(request), at=at, bound=bound),
        "events": words.events_of([case.pk for case in cases]),
        "trail": _trail(run)[:1],
    }


def _cases(run: Run) -> list[Case]:
    """The run's case and its order, if there is one."""
    order = order_of(run)
    return [run.case, *([order] if order else [])]


def _choices(user: User, at: datetime) -> list[tuple[str, str]]:
    """The runs that the reader may open: a policy over everyone, or a policy and the period of
    which granted applications wait, as `code:period`.
    """
    posts = list(posts_of(user, at=at).filter(role__in=REVIEWING))
    offices = {post.office.code for post in posts}
    if not offices:
        return []
    mine = [one for one in policies(place_code(), today()) if one.model.owner in offices]
    waits = waiting_counts(place_code())
    everyone = [(one.code, _title(one)) for one in mine if one.model.mode == "without_application"]
    granted = [
        (f"{code}:{period}", _("%(title)s · %(period)s · 已同意待列入 %(n)s 件")
         % {"title": _title(one), "period": period, "n": n})
        for one in mine
        for (code, period), n in waits.items()
        if code == one.code and one.model.mode in BY_APPLICATION
    ]  # fmt: skip
    return everyone + granted


def _waits(request: HttpRequest, at: datetime) -> list[tuple[str, int, str]]:
    """What was granted at the reader's offices and no run lists: title, how many, until when the
    oldest is promised.
    """
    rows = served_applications(request.user, at=at).filter(
        state="granted", benefit_application__granted_fen__gt=0,
        benefit_application__entitlement__isnull=True,
    )  # fmt: skip
    found: dict[str, list[Case]] = {}
    for case in rows[:MOST_WAITING]:
        body = case.item.body
        found.setdefault(words.said(body["title"], body["title_en"]), []).append(case)
    return [
        (title, len(cases), _moment(clocks.due_of(cases[0], INCLUDE)))
        for title, cases in sorted(found.items())
    ]


def _moment(due: datetime | None) -> str:
    return words.when(due) if due else ""


def _title(listed: Listed) -> str:
    return words.said(listed.model.title, listed.model.title_en)


def _listed(run: Run) -> tuple[Run, str, str, str, str, str]:
    name, state = words.title_of(run), words.state_name(run.case)
    return run, _url(run), name, state, words.tone_of(run.case), words.money(run.total_fen)


def _firm(row: Entitlement) -> tuple[Entitlement, str, str, str, str]:
    url = reverse("benefit_run_firm", args=[row.run_id, row.credit_code])
    tone = words.TONES[Entitlement.State(row.state)]
    return row, url, row.get_state_display(), tone, words.money(row.amount_fen)


def _facts(run: Run) -> list[Fact]:
    listed = dictionary_of(run.place).datasets
    names = {code: words.said(row.name, row.name_en) for code, row in listed.items()}
    facts = [
        Fact(_("名单来自"), run.get_basis_display()),
        Fact(_("政策期"), run.period),
        Fact(_("按哪一天的规则"), run.decided_on.isoformat()),
        Fact(_("主管单位"), words.office_name(run.case.office)),
    ]
    facts += [Fact(names.get(row["dataset"], row["dataset"]),
                   _("%(day)s 的数据") % {"day": row["as_of"]})
              for row in run.snapshots]  # fmt: skip
    return facts


def _hashes(run: Run) -> list[Fact]:
    named = [(_("名单散列值"), run.list_hash), (_("名单的默克尔根"), run.root),
             (_("规则散列值"), run.model_hash)]  # fmt: skip
    return [Fact(label, value) for label, value in named if value]


def _answers(run: Run) -> list[tuple[str, str]]:
    counts = run.counts
    if "granted" in counts:
        return [
            (f"{counts['granted']:,}", _("件已同意的申请")),
            (words.money(counts["granted_fen"]), _("同意金额")),
            (words.money(run.total_fen), _("本批应付")),
        ]
    if "firms" not in counts:
        return []
    no = counts["firms"] - counts["eligible"] - counts["unknown"]
    return [
        (f"{counts['firms']:,}", _("户参与比对")),
        (f"{counts['eligible']:,}", _("户应享")),
        (f"{no:,}", _("户不符合")),
        (f"{counts['unknown']:,}", _("户数据不足，不下结论")),
        (words.money(run.total_fen), _("本批应付")),
    ]


def _verdicts(run: Run) -> list[tuple[str, int]]:
    """What the rule answered, in the reader's language where the list has the word."""
    english = run.item.body.get("words_en", {})
    return [
        (words.said(zh, english.get(zh, zh)) if zh else "", n)
        for zh, n in run.counts.get("verdicts", [])
    ]


def _exclusions(run: Run) -> list[tuple[str, int]]:
    reasons = exclusion_reasons(run)
    counted = run.counts.get("exclusions", [])
    return [(words.said(*reasons.get(code, (code, code))), n) for code, n in counted]


def _bars(run: Run) -> list[Bar]:
    sizes = [row for row in run.counts.get("sizes", []) if row[2]]
    return [Bar(size or _("未分规模"), n, f"{n:,}") for size, _firms, n, _fen in sizes]


def _states(run: Run) -> list[tuple[str, str, str, str]]:
    labels = dict(Entitlement.State.choices)
    url = reverse("benefit_run_firms", args=[run.pk])
    return [
        (str(labels[state]), f"{url}?state={state}", f"{one['firms']:,}", words.money(one["fen"]))
        for state, one in entitlements_by_state(run).items()
    ]


def _paid(run: Run) -> list[tuple[str, str, str]]:
    labels = dict(Payment.State.choices)
    return [
        (str(labels[state]), f"{one.count:,}", words.money(int(one.fen)))
        for state, one in standing_of(run).items()
    ]


def _objected(row: Objection) -> tuple[Objection, str, str, str]:
    case = row.case
    url = reverse("benefit_objection", args=[case.pk])
    return row, url, words.state_name(case), words.tone_of(case)


def _trail(run: Run) -> list[Link]:
    return [Link(_("兑现批次"), reverse("benefit_runs")), Link(words.title_of(run), _url(run))]


def _url(run: Run) -> str:
    return reverse("benefit_run", args=[run.pk])


def _sums(row: Entitlement) -> list[Fact]:
    return [
        Fact(_("应享总额"), words.money(row.full_fen)),
        Fact(_("已付或在途"), words.money(row.before_fen)),
        Fact(_("本批应付"), words.money(row.amount_fen)),
    ]


def _facts_read(facts: Given) -> list[tuple[str, str, str]]:
    """Each datum with its value and whose it is, of which day; sensitive ones are not shown."""
    return [
        (_named(one.element), _value(one.element, one.value),
         f"{words.office_name(one.snapshot.office)} {one.snapshot.as_of}")
        for one in facts.values.values()
    ]  # fmt: skip


def _named(element: Element) -> str:
    return words.said(element.name, element.name_en)


def _value(element: Element, value: object) -> str:
    if element.sensitivity == "sensitive":
        return _("（敏感，不显示）")
    if element.type == "money":
        return words.money(int(str(value)))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)


def _reasons(told: Answer) -> list[list[str]]:
    """What the rule said of the verdict, then of the amount, line by line."""
    parts = [part for part in (told.reasons, told.reckoned) if part is not None]
    language = "en" if words.language().startswith("en") else "zh"
    return [part.text(language).splitlines() for part in parts]


def _application(row: Entitlement) -> Link | None:
    """The application behind a row, whose page says what was stated and who granted it."""
    kept = row.explanation
    if "application" not in kept:
        return None
    return Link(kept["number"], reverse("benefit_decide", args=[kept["application"]]))


def _payments(row: Entitlement) -> list[tuple[str, str, str]]:
    found = Payment.objects.filter(entitlement=row).order_by("changed_at")
    return [
        (one.get_state_display(), words.money(one.amount_fen), words.when(one.changed_at))
        for one in found
    ]
