"""The keys of places: ours follow from `DATA_KEY`, those of other instances are entered by hand.

Each place has a key to sign with (Ed25519) and one to be written to (X25519). What is signed
begins with a word for its purpose, so that no signature passes for another's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import transaction

from yingshang.core.catalogue.models import Edition
from yingshang.core.exchange.envelope import key_under
from yingshang.core.exchange.places.errors import PlaceUnknown
from yingshang.core.exchange.places.models import PlaceKey
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What a place tells the others: with what it signs, and to what they seal."""

    signing: bytes
    sealing: bytes


def is_hosted(place: str) -> bool:
    """Whether the place lives in this database."""
    return Edition.objects.filter(place=place).exists()


def sign(place: str, purpose: str, text: bytes) -> bytes:
    """The place's 64-byte signature under a text, for one purpose (`letter`, `receipt`, `feed`)."""
    return _signer(settings.DATA_KEY, place).sign(_bound(purpose, text))


def is_signed(place: str, purpose: str, text: bytes, signature: bytes) -> bool:
    """Whether a known key of the place made the signature. Errors: `PlaceUnknown`."""
    return is_signed_by(known_keys(place), purpose, text, signature)


def is_signed_by(keys: Iterable[PublicKeys], purpose: str, text: bytes, signature: bytes) -> bool:
    """The same where a place's known keys were read before."""
    return any(_holds(key.signing, _bound(purpose, text), signature) for key in keys)


def own_keys(place: str) -> PublicKeys:
    """The public halves of a place that lives here."""
    return _own(settings.DATA_KEY, place)


def known_keys(place: str) -> list[PublicKeys]:
    """The place's public keys, the present one first; former data keys of ours count too.

    Errors: `PlaceUnknown` when it neither lives here nor was entered.
    """
    if is_hosted(place):
        return [_own(key, place) for key in (settings.DATA_KEY, *settings.OLD_DATA_KEYS)]
    rows = PlaceKey.objects.filter(place=place, ended_at__isnull=True).order_by("-added_at")
    found = [PublicKeys(bytes(row.signing), bytes(row.sealing)) for row in rows]
    if not found:
        raise PlaceUnknown(place=place)
    return found


def trust(peer: str, keys: PublicKeys, *, place: str, actor: Actor, at: datetime) -> None:
    """From now on `place` takes letters signed with these keys as the peer's; an entry says so."""
    with transaction.atomic():
        row, is_new = PlaceKey.objects.get_or_create(
            place=peer, signing=keys.signing, sealing=keys.sealing, defaults={"added_at": at}
        )
        if is_new:
            data = {"peer": peer, "signing": keys.signing.hex(), "sealing": keys.sealing.hex()}
            record([Act(place, "place_key", row.pk, actor, at, "exchange.trust", data)])


def sealing_secret(data_key: str, place: str) -> X25519PrivateKey:
    """The private key to which others seal for the place."""
    seed = key_under(data_key, f"yingshang/places/v1/{place}/seal")
    return X25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=64)
def _signer(data_key: str, place: str) -> Ed25519PrivateKey:
    seed = key_under(data_key, f"yingshang/places/v1/{place}/sign")
    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=64)
def _own(data_key: str, place: str) -> PublicKeys:
    signing = _signer(data_key, place).public_key().public_bytes_raw()
    return PublicKeys(signing, sealing_secret(data_key, place).public_key().public_bytes_raw())


def _bound(purpose: str, text: bytes) -> bytes:
    return f"yingshang/{purpose}/v1\n".encode() + text


def _holds(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
