"""An entry's commitment: what the log holds of an act, and what a receipt opens.

Hash(tag, 32-byte salt, body): it fixes the body and says nothing about it to whoever lacks the
salt. SHA-256 is the rule; SM3 (GB/T 32905) is for places that must use national algorithms. The
tree above is SHA-256 in either case.
"""

import hashlib
from enum import StrEnum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from yingshang.proofs.log.errors import AlgorithmUnavailable

TAG = b"yingshang/entry/v1\x00"
SALT_BYTES = 32


class Algorithm(StrEnum):
    """The hash of a commitment, by the name that receipts and settings use."""

    SHA256 = "sha256"
    SM3 = "sm3"


def commitment(salt: bytes, body: bytes, *, algorithm: Algorithm = Algorithm.SHA256) -> bytes:
    """The 32 bytes that commit to `body`. *Errors*: `AlgorithmUnavailable`."""
    if algorithm is Algorithm.SHA256:
        return hashlib.sha256(TAG + salt + body).digest()
    try:
        digest = hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm:
        raise AlgorithmUnavailable(algorithm=algorithm.value) from None
    digest.update(TAG + salt + body)
    return digest.finalize()
