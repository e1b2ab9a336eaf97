"""Who tries changes and who reads notes: missing and hidden answer alike.

Officers of the office that owns a policy try its changes, see each other's trials, and save notes.
Notes are read there, and by supervisors and leaders of the place.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.city.benefits.laboratory.errors import NoteMissing, TrialMissing, TrialNotAllowed
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.lifecycle import HEAD, REVIEWING
from yingshang.city.benefits.policies.reading import Listed, policies, today
from yingshang.city.benefits.runs.doors import WATCHING
from yingshang.core.access.models import Post, Role, User
from yingshang.core.access.posts import Reader, posts_of

TRYING = REVIEWING | {Role.HANDLER.value, HEAD}


def tried_by(user: Reader, place: str, *, at: datetime) -> tuple[Listed, ...]:
    """The policies whose changes the user may try: those that her offices own."""
    posts = _posts(user, place, at, TRYING)
    if not posts:
        return ()
    return tuple(one for one in policies(place, today()) if _covers(posts, one))


def refuse_stranger(user: User, listed: Listed, *, at: datetime) -> None:
    """Errors: `TrialNotAllowed`."""
    if not _covers(_posts(user, listed.item.place, at, TRYING), listed):
        raise TrialNotAllowed(policy=listed.model.title)


def trials_for(user: Reader, place: str, *, at: datetime) -> QuerySet[LaboratoryTrial]:
    """The trials of the user's offices' policies."""
    posts = _posts(user, place, at, TRYING)
    rows = LaboratoryTrial.objects.filter(_of_offices(posts), place=place)
    return rows.select_related("item")


def get_trial_for(user: Reader, place: str, trial_id: UUID, *, at: datetime) -> LaboratoryTrial:
    """One trial. Errors: `TrialMissing`."""
    found = trials_for(user, place, at=at).filter(pk=trial_id).first()
    if found is None:
        raise TrialMissing
    return found


def notes_for(user: Reader, place: str, *, at: datetime) -> QuerySet[LaboratoryNote]:
    """The notes that the user may read: of her offices' policies, or all of the place."""
    posts = _posts(user, place, at, TRYING | WATCHING)
    rows = LaboratoryNote.objects.filter(place=place).select_related("item")
    if any(post.role in WATCHING for post in posts):
        return rows
    return rows.filter(_of_offices(posts))


def get_note_for(user: Reader, place: str, note_id: UUID, *, at: datetime) -> LaboratoryNote:
    """One note. Errors: `NoteMissing`."""
    found = notes_for(user, place, at=at).filter(pk=note_id).first()
    if found is None:
        raise NoteMissing
    return found


def _posts(user: Reader, place: str, at: datetime, roles: frozenset[str]) -> list[Post]:
    return list(posts_of(user, at=at).filter(role__in=roles, office__place=place))


def _covers(posts: Sequence[Post], listed: Listed) -> bool:
    return any(
        post.office.code == listed.model.owner and (not post.items or listed.code in post.items)
        for post in posts
    )


def _of_offices(posts: Sequence[Post]) -> Q:
    """What concerns policies that the posts' offices owned when it was made."""
    allowed = Q(pk__in=())
    for post in posts:
        own = Q(item__body__owner=post.office.code)
        allowed |= own & Q(policy__in=post.items) if post.items else own
    return allowed
