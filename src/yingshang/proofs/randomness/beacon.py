"""The drand quicknet beacon: a public signature every three seconds that nobody knows before.

*Source*: drand's `/52db…e971/info` (chain constants) and its cryptography specification, scheme
`bls-unchained-g1-rfc9380`: the message is SHA-256 of the round as eight big-endian bytes, the
signature a point of G1, the randomness SHA-256 of the signature's bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar, NoReturn

from py_arkworks_bls12381 import GT, G1Point, G2Point

from yingshang.proofs.randomness.errors import (
    BeaconSignatureInvalid,
    RandomnessMismatch,
    RoundTooEarly,
    RoundTooLate,
    RoundWrong,
)
from yingshang.proofs.randomness.moments import written

MARGIN_SECONDS = 60
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SIGNATURE_BYTES = 48
LAST_ROUND = 2**36  # about 6,500 years on: a round must be a moment that a calendar can write


@dataclass(frozen=True)
class Chain:
    """A drand network. *Units*: genesis in Unix seconds, period in seconds."""

    hash: str
    public_key: str
    genesis: int
    period: int


QUICKNET = Chain(
    hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    genesis=1692803367,
    period=3,
)


def time_of_round(number: int) -> datetime:
    """When quicknet signs the round; round 1 is the genesis."""
    return datetime.fromtimestamp(QUICKNET.genesis + (number - 1) * QUICKNET.period, tz=UTC)


def round_after(at: datetime) -> int:
    """The first round signed at `at` or later."""
    return max(1, 1 - (time_of_round(1) - at) // timedelta(seconds=QUICKNET.period))


@dataclass(frozen=True)
class BeaconSource:
    """The promise, at announcement, to use one future round of quicknet."""

    kind: ClassVar[str] = "drand-quicknet"
    round: int

    def check(self, announced_at: datetime) -> None:
        """Refuse a round that might be known already. Errors: `RoundTooEarly`."""
        if self.round > LAST_ROUND:
            raise RoundTooLate(round=self.round, last=LAST_ROUND)
        soonest = announced_at + timedelta(seconds=MARGIN_SECONDS)
        first = round_after(soonest)
        if self.round < first:
            raise RoundTooEarly(
                round=self.round,
                time=written(time_of_round(max(self.round, 1))),
                margin=MARGIN_SECONDS,
                first=first,
            )

    def document(self) -> dict[str, object]:
        """The source as the announcement publishes it."""
        return {"chain": QUICKNET.hash, "kind": self.kind, "round": self.round}


@dataclass(frozen=True)
class BeaconRound:
    """A round as drand publishes it; `signature` is 48 bytes."""

    round: int
    signature: bytes

    @property
    def randomness(self) -> bytes:
        """SHA-256 of the signature, as drand defines it."""
        return hashlib.sha256(self.signature).digest()

    def seed(self, source: object, announcement_hash: bytes, announced_at: datetime) -> bytes:
        """The 32-byte seed, once round and signature are checked.

        Errors: `RandomnessMismatch`, `RoundWrong`, `BeaconSignatureInvalid`.
        """
        if not isinstance(source, BeaconSource):
            raise RandomnessMismatch(
                announced=getattr(source, "kind", source), given=BeaconSource.kind
            )
        if self.round != source.round:
            raise RoundWrong(announced=source.round, given=self.round)
        self.verify()
        return self.randomness

    def verify(self) -> None:
        """Check the BLS signature with quicknet's key. Errors: `BeaconSignatureInvalid`."""
        if not 1 <= self.round <= LAST_ROUND:
            self._refuse("没有这一轮 · there is no such round")
        message = hashlib.sha256(self.round.to_bytes(8, "big")).digest()
        hashed = G1Point.hash_to_curve(message, DOMAIN)
        key = G2Point.from_compressed_bytes(bytes.fromhex(QUICKNET.public_key))
        if not GT.pairing_check([self._point(), -hashed], [G2Point(), key]):
            self._refuse("签名与公钥不符 · it does not fit the public key")

    def _point(self) -> G1Point:
        """The signature as a curve point in the right subgroup, in its only spelling."""
        if len(self.signature) != SIGNATURE_BYTES:
            self._refuse(f"{len(self.signature)} ≠ {SIGNATURE_BYTES} bytes")
        try:
            point = G1Point.from_compressed_bytes(self.signature)
        except ValueError:
            self._refuse("不是曲线上的点 · no point of the curve")
        if point == G1Point.identity() or point.to_compressed_bytes() != self.signature:
            self._refuse("不是规范编码 · not in canonical form")
        return point

    def _refuse(self, reason: str) -> NoReturn:
        raise BeaconSignatureInvalid(round=self.round, reason=reason)

    def document(self) -> dict[str, object]:
        """The round as the draw publishes it."""
        return {
            "kind": BeaconSource.kind,
            "round": self.round,
            "signature": self.signature.hex(),
        }
