"""The applicant and her gap: hand in what was promised, or promise it at a correction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.listing import Material
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.case import acts_for
from yingshang.city.matters.pages.corrections import NewFile, keep_file
from yingshang.city.matters.pages.material_cards import FIELD, MaterialCard
from yingshang.city.matters.pages.readers import posted_version, reader_of, say
from yingshang.city.matters.shrinking import PlannedMaterial
from yingshang.city.matters.undertakings.choices import reason_of
from yingshang.city.matters.undertakings.errors import TextChanged, UndertakingMissing
from yingshang.city.matters.undertakings.offers import Way
from yingshang.city.matters.undertakings.supplying import (
    LatePromise,
    gap_of,
    missing_in,
    promise_at_correction,
    supply,
    way_at_correction,
)
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.doors import CaseMissing, get_case_for
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case, User
from yingshang.errors import DomainError, Invalid
from yingshang.ui.form_errors import FormError

Problems = dict[str, list[str]]
Pairs = list[tuple[str, UUID]]


@signed_in
def case_gap(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand in everything that was promised. Errors: `CaseMissing`."""
    user, at = reader_of(request), timezone.now()
    case = own_case(user, case_id, at)
    try:
        row = gap_of(case)
    except UndertakingMissing:
        messages.info(request, _("这个办件没有等待补齐的材料。"))
        return redirect("case_page", case_id)
    codes = [code for code, _zh, _en in missing_in(case, row)]
    problems: Problems = {}
    is_sent = request.method == "POST" and row.answered_at is None
    if is_sent and _supply(request, case, codes, user, at, problems):
        messages.success(request, _("已补交，等经办人核对。"))
        return redirect("case_page", case_id)
    cards = _cards(case, codes, problems)
    context = {
        "case": case,
        "row": row,
        "cards": cards,
        "errors": _errors(cards, problems),
        "version": case.version,
    }
    status = 422 if problems else 200
    return render(request, "matters/undertakings/gap.html", context, status=status)


@signed_in
def case_late(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Promise at a correction which materials come later, and resubmit. Errors: `CaseMissing`."""
    user, at = reader_of(request), timezone.now()
    case = own_case(user, case_id, at)
    way = way_at_correction(case, at=at, user=user) if case.state == "correction" else None
    if way is None:
        messages.info(request, _("这个办件现在没有可以容缺的材料。"))
        return redirect("case_page", case_id)
    chosen = tuple(request.POST.getlist("late"))
    problems: list[str] = []
    if request.method == "POST" and _promise(request, case, chosen, user, at, problems):
        messages.success(request, _("已承诺以后补交，重新收件。"))
        return redirect("case_page", case_id)
    return _late_page(request, case, way, chosen, problems)


def own_case(user: User, case_id: UUID, at: datetime) -> Case:
    """A case that the reader may act for. Errors: `CaseMissing`."""
    case = get_case_for(user, case_id, at=at)
    if not acts_for(user, case, at=at):
        raise CaseMissing
    return case


def _supply(
    request: HttpRequest, case: Case, codes: Sequence[str], user: User, at: datetime,
    problems: Problems,
) -> bool:  # fmt: skip
    try:
        with transaction.atomic():
            documents = _documents(request, case, codes, user, at)
            supply(case.pk, documents, user=user, at=at, version=posted_version(request))
    except StepRefused as error:
        problems[""] = [say(error)]
    except Invalid as error:
        problems[(error.field or "").removeprefix(FIELD)] = [say(error)]
    return not problems


def _documents(
    request: HttpRequest, case: Case, codes: Sequence[str], user: User, at: datetime
) -> Pairs:
    planned = {m.code: m for m in _planned(case, codes)}
    return [
        (code, keep_file(NewFile(planned[code], file), case, user, at).pk)
        for code in codes
        for file in request.FILES.getlist(FIELD + code)
    ]


def _promise(
    request: HttpRequest, case: Case, chosen: tuple[str, ...], user: User, at: datetime,
    problems: list[str],
) -> bool:  # fmt: skip
    if not request.POST.get("agree"):
        problems.append(_("请阅读承诺书并勾选“我已阅读并作此承诺”。"))
        return False
    promise = LatePromise(
        case.pk, chosen, request.POST.get("text", ""), version=posted_version(request)
    )
    try:
        promise_at_correction(promise, user=user, at=at)
    except TextChanged:
        problems.append(_("承诺书已按您选的材料更新，请阅读后再保存。"))
    except DomainError as error:
        problems.append(say(error))
    return not problems


def _late_page(
    request: HttpRequest, case: Case, way: Way, chosen: tuple[str, ...], problems: list[str]
) -> HttpResponse:
    text = way.words_for(chosen or way.materials)
    context = {
        "case": case,
        "version": case.version,
        "materials": [(m.code, words.said(m), m.code in chosen) for m in _named(way)],
        "title": text.title(english=words.is_english()),
        "lines": text.lines(english=words.is_english()),
        "hash": text.hash,
        "reason": "" if way.ruling.is_allowed else reason_of(way).text(words.language()),
        "errors": [FormError(problem, "late") for problem in problems],
    }
    status = 422 if problems else 200
    return render(request, "matters/undertakings/late.html", context, status=status)


def _named(way: Way) -> list[Material]:
    return [m for m in way.matter.materials if m.code in way.materials]


def _planned(case: Case, codes: Sequence[str]) -> list[PlannedMaterial]:
    matter = parsed_matter(case.item)
    return [
        PlannedMaterial(
            code=m.code, name=m.name, name_en=m.name_en, required=True, original=m.original,
            formats=m.formats, max_size_mb=m.max_size_mb, sensitivity=m.sensitivity, hint=m.hint,
            hint_en=m.hint_en, used_by=(matter.code,),
        )
        for m in matter.materials
        if m.code in codes
    ]  # fmt: skip


def _cards(
    case: Case, codes: Sequence[str], problems: Mapping[str, list[str]]
) -> list[MaterialCard]:
    return [
        MaterialCard(material, [], [], list(problems.get(material.code, ())))
        for material in _planned(case, codes)
    ]


def _errors(cards: Sequence[MaterialCard], problems: Problems) -> list[FormError]:
    whole = [FormError(text) for text in problems.get("", ())]
    return whole + [error for card in cards for error in card.errors]
