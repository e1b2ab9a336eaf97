"""A file that is not what its header and trailer say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import override

from yingshang.errors import Invalid, Sentence

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the line (0 is the file as a whole), and what, in words, with the remedy."""

    line: int
    zh: str
    en: str


class Faulty(Invalid):
    """A file with faults: all of them in `faults`, the first ones in the sentence."""

    intro_zh: ClassVar[str] = "文件有 {count} 处问题，没有处理任何一笔："
    intro_en: ClassVar[str] = "The file has {count} faults; nothing of it was done: "

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(field="file", count=len(faults))

    @property
    @override
    def sentence(self) -> Sentence:
        """The first faults, each with its line."""
        shown, more = self.faults[:SHOWN], len(self.faults) > SHOWN
        zh = "；".join(f"第 {f.line} 行{f.zh}" if f.line else f.zh for f in shown)
        en = "; ".join(f"line {f.line}: {f.en}" if f.line else f.en for f in shown)
        count = len(self.faults)
        return Sentence(
            self.intro_zh.format(count=count) + _literal(zh) + ("……" if more else "。"),
            self.intro_en.format(count=count) + _literal(en) + (" …" if more else "."),
        )


def _literal(text: str) -> str:
    """Text of the file itself, which may hold braces."""
    return text.replace("{", "{{").replace("}", "}}")


class FileDamaged(Faulty):
    """The file is cut off, changed, or of another format."""

    code: ClassVar[str] = "benefits.file_damaged"
