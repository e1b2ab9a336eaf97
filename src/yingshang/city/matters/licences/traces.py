"""Which check tokens a file carries: a changed copy still says which licence it claims to be.

A licence's link stands in its PDF several times (keywords, metadata, links). A program that saves
a changed copy may pack them away, so small packed streams are unpacked too, within fixed bounds.
"""

import re
import zlib
from collections.abc import Iterator

from yingshang.city.matters.licences.codes import PATH, TOKEN

MAX_STREAMS = 2_000
MAX_STREAM_BYTES = 256 * 1024
MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_TOKENS = 20
_LINK = re.compile(re.escape(PATH.encode()) + b"(" + TOKEN.pattern.encode() + b")(?![A-Za-z0-9_-])")
_STREAM = re.compile(rb"stream\r?\n")


def tokens_in(content: bytes) -> list[str]:
    """The tokens of links to our check, each once, in the order of appearance; 20 at most.

    *Units*: no more than 8 MiB are unpacked, from 2,000 streams of 256 KiB.
    """
    found: dict[str, None] = {}
    for part in _parts(content):
        for link in _LINK.finditer(part):
            found.setdefault(link[1].decode())
            if len(found) == MAX_TOKENS:
                return list(found)
    return list(found)


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    yield content.replace(b"\x00", b"")  # text in UTF-16, as some programs write metadata
    left = MAX_UNPACKED_BYTES
    for number, start in enumerate(_STREAM.finditer(content)):
        if number == MAX_STREAMS or left <= 0:
            return
        unpacked = _unpacked(content, start.end(), min(left, MAX_STREAM_BYTES))
        left -= len(unpacked)
        yield unpacked


def _unpacked(content: bytes, start: int, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(
            memoryview(content)[start : start + MAX_STREAM_BYTES], limit
        )
    except zlib.error:
        return b""
