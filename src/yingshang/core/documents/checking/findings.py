"""What a look into a file finds."""

from dataclasses import dataclass

from yingshang.core.documents.formats import MEDIA_TYPES, UNKNOWN, Format
from yingshang.errors import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A sound file of a known format; text also says how it is encoded."""

    format: Format
    charset: str = ""

    @property
    def media_type(self) -> str:
        """The media type to store and to answer with."""
        if self.format is Format.TEXT:
            return f"text/plain; charset={self.charset}"
        return MEDIA_TYPES[self.format]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that begins like a known format and does not keep what it promises."""

    format: Format
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of no format that the platform takes; `label` names what it seems to be."""

    label: Sentence = UNKNOWN


Finding = Found | Damaged | Foreign
CUT_OFF = Sentence("不完整（没有结尾）", "it is cut off: its end is missing")
