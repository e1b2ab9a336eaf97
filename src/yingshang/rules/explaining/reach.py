"""What a decision can depend on: the elements it reaches, and the inputs among them."""

from collections.abc import Iterator, Set

from yingshang.rules.ir import Global, Node, Program, Role
from yingshang.rules.regions import walk

_LOOKED_INTO = (Role.DECISION, Role.KNOWLEDGE)


def reached(program: Program, key: str, given: Set[str] = frozenset()) -> Iterator[Node]:
    """The logic of the decision and of all decisions and functions that it reaches.

    A decision that is given is not made. What is inside a decision service sees the service's
    arguments and no input, so that the call's arguments are all there is to see.
    """
    waiting, seen = [key], {key}
    while waiting:
        logic = _logic(program, waiting.pop())
        if logic is None:
            continue
        yield logic
        for node in walk(logic):
            if not isinstance(node, Global) or node.role not in _LOOKED_INTO:
                continue
            if node.key not in seen and node.key not in given:
                seen.add(node.key)
                waiting.append(node.key)


def _logic(program: Program, key: str) -> Node | None:
    element = program.decisions.get(key) or program.knowledge.get(key)
    return None if element is None else element.logic


def inputs_of(program: Program, key: str, given: Set[str] = frozenset()) -> tuple[str, ...]:
    """The keys of the inputs that the decision may read, in the order of the model."""
    read = {
        node.key
        for logic in reached(program, key, given)
        for node in walk(logic)
        if isinstance(node, Global) and node.role is Role.INPUT
    }
    return tuple(key for key in program.inputs if key in read)
