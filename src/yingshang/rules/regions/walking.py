"""Going through the nodes of an expression, whatever they are nested in."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from yingshang.rules.ir import Binding, Local, Node
from yingshang.rules.source import Place, Span
from yingshang.rules.types import Type

_NO_NODES = (str, int, Binding, Type, Place, Span, type(None))


def parts(node: object) -> Iterator[Node]:
    """The nodes right below, in the order in which they are written."""
    for field in fields(node):  # type: ignore[arg-type]  # nodes and what they hold are dataclasses
        if field.name not in ("span", "place", "_type"):
            yield from _nodes(getattr(node, field.name))


def _nodes(found: object) -> Iterator[Node]:
    if isinstance(found, _NO_NODES):
        return
    if isinstance(found, Node):
        yield found
    elif isinstance(found, tuple):
        for part in found:
            yield from _nodes(part)
    elif is_dataclass(found) and type(found).__module__.startswith("yingshang.rules.ir."):
        yield from parts(found)


def walk(node: object) -> Iterator[Node]:
    """The node, if it is one, and every node below it; a parent comes before its parts."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Node):
            yield at
        waiting.extend(reversed(list(parts(at))))


def refers_to(node: Node, binding: Binding) -> bool:
    """Whether the binding stands somewhere in the node."""
    return any(isinstance(part, Local) and part.binding == binding for part in walk(node))
