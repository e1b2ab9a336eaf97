"""What a reader holds, read once while a page is answered: the running posts and mandates.

A page asks a dozen times who may see what, and gets one answer: that of its beginning. Requests
that write, jobs and commands keep nothing and read anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from yingshang.core.access.models import Post, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.parties.models import Mandate
from yingshang.core.parties.queries import running_mandates

READING = frozenset({"GET", "HEAD"})


class _Held:
    """The posts of log-ins and the mandates of persons, as one request has read them."""

    def __init__(self) -> None:
        self.posts: dict[UUID, tuple[Post, ...]] = {}
        self.mandates: dict[UUID, tuple[Mandate, ...]] = {}


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


def posts_held(user: Reader, *, at: datetime) -> tuple[Post, ...]:
    """The posts that run at `at` with their offices, her own and those held as a substitute."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    kept = _held.get()
    if kept is None:
        return tuple(posts_of(user, at=at))
    if user.pk not in kept.posts:
        kept.posts[user.pk] = tuple(posts_of(user, at=at))
    return kept.posts[user.pk]


def mandates_held(person_id: UUID, *, at: datetime) -> tuple[Mandate, ...]:
    """The mandates that the person holds at `at`."""
    kept = _held.get()
    if kept is None:
        return tuple(running_mandates(person_id, at=at))
    if person_id not in kept.mandates:
        kept.mandates[person_id] = tuple(running_mandates(person_id, at=at))
    return kept.mandates[person_id]


@contextmanager
def reading_once() -> Iterator[None]:
    """While it lasts, posts and mandates are read once each."""
    token = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(token)


class ReadOnceMiddleware:
    """A request that only reads asks once who its reader is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer it."""
        if request.method not in READING:
            return self.get_response(request)
        with reading_once():
            return self.get_response(request)
