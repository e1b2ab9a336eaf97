"""The one question: what is this file?"""

from typing import BinaryIO

import filetype

from yingshang.core.documents.checking.archives import HEADER as ZIP_HEADER
from yingshang.core.documents.checking.archives import check_zip
from yingshang.core.documents.checking.findings import Finding, Foreign, Found
from yingshang.core.documents.checking.pdfs import HEADER as PDF_HEADER
from yingshang.core.documents.checking.pdfs import check_pdf
from yingshang.core.documents.checking.pictures import (
    JPEG_HEADER,
    PNG_HEADER,
    check_jpeg,
    check_png,
)
from yingshang.core.documents.checking.texts import charset_of
from yingshang.core.documents.formats import Format
from yingshang.errors import Sentence

HEAD_BYTES = 8192
_BEGINNINGS = (
    (PDF_HEADER, check_pdf),
    (PNG_HEADER, check_png),
    (JPEG_HEADER, check_jpeg),
    (ZIP_HEADER, check_zip),
)
_MARKED_UP = {"application/rtf", "application/postscript"}  # text to a machine, not to a reader


def identify(file: BinaryIO) -> Finding:
    """What the content is; reads in small pieces, decodes and unpacks nothing."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    for beginning, check in _BEGINNINGS:
        if head.startswith(beginning):
            return check(file)
    guess = filetype.guess_mime(head)
    charset = None if guess in _MARKED_UP else charset_of(file)
    if charset:  # before the guess, since a text may begin with the letters of another format
        return Found(Format.TEXT, charset)
    return Foreign(Sentence(guess, guess)) if guess else Foreign()
