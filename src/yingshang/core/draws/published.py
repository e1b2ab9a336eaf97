"""The published document of a draw, kept in two parts so that the pool is stored once."""

from yingshang.proofs.draws import Drawn, publish

PREFIX = b'{"announcement":'


def result_of(drawn: Drawn) -> bytes:
    """The document without its announcement: randomness, outcome and hash, as a JSON object."""
    document = publish(drawn)
    start = len(PREFIX) + len(drawn.announced.body) + 1
    return b"{" + document[start:]


def whole(announcement: bytes, result: bytes) -> bytes:
    """The document as it is published, from its two parts."""
    return PREFIX + announcement + b"," + result[1:]
