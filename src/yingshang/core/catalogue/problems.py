"""What is wrong in a list: one `ListError` per mistake, and the refusal that carries them all.

A list's mistakes are collected and shown together, each with its file and line, so that an official
mends a file once. Nothing here reads files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yingshang.errors import Invalid, Sentence

LONGEST_FOUND = 80


@dataclass(frozen=True)
class ListError:
    """One mistake in one list file.

    `file` is relative to the catalogue's root, `line` counts from 1, `path` names the place inside
    the document (`materials[2].code`), `found` is the offending text (shortened), `expected` says
    in a notation of no language what would be right, `sentence` says both in words.
    """

    code: str
    file: str
    line: int
    path: str
    found: str
    expected: str
    sentence: Sentence

    def text(self, language: str = "zh-hans") -> str:
        """The mistake on one line, as compilers print theirs: `file:line: path: sentence`."""
        where = f"{self.file}:{self.line}: "
        if self.path:
            where += f"{self.path}: "
        return where + self.sentence.text(language)


class ListsRefused(Invalid):
    """The lists were not loaded: mend every line named in `errors` and load again."""

    code = "catalogue.lists_refused"
    zh = "清单有 {count} 处错误，一行也没有载入。请逐处改正后重新载入：\n{lines_zh}"
    en = (
        "The lists have {count} mistakes and nothing was loaded. Mend each, load again:\n{lines_en}"
    )

    def __init__(self, errors: Sequence[ListError]) -> None:
        self.errors = tuple(errors)
        super().__init__(
            count=len(self.errors),
            lines_zh="\n".join(error.text("zh-hans") for error in self.errors),
            lines_en="\n".join(error.text("en") for error in self.errors),
        )


def shown(value: object) -> str:
    """`value` as an error shows it: on one line and at most 80 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_FOUND else text[: LONGEST_FOUND - 1] + "…"
