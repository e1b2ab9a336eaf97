"""What a firm sees of itself: which office says what, who read it, and what it contests."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.pages.readers import reader_of
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.contests.contesting import Contest, Fact, contest, fact_of, withdraw
from yingshang.core.facts.contests.queries import contest_of, contests_of, hides_value
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.errors import ContestedAlready, WrongText
from yingshang.core.facts.mine import (
    Held,
    Reading,
    facts_about,
    firms_of,
    get_firm_for,
    readings_of,
    sees_sensitive,
)
from yingshang.core.models import Case, Party, User
from yingshang.portal.facts import cases, words
from yingshang.portal.facts.forms import ContestForm
from yingshang.ui.components import Fact as Line
from yingshang.ui.components import Link, NavItem
from yingshang.worktime.zone import local

MOST_CONTESTS = 20


@signed_in
@never_cache
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """All that offices say of one firm (`?client=`), and who read it for which purpose."""
    user, now, place = reader_of(request), timezone.now(), place_code()
    firms = firms_of(user, at=now)
    firm = _chosen(request, firms)
    context: dict[str, object] = {"firm": firm, "tabs": _tabs(firms, firm), "trail": _trail()}
    if firm is not None:
        whole = sees_sensitive(user, firm, at=now)
        held = facts_about(place, firm, on=local(now, field="now").date(), is_whole=whole)
        context |= {
            "held": [_held(part, firm) for part in held],
            "readings": [_reading(row) for row in readings_of(place, firm)],
            "contests": [_listed(case) for case in contests_of(firm)[:MOST_CONTESTS]],
        }
    return render(request, "portal/facts/mine.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest_new(request: HttpRequest) -> HttpResponse:
    """Contest one value (`?client=&dataset=&element=`)."""
    user, now = reader_of(request), timezone.now()
    firm = get_firm_for(user, _client(request), at=now)
    fact, dataset, element = _asked(request, firm, user)
    form = ContestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case = _contested(form, firm, dataset, element, user)
        if case is not None:
            messages.success(request, _("异议已提交，编号 %(n)s。") % {"n": case.number})
            return redirect("my_fact_contest", contest_id=case.pk)
    context = {
        "form": form,
        "firm": firm,
        "facts": _lines(fact, dataset, element),
        "trail": _trail(firm),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/facts/contest_new.html", context, status=status)


@signed_in
@never_cache
@require_safe
def contest_page(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """What became of it."""
    user, now = reader_of(request), timezone.now()
    case = _own(user, contest_id)
    context = {
        "case": case,
        "row": case.contested_fact,
        "title": words.case_title(case),
        "state": words.case_state(case),
        "colour": cases.colour_of(case),
        "facts": cases.facts_of(case, is_hidden=hides_value(user, case, at=now)),
        "promises": cases.promises_of(case, at=now),
        "events": cases.events_of(case, with_names=False),
        "may_withdraw": case.closed_at is None,
        "trail": _trail(case.party),
    }
    return render(request, "portal/facts/contest_mine.html", context)


@signed_in
@never_cache
@require_POST
def withdraw_contest(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """Take it back."""
    user = reader_of(request)
    case = _own(user, contest_id)
    withdraw(case.pk, user=user, at=timezone.now())
    messages.success(request, _("异议已撤回。"))
    return redirect("my_fact_contest", contest_id=contest_id)


def _own(user: User, contest_id: UUID) -> Case:
    """A contest of a firm whose facts the user sees. Errors: `FirmMissing`, `CaseMissing`."""
    row = Case.objects.filter(pk=contest_id).values_list("party_id", flat=True).first()
    firm = get_firm_for(user, row or UUID(int=0), at=timezone.now())
    return contest_of(firm, contest_id)


def _contested(
    form: ContestForm, firm: Party, dataset: str, element: str, user: User
) -> Case | None:
    kept = form.cleaned_data
    asked = Contest(form.key, place_code(), dataset, element, kept["claimed"], kept["grounds"])
    try:
        return contest(asked, firm=firm, user=user, at=timezone.now())
    except (WrongText, ContestedAlready) as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, words.sentence(error))
        return None


def _asked(request: HttpRequest, firm: Party, user: User) -> tuple[Fact, str, str]:
    """The fact that the address names. Errors: `NothingToContest`."""
    dataset, element = request.GET.get("dataset", ""), request.GET.get("element", "")
    at = timezone.now()
    return fact_of(place_code(), firm, dataset, element, user=user, at=at), dataset, element


def _lines(fact: Fact, dataset: str, element: str) -> list[Line]:
    dictionary = dictionary_of(fact.snapshot.place)
    known = dictionary.elements[element]
    return [
        Line(_("数据元"), words.named(known)),
        Line(_("数据集"), words.named(dictionary.datasets[dataset])),
        Line(_("来源单位"), words.named(fact.snapshot.office)),
        Line(_("数据日期"), fact.snapshot.as_of.isoformat()),
        Line(_("部门的数据"), words.value(known, fact.value) or _("（空）")),
    ]


def _held(part: Held, firm: Party) -> dict[str, object]:
    base = reverse("my_fact_contest_new")
    values = []
    for said_ in part.said:
        query = f"?client={firm.pk}&dataset={part.dataset.code}&element={said_.element.code}"
        values.append({
            "name": words.named(said_.element),
            "value": words.value(said_.element, said_.plain),
            "is_hidden": said_.is_hidden,
            "contest_url": "" if said_.is_hidden or said_.case_id else base + query,
            "case_url": reverse("my_fact_contest", args=[said_.case_id]) if said_.case_id else "",
        })  # fmt: skip
    return {
        "name": words.named(part.dataset),
        "office": words.named(part.snapshot.office),
        "as_of": part.snapshot.as_of.isoformat(),
        "values": values,
    }


def _reading(row: Reading) -> dict[str, object]:
    kept = row.consultation
    return {
        "at": words.when(kept.at),
        "office": words.named(kept.office) if kept.office else "",
        "reader": row.reader or _("系统"),
        "purpose": said(kept.purpose, kept.purpose_en),
        "elements": [words.named(element) for element in row.elements],
        "is_run": row.is_run,
    }


def _listed(case: Case) -> dict[str, object]:
    return {
        "case": case,
        "title": words.case_title(case),
        "state": words.case_state(case),
        "colour": cases.colour_of(case),
        "url": reverse("my_fact_contest", args=[case.pk]),
    }


def _chosen(request: HttpRequest, firms: list[Party]) -> Party | None:
    """The client of `?client=`, or the first."""
    asked = request.GET.get("client", "")
    return next((firm for firm in firms if str(firm.pk) == asked), firms[0] if firms else None)


def _client(request: HttpRequest) -> UUID:
    try:
        return UUID(request.GET.get("client", ""))
    except ValueError:
        return UUID(int=0)


def _tabs(firms: list[Party], chosen: Party | None) -> list[NavItem]:
    if len(firms) < 2:
        return []
    url = reverse("my_facts")
    return [NavItem(firm.name, f"{url}?client={firm.pk}", firm == chosen) for firm in firms]


def _trail(firm: Party | None = None) -> list[Link]:
    home = Link(_("我的办件"), reverse("my_affairs"))
    if firm is None:
        return [home]
    return [home, Link(_("我的数据"), f"{reverse('my_facts')}?client={firm.pk}")]
