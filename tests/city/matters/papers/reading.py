"""What a reader finds in a PDF."""

import io

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """The text of all pages without spaces and break marks, which typesetting puts in freely."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return "".join("".join(pages).replace("\u200b", "").split())
