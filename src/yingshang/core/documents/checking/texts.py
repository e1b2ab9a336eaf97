"""Whether a file is plain text, and in which encoding."""

import codecs
from typing import BinaryIO

CHARSETS = ("utf-8", "gb18030")
CHUNK_BYTES = 64 * 1024
_FORBIDDEN = frozenset(range(32)) - {9, 10, 12, 13} | {127}


def charset_of(file: BinaryIO) -> str | None:
    """The first of UTF-8 and GB18030 in which the whole file reads as text without controls."""
    return next((charset for charset in CHARSETS if _reads_as(charset, file)), None)


def _reads_as(charset: str, file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(charset)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK_BYTES):
            if not _FORBIDDEN.isdisjoint(chunk):
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
