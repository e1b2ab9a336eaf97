"""The words of an undertaking: a template filled in, in both languages, and its hash.

What is signed is the Chinese text with its heading and version, one paragraph a line, in UTF-8:
the English one is its translation. Whoever has the template's version and the slots has the words.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yingshang.city.matters.undertakings.listing import Point, Sentence, UndertakingText

Slots = Mapping[str, Sequence[str]]
"""What fills a template: Chinese, then English, by the slot's name."""
NOTHING = ("无", "none")


@dataclass(frozen=True, slots=True)
class Words:
    """A filled template: heading and paragraphs in both languages; `hash` names the Chinese."""

    name: str
    name_en: str
    version: str
    paragraphs: tuple[str, ...]
    paragraphs_en: tuple[str, ...]

    @property
    def hash(self) -> str:
        """SHA-256 in hex over heading, version and paragraphs, one a line."""
        lines = "\n".join((self.name, self.version, *self.paragraphs))
        return hashlib.sha256(lines.encode()).hexdigest()

    def title(self, *, english: bool) -> str:
        """The heading in a reader's language."""
        return self.name_en if english else self.name

    def lines(self, *, english: bool) -> tuple[str, ...]:
        """The paragraphs in a reader's language."""
        return self.paragraphs_en if english else self.paragraphs


def filled(text: UndertakingText, slots: Slots) -> Words:
    """The template with every slot filled; what is not given reads as none."""
    zh = _Slots({name: both[0] for name, both in slots.items()}, NOTHING[0])
    en = _Slots({name: both[1] for name, both in slots.items()}, NOTHING[1])
    return Words(
        text.name,
        text.name_en,
        text.version,
        tuple(p.zh.format_map(zh) for p in text.paragraphs),
        tuple(p.en.format_map(en) for p in text.paragraphs),
    )


def listed_words(pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Several names as one slot."""
    if not pairs:
        return NOTHING
    return "、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs)


def conditions_words(conditions: Sequence[Sentence]) -> tuple[str, str]:
    """The conditions of an item as one slot, numbered."""
    zh = "；".join(f"（{n}）{one.zh}" for n, one in enumerate(conditions, 1))
    return zh, "; ".join(f"({n}) {one.en}" for n, one in enumerate(conditions, 1))


def points_words(points: Sequence[Point]) -> tuple[str, str]:
    """The N promises as one slot, each with its days."""
    zh = "；".join(f"（{n}）{p.days} 个工作日内，{p.name}" for n, p in enumerate(points, 1))
    en = "; ".join(
        f"({n}) within {p.days} working days: {p.name_en}" for n, p in enumerate(points, 1)
    )
    return zh, en


class _Slots(dict[str, str]):
    """Slots by name; a missing one reads as none."""

    def __init__(self, given: Mapping[str, str], nothing: str) -> None:
        super().__init__(given)
        self.nothing = nothing

    def __missing__(self, key: str) -> str:
        return self.nothing
