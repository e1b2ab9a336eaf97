"""Finding cases: one box, newest first, older ones by a link. Nothing is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.officer import KINDS
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name
from yingshang.city.matters.pages.readers import reader_of
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.held import posts_held
from yingshang.core.catalogue.names import item_names
from yingshang.core.models import Case, Office, Post
from yingshang.core.search.finding import Found, find
from yingshang.portal.search.forms import Question, SearchForm
from yingshang.ui.htmx import render


@dataclass(frozen=True)
class Row:
    """A case that was found."""

    case: Case
    title: str
    url: str
    office: str
    state: str
    opened: str


@signed_in
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The cases of one's posts for an officer, one's own for everybody else. Errors: `TooBroad`."""
    user, at = reader_of(request), timezone.now()
    posts = posts_held(user, at=at)
    question = SearchForm(request.GET).question(only_served=bool(posts))
    found = find(user, question.search, at=at) if question.was_asked else Found([], None)
    context = {
        "question": question,
        "rows": _rows(found.cases, is_officer=bool(posts)),
        "older": _older(question, found.next),
        "newest": _here(question.filter()),
        "is_officer": bool(posts),
        "offices": _offices(posts),
        "export_url": _export(question) if posts and found.cases else "",
    }
    return render(request, "portal/search.html", context)


def _rows(cases: list[Case], *, is_officer: bool) -> list[Row]:
    names = item_names(case.item_id for case in cases)
    return [
        Row(
            case,
            said(*names[case.item_id]),
            _url(case, is_officer),
            said(case.office.name, case.office.name_en),
            state_name(case.kind, case.state),
            moment_text(case.opened_at),
        )
        for case in cases
    ]


def _url(case: Case, is_officer: bool) -> str:
    """Its page on the reader's side; kinds that have none are named without a link."""
    if is_officer:
        return reverse("desk_case", args=[case.pk]) if case.kind in KINDS else ""
    return reverse("case_page", args=[case.pk]) if case.kind in KINDS else ""


def _older(question: Question, after: int | None) -> str:
    if after is None:
        return ""
    return _here({**question.filter(), "after": str(after)})


def _export(question: Question) -> str:
    return f"{reverse('export_new', args=['core.search'])}?{urlencode(question.filter())}"


def _here(asked: dict[str, str]) -> str:
    return f"{reverse('search')}?{urlencode(asked)}"


def _offices(posts: Sequence[Post]) -> list[tuple[UUID, str]]:
    places = {post.office.place for post in posts}
    offices = Office.objects.filter(place__in=places).order_by("code")
    return [(office.pk, said(office.name, office.name_en)) for office in offices]
