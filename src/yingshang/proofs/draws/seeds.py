"""From seed to choices: keys for each use, and whole numbers below a bound without bias."""

import hashlib

TICKET_TAG = b"yingshang/draw/tickets/1\x00"
WEIGHT_TAG = b"yingshang/draw/weights/1\x00"
TEAM_TAG = b"yingshang/draw/teams/1\x00"
SPAN = 2**256


def key_of(tag: bytes, seed: bytes, announcement_hash: bytes, text: str = "") -> bytes:
    """SHA-256(tag, 32-byte seed, 32-byte announcement hash, text): a key for one use of the seed.

    The announcement's hash is the draw's identity: two draws with one seed share nothing.
    """
    return hashlib.sha256(tag + seed + announcement_hash + text.encode()).digest()


class Numbers:
    """Whole numbers from a key: block i is SHA-256(key, i as eight big-endian bytes)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._used = 0

    def below(self, bound: int) -> int:
        """A number from 0 to `bound - 1`, each equally likely.

        A block counts only when it lies below the largest multiple of `bound` up to 2^256;
        otherwise the next is taken. *Units*: `bound` is from 1 to 2^256.
        """
        limit = SPAN - SPAN % bound
        while True:
            block = hashlib.sha256(self._key + self._used.to_bytes(8, "big")).digest()
            self._used += 1
            number = int.from_bytes(block, "big")
            if number < limit:
                return number % bound
