"""Whether a file is a whole picture of a size that can be shown, told without decoding it.

A few kilobytes can claim more pixels than a machine has memory for; the claim stands in the header.
Source: PNG (ISO/IEC 15948), 11.2.2 and 11.2.5; JPEG (ITU-T T.81), B.2.
"""

import os
import struct
from typing import BinaryIO

from yingshang.core.documents.checking.findings import CUT_OFF, Damaged, Found
from yingshang.core.documents.formats import Format
from yingshang.errors import Sentence

PNG_HEADER = b"\x89PNG\r\n\x1a\n"
JPEG_HEADER = b"\xff\xd8\xff"
MAX_SIDE = 30_000  # pixels; an A0 sheet at 600 dpi is under 29,000 high
MAX_PIXELS = 150_000_000  # an A3 sheet at 600 dpi is 70 million
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_JPEG_TAIL_BYTES = 64 * 1024  # cameras write notes of their own after the picture's end
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD9)}

HUGE = Sentence(
    "尺寸过大（{width}×{height} 像素）", "its picture is too large ({width} × {height} pixels)"
)
NO_SIZE = Sentence("没有写明尺寸", "it does not say how large its picture is")


def check_png(file: BinaryIO) -> Found | Damaged:
    """Header, dimensions, end."""
    file.seek(0)
    head = file.read(33)
    if len(head) < 33 or head[8:16] != b"\x00\x00\x00\rIHDR":
        return Damaged(Format.PNG, NO_SIZE)
    if not _tail(file, len(_PNG_END)).endswith(_PNG_END):
        return Damaged(Format.PNG, CUT_OFF)
    width, height = struct.unpack(">II", head[16:24])
    return _judge(Format.PNG, width, height)


def check_jpeg(file: BinaryIO) -> Found | Damaged:
    """Segments up to the frame's header, dimensions, end."""
    size = _jpeg_size(file)
    if size is None:
        return Damaged(Format.JPEG, NO_SIZE)
    if _JPEG_END not in _tail(file, _JPEG_TAIL_BYTES):
        return Damaged(Format.JPEG, CUT_OFF)
    return _judge(Format.JPEG, *size)


def _judge(found: Format, width: int, height: int) -> Found | Damaged:
    if width < 1 or height < 1:
        return Damaged(found, NO_SIZE)
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        return Damaged(found, Sentence(HUGE.zh, HUGE.en, {"width": width, "height": height}))
    return Found(found)


def _jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(2)
    while (marker := _next_marker(file)) is not None:
        if marker in _ALONE:
            continue
        length = _number(file)
        if length is None or length < 2 or marker == 0xDA:
            return None
        if marker in _FRAMES:
            file.seek(1, os.SEEK_CUR)
            height, width = _number(file), _number(file)
            return None if height is None or width is None else (width, height)
        file.seek(length - 2, os.SEEK_CUR)
    return None


def _next_marker(file: BinaryIO) -> int | None:
    if file.read(1) != b"\xff":
        return None
    byte = file.read(1)
    while byte == b"\xff":
        byte = file.read(1)
    return byte[0] if byte else None


def _number(file: BinaryIO) -> int | None:
    two = file.read(2)
    return int.from_bytes(two, "big") if len(two) == 2 else None


def _tail(file: BinaryIO, size: int) -> bytes:
    file.seek(max(0, file.seek(0, os.SEEK_END) - size))
    return file.read(size)
