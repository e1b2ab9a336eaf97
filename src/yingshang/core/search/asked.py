"""What somebody typed, read as a question to the index."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from yingshang.core.search.asking import all_of, any_of, lexeme
from yingshang.core.search.words import PAIR, RUNS, grams, is_chinese, plain, width_of

MOST_CHARACTERS = 80
MOST_WORDS = 12
LEAST_CODE = 6
PARTICLES = frozenset("的了和与及之在为或")
_MONTH_AND_NUMBER = re.compile(r"(\d{4}-\d{2})(?:-(\d+))?")
_WHOLE_NUMBER = re.compile(r"(\D+?)\s*(\d{4}-\d{2}-\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: `condition` as a tsquery, empty when nothing was asked.

    `words` must stand in the case's texts as they are; the index has found their parts.
    `number` is the case number that the text may be as a whole.
    """

    condition: str
    words: tuple[str, ...] = ()
    number: str = ""


def asked(text: str) -> Asked:
    """Read a text: parts between blanks must all be found, in any order."""
    given = unicodedata.normalize("NFKC", text.replace("\x00", ""))[:MOST_CHARACTERS].strip()
    typed = plain(given)
    whole = _WHOLE_NUMBER.fullmatch(given)
    conditions, words = [], []
    for part in typed.split():
        for condition, word in _part(part):
            conditions.append(condition)
            words.append(word)
    kept = tuple(word for word in words if len(word) > PAIR)
    number = f"{whole[1].strip()} {whole[2]}" if whole else ""
    return Asked(all_of(conditions[:MOST_WORDS]), kept[:MOST_WORDS], number)


def chinese_words(run: str) -> list[str]:
    """The words of a run of Chinese; a single character stays with its neighbour."""
    found: list[str] = []
    for word in rjieba.cut(run):
        if word in PARTICLES and len(run) > len(word):
            continue
        if found and (len(word) == 1 or len(found[-1]) == 1) and found[-1] + word in run:
            found[-1] += word
        else:
            found.append(word)
    return found


def _part(part: str) -> Iterator[tuple[str, str]]:
    """Conditions of one part, each with the Chinese word that must stand there as it is."""
    numbered = _MONTH_AND_NUMBER.fullmatch(part)
    if numbered:
        yield lexeme(f"#{numbered[1]}"), ""
        if numbered[2]:
            yield lexeme(f"#{numbered[2]}", begins=True), ""
        return
    for run in RUNS.findall(part):
        if is_chinese(run):
            yield from ((_grams(word), word) for word in chinese_words(run))
        else:
            yield _latin(run), ""


def _latin(run: str) -> str:
    """Letters: a part of a text or pinyin initials. Digits: of a text, a number or a code."""
    ways = [_grams(run)]
    if run.isalpha():
        ways.append(_grams(run, "~"))
    if run.isdigit():
        ways.append(lexeme(f"#{run}", begins=True))
    if len(run) >= LEAST_CODE and not run.isalpha():
        ways.append(lexeme(f"={run}", begins=True))
    return any_of(ways)


def _grams(run: str, mark: str = "") -> str:
    width = width_of(run)
    if len(run) < width:
        return lexeme(mark + run, begins=True)
    return all_of(lexeme(mark + gram) for gram in list(grams(run, width))[:-1])
