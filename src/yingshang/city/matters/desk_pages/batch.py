"""One step for many cases of the queue; what is refused is shown row by row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yingshang.city.matters.desk import DeskStep
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.queue import BATCH_STEPS, queue_page
from yingshang.city.matters.tools.bulk import take_in_bulk
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import User
from yingshang.core.cases.types import Outcome
from yingshang.core.ledger.acts import NOTHING

OPINION_STEPS = frozenset({"handle", "review", "grant"})
TEXT_LENGTH = 500
Refusals = list[tuple[str, str]]


@staff_required
@require_POST
def desk_batch(request: HttpRequest) -> HttpResponse:
    """Take the step for every chosen case; the queue again, with the refusals on top."""
    user, at = officer(request), timezone.now()
    step = request.POST.get("step", "")
    chosen = chosen_cases(request.POST.getlist("case"))
    text, to = request.POST.get("text", "").strip(), request.POST.get("to", "")
    wrong = _wrong(step, chosen, text)
    if wrong:
        messages.error(request, wrong)
        return queue_page(request, user, at=at, status=422)
    more = {"to": to} if to and step == "transfer" else {}
    outcome, refusals = take_chosen(step, chosen, text, user, at=at, more=more)
    if outcome.moved:
        done = len(outcome.moved)
        messages.success(
            request, ngettext("办成 %(n)s 件。", "办成 %(n)s 件。", done) % {"n": done}
        )
    if refusals:
        status = 200 if outcome.moved else 409
        return queue_page(request, user, at=at, refusals=refusals, status=status)
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("desk_queue") + (f"?{query}" if query else ""))


def chosen_cases(values: Sequence[str]) -> dict[UUID, int]:
    """Case ids and the versions they were shown in; what is not of that form is left out."""
    chosen: dict[UUID, int] = {}
    for value in values:
        case_id, _colon, version = value.partition(":")
        try:
            chosen[UUID(case_id)] = int(version)
        except ValueError:
            continue
    return chosen


def _wrong(step: str, chosen: dict[UUID, int], text: str) -> str:
    if step not in BATCH_STEPS:
        return _("没有这一步。请从列表中选择。")
    if not chosen:
        return _("还没有选中办件。请勾选后再办。")
    if len(text) > TEXT_LENGTH:
        return _("意见或理由最多 500 字。")
    if step == "transfer" and not text:
        return _("转办须写明理由。请在下方填写。")
    return ""


def take_chosen(
    step: str,
    chosen: dict[UUID, int],
    text: str,
    user: User,
    *,
    at: datetime,
    more: Mapping[str, object] = NOTHING,
) -> tuple[Outcome, Refusals]:
    """One step for the chosen cases of the user's posts; refusals by the cases' numbers."""
    opinion, reason = (text, "") if step in OPINION_STEPS else ("", text)
    steps = [
        DeskStep(case_id, step, version, reason=reason, opinion=opinion, data=more)
        for case_id, version in chosen.items()
    ]
    return take_served(steps, user, at=at)


def take_served(steps: Sequence[DeskStep], user: User, *, at: datetime) -> tuple[Outcome, Refusals]:
    """The steps of cases that the user serves; the others are refused as not found."""
    served = served_cases(user, at=at).filter(pk__in=[step.case_id for step in steps])
    numbers = dict(served.values_list("pk", "number"))
    known = [step for step in steps if step.case_id in numbers]
    outcome = take_in_bulk(known, user=user, at=at)
    language = get_language() or "zh-hans"
    refusals = [(numbers[r.case_id], r.sentence.text(language)) for r in outcome.refused]
    if len(known) < len(steps):
        refusals.append(("—", _("没有找到，或不在您的岗位。")))
    return outcome, refusals
