"""What in a PDF acts by itself: scripts, launches, rich media, XFA forms.

Names may be written with `#xx` for any letter, and objects may lie packed in object streams; both
are seen. A PDF whose objects cannot be seen, encrypted or oddly packed, is refused as such.
Source: ISO 32000-1, 7.3.5 (names), 7.5.7 (object streams), 12.6.4 (actions), 7.6 (encryption).
"""

import mmap
import re
import zlib
from collections.abc import Iterator

from yingshang.errors import Sentence

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_OBJECT_STREAMS = 20_000
LIES_OPEN = -1
_PACKED_STEP_BYTES = 64 * 1024
_STEP_BYTES = 1024 * 1024
_OVERLAP_BYTES = 128
_DICTIONARY_BYTES = 2048
_END_OF_NAME = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"

LOCKED = Sentence("已加密，无法检查；请去掉密码", "it is encrypted; remove the password")
UNSEEN = Sentence("内部对象无法检查", "objects within it cannot be checked")


def _letter(letter: str) -> str:
    return rf"(?:{re.escape(letter)}|#(?i:{ord(letter):02x}))"


def _name(name: str) -> re.Pattern[bytes]:
    return re.compile(("/" + "".join(map(_letter, name))).encode() + _END_OF_NAME)


_ACTIVE = {
    _name("JavaScript"): Sentence("含有脚本（JavaScript）", "it holds scripts (JavaScript)"),
    _name("Launch"): Sentence("会启动其他程序", "it launches other programs"),
    _name("RichMedia"): Sentence("含有可执行的多媒体", "it holds rich media that runs"),
    _name("XFA"): Sentence("含有动态表单（XFA）", "it holds a dynamic form (XFA)"),
}
_ENCRYPT = _name("Encrypt")
_OBJECT_STREAM = _name("ObjStm")
_FILTER = _name("Filter")
_PARAMETERS = _name("DecodeParms")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)" + _END_OF_NAME)
_DECODERS = re.compile(rb"/(?:[A-Za-z0-9#]+Decode|Fl)" + _END_OF_NAME)
_STREAM = re.compile(rb"stream\r?\n")


def active_content(data: mmap.mmap) -> Sentence | None:
    """The first thing that acts, or the reason why it cannot be told; None is a still document."""
    if _ENCRYPT.search(data):
        return LOCKED
    return _acting(data) or _acting_in_object_streams(data)


def _acting(data: mmap.mmap | bytes) -> Sentence | None:
    return next((reason for name, reason in _ACTIVE.items() if name.search(data)), None)


def _acting_in_object_streams(data: mmap.mmap) -> Sentence | None:
    left = MAX_UNPACKED_BYTES
    for number, match in enumerate(_OBJECT_STREAM.finditer(data)):
        body = _packed_body(data, match.start())
        if body is None or number >= MAX_OBJECT_STREAMS:
            return UNSEEN
        if body == LIES_OPEN:
            continue
        try:
            for piece in _unpacked(data, body):
                left -= len(piece)
                reason = UNSEEN if left < 0 else _acting(piece)
                if reason:
                    return reason
        except zlib.error:
            return UNSEEN
    return None


def _packed_body(data: mmap.mmap, name: int) -> int | None:
    """Where the packed bytes begin of the object stream whose type stands at `name`.

    `LIES_OPEN` if it is not packed and was seen with the rest; None if it is packed in a way that
    cannot be undone here.
    """
    body = _STREAM.search(data, name, name + _DICTIONARY_BYTES)
    opened = data.rfind(b"obj", max(0, name - _DICTIONARY_BYTES), name)
    if body is None or opened < 0:
        return None
    dictionary = data[opened : body.start()]
    if not _FILTER.search(dictionary):
        return LIES_OPEN
    if _PARAMETERS.search(dictionary) or not _FLATE.search(dictionary):
        return None
    return body.end() if len(_DECODERS.findall(dictionary)) == 1 else None


def _unpacked(data: mmap.mmap, start: int) -> Iterator[bytes]:
    """Pieces of at most a megabyte that overlap, so that no name falls between two."""
    unpack = zlib.decompressobj()
    packed, kept = b"", b""
    while not unpack.eof:
        packed = unpack.unconsumed_tail or data[start : start + _PACKED_STEP_BYTES]
        if not unpack.unconsumed_tail:
            start += len(packed)
        if not packed:
            return
        piece = unpack.decompress(packed, _STEP_BYTES)
        yield kept + piece
        kept = piece[-_OVERLAP_BYTES:]
