"""Expressions that always have the same value: written constants and what is computed from them."""

from yingshang.rules.backends.reference import value_of_node
from yingshang.rules.ir import (
    Broken,
    Calculate,
    CallBuiltin,
    Constant,
    MakeList,
    MakeRange,
    Negate,
    Node,
)
from yingshang.rules.regions.walking import walk

_FIXED = (Constant, Negate, MakeList, MakeRange, CallBuiltin, Calculate)
_CHANGING = {"now", "today"}
MOST_NODES = 2_000


def constant_of(node: Node) -> Constant | None:
    """The constant that the node amounts to; None where it has no fixed value, or none at all."""
    if isinstance(node, Constant):
        return node
    if not isinstance(node, _FIXED) or not _is_fixed(node):
        return None
    found = value_of_node(node)
    return None if found.warnings else Constant(found.value, span=node.span, place=node.place)


def _is_fixed(node: Node) -> bool:
    for count, part in enumerate(walk(node), start=1):
        if count > MOST_NODES or not isinstance(part, _FIXED) or isinstance(part, Broken):
            return False
        if isinstance(part, CallBuiltin) and part.function.name in _CHANGING:
            return False
    return True
