"""Rules that can never match, rules that match together, and cases that no rule takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from yingshang.rules.checking.covering import Coverage, TooMuchToTell, meeting
from yingshang.rules.checking.grid import Grid, grid
from yingshang.rules.checking.located import Located, cell_place, rule_place
from yingshang.rules.ir import Aggregation, Conform, DecisionTable, HitPolicy, Node
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.regions import constant_of
from yingshang.rules.source import Place
from yingshang.rules.values import Value, operators, show

MOST_REPORTED = 20
"""Problems of one sort that are shown for one table; of more only the number is said."""
MOST_RULES = 2_000

_ONE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)


def check_rows(at: Located) -> Iterator[Problem]:
    """What is wrong with the rules of the table, if the node is one."""
    if isinstance(at.node, DecisionTable):
        table = at.node
        if len(table.rules) > MOST_RULES:
            yield Problem("table_too_big", at.place, data=_count(table),
                          severity=Severity.WARNING)  # fmt: skip
        elif table.rules:
            yield from _Rows(table, grid(table), at.place).problems()


def _count(table: DecisionTable) -> dict[str, object]:
    return {"rules": len(table.rules), "inputs": len(table.inputs)}


@dataclass(slots=True)
class _Rows:
    table: DecisionTable
    grid: Grid
    place: Place

    def problems(self) -> Iterator[Problem]:
        yield from _few(self._impossible())
        yield from self._opaque()
        boxes = [[p & column.possible for p in column.passing] for column in self.grid.columns]
        meets = meeting(boxes, len(self.table.rules))
        yield from _few(self._overlaps(meets))
        try:
            yield from self._covered(boxes, meets)
        except TooMuchToTell:
            yield self._warn("table_too_big", self.place, **_count(self.table))

    def _warn(self, code: str, place: Place, **data: object) -> Problem:
        return Problem(code, place, data=data, severity=Severity.WARNING)

    def _impossible(self) -> Iterator[Problem]:
        """Cells that nothing passes, at all or of what is allowed."""
        for column in self.grid.columns:
            for rule, passing in enumerate(column.passing):
                if passing & column.possible:
                    continue
                place = cell_place(self.table, rule, column.numbers[0], self.place)
                code = "cell_outside_allowed" if passing else "cell_never_holds"
                yield self._warn(code, place, label=column.label)

    def _opaque(self) -> Iterator[Problem]:
        """Cells that compare with more than constants are said to be left out of account."""
        rules = [r.number for i, r in enumerate(self.table.rules) if self.grid.opaque >> i & 1]
        if rules:
            numbers = ", ".join(map(str, rules[:MOST_REPORTED]))
            yield self._warn("cells_not_judged", self.place, rules=numbers)

    def _overlaps(self, meets: list[int]) -> Iterator[Problem]:
        """Rules that match together where the hit policy forbids it."""
        if self.table.hit_policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
            return
        plain = ~self.grid.opaque
        for rule, others in enumerate(meets):
            earlier = others & ((1 << rule) - 1) & plain
            if not (plain >> rule & 1 and others >> rule & 1):
                continue
            for other in _rules(earlier):
                if self.table.hit_policy is HitPolicy.UNIQUE or self._disagree(rule, other):
                    yield self._overlap(other, rule)

    def _overlap(self, one: int, other: int) -> Problem:
        common = [c.passing[one] & c.passing[other] & c.possible for c in self.grid.columns]
        code = "rules_overlap" if self.grid.is_free else "rules_may_overlap"
        numbers = {"one": self.table.rules[one].number, "other": self.table.rules[other].number}
        place = rule_place(self.table, other, self.place)
        return self._warn(code, place, policy=self.table.hit_policy.value,
                          example=self._example(common), **numbers)  # fmt: skip

    def _disagree(self, one: int, other: int) -> bool:
        """Whether the rules surely give different results."""
        pairs = zip(self.table.rules[one].outputs, self.table.rules[other].outputs, strict=True)
        return any(_differ(mine, theirs) for mine, theirs in pairs)

    def _example(self, regions: list[int]) -> str:
        found = zip(self.grid.columns, regions, strict=True)
        return ", ".join(f"{column.label} = {show(column.sample(r))}" for column, r in found)

    def _covered(self, boxes: list[list[int]], meets: list[int]) -> Iterator[Problem]:
        """Rules hidden by others, gaps, and a default that is never needed."""
        sizes = [len(column.partition.atoms) for column in self.grid.columns]
        sure = [[0 if self.grid.opaque >> i & 1 else b for i, b in enumerate(box)]
                for box in boxes]  # fmt: skip
        coverage = Coverage(sure, sizes)
        yield from _few(self._hidden(coverage, boxes, meets))
        every = (1 << len(self.table.rules)) - 1
        if any(clause.default is not None for clause in self.table.outputs):
            whole = [column.possible for column in self.grid.columns]
            if coverage.uncovered(whole, every & ~self.grid.opaque) is None:
                yield self._warn("default_unreachable", self.place)
        elif self._needs_a_match():
            yield from self._gap(boxes, sizes, coverage.work)

    def _needs_a_match(self) -> bool:
        collected = self.table.hit_policy is HitPolicy.COLLECT
        counted = (Aggregation.NONE, Aggregation.COUNT)
        return self.table.hit_policy in _ONE or (
            collected and self.table.aggregation not in counted
        )

    def _gap(self, boxes: list[list[int]], sizes: list[int], work: int) -> Iterator[Problem]:
        """A case, without nulls, that no rule takes; a cell that cannot be judged may take any."""
        opaque = self.grid.opaque
        generous = [[c.partition.all if opaque >> i & 1 else b for i, b in enumerate(box)]
                    for c, box in zip(self.grid.columns, boxes, strict=True)]  # fmt: skip
        domain = [column.mentioned for column in self.grid.columns]
        found = Coverage(generous, sizes, work).uncovered(domain, (1 << len(boxes[0])) - 1
                                                          if boxes else 0)  # fmt: skip
        if found:
            code = "gap" if self.grid.is_free else "possible_gap"
            yield self._warn(code, self.place, example=self._example(found))

    def _hidden(
        self, coverage: Coverage, boxes: list[list[int]], meets: list[int]
    ) -> Iterator[Problem]:  # fmt: skip
        """Rules whose every case is taken by rules that come before them."""
        for rule, before in self._precedence():
            rivals = meets[rule] & before
            box = [own[rule] for own in boxes]
            if not rivals or not all(box):
                continue
            if coverage.uncovered(box, rivals) is None:
                numbers = ", ".join(str(self.table.rules[i].number) for i in _rules(rivals))
                yield self._warn("rule_hidden", rule_place(self.table, rule, self.place),
                                 number=self.table.rules[rule].number, others=numbers)  # fmt: skip

    def _precedence(self) -> Iterator[tuple[int, int]]:
        """Each rule with those that win over it wherever both match."""
        count = len(self.table.rules)
        if self.table.hit_policy is HitPolicy.FIRST:
            yield from ((rule, (1 << rule) - 1) for rule in range(count))
        elif self.table.hit_policy is HitPolicy.PRIORITY:
            ranks = [self._rank(rule) for rule in range(count)]
            for rule, rank in enumerate(ranks):
                winners = [i for i, other in enumerate(ranks)
                           if rank is not None and other is not None
                           and (other, i) < (rank, rule)]  # fmt: skip
                yield rule, sum(1 << i for i in winners)

    def _rank(self, rule: int) -> tuple[int, ...] | None:
        """The rule's place in the order of output values; None where it is not constant."""
        ranks = []
        for clause, cell in zip(self.table.outputs, self.table.rules[rule].outputs, strict=True):
            value = _constant(cell)
            order = [_constant(node) for node in clause.priorities]
            if value is None or any(v is None for v in order):
                return None
            known = [i for i, v in enumerate(order) if operators.surely_equal(value[0], _of(v))]
            ranks.append(known[0] if known else len(order))
        return tuple(ranks)


def _of(found: tuple[Value] | None) -> Value:
    return None if found is None else found[0]


def _constant(node: Node) -> tuple[Value] | None:
    """The node's constant value, wrapped, as null is one too."""
    while isinstance(node, Conform):
        node = node.value
    found = constant_of(node)
    return None if found is None else (found.value,)


def _differ(one: Node, other: Node) -> bool:
    mine, theirs = _constant(one), _constant(other)
    return (
        mine is not None and theirs is not None and not operators.surely_equal(mine[0], theirs[0])
    )


def _rules(mask: int) -> list[int]:
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def _few(problems: Iterator[Problem]) -> Iterator[Problem]:
    """The first problems of a sort, and how many more there are."""
    last, more = None, 0
    for number, problem in enumerate(problems):
        last = problem
        if number < MOST_REPORTED:
            yield problem
        else:
            more += 1
    if last is not None and more:
        whole = Place(last.place.file, last.place.line, last.place.element)
        yield Problem("more_of_this", whole, data={"count": more, "sentence_of": last.code},
                      severity=Severity.WARNING)  # fmt: skip
