"""Nodes as short text, so that what a text means fits into a row of a table.

Constants as FEEL writes them; names bare; everything else `(what part part)`.
"""

from yingshang.rules.ir import (
    And,
    Argument,
    Between,
    Binding,
    Broken,
    Builtin,
    Calculate,
    Call,
    CallBuiltin,
    Compare,
    CompareTest,
    Constant,
    Every,
    ExpressionTest,
    Filter,
    For,
    Global,
    If,
    In,
    InstanceOf,
    Iterator,
    Local,
    MakeContext,
    MakeFunction,
    MakeList,
    MakeRange,
    MemberOf,
    Negate,
    Node,
    Or,
    Path,
    Role,
    Some,
    Test,
    Tests,
)
from yingshang.rules.syntax.feel import Scope, parse_expression, parse_tests
from yingshang.rules.types import ANY, ContextOf, Type
from yingshang.rules.values import show


def known(*names: str, member_names: tuple[str, ...] = (), **typed: Type) -> Scope:
    """A scope in which these are inputs: of unknown type, or by keyword of a known one."""
    inputs = dict.fromkeys(names, ANY) | {n.replace("_", " "): t for n, t in typed.items()}
    nodes = {name: Global(Role.INPUT, name, name, type_) for name, type_ in inputs.items()}
    return Scope(nodes, member_names=member_names)


def meant(text: str, scope: Scope | None = None) -> str:
    """The meaning of an expression, in short."""
    return sketch(parse_expression(text, scope or Scope()).node)


def cell(text: str, scope: Scope | None = None) -> str:
    """The meaning of unary tests, in short."""
    return _tests(parse_tests(text, scope or Scope(), Binding("?")).tests)


def problems(text: str, scope: Scope | None = None) -> list[str]:
    """The codes of what is wrong with an expression."""
    return [problem.code for problem in parse_expression(text, scope or Scope()).problems]


def context(**members: Type) -> ContextOf:
    """The type of contexts with these members; `_` stands for a space."""
    return ContextOf(tuple((name.replace("_", " "), type_) for name, type_ in members.items()))


def sketch(node: Node) -> str:  # noqa: C901 - one line for each kind of node
    """The node in short."""
    match node:
        case Constant(value=value):
            return show(value)
        case Local(binding=binding):
            return binding.name
        case Global(name=name):
            return name
        case Builtin(function=function):
            return f"@{function.name}"
        case Broken(problem=problem):
            return f"<{problem.code}>"
        case (
            Calculate(operator=operator, left=left, right=right)
            | Compare(operator=operator, left=left, right=right)
        ):
            return _form(operator.value, left, right)
        case And(left=left, right=right):
            return _form("and", left, right)
        case Or(left=left, right=right):
            return _form("or", left, right)
        case Negate(operand=operand):
            return _form("neg", operand)
        case Between(value=value, low=low, high=high):
            return _form("between", value, low, high)
        case InstanceOf(value=value, wanted=wanted):
            return f"(is {sketch(value)} {wanted})"
        case In(value=value, tests=tests):
            return f"(in {sketch(value)} {_tests(tests)})"
        case If(condition=condition, then=then, otherwise=otherwise):
            return _form("if", condition, then, otherwise)
        case For(iterators=iterators, result=result):
            return f"(for {_iterators(iterators)} {sketch(result)})"
        case Some(iterators=iterators, condition=condition):
            return f"(some {_iterators(iterators)} {sketch(condition)})"
        case Every(iterators=iterators, condition=condition):
            return f"(every {_iterators(iterators)} {sketch(condition)})"
        case MakeFunction(parameters=parameters, body=body):
            return f"(function [{', '.join(map(_typed, parameters))}] {sketch(body)})"
        case MakeList(elements=elements):
            return f"[{', '.join(map(sketch, elements))}]"
        case MakeContext(entries=entries):
            shown = (f"{e.binding.name}: {sketch(e.value)}" for e in entries)
            return "{" + ", ".join(shown) + "}"
        case MakeRange():
            return _range(node)
        case Path(source=source, name=name):
            return f"{sketch(source)}.{name}"
        case MemberOf(item=item, name=name, outside=outside):
            return f"({item.name}.{name} else {sketch(outside)})"
        case Filter(source=source, predicate=predicate):
            return f"{sketch(source)}[{sketch(predicate)}]"
        case CallBuiltin(function=function, arguments=arguments):
            return f"({' '.join([f'@{function.name}', *map(_argument, arguments)])})"
        case Call(function=called, arguments=arguments):
            return f"({' '.join([f'call {sketch(called)}', *map(_argument, arguments)])})"
    raise AssertionError(f"no sketch of {type(node).__name__}")


def _form(name: str, *parts: Node) -> str:
    return f"({' '.join([name, *map(sketch, parts)])})"


def _iterators(iterators: tuple[Iterator, ...]) -> str:
    return " ".join(
        f"{i.binding.name}={sketch(i.domain)}{f'..{sketch(i.end)}' if i.end else ''}"
        for i in iterators
    )


def _typed(binding: Binding) -> str:
    return binding.name if binding.type == ANY else f"{binding.name}: {binding.type}"


def _range(node: MakeRange) -> str:
    if node.unary:
        return f"({node.unary} {_end(node.low)})"
    opening, closing = "(["[node.includes_low], ")]"[node.includes_high]
    return f"{opening}{_end(node.low)}..{_end(node.high)}{closing}"


def _end(end: Node | None) -> str:
    return "" if end is None else sketch(end)


def _argument(argument: Argument) -> str:
    value = sketch(argument.value)
    return value if argument.name is None else f"{argument.name}: {value}"


def _tests(tests: Tests) -> str:
    if tests.is_any:
        return "-"
    shown = f"({', '.join(map(_test, tests.tests))})"
    return f"not{shown}" if tests.is_negated else shown


def _test(test: Test) -> str:
    if isinstance(test, CompareTest):
        return f"{test.operator.value} {sketch(test.operand)}"
    assert isinstance(test, ExpressionTest)
    return f"true? {sketch(test.expression)}" if test.uses_value else sketch(test.expression)
