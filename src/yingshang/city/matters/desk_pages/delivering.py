"""Results of many cases handed over at once: to whom, how, and by which mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yingshang.city.matters.desk import DeskStep
from yingshang.city.matters.desk_pages.batch import Refusals, chosen_cases, take_served
from yingshang.city.matters.desk_pages.history import delivery_name
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.queue import queue_page
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.lists import parsed_matter
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import User
from yingshang.core.models import Case

WAYS = ("desk", "mail")
NAME_LENGTH, TRACKING_LENGTH = 60, 40


@dataclass(frozen=True)
class Parcel:
    """One result to hand over: the case, to whom, under which number of the mail, what is wrong."""

    case: Case
    version: int
    matter: str
    received_by: str
    tracking: str
    wrong: str = ""


@staff_required
@require_POST
def desk_deliver(request: HttpRequest) -> HttpResponse:
    """Ask for recipients first; with `confirmed`, deliver, and show what was refused."""
    user, at = officer(request), timezone.now()
    chosen = chosen_cases(request.POST.getlist("case"))
    cases = _to_deliver(user, chosen, at)
    if not cases:
        messages.error(request, _("选中的办件里没有可以送达的。请选择已准予、有结果的办件。"))
        return queue_page(request, user, at=at, status=422)
    way = request.POST.get("by", WAYS[0])
    is_confirmed = request.POST.get("confirmed") == "1" and way in WAYS
    parcels = [_parcel(case, chosen[case.pk], request.POST, way, is_confirmed) for case in cases]
    if not is_confirmed or any(parcel.wrong for parcel in parcels):
        return _page(request, parcels, way, status=422 if is_confirmed else 200)
    refusals = _deliver(request, parcels, way, user, at)
    if refusals:
        return queue_page(request, user, at=at, refusals=refusals, status=409)
    return HttpResponseRedirect(reverse("desk_queue"))


def _to_deliver(user: User, chosen: Mapping[UUID, int], at: datetime) -> list[Case]:
    rows = served_cases(user, at=at).filter(pk__in=chosen, kind="matter", state="granted")
    rows = rows.filter(licences__isnull=False).distinct()
    return list(rows.select_related("item", "party").order_by("number"))


def _parcel(
    case: Case, version: int, posted: Mapping[str, str], way: str, is_confirmed: bool
) -> Parcel:
    name = posted.get(f"received_by:{case.pk}", case.party.name).strip()
    tracking = posted.get(f"tracking:{case.pk}", "").strip()
    wrong = _wrong(case, way, name, tracking) if is_confirmed else ""
    matter = said(case.item.body["name"], case.item.body.get("name_en"))
    return Parcel(case, version, matter, name, tracking, wrong)


def _wrong(case: Case, way: str, name: str, tracking: str) -> str:
    offered = [w for w in parsed_matter(case.item).delivery if w != "electronic"] or ["desk"]
    if way not in offered:
        return _("这个事项不能这样送达：%(way)s。") % {"way": delivery_name(way)}
    if not 0 < len(name) <= NAME_LENGTH:
        return _("请填写收件人姓名。")
    if way == "mail" and not 0 < len(tracking) <= TRACKING_LENGTH:
        return _("邮寄须填邮件编号，便于查询。")
    return ""


def _deliver(
    request: HttpRequest, parcels: Sequence[Parcel], way: str, user: User, at: datetime
) -> Refusals:
    outcome, refusals = take_served([_step(p, way) for p in parcels], user, at=at)
    done = len(outcome.moved)
    if done:
        messages.success(
            request, ngettext("送达 %(n)s 件。", "送达 %(n)s 件。", done) % {"n": done}
        )
    return refusals


def _step(parcel: Parcel, way: str) -> DeskStep:
    data: dict[str, object] = {"by": way, "received_by": parcel.received_by}
    if way == "mail":
        data["tracking"] = parcel.tracking
    return DeskStep(parcel.case.pk, "deliver", parcel.version, data=data)


def _page(
    request: HttpRequest, parcels: Sequence[Parcel], way: str, *, status: int
) -> HttpResponse:
    context = {
        "parcels": parcels,
        "way": way,
        "ways": [(w, delivery_name(w)) for w in WAYS],
        "wrong": [p for p in parcels if p.wrong],
    }
    return render(request, "matters/desk/deliver.html", context, status=status)
