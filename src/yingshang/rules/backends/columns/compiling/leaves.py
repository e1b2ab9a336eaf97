"""Constants, references, and what could not be understood."""

from yingshang.rules.backends.columns.compiling.elements import element
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles
from yingshang.rules.backends.columns.constants import shape_of_value
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Named, Shape
from yingshang.rules.ir import Broken, Builtin, Constant, Global, Local


@compiles(Constant)
def _constant(node: Constant, scope: Scope) -> Shape:
    return shape_of_value(node.value)


@compiles(Local)
def _local(node: Local, scope: Scope) -> Shape:
    if node.binding not in scope.bound:
        raise Refused("not_bound", name=node.binding.name)
    return scope.bound[node.binding]


@compiles(Global)
def _global(node: Global, scope: Scope) -> Shape:
    return element(node, scope)


@compiles(Builtin)
def _builtin(node: Builtin, scope: Scope) -> Shape:
    return Named(node.function)


@compiles(Broken)
def _broken(node: Broken, scope: Scope) -> Shape:
    raise Refused("broken", problem=str(node.problem.text()))
