"""The constants with which a subject is compared, if it is compared with constants and no more."""

from collections.abc import Callable, Iterable, Iterator

from yingshang.rules.ir import (
    And,
    Between,
    CallBuiltin,
    Compare,
    CompareTest,
    Constant,
    DecisionTable,
    ExpressionTest,
    If,
    In,
    Local,
    Node,
    Or,
    Tests,
)
from yingshang.rules.regions.constants import constant_of
from yingshang.rules.regions.walking import parts
from yingshang.rules.types import BOOLEAN, plain
from yingshang.rules.values import Range, Value

IsSubject = Callable[[Node], bool]
Cuts = list[Value]


def cuts_of_tests(tests: Tests) -> Cuts | None:
    """The constants that a cell compares `?` with; None where it does anything else.

    Such a cell gives every value between two neighbouring constants the same answer.
    """

    def is_tested(node: Node) -> bool:
        return isinstance(node, Local) and node.binding == tests.value

    return _all(_of_test(test, is_tested) for test in tests.tests)


def _of_test(test: object, is_tested: IsSubject) -> Cuts | None:
    if isinstance(test, CompareTest):
        return _constants([test.operand])
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    if not test.uses_value:
        return _constants([test.expression])
    return _of_closed(test.expression, is_tested)


def _of_closed(node: Node, is_subject: IsSubject) -> Cuts | None:
    """The cuts of a condition in which nothing stands but the subject and constants.

    A subject that is itself the condition is true, false, or anything else, which is null.
    """
    if is_subject(node) or constant_of(node) is not None:
        return []
    if isinstance(node, And | Or | If) or _is_negation(node):
        return _all(_of_closed(part, is_subject) for part in parts(node))
    return _compared(node, is_subject)


def _is_negation(node: Node) -> bool:
    return isinstance(node, CallBuiltin) and node.function.name == "not"


def _compared(node: Node, is_subject: IsSubject) -> Cuts | None:
    """The constants of a comparison, when the subject is one side of it."""
    match node:
        case Compare(left=left, right=right):
            if is_subject(left):
                return _constants([right])
            return _constants([left]) if is_subject(right) else None
        case Between(value=value, low=low, high=high) if is_subject(value):
            return _constants([low, high])
        case In(value=value, tests=tests) if is_subject(value):
            return cuts_of_tests(tests)
    return None


def cuts_of(node: Node, is_subject: IsSubject) -> Cuts | None:
    """The constants that the subject is compared with anywhere inside the node, beside whatever
    else stands there; None where the subject is used in another way."""
    if is_subject(node):
        return [] if plain(node.type) == BOOLEAN else None
    found = _compared(node, is_subject)
    if found is not None:
        return found
    below = _below_table(node, is_subject) if isinstance(node, DecisionTable) else parts(node)
    return _all(
        cuts_of_tests(part) if isinstance(part, Tests) else cuts_of(part, is_subject)
        for part in below
    )


def _below_table(table: DecisionTable, is_subject: IsSubject) -> Iterator[Node | Tests]:
    """What stands in a table; the cells of a column that shows the subject as tests of it."""
    for number, clause in enumerate(table.inputs):
        cells = [rule.conditions[number] for rule in table.rules]
        cells += [] if clause.allowed is None else [clause.allowed]
        if is_subject(clause.expression):
            yield from cells
        else:
            yield clause.expression
            for cell in cells:
                yield from parts(cell)
    for output in table.outputs:
        yield from parts(output)
    for rule in table.rules:
        yield from rule.outputs


def _all(found: Iterable[Cuts | None]) -> Cuts | None:
    cuts: Cuts = []
    for some in found:
        if some is None:
            return None
        cuts.extend(some)
    return cuts


def _constants(nodes: list[Node]) -> Cuts | None:
    found = [constant_of(node) for node in nodes]
    return [cut for c in found if c is not None for cut in _spread(c)] if all(found) else None


def _spread(constant: Constant) -> Cuts:
    """The constant, and where it has ends or elements those too."""
    value = constant.value
    cuts: Cuts = [value]
    if isinstance(value, tuple):
        for element in value:
            cuts.extend(_spread(Constant(element)))
    elif isinstance(value, Range):
        cuts.extend(end for end in (value.low, value.high) if end is not None)
    return cuts
