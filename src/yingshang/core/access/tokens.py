"""Bearer tokens of the API: shown once, kept as a digest, ended by date or by hand."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yingshang.core.access.errors import TokenMissing, WrongTokenTerm
from yingshang.core.access.models import ApiToken, User
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.parties.identifiers import checked_name

PREFIX = "ys_"
SECRET_BYTES = 32
MOST_DAYS = 366
LABEL_LENGTH = 60


def create_token(
    user: User, *, label: str, days: int, place: str, actor: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A token of `user` and its secret, which nobody can see again. `days`: validity, 1 to 366.

    Errors: `WrongTokenTerm`, `WrongName` for the label.
    """
    if not 1 <= days <= MOST_DAYS:
        raise WrongTokenTerm(field="days", most=MOST_DAYS)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user,
            digest=_digest(secret),
            label=checked_name(label, field="label")[:LABEL_LENGTH],
            valid_until=at + timedelta(days=days),
        )
        data = {"label": token.label, "valid_until": instant(token.valid_until)}
        record([Act(place, "token", token.pk, actor, at, "token.create", data, user.pk)])
    return token, secret


def user_of_token(secret: str, *, at: datetime) -> User | None:
    """The user that a bearer acts as; None for a token that is unknown, ended or revoked."""
    if not secret.startswith(PREFIX):
        return None
    token = (
        ApiToken.objects.select_related("user")
        .filter(
            digest=_digest(secret),
            revoked_at__isnull=True,
            valid_until__gt=at,
            user__is_active=True,
        )
        .first()
    )
    return token.user if token else None


def revoke_token(user: User, token_id: UUID, *, place: str, actor: Actor, at: datetime) -> None:
    """End a token of `user` now. Errors: `TokenMissing`, also for a token of somebody else."""
    with transaction.atomic():
        mine = ApiToken.objects.filter(pk=token_id, user=user, revoked_at__isnull=True)
        if not mine.update(revoked_at=at):
            raise TokenMissing
        record([Act(place, "token", token_id, actor, at, "token.revoke", {}, user.pk)])


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
