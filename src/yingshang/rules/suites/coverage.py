"""Which rules of a model's tables the cases have reached."""

from dataclasses import dataclass, field

from yingshang.rules.explaining.structure import Explanation, Outcome
from yingshang.rules.ir import DecisionTable, Program
from yingshang.rules.regions.walking import walk


@dataclass(frozen=True, slots=True)
class TableCoverage:
    """A table's rules by number: those that matched in some case, and all."""

    name: str
    reached: tuple[int, ...]
    total: int

    @property
    def unreached(self) -> tuple[int, ...]:
        """The rules that matched in no case."""
        return tuple(n for n in range(1, self.total + 1) if n not in self.reached)


@dataclass(slots=True)
class Coverage:
    """Counts matched rules, explanation by explanation. Tables are told apart by their names."""

    totals: dict[str, int] = field(default_factory=dict)
    reached: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, program: Program) -> "Coverage":
        """Nothing reached yet of a program's tables."""
        logics = [
            *(decision.logic for decision in program.decisions.values()),
            *(knowledge.logic for knowledge in program.knowledge.values()),
        ]
        tables = [
            n for logic in logics if logic for n in walk(logic) if isinstance(n, DecisionTable)
        ]
        return cls({table.name: len(table.rules) for table in tables})

    def add(self, explanation: Explanation | None) -> None:
        """Note the rules that matched."""
        for table in explanation.tables() if explanation is not None else ():
            numbers = {rule.number for rule in table.rules_that(Outcome.MATCHED)}
            self.reached.setdefault(table.name, set()).update(numbers)

    @property
    def tables(self) -> tuple[TableCoverage, ...]:
        """Each table of the program."""
        return tuple(
            TableCoverage(name, tuple(sorted(self.reached.get(name, ()))), total)
            for name, total in self.totals.items()
        )

    @property
    def share(self) -> float:
        """Reached rules over all; 1 where there is no table."""
        total = sum(self.totals.values())
        return sum(len(table.reached) for table in self.tables) / total if total else 1.0
