"""What came of a run of the kit: counts by level and kind, and every failure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from typing_extensions import override

from yingshang.rules.conformance.cases import Kind


@dataclass(frozen=True, slots=True)
class Result:
    """One test: a result node of a case. `actual` and `expected` are FEEL literals.

    `is_exact`: no tolerance was needed. `diagnosis`: what the engine said was wrong, if anything.
    """

    level: int
    file: str
    case: str
    name: str
    kind: Kind
    has_passed: bool
    expected: str
    actual: str
    diagnosis: tuple[str, ...] = ()
    is_exact: bool = True

    def as_data(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {**asdict(self), "kind": self.kind.value, "diagnosis": list(self.diagnosis)}

    @override
    def __str__(self) -> str:
        said = "; ".join(self.diagnosis) or "nothing was said to be wrong"
        return (
            f"{self.file} {self.case} {self.name}: "
            f"expected {self.expected}, got {self.actual} ({said})"
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a level's tests of one kind passed."""

    level: int
    kind: Kind
    passed: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is no test."""
        return self.passed / self.total if self.total else 1.0


@dataclass(slots=True)
class Report:
    """All results of a run, in the order of the files."""

    results: list[Result] = field(default_factory=list)

    @property
    def levels(self) -> list[int]:
        """The levels that occur."""
        return sorted({result.level for result in self.results})

    def count(self, level: int, *kinds: Kind) -> Count:
        """The tests of the level and of these kinds, or of any kind when none is named."""
        chosen = [r for r in self.results if r.level == level and r.kind in (kinds or tuple(Kind))]
        passed = sum(r.has_passed for r in chosen)
        return Count(level, kinds[0] if kinds else Kind.VALUE, passed, len(chosen))

    def as_data(self) -> dict[str, object]:
        """Plain data for JSON: by level and kind passed and total, then the failures."""
        counts = {
            str(level): {
                kind.value: {"passed": count.passed, "total": count.total}
                for kind in Kind
                for count in [self.count(level, kind)]
            }
            for level in self.levels
        }
        return {"levels": counts, "failures": [failure.as_data() for failure in self.failures()]}

    def failures(self) -> Iterator[Result]:
        """What did not pass."""
        return (result for result in self.results if not result.has_passed)
