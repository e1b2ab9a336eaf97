"""Posts and substitutions: who serves where, and who stands in for whom. Reads are in `posts`."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yingshang.core.access.errors import (
    NotYourPost,
    PostEnded,
    PostHeld,
    ReasonNeeded,
    WrongSubstitute,
    WrongTerm,
)
from yingshang.core.access.models import Post, Role, Substitution, User
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office

REASON_LENGTH = 200


def add_post(
    user: User,
    office: Office,
    role: Role,
    *,
    items: Sequence[str] = (),
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Post:
    """Give a user a duty at an office, for the catalogue codes of `items` or for all.

    A post that has ended is taken up again as the same row. Errors: `PostHeld`, `WrongTerm`.
    """
    begins = valid_from or at
    if valid_until is not None and valid_until <= max(begins, at):
        raise WrongTerm(field="valid_until")
    term = {"items": list(items), "valid_from": begins, "valid_until": valid_until}
    with transaction.atomic():
        post, is_new = Post.objects.get_or_create(
            user=user, office=office, role=role, defaults=term
        )
        if not is_new:
            ended = Post.objects.filter(pk=post.pk, valid_until__lte=at)
            if not ended.update(**term):
                raise PostHeld
            post.refresh_from_db()
        record([_act(post, "post.add", actor, at, _terms(post))])
    return post


def end_post(post: Post, *, actor: Actor, at: datetime) -> Post:
    """End a duty now, and with it every standing-in for it. Errors: `PostEnded`."""
    with transaction.atomic():
        running = Post.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=at), pk=post.pk
        )
        if not running.update(valid_until=at):
            raise PostEnded
        record([_act(post, "post.end", actor, at, {"user": str(post.user_id)})])
    post.refresh_from_db()
    return post


def substitute(
    post: Post,
    by: User,
    *,
    valid_from: datetime,
    valid_until: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Substitution:
    """Let `by` serve at the post of an absent colleague (委托代岗) for a time.

    Errors: `NotYourPost` unless the holder or a system asks; `WrongSubstitute`, `WrongTerm`,
    `ReasonNeeded`, `PostEnded`.
    """
    if actor.kind == "user" and actor.id != post.user_id:
        raise NotYourPost
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LENGTH:
        raise ReasonNeeded(field="reason")
    _check_substitution(post, by, valid_from, valid_until, at)
    with transaction.atomic():
        substitution = Substitution.objects.create(
            post=post, substitute=by, valid_from=valid_from, valid_until=valid_until, reason=reason
        )
        data: dict[str, object] = {
            "substitute": str(by.pk),
            "reason": reason,
            "valid_from": instant(valid_from),
            "valid_until": instant(valid_until),
        }
        record([_act(post, "post.substitute", actor, at, data)])
    return substitution


def end_substitution(substitution: Substitution, *, actor: Actor, at: datetime) -> None:
    """The colleague is back: the standing-in ends now. Errors: `NotYourPost`, `PostEnded`."""
    post = substitution.post
    if actor.kind == "user" and actor.id not in {post.user_id, substitution.substitute_id}:
        raise NotYourPost
    with transaction.atomic():
        running = Substitution.objects.filter(
            pk=substitution.pk, valid_from__lt=at, valid_until__gt=at
        )
        if not running.update(valid_until=at):
            raise PostEnded
        data: dict[str, object] = {"substitute": str(substitution.substitute_id)}
        record([_act(post, "post.substitute_end", actor, at, data)])


def _check_substitution(
    post: Post, by: User, valid_from: datetime, valid_until: datetime, at: datetime
) -> None:
    if by.pk == post.user_id or not by.is_active:
        raise WrongSubstitute(field="substitute")
    if valid_until <= max(valid_from, at):
        raise WrongTerm(field="valid_until")
    if post.valid_until is not None and post.valid_until <= valid_from:
        raise PostEnded


def _terms(post: Post) -> dict[str, object]:
    terms: dict[str, object] = {
        "user": str(post.user_id),
        "office": str(post.office_id),
        "role": str(post.role),
        "items": list(post.items),
        "valid_from": instant(post.valid_from),
    }
    if post.valid_until:
        terms["valid_until"] = instant(post.valid_until)
    return terms


def _act(post: Post, action: str, actor: Actor, at: datetime, data: dict[str, object]) -> Act:
    return Act(post.office.place, "post", post.pk, actor, at, action, data)
