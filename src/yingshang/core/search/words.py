"""From a case's texts to the lexemes under which it is found. Pure but for the table of pinyin.

Chinese has no spaces, and two segmenters, or one on two sentences, need not agree. So the index
holds what every word is made of, pairs of neighbouring characters, and only what is typed is cut
into words (see `asked`): no word of two characters or more can be missed.

*Shapes*: `食品`, the pair; `品`, the last character of a run; `abc`, three letters or digits in a
row; `~spy`, three pinyin initials in a row; `#00012`, a number's running part from each of its
digits on; `#2026-11`, its month; `=91430300...`, a credit code; `@...`, the scope (see `scope`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

CHINESE = "\u3400-\u9fff\U00020000-\U0003ffff"
RUNS = re.compile(f"[{CHINESE}]+|[a-z0-9]+")
NUMBER = re.compile(r"(\d{4}-\d{2})-(\d+)$")
PAIR, TRIPLE = 2, 3
LEAST_SUFFIX = 3


def plain(text: str) -> str:
    """Full width made half, letters small: how texts and questions are compared."""
    return unicodedata.normalize("NFKC", text).lower()


def is_chinese(run: str) -> bool:
    """Whether a run is of Chinese characters; else it is of letters and digits."""
    return run[0] > "z"


def width_of(run: str) -> int:
    """How many characters a gram of this run has."""
    return PAIR if is_chinese(run) else TRIPLE


def grams(run: str, width: int) -> Iterator[str]:
    """Every `width` neighbours, and the end of the run, by which shorter fragments find it."""
    yield from (run[at : at + width] for at in range(len(run) - width + 1))
    yield run[-(width - 1) :]


def text_lexemes(text: str) -> frozenset[str]:
    """The grams of all runs of a text."""
    return frozenset(g for run in RUNS.findall(plain(text)) for g in grams(run, width_of(run)))


def number_lexemes(number: str) -> frozenset[str]:
    """A case number: its words, its month, and its running number from every digit on."""
    match = NUMBER.search(number)
    if match is None:
        return text_lexemes(number)
    running = match[2]
    parts = (running[at:] for at in range(max(len(running) - LEAST_SUFFIX, 0) + 1))
    return text_lexemes(number[: match.start()]) | {f"#{match[1]}", *(f"#{part}" for part in parts)}


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """The pinyin initials of the Chinese in a text: 湘潭食品 gives `xtsp`.

    By the reading that a phrase asks for (重庆 is `cq`). Read where cases are indexed, not where
    they are searched: the table takes 35 MB.
    """
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(plain(text), style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter for letter in letters if letter.isascii())


@lru_cache(maxsize=20_000)
def words_and_initials(text: str) -> frozenset[str]:
    """The lexemes of a title or name: its grams, and those of its initials, part by part."""
    found = set(text_lexemes(text))
    for part in re.split(r"[^\w]+", plain(text)):
        letters = initials(part)
        if letters:
            found |= {f"~{gram}" for gram in grams(letters, TRIPLE)}
    return frozenset(found)
