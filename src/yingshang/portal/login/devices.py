"""The second factor of a log-in: one authenticator (TOTP, RFC 6238), set up once."""

from base64 import b32encode
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from yingshang.core.access.models import User
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

NAME = "authenticator"


class Verdict(Enum):
    """What became of a token; `WAIT` asks for patience after wrong ones."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"


def confirmed_device(user: User) -> TOTPDevice | None:
    """The authenticator of the log-in, if it is set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def pending_device(user: User) -> TOTPDevice:
    """The authenticator being set up: the same secret until it is confirmed."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two tabs must not make two secrets
        device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, name=NAME)
    return device


def check_token(device: TOTPDevice, token: str) -> Verdict:
    """Judge a token, once: the same one does not count twice, wrong ones slow the next down."""
    with transaction.atomic():
        locked = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        is_allowed, _ = locked.verify_is_allowed()
        if not is_allowed:
            return Verdict.WAIT
        return Verdict.RIGHT if locked.verify_token(token) else Verdict.WRONG


def confirm_device(device: TOTPDevice, *, place: str, at: datetime) -> None:
    """Make a pending authenticator the log-in's own, with its entry."""
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        _record(device.user_id, "user.second_factor", Actor.user(device.user_id), place, at)


def forget_second_factor(user: User, *, place: str, actor: Actor, at: datetime) -> None:
    """Remove a lost authenticator after the identity was checked; the next log-in sets up anew."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        _record(user.pk, "user.second_factor_reset", actor, place, at)


def secret_text(device: TOTPDevice) -> str:
    """The secret for typing in: base32 in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _record(user_id: UUID, action: str, actor: Actor, place: str, at: datetime) -> None:
    record([Act(place, "user", user_id, actor, at, action)])
