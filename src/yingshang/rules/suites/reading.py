"""A suite from its YAML file: numbers are decimals, never binary fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import yaml

from yingshang.rules.errors import RulesError


class SuiteUnreadable(RulesError):
    """A file that is no suite."""

    code: ClassVar[str] = "rules.suite_unreadable"
    zh: ClassVar[str] = "{file} 不是可用的用例文件：{why_zh}"
    en: ClassVar[str] = "{file} is no file of cases: {why}"


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs by name; for each decision the value that is expected, or what is missing for it."""

    name: str
    given: Mapping[str, object]
    expected: Mapping[str, object]
    unknown: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of a file, in its order."""

    file: str
    cases: tuple[Case, ...]


class _Loader(yaml.SafeLoader):
    """YAML whose fractions are decimals, as they are written."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_suite(path: Path) -> Suite:
    """The suite of a file. *Errors*: `SuiteUnreadable`, `OSError`."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ArithmeticError, UnicodeDecodeError, RecursionError) as error:
        why = " ".join(str(error).split())[:200]
        raise SuiteUnreadable(file=path.name, why=why, why_zh=why) from None
    reader = _Reader(path.name)
    whole = reader.mapping(found, "the file", "文件", {"given", "cases", "source"})
    base = reader.names(whole.get("given", {}), "given")
    cases = whole.get("cases")
    if not isinstance(cases, list) or not cases:
        raise reader.wrong("it has no list `cases`", "没有用例列表 cases")
    return Suite(path.name, tuple(reader.case(c, n, base) for n, c in enumerate(cases, start=1)))


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str

    def wrong(self, why: str, why_zh: str) -> SuiteUnreadable:
        return SuiteUnreadable(file=self.file, why=why, why_zh=why_zh)

    def case(self, found: object, number: int, base: Mapping[str, object]) -> Case:
        keys = {"name", "given", "expected", "unknown", "source"}
        case = self.mapping(found, f"case {number}", f"第 {number} 个用例", keys)
        expected = self.names(case.get("expected", {}), f"case {number}, expected")
        unknown = self.names(case.get("unknown", {}), f"case {number}, unknown")
        if not expected and not unknown:
            raise self.wrong(
                f"case {number} expects nothing; say `expected` or `unknown`",
                f"第 {number} 个用例没有写期望（expected 或 unknown）",
            )
        return Case(
            str(case.get("name", number)),
            {**base, **self.names(case.get("given", {}), f"case {number}, given")},
            expected,
            {name: self._missing(value, name) for name, value in unknown.items()},
        )

    def mapping(
        self, found: object, what: str, what_zh: str, known: set[str]
    ) -> Mapping[str, object]:
        """A mapping that has no other keys than these."""
        names = self.names(found, what)
        odd = sorted(set(names) - known)
        if odd:
            allowed = ", ".join(sorted(known))
            raise self.wrong(
                f"{what} has “{odd[0]}”; known are {allowed}",
                f"{what_zh}中有“{odd[0]}”；可用的有 {allowed}",
            )
        return names

    def names(self, found: object, what: str) -> Mapping[str, object]:
        """A mapping from names."""
        if not isinstance(found, dict):
            raise self.wrong(f"{what} is not a mapping of names", f"{what} 不是“名称: 值”")
        return {str(name): value for name, value in found.items()}

    def _missing(self, found: object, name: str) -> tuple[str, ...]:
        if not isinstance(found, list):
            raise self.wrong(
                f"what is missing for “{name}” is not a list", f"“{name}”缺什么应写成列表"
            )
        return tuple(str(part) for part in found)
