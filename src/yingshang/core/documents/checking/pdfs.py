"""Whether a file is a whole PDF.

Source: ISO 32000-1, 7.5.2 (header) and 7.5.5 (trailer).
"""

import os
from typing import BinaryIO

from yingshang.core.documents.checking.findings import CUT_OFF, Damaged, Found
from yingshang.core.documents.formats import Format

HEADER = b"%PDF-"
TAIL_BYTES = 2048


def check_pdf(file: BinaryIO) -> Found | Damaged:
    """Look for the trailer where readers look for it, near the end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    start = tail.rfind(b"startxref")
    if start < 0 or tail.find(b"%%EOF", start) < 0:
        return Damaged(Format.PDF, CUT_OFF)
    return Found(Format.PDF)
