"""Who reads a page, at what moment, and how a draft's pages are opened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from yingshang.city.matters.applications.doors import DRAFT, get_application_for
from yingshang.city.matters.applications.errors import ApplicationMissing, NoLongerDraft
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.models import Application
from yingshang.city.matters.pages import words
from yingshang.city.matters.shrinking import Plan
from yingshang.core.access.decorators import signed_in
from yingshang.core.models import User
from yingshang.errors import DomainError


def reader_of(request: HttpRequest) -> User:
    """The log-in of a page that only somebody logged in may open."""
    if not isinstance(request.user, User):
        raise TypeError("a page behind signed_in has a user")
    return request.user


@dataclass(frozen=True)
class Draft:
    """A draft that a reader has open, with its plan."""

    request: HttpRequest
    user: User
    at: datetime
    planned: Planned

    @property
    def application(self) -> Application:
        """The application itself."""
        return self.planned.application

    @property
    def plan(self) -> Plan:
        """What it asks."""
        return self.planned.plan

    @property
    def is_post(self) -> bool:
        """Whether the reader sent something."""
        return self.request.method == "POST"


DraftPage = Callable[..., HttpResponse]
"""Takes the `Draft`, then what else its address names, by keyword."""


def draft_page(page: DraftPage) -> Callable[..., HttpResponse]:
    """A page of a draft. What is submitted already shows where it stands instead.

    Errors: `ApplicationMissing` for missing, hidden and discarded alike.
    """

    @wraps(page)
    def opened(request: HttpRequest, application_id: UUID, **named: str) -> HttpResponse:
        user, at = reader_of(request), timezone.now()
        application = get_application_for(user, application_id, at=at)
        if application.state == Application.State.DISCARDED:
            raise ApplicationMissing
        if application.state != DRAFT:
            return redirect("apply_done", application_id)
        try:
            return page(Draft(request, user, at, planned(application, at=at)), **named)
        except NoLongerDraft as error:
            messages.warning(request, say(error))
            return redirect("apply_done", application_id)

    return signed_in(opened)


def say(error: DomainError) -> str:
    """What went wrong, in the reader's language."""
    return error.text(words.language())


def posted_version(request: HttpRequest) -> int | None:
    """The version that the page was made from; nonsense is no version of any draft."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1
