"""The keys of a place's log, from the settings.

A key's name is the log's address without the place; the log of a place is called
`<name>/<place>`, and the same Ed25519 key signs for each under that name, so that no checkpoint of
one place passes for another's.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from yingshang.core.ledger.sealing.errors import LogKeyMissing
from yingshang.proofs.log.keys import Ed25519Signer, Ed25519Verifier

PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class LogKeys:
    """Who signs for a log now, and whose signatures count."""

    origin: str
    signers: tuple[Ed25519Signer, ...]
    verifiers: tuple[Ed25519Verifier, ...]


def keys_of(place: str) -> LogKeys:
    """The keys of a place's log. Errors: `LogKeyMissing`; `KeyInvalid` for a text that is no key.

    A former key that is given with its secret signs too, as long as followers know only it.
    """
    first = Ed25519Signer.from_text(_secret())
    former = tuple(settings.OLD_LOG_KEYS)
    others = [Ed25519Signer.from_text(text) for text in former if text.startswith(PRIVATE)]
    public = [Ed25519Verifier.from_text(t) for t in former if not t.startswith(PRIVATE)]
    signers = tuple(_signer(each, place) for each in (first, *others))
    known = (*(each.verifier for each in signers), *(_verifier(each, place) for each in public))
    return LogKeys(f"{first.name}/{place}", signers, known)


def _secret() -> str:
    text: str = settings.LOG_KEY
    if text.startswith(PRIVATE):
        return text
    try:
        return Path(text).read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise LogKeyMissing(reason=getattr(error, "strerror", None) or "not text") from error


def _signer(key: Ed25519Signer, place: str) -> Ed25519Signer:
    return Ed25519Signer(f"{key.name}/{place}", key.seed)


def _verifier(key: Ed25519Verifier, place: str) -> Ed25519Verifier:
    return Ed25519Verifier(f"{key.name}/{place}", key.key)
