"""Shapes of documents; the bytes go by a path of their own."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from yingshang.core.documents.models import Document
from yingshang.core.schemas import Shape


class DocumentOut(Shape):
    """A document. *Units*: size in bytes; `sha256` of the bytes in hex."""

    id: UUID
    kind: str = Field(examples=["charter"])
    name: str = Field(examples=["公司章程.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size_bytes: int
    sha256: str
    given_at: datetime
    valid_until: date | None

    @classmethod
    def of(cls, document: Document) -> "DocumentOut":
        """The shape of a document, which comes with its blob."""
        return cls(
            id=document.pk,
            kind=document.kind,
            name=document.name,
            media_type=document.blob.media_type,
            size_bytes=document.blob.size_bytes,
            sha256=document.blob_id,
            given_at=document.given_at,
            valid_until=document.valid_until,
        )
