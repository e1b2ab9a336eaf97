"""One table of the suite, written as it is drawn: a policy, columns, rules, and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

POLICIES = {
    "U": ("UNIQUE", ""), "A": ("ANY", ""), "P": ("PRIORITY", ""), "F": ("FIRST", ""),
    "R": ("RULE ORDER", ""), "O": ("OUTPUT ORDER", ""), "C": ("COLLECT", ""),
    "C+": ("COLLECT", "SUM"), "C#": ("COLLECT", "COUNT"),
    "C<": ("COLLECT", "MIN"), "C>": ("COLLECT", "MAX"),
}  # fmt: skip
"""The letters of DMN 1.5, 8.2.8, and what they stand for: hit policy and aggregation."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """What is given, as FEEL literals; what comes out; the codes of the warnings."""

    given: Cells
    expected: str
    said: Cells = ()


@dataclass(frozen=True)
class Spec:
    """A table of the suite.

    `refused` is the code with which the columns refuse it, or "" where they compile it.
    """

    name: str
    zh: str
    en: str
    section: str
    policy: str
    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    rules: tuple[tuple[Cells, Cells], ...]
    cases: tuple[Case, ...]
    allowed: tuple[Cells, Cells] | None = None
    default: Cells | None = None
    refused: str = ""
    problems: Cells = field(default=())


def spec(
    name: str, zh: str, en: str, *, table: str, cases: str, section: str = "8.2.8",
    refused: str = "", problems: Sequence[str] = (),
) -> Spec:  # fmt: skip
    """A table from its drawing.

    The first line has the policy's letter, then each column as `name: type`; `||` stands before the
    outputs. A line `allowed` lists allowed values, `default` default outputs; each other line is a
    rule. A case has the given values, the value that comes out, and the codes of the warnings.
    """
    head, *lines = _lines(table)
    policy, inputs, outputs = _cells(head)
    rules, allowed, default = [], None, None
    for first, *cells in map(_cells, lines):
        match first:
            case "allowed":
                allowed = (cells[0], cells[1])
            case "default":
                default = cells[1]
            case _:
                rules.append((cells[0], cells[1]))
    return Spec(
        name, zh, en, section, str(policy), _columns(inputs), _columns(outputs), tuple(rules),
        tuple(map(_case, _lines(cases))), allowed, default, refused, tuple(problems),
    )  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _cells(line: str) -> tuple[str, Cells, Cells]:
    """The first cell of a line, those before `||`, those after it."""
    before, _, after = line.partition("||")
    first, *inputs = (cell.strip() for cell in before.split(" | "))
    return first, tuple(inputs), tuple(cell.strip() for cell in after.split(" | "))


def _columns(cells: Cells) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.strip(), type_.strip()) for name, _, type_ in (c.partition(":") for c in cells)
    )


def _case(line: str) -> Case:
    given, expected, *said = (part.strip() for part in line.split("||"))
    codes = tuple(said[0].split()) if said else ()
    return Case(tuple(cell.strip() for cell in given.split(" | ")), expected, codes)
