"""What a zip holds, told from its directory alone: nothing is ever unpacked.

OFD (GB/T 33190), docx and xlsx (ISO/IEC 29500) are zips with known parts.
"""

import os
import zipfile
from typing import BinaryIO

from yingshang.core.documents.checking.findings import Damaged, Finding, Foreign, Found
from yingshang.core.documents.formats import Format
from yingshang.errors import Sentence

HEADER = b"PK\x03\x04"
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_RATIO = 200  # packed XML seldom shrinks beyond a hundredth
_END_BYTES = 22
_END = b"PK\x05\x06"
_WIDE_END = b"PK\x06\x07"  # zip64, for what is beyond 4 GB
_PARTS = {
    Format.OFD: {"OFD.xml"},
    Format.DOCX: {"[Content_Types].xml", "word/document.xml"},
    Format.XLSX: {"[Content_Types].xml", "xl/workbook.xml"},
}

ZIP = Sentence("ZIP 压缩包", "a ZIP archive")
BROKEN = Sentence("目录损坏", "its directory is broken")
BOMB = Sentence("展开后过大，已拒收且未展开", "it would unpack to too much; it was not unpacked")
ENCRYPTED = Sentence("已加密，无法检查", "it is encrypted and cannot be checked")


def check_zip(file: BinaryIO) -> Finding:
    """The format its parts make it, or the reason why it is refused."""
    entries = _entries(file)
    if entries is None:
        return Foreign(ZIP)
    names = {entry.filename for entry in entries}
    found = next((f for f, parts in _PARTS.items() if parts <= names), None)
    if found is None:
        return Foreign(ZIP)
    reason = _reason(entries)
    return Damaged(found, reason) if reason else Found(found)


def names_in(file: BinaryIO) -> list[str]:
    """The names of a sound zip's entries."""
    return [entry.filename for entry in _entries(file) or []]


def _reason(entries: list[zipfile.ZipInfo]) -> Sentence | None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        return BOMB
    if unpacked > 1024 * 1024 and unpacked > MAX_RATIO * packed:
        return BOMB
    if any(entry.flag_bits & 1 for entry in entries):
        return ENCRYPTED
    return None


def _entries(file: BinaryIO) -> list[zipfile.ZipInfo] | None:
    """None for a directory that is broken, or larger than any document needs."""
    if not _directory_is_small(file):
        return None
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def _directory_is_small(file: BinaryIO) -> bool:
    """Reads the end record as `zipfile` will, which would take a directory of any size."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_BYTES - 0xFFFF))
    tail = file.read()
    start = tail.rfind(_END)
    if tail[-_END_BYTES:].startswith(_END) and tail.endswith(b"\x00\x00"):
        start = len(tail) - _END_BYTES
    if start < 0 or len(tail) - start < _END_BYTES or tail[:start][-20:].startswith(_WIDE_END):
        return False
    return int.from_bytes(tail[start + 12 : start + 16], "little") <= MAX_DIRECTORY_BYTES
