"""Home, my affairs and the inbox: pages that join capabilities. Thin: ask, and show."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.queries.applications import own_applications, wanted_signatures
from yingshang.city.matters.queries.cases import bundle_rows, own_bundles, parties_of
from yingshang.city.matters.queries.offers import offers
from yingshang.city.requests.public import own_reports
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Party
from yingshang.core.notices.inbox import inbox_for, mark_read, unread_count
from yingshang.portal.affairs import client_tabs, letter_url
from yingshang.portal.figures import year_figures
from yingshang.ui.paging import page_of

LETTERS = 30
MOST_APPLICATIONS = 50
MOST_PAGES = 1000


def home(request: HttpRequest) -> HttpResponse:
    """What one can do here, by what happens in the life of a firm."""
    place, now = place_code(), timezone.localtime()
    found = offers(place, on=now.date())
    context = {"found": found, "figures": year_figures(place, at=now)}
    return render(request, "portal/home.html", context)


@signed_in
def my_affairs(request: HttpRequest) -> HttpResponse:
    """Drafts, what waits for signatures, what is under way and what is done; by client."""
    user, at = reader_of(request), timezone.now()
    parties = parties_of(user, at=at)
    chosen = _chosen(request, parties)
    bundles = own_bundles(user, [chosen] if chosen else parties, at=at)
    applications = own_applications(user, at=at)
    if chosen:
        applications = applications.filter(applicant=chosen)
    open_rows = bundle_rows(list(bundles.filter(closed_at__isnull=True)[:MOST_APPLICATIONS]))
    closed = page_of(request, bundles.filter(closed_at__isnull=False), per_page=20)
    context = {
        "tabs": client_tabs(parties, chosen),
        "chosen": chosen,
        "applications": list(applications[:MOST_APPLICATIONS]),
        "signatures": list(wanted_signatures(user)[:10]),
        "open_rows": open_rows,
        "closed_rows": bundle_rows(list(closed.object_list)),
        "closed_page": closed,
        "reports": own_reports(user, at=at, party=chosen),
        "unread": unread_count(user.pk, at=at),
        "is_person": user.person_id is not None,
    }
    return render(request, "portal/my_affairs.html", context)


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """The reader's letters; opening the list marks nothing read, a button does."""
    user, at = reader_of(request), timezone.now()
    if request.method == "POST":
        ids = _letter_ids(request)
        count = mark_read(ids, user_id=user.pk, at=at)
        messages.success(request, _("已标为已读：%(n)s 条。") % {"n": count})
        return redirect(request.get_full_path())
    number = _page_number(request)
    offset = (number - 1) * LETTERS
    found = inbox_for(
        user.pk, at=at, language=request.LANGUAGE_CODE, limit=LETTERS + 1, offset=offset
    )
    context = {
        "letters": [(letter, letter_url(letter)) for letter in found[:LETTERS]],
        "previous": number - 1,
        "following": number + 1 if len(found) > LETTERS else 0,
        "unread": unread_count(user.pk, at=at),
    }
    return render(request, "portal/inbox.html", context)


def _chosen(request: HttpRequest, parties: list[Party]) -> Party | None:
    """The client of `?client=`, if the reader acts for it."""
    asked = request.GET.get("client", "")
    return next((party for party in parties if str(party.pk) == asked), None)


def _letter_ids(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("letter")[: LETTERS + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), MOST_PAGES)
