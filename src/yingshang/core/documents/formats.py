"""The formats of files that the platform knows, and the words for them."""

from enum import StrEnum

from yingshang.errors import Sentence


class Format(StrEnum):
    """A format that a material's list may allow; the code stands in catalogue files."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that fit, the usual one first."""
        return _ENDINGS.get(self, (f".{self.value}",))

    @property
    def label(self) -> Sentence:
        """What people call it."""
        return Sentence(*_LABELS[self])


_ENDINGS = {
    Format.JPEG: (".jpg", ".jpeg"),
    Format.TEXT: (".txt", ".csv"),
}
_LABELS = {
    Format.PDF: ("PDF 文档", "a PDF document"),
    Format.PNG: ("PNG 图片", "a PNG picture"),
    Format.JPEG: ("JPEG 图片", "a JPEG picture"),
    Format.OFD: ("OFD 版式文档", "an OFD document"),
    Format.DOCX: ("Word 文档（docx）", "a Word document (docx)"),
    Format.XLSX: ("Excel 表格（xlsx）", "an Excel workbook (xlsx)"),
    Format.TEXT: ("纯文本", "plain text"),
}
MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.PNG: "image/png",
    Format.JPEG: "image/jpeg",
    Format.OFD: "application/ofd",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNKNOWN = Sentence("无法识别的内容", "content of an unknown kind")


def listed(formats: list[Format]) -> Sentence:
    """The allowed formats as words in a sentence."""
    return Sentence(
        "、".join(_LABELS[f][0] for f in formats), ", ".join(_LABELS[f][1] for f in formats)
    )
