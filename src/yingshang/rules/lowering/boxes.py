"""Boxed expressions to the intermediate representation: one short function for each kind of box.

Source: DMN 1.5, 7.3, chapter 8 and 10.2.
"""

from collections.abc import Callable, Mapping
from typing import Any

from yingshang.rules.ir import (
    Argument,
    Binding,
    Builtin,
    Call,
    CallBuiltin,
    Constant,
    Entry,
    Every,
    Filter,
    For,
    If,
    Iterator,
    MakeContext,
    MakeFunction,
    MakeList,
    Node,
    Some,
)
from yingshang.rules.lowering.external import external_function
from yingshang.rules.lowering.spot import Spot, conforming
from yingshang.rules.lowering.tables import table
from yingshang.rules.members import property_names
from yingshang.rules.syntax.dmn import boxes
from yingshang.rules.syntax.feel import Scope
from yingshang.rules.syntax.feel.names import Names
from yingshang.rules.syntax.feel.scope import Elements
from yingshang.rules.types import ANY, NULL, FunctionOf, Type, element_of, is_open, plain


def lower(box: boxes.Expression | None, scope: Scope, spot: Spot, *, wanted: Type = ANY) -> Node:
    """The meaning of a boxed expression, its own declared type enforced.

    `wanted` is the type that its value must have outside: enforced, too, and for a table the source
    of its output values when it lists none.
    """
    if box is None:
        return spot.broken("no_expression")
    own = spot.type(box.type_ref)
    if isinstance(box, boxes.DecisionTable):
        node = table(box, scope, spot, wanted=wanted if own == ANY else own)
    else:
        node = _LOWERED[type(box)](box, scope, spot)
    if isinstance(plain(own), FunctionOf) and isinstance(node, MakeFunction):
        own = ANY
    return conforming(conforming(node, own, spot.place.cell or spot.place.element), wanted,
                      spot.place.element)  # fmt: skip


def _literal(box: boxes.Literal, scope: Scope, spot: Spot) -> Node:
    if box.text is None or not box.text.text.strip():
        return spot.broken("no_expression")
    return spot.parse(box.text, scope)


def _context(box: boxes.Context, scope: Scope, spot: Spot) -> Node:
    entries: list[Entry] = []
    result = None
    for number, entry in enumerate(box.entries, start=1):
        if entry.variable is None:
            result = lower(entry.value, scope, spot.at("result", entry.line))
            if number < len(box.entries):
                spot.note("result_not_last")
            continue
        made = _entry(entry, entry.variable, scope, spot)
        entries.append(made)
        scope = scope.child([made.binding])
    return MakeContext(tuple(entries), result)


def _entry(entry: boxes.ContextEntry, variable: boxes.Parameter, scope: Scope, spot: Spot) -> Entry:
    inner = spot.at(f'entry "{variable.name}"', entry.line)
    declared = inner.type(variable.type_ref)
    value = lower(entry.value, scope, inner)
    if not isinstance(plain(declared), FunctionOf):
        value = conforming(value, declared, variable.name)
    return Entry(Binding(variable.name, value.type), value)


def _list(box: boxes.List, scope: Scope, spot: Spot) -> Node:
    return MakeList(
        tuple(
            lower(element, scope, spot.at(f"element {number}", element.line))
            for number, element in enumerate(box.elements, start=1)
        )
    )


def _relation(box: boxes.Relation, scope: Scope, spot: Spot) -> Node:
    return MakeList(
        tuple(
            _row(box.columns, row, scope, spot.at(f"row {number}", row.line))
            for number, row in enumerate(box.rows, start=1)
        )
    )


def _row(columns: tuple[boxes.Parameter, ...], row: boxes.List, scope: Scope, spot: Spot) -> Node:
    if len(columns) != len(row.elements):
        return spot.broken("row_cells", expected=len(columns), found=len(row.elements))
    entries = []
    for column, cell in zip(columns, row.elements, strict=True):
        inner = spot.at(f'column "{column.name}"', cell.line)
        value = lower(cell, scope, inner)
        value = conforming(value, inner.type(column.type_ref), column.name)
        entries.append(Entry(Binding(column.name, value.type), value))
    return MakeContext(tuple(entries))


def _function(box: boxes.FunctionDefinition, scope: Scope, spot: Spot) -> Node:
    if box.kind != "FEEL":
        return external_function(box, scope, spot)
    return function_of(box, scope, spot, result=result_type(spot.type(box.type_ref)))


def function_of(
    box: boxes.FunctionDefinition, scope: Scope, spot: Spot, *, result: Type = ANY
) -> MakeFunction:
    """A function with its parameters' types and that of its result enforced."""
    parameters = parameters_of(box, spot)
    inner = scope.child(parameters)
    return MakeFunction(parameters, lower(box.body, inner, spot.at("body"), wanted=result))


def parameters_of(box: boxes.FunctionDefinition, spot: Spot) -> tuple[Binding, ...]:
    """The bindings of a function's parameters."""
    return tuple(Binding(p.name, spot.type(p.type_ref)) for p in box.parameters)


def result_type(declared: Type) -> Type:
    """The result's type, from the type that a function's variable declares.

    That is the type of the function; editors also write the type of the result there.
    """
    inner = plain(declared)
    return inner.result if isinstance(inner, FunctionOf) else declared


def _invocation(box: boxes.Invocation, scope: Scope, spot: Spot) -> Node:
    called = lower(box.called, scope, spot.at("called function"))
    arguments = tuple(_argument(binding, scope, spot) for binding in box.bindings)
    if isinstance(called, Builtin):
        return CallBuiltin(called.function, arguments)
    return Call(called, arguments)


def _argument(binding: boxes.CallBinding, scope: Scope, spot: Spot) -> Argument:
    parameter = binding.parameter
    name = parameter.name if parameter else ""
    inner = spot.at(f'argument "{name}"', binding.line)
    if binding.value is None:
        return Argument(Constant(None), name)
    wanted = inner.type(parameter.type_ref) if parameter else ANY
    return Argument(conforming(lower(binding.value, scope, inner), wanted, name), name)


def _conditional(box: boxes.Conditional, scope: Scope, spot: Spot) -> Node:
    return If(
        lower(box.condition, scope, spot.at("if")),
        lower(box.then, scope, spot.at("then")),
        lower(box.otherwise, scope, spot.at("else")),
    )


def _filter(box: boxes.Filter, scope: Scope, spot: Spot) -> Node:
    source = lower(box.source, scope, spot.at("in"))
    item = Binding("item", element_of(source.type))
    return Filter(source, item, lower(box.match, _filtering(scope, item), spot.at("match")))


def _filtering(scope: Scope, item: Binding) -> Scope:
    """The scope of a filter's condition: the element's members come before what is around."""
    has_more = is_open(item.type) or plain(item.type) == NULL
    members = Names((name, None) for name in property_names(item.type))
    return scope.filtering(Elements(item, members, has_more))


def _iteration(box: boxes.Iteration, scope: Scope, spot: Spot) -> Node:
    domain = lower(box.domain, scope, spot.at("in"))
    domain = conforming(domain, spot.type(box.domain_type), "in")
    iterator = Iterator(Binding(box.variable, element_of(domain.type)), domain)
    if box.kind == "for":
        partial = Binding("partial")
        inner = scope.child([iterator.binding, partial])
        return For((iterator,), partial, lower(box.body, inner, spot.at("return")))
    condition = lower(box.body, scope.child([iterator.binding]), spot.at("satisfies"))
    kind = Some if box.kind == "some" else Every
    return kind((iterator,), condition)


_LOWERED: Mapping[type[boxes.Expression], Callable[[Any, Scope, Spot], Node]] = {
    boxes.Literal: _literal,
    boxes.Context: _context,
    boxes.List: _list,
    boxes.Relation: _relation,
    boxes.FunctionDefinition: _function,
    boxes.Invocation: _invocation,
    boxes.Conditional: _conditional,
    boxes.Filter: _filter,
    boxes.Iteration: _iteration,
}
