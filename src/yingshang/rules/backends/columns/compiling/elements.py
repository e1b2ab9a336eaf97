"""The named elements of a model: input data, decisions, knowledge models, decision services."""

from yingshang.rules.backends.columns.compiling.conforming import conformed
from yingshang.rules.backends.columns.compiling.scope import Compilation, Scope, shape_of
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.refusals import Noted, Refused
from yingshang.rules.backends.columns.shapes import Lambda, Shape
from yingshang.rules.ir import Global, MakeFunction, Role


def element(node: Global, scope: Scope) -> Shape:
    """What a reference to an element of the model stands for. *Errors*: `Refused`, `Noted`."""
    root = Scope(scope.model, scope.model.root, place=scope.place)
    match node.role:
        case Role.INPUT:
            return _input(node.key, root)
        case Role.DECISION:
            return decision(node.key, root)
        case Role.KNOWLEDGE:
            return _knowledge(node.key, root)
        case Role.SERVICE:
            raise Refused("service_called", name=node.name)


def _input(key: str, root: Scope) -> Shape:
    known = root.model.known
    if key not in known:
        datum = root.model.program.inputs[key]
        root.model.used.append(key)
        scope = root.at(datum.place)
        known[key] = None
        known[key] = conformed(root.model.inputs(key, scope), datum.type, datum.name, scope)
    return _found(root.model, key)


def decision(key: str, root: Scope) -> Shape:
    """A decision, computed once and kept as a column."""
    known = root.model.known
    if key not in known:
        made = root.model.program.decisions[key]
        known[key] = None
        if made.logic is None:
            raise Refused("no_logic", name=made.name)
        scope = root.at(made.place)
        known[key] = keep(shape_of(made.logic, scope), scope.stages, "decision")
    return _found(root.model, key)


def _found(model: Compilation, key: str) -> Shape:
    shape = model.known[key]
    if shape is None:
        raise Noted
    return shape


def _knowledge(key: str, root: Scope) -> Shape:
    made = root.model.program.knowledge[key]
    scope = root.at(made.place)
    if isinstance(made.logic, MakeFunction):
        return Lambda(made.logic.parameters, made.logic.body, scope)
    return shape_of(made.logic, scope)
