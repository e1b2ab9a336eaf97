"""Log-ins: created by the administration, by the command line or by a person who registers."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from yingshang.core.access.errors import UsernameTaken, WeakPassword, WrongUsername
from yingshang.core.access.models import User
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.identifiers import checked_name
from yingshang.core.parties.models import Party

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def create_user(
    username: str,
    *,
    display_name: str,
    password: str | None = None,
    person: Party | None = None,
    is_demo: bool = False,
    place: str,
    actor: Actor,
    at: datetime,
) -> User:
    """A log-in; without a password it works by OpenID Connect, or for the demo cast by one click.

    Errors: `WrongUsername`, `WrongName`, `WeakPassword`; `UsernameTaken`.
    """
    if not _USERNAME.fullmatch(username):
        raise WrongUsername(field="username")
    user = User(username=username, display_name=checked_name(display_name, field="display_name"))
    user.person, user.is_demo = person, is_demo
    _set_password(user, password)
    with transaction.atomic():
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            raise UsernameTaken(field="username") from None
        _record(user, "user.create", place, actor, at, username=username)
    return user


class LogIn(NamedTuple):
    """A log-in without a password, to be made for a person: a row of a batch."""

    username: str
    display_name: str
    person_id: UUID


def create_users(
    rows: Sequence[LogIn], *, is_demo: bool = False, place: str, actor: Actor, at: datetime
) -> list[User]:
    """`create_user` for many persons, all or none: three SQL statements.

    Errors: `WrongUsername`, `WrongName`; a name that is taken is refused by the database.
    """
    users = []
    for row in rows:
        if not _USERNAME.fullmatch(row.username):
            raise WrongUsername(field="username")
        user = User(username=row.username, display_name=checked_name(row.display_name))
        user.person_id, user.is_demo = row.person_id, is_demo
        user.set_unusable_password()
        users.append(user)
    with transaction.atomic():
        User.objects.bulk_create(users)
        record([
            Act(place, "user", u.pk, actor, at, "user.create", {"username": u.username})
            for u in users
        ])  # fmt: skip
    return users


def change_password(user: User, password: str, *, place: str, actor: Actor, at: datetime) -> None:
    """Set a new password; sessions of the old one end. Errors: `WeakPassword`."""
    _set_password(user, password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _record(user, "user.password", place, actor, at)


def close_user(user: User, *, place: str, actor: Actor, at: datetime) -> None:
    """End a log-in for good: it can no longer enter, see or act. What it did stays."""
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        _record(user, "user.close", place, actor, at)


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise WeakPassword(field="password", problems=" ".join(error.messages)) from None
    user.set_password(password)


def _record(
    user: User, action: str, place: str, actor: Actor, at: datetime, **data: object
) -> None:
    record([Act(place, "user", user.pk, actor, at, action, data)])
