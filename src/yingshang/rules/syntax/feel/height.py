"""How deep a tree of nodes is: what walks it may use some of Python's calls for each level."""

from dataclasses import fields, is_dataclass

from yingshang.rules.ir import (
    Argument,
    Broken,
    Builtin,
    Constant,
    Entry,
    Global,
    Iterator,
    Local,
    Node,
    Test,
    Tests,
)

MAX_HEIGHT = 200
"""Levels that a tree may have."""

_LEAVES = (Broken, Builtin, Constant, Global, Local)
_PARTS = (Node, Argument, Entry, Iterator, Test, Tests)


def is_too_high(made: Node | Tests, *, tokens: int) -> bool:
    """Whether the tree has more than `MAX_HEIGHT` levels; one of fewer tokens cannot."""
    return tokens > MAX_HEIGHT and _height_exceeds(made)


def _height_exceeds(root: Node | Tests) -> bool:
    pending: list[tuple[object, int]] = [(root, 1)]
    while pending:
        part, height = pending.pop()
        if height > MAX_HEIGHT:
            return True
        if isinstance(part, tuple):
            pending.extend((inner, height) for inner in part)
        elif isinstance(part, _PARTS) and not isinstance(part, _LEAVES):
            inside = height + isinstance(part, Node)
            pending.extend((getattr(part, name), inside) for name in _names_of_parts(part))
    return False


def _names_of_parts(part: object) -> tuple[str, ...]:
    """The fields of a node, or of a part of one, that may hold nodes."""
    return _FIELDS.get(type(part)) or _read_fields(part)


def _read_fields(part: object) -> tuple[str, ...]:
    assert is_dataclass(part)  # noqa: S101 - nodes and their parts are
    names = tuple(field.name for field in fields(part) if field.name not in ("span", "_type"))
    _FIELDS[type(part)] = names
    return names


_FIELDS: dict[type, tuple[str, ...]] = {}
