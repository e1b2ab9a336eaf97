"""In which order elements are lowered: what is required first; cycles are found and cut."""

from collections.abc import Mapping, Sequence

from yingshang.rules.ir import Role
from yingshang.rules.lowering.groups import groups
from yingshang.rules.lowering.library import Found, Library
from yingshang.rules.syntax.dmn.model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Named,
    Reference,
)

MOST_NAMED = 12
"""How many elements of a cycle its problem names."""


def references(element: Named) -> tuple[tuple[Reference, tuple[Role, ...]], ...]:
    """What the element refers to, each with the roles that may stand there."""
    knowledge = (Role.KNOWLEDGE, Role.SERVICE)
    match element:
        case Decision():
            return (
                *((r, (Role.INPUT,)) for r in element.required_inputs),
                *((r, (Role.DECISION,)) for r in element.required_decisions),
                *((r, knowledge) for r in element.required_knowledge),
            )
        case BusinessKnowledgeModel():
            return tuple((r, knowledge) for r in element.required_knowledge)
        case DecisionService():
            return (
                *((r, (Role.DECISION,)) for r in element.output_decisions),
                *((r, (Role.DECISION,)) for r in element.encapsulated_decisions),
                *((r, (Role.DECISION,)) for r in element.input_decisions),
                *((r, (Role.INPUT,)) for r in element.input_data),
            )
        case _:
            return ()


def ordered(library: Library) -> tuple[Sequence[str], Mapping[str, tuple[str, ...]]]:
    """The keys of all elements, the required before what requires them, and the cycles.

    A cycle stands under the key of every element that is in one, as the keys along it.
    """
    graph = {key: _needs(library, found) for key, found in library.elements.items()}
    order: list[str] = []
    cycles: dict[str, tuple[str, ...]] = {}
    for group in groups(graph):
        order += group
        if len(group) > 1 or group[0] in graph[group[0]]:
            members = set(group)
            inside = {key: [n for n in graph[key] if n in members] for key in group}
            cycles |= {key: _round(key, inside) for key in group}
    return order, cycles


def _round(key: str, graph: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A way from the key through its group until it meets itself, as far as one wants to read."""
    path = [key]
    while len(path) <= MOST_NAMED:
        path.append(graph[path[-1]][0])
        if path[-1] in path[:-1]:
            break
    return tuple(path)


def _needs(library: Library, found: Found) -> Sequence[str]:
    """The keys of what must be lowered before the element."""
    element = found.element
    wanted = [reference for reference, _ in references(element)]
    if isinstance(element, DecisionService):
        wanted = list(element.output_decisions)
    known = (library.element(reference, found.model) for reference in wanted)
    needed = dict.fromkeys(other.key for other in known if other is not None)
    if isinstance(element, BusinessKnowledgeModel):
        needed.pop(found.key, None)
    return tuple(needed)
