"""Commit and reveal: randomness without a network, from parties who cannot see each other's part.

Each party publishes a hash of its secret; when commits have closed, each shows the secret. One
honest party makes the seed unpredictable. The last to reveal can still refuse, having computed the
outcome: then the draw is void, and the record says whose silence did it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yingshang.errors import DomainError
from yingshang.proofs.randomness.errors import (
    CommitLate,
    PartiesInvalid,
    PartyUnknown,
    PeriodInvalid,
    RandomnessMismatch,
    RevealDiffers,
    RevealOutOfTime,
    RevealsStillOpen,
    SecretTooShort,
)
from yingshang.proofs.randomness.moments import written

COMMIT_TAG = b"yingshang/draw/commit/1\x00"
REVEAL_TAG = b"yingshang/draw/reveals/1\x00"
LEAST_SECRET, MOST_SECRET = 32, 1024
LONGEST_NAME = 100  # characters


def commitment(announcement_hash: bytes, party: str, secret: bytes) -> bytes:
    """SHA-256(tag, announcement hash, SHA-256(party), secret): bound to draw and party.

    Errors: `SecretTooShort`.
    """
    if not LEAST_SECRET <= len(secret) <= MOST_SECRET:
        raise SecretTooShort(party=party, length=len(secret), least=LEAST_SECRET, most=MOST_SECRET)
    name = hashlib.sha256(party.encode()).digest()
    return hashlib.sha256(COMMIT_TAG + announcement_hash + name + secret).digest()


@dataclass(frozen=True)
class CommitReveal:
    """The promise, at announcement, that these parties will commit and reveal, and until when."""

    kind: ClassVar[str] = "commit-reveal"
    parties: tuple[str, ...]
    commit_until: datetime
    reveal_until: datetime

    def check(self, announced_at: datetime) -> None:
        """Errors: `PartiesInvalid`, `PeriodInvalid`."""
        named = {name for name in self.parties if _is_name(name)}
        if len(named) < 2 or len(named) != len(self.parties):
            raise PartiesInvalid(parties="、".join(self.parties))
        times = [written(at) for at in (announced_at, self.commit_until, self.reveal_until)]
        if not times[0] < times[1] < times[2]:
            raise PeriodInvalid(announced=times[0], commit_until=times[1], reveal_until=times[2])

    def document(self) -> dict[str, object]:
        """The source as the announcement publishes it, parties in order of name."""
        return {
            "commit_until": written(self.commit_until),
            "kind": self.kind,
            "parties": sorted(self.parties),
            "reveal_until": written(self.reveal_until),
        }


@dataclass(frozen=True)
class Commit:
    """A party's hash, and when it was received."""

    party: str
    hash: bytes
    at: datetime


@dataclass(frozen=True)
class Reveal:
    """A party's secret, and when it was received."""

    party: str
    secret: bytes
    at: datetime


@dataclass(frozen=True)
class Void:
    """No seed: these parties' `commits` or `reveals` (as `missing` says) never came."""

    missing: str
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Revealed:
    """What the parties did, as received until `closed_at`."""

    commits: tuple[Commit, ...]
    reveals: tuple[Reveal, ...]
    closed_at: datetime

    def seed(
        self, source: object, announcement_hash: bytes, announced_at: datetime
    ) -> "bytes | Void":
        """The 32-byte seed, or who made it void.

        Errors: each of a commit's and a reveal's; `RevealsStillOpen` while a missing party has
        time; `RandomnessMismatch`.
        """
        if not isinstance(source, CommitReveal):
            raise RandomnessMismatch(
                announced=getattr(source, "kind", source), given=CommitReveal.kind
            )
        received = [one.at for one in self.commits] + [one.at for one in self.reveals]
        for at in (self.closed_at, *received):
            written(at)  # refuses a time without its zone
        commits = self._commits(source, announced_at)
        secrets = self._secrets(source, commits, announcement_hash)
        void = self._missing(source, commits, secrets)
        return void or _mixed(announcement_hash, secrets)

    def _commits(self, source: CommitReveal, announced_at: datetime) -> dict[str, bytes]:
        commits: dict[str, bytes] = {}
        for one in self.commits:
            if one.party not in source.parties or one.party in commits:
                raise PartyUnknown(party=one.party)
            if not announced_at < one.at <= source.commit_until:
                raise CommitLate(
                    party=one.party, at=written(one.at), until=written(source.commit_until)
                )
            commits[one.party] = one.hash
        return commits

    def _secrets(
        self, source: CommitReveal, commits: dict[str, bytes], announcement_hash: bytes
    ) -> dict[str, bytes]:
        secrets: dict[str, bytes] = {}
        for one in self.reveals:
            if one.party not in commits or one.party in secrets:
                raise PartyUnknown(party=one.party)
            refusal = _wrong_reveal(one, source, commits[one.party], announcement_hash)
            if refusal is not None:
                raise refusal
            secrets[one.party] = one.secret
        return secrets

    def _missing(
        self, source: CommitReveal, commits: dict[str, bytes], secrets: dict[str, bytes]
    ) -> Void | None:
        silent = tuple(sorted(set(source.parties) - set(commits)))
        if silent:
            return self._void("commits", silent, closes=source.commit_until)
        silent = tuple(sorted(set(source.parties) - set(secrets)))
        if silent:
            return self._void("reveals", silent, closes=source.reveal_until)
        return None

    def _void(self, missing: str, parties: tuple[str, ...], *, closes: datetime) -> Void:
        if self.closed_at <= closes:
            raise RevealsStillOpen(parties="、".join(parties), closes=written(closes))
        return Void(missing, parties)

    def document(self) -> dict[str, object]:
        """The record as the draw publishes it, parties in order of name."""
        commits = sorted(self.commits, key=lambda one: one.party)
        reveals = sorted(self.reveals, key=lambda one: one.party)
        return {
            "closed_at": written(self.closed_at),
            "commits": [
                {"at": written(one.at), "hash": one.hash.hex(), "party": one.party}
                for one in commits
            ],
            "kind": CommitReveal.kind,
            "reveals": [
                {"at": written(one.at), "party": one.party, "secret": one.secret.hex()}
                for one in reveals
            ],
        }


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and text.isprintable() and text.strip() == text


def _wrong_reveal(
    one: Reveal, source: CommitReveal, commit: bytes, announcement_hash: bytes
) -> DomainError | None:
    if not source.commit_until < one.at <= source.reveal_until:
        return RevealOutOfTime(
            party=one.party,
            at=written(one.at),
            opens=written(source.commit_until),
            closes=written(source.reveal_until),
        )
    if not hmac.compare_digest(commitment(announcement_hash, one.party, one.secret), commit):
        return RevealDiffers(party=one.party)
    return None


def _mixed(announcement_hash: bytes, secrets: dict[str, bytes]) -> bytes:
    """SHA-256(tag, announcement hash, SHA-256 of each secret in order of party)."""
    mixed = hashlib.sha256(REVEAL_TAG + announcement_hash)
    for party in sorted(secrets):
        mixed.update(hashlib.sha256(secrets[party]).digest())
    return mixed.digest()
