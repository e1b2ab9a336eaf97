"""The values of a missing input that a decision can tell apart: one sample of each, null too."""

from collections.abc import Iterator, Set
from decimal import Decimal

from yingshang.rules.explaining.reach import reached
from yingshang.rules.ir import (
    Conform,
    ExpressionTest,
    Global,
    InputData,
    Node,
    Program,
    Role,
    Tests,
)
from yingshang.rules.regions import (
    Partition,
    Uncuttable,
    constant_of,
    cuts_of,
    cuts_of_tests,
    is_cuttable,
    walk,
)
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    NUMBER,
    Constrained,
    ContextOf,
    ListOf,
    Type,
    plain,
)
from yingshang.rules.values import Kind, Range, Value

Domain = tuple[Value, ...]


def domain(program: Program, decision: str, key: str, given: Set[str]) -> Domain | None:
    """The samples; None where the decision does more with the input than to compare it."""
    datum = program.inputs[key]
    listed = _listed(datum.type)
    if listed is not None:
        return listed
    cuts = _cuts(datum, [*reached(program, decision, given)])
    if cuts is None:
        return None
    try:
        partition = Partition(cuts, datum.type)
    except Uncuttable:
        return None
    allowed = partition.all
    for tests in _constraints(datum.type):
        allowed &= partition.passing(tests)
    atoms = enumerate(partition.atoms)
    return tuple(a.sample for i, a in atoms if allowed >> i & 1 or i == partition.null)


def _listed(type_: Type) -> Domain | None:
    """Every value of a type that has few."""
    if plain(type_) == BOOLEAN:
        return (True, False, None)
    for tests in _constraints(type_):
        values = [constant_of(t.expression) for t in tests.tests
                  if isinstance(t, ExpressionTest) and not t.uses_value]  # fmt: skip
        found = [constant.value for constant in values if constant is not None]
        if tests.is_negated or len(found) < len(tests.tests):
            continue
        if is_cuttable(type_) and not any(isinstance(v, Range | tuple) or v is True for v in found):
            return (*found, None)
    return None


def _constraints(type_: Type) -> Iterator[Tests]:
    while isinstance(type_, Constrained):
        if isinstance(type_.constraint, Tests) and not type_.of_elements:
            yield type_.constraint
        type_ = type_.underlying


def _cuts(datum: InputData, logics: list[Node]) -> list[Value] | None:
    """The constants that the input is compared with, wherever it stands."""

    def is_subject(node: Node) -> bool:
        if isinstance(node, Conform):
            return plain(node.wanted) in (ANY, plain(datum.type)) and is_subject(node.value)
        return isinstance(node, Global) and node.role is Role.INPUT and node.key == datum.key

    if not is_cuttable(datum.type) and plain(datum.type) != ANY:
        return None
    cuts = [cuts_of(logic, is_subject) for logic in logics]
    cuts += [cuts_of_tests(tests) for tests in _constraints(datum.type)]
    cuts += [
        cuts_of_tests(tests)
        for logic in logics for node in walk(logic)
        if isinstance(node, Conform) and is_subject(node)
        for tests in _constraints(node.wanted)
    ]  # fmt: skip
    found: list[Value] = []
    for some in cuts:
        if some is None:
            return None
        found += some
    return found


def guesses(type_: Type) -> Domain:
    """Some values of the type, to find out what else is missing; they prove nothing."""
    inner = plain(type_)
    if isinstance(inner, ListOf):
        return (tuple(guesses(inner.element)[:1]),)
    if isinstance(inner, ContextOf):
        return ({name: guesses(part)[0] for name, part in inner.members},)
    if inner == NUMBER:
        return (Decimal(1), Decimal(1000))
    partition = Partition((), inner)
    return tuple(atom.sample for atom in partition.atoms if atom.kind is not Kind.NULL)[:2]
