"""The base of all domain errors and its kinds."""

from enum import StrEnum
from typing import ClassVar

from yingshang.errors.sentences import Sentence


class Kind(StrEnum):
    """What a caller can do about it: mend the input, look again, ask for rights, or retry."""

    INVALID = "invalid"
    CONFLICT = "conflict"
    DENIED = "denied"
    MISSING = "missing"
    UNAVAILABLE = "unavailable"


class DomainError(Exception):
    """A mistake the domain can name.

    `code` is stable and public (`matters.material_missing`); `zh` and `en` say what happened and
    what to do next, as `str.format` templates over the keyword arguments; `field` names the place
    in a form or file where the remedy belongs, if there is one.
    """

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "yingshang.error"
    zh: ClassVar[str] = "操作未完成。"
    en: ClassVar[str] = "The operation was not completed."

    def __init__(self, *, field: str | None = None, **data: object) -> None:
        self.field = field
        self.data = data
        super().__init__(self.sentence.text("en"))

    @property
    def sentence(self) -> Sentence:
        """The message in both languages."""
        return Sentence(self.zh, self.en, self.data)

    def text(self, language: str = "zh-hans") -> str:
        """The message in one language."""
        return self.sentence.text(language)


class Invalid(DomainError):
    """The input is wrong and the same input will be wrong again."""

    kind = Kind.INVALID
    code = "yingshang.invalid"


class Conflict(DomainError):
    """Someone or something was faster: look at the present state and decide anew."""

    kind = Kind.CONFLICT
    code = "yingshang.conflict"


class Denied(DomainError):
    """Known, visible, and not allowed to this actor."""

    kind = Kind.DENIED
    code = "yingshang.denied"


class Missing(DomainError):
    """Does not exist, or is not this actor's to see: both answer alike."""

    kind = Kind.MISSING
    code = "yingshang.missing"
    zh = "没有找到。请核对编号，或从“我的办件”进入。"
    en = "Not found. Check the number, or start from “My affairs”."


class Unavailable(DomainError):
    """A part we depend on does not answer now: the same call may succeed later."""

    kind = Kind.UNAVAILABLE
    code = "yingshang.unavailable"
