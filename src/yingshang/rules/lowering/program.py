"""A whole model with its imports to a program."""

import hashlib
from collections.abc import Iterator, Mapping

from yingshang.rules.ir import Program
from yingshang.rules.lowering.elements import Elements
from yingshang.rules.lowering.item_types import ItemTypes
from yingshang.rules.lowering.library import Library, key_of
from yingshang.rules.lowering.order import ordered
from yingshang.rules.problems import Problem
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn.model import Definitions

MOST_IMPORTS_DEEP = 8


def lower(definitions: Definitions, imported: Mapping[str, Definitions] | None = None) -> Program:
    """The program of a model; `imported` holds the models it may import, by namespace.

    What is wrong anywhere stands in `problems`; a decision that cannot be understood is null with
    a warning, and the others work.
    """
    library = Library.of(definitions, imported or {})
    problems = [problem for model in library.models.values() for problem in model.problems]
    problems += [p for model in library.models.values() for p in _imports(library, model)]
    types = ItemTypes(library, problems)
    order, cycles = ordered(library)
    elements = Elements(library, types, problems, cycles)
    for key in order:
        elements.add(key)
    return Program(
        name=definitions.name,
        namespace=definitions.namespace,
        hash=_hash(library),
        inputs=elements.inputs,
        decisions=elements.decisions,
        knowledge=elements.knowledge,
        services=elements.services,
        names=_names(library),
        types=types.visible(definitions),
        problems=tuple(problems),
    )


def _imports(library: Library, model: Definitions) -> Iterator[Problem]:
    for wanted in model.imports:
        if wanted.namespace not in library.models:
            place = Place(model.file, wanted.line, f'import "{wanted.name}"')
            data = {"name": wanted.name, "namespace": wanted.namespace, "kind": wanted.import_type}
            yield Problem("import_not_found", place, data=data)


def _hash(library: Library) -> str:
    """SHA-256 over the digests of all files, by namespace; one file's own digest stands alone."""
    if len(library.models) == 1:
        return library.root.digest
    lines = [f"{model.namespace} {model.digest}\n" for model in library.models.values()]
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _names(library: Library) -> dict[str, str]:
    """What the root's elements, and those of its imports, can be called by a caller.

    Names win over ids, and the root's own over imported ones.
    """
    named: dict[str, str] = {}
    for prefix, model in _seen_from(library, library.root, "", 0):
        for element in model.elements:
            named.setdefault(prefix + element.name, key_of(model, element))
    for element in library.root.elements:
        named.setdefault(element.local_id, key_of(library.root, element))
    return named


def _seen_from(
    library: Library, model: Definitions, prefix: str, depth: int
) -> Iterator[tuple[str, Definitions]]:
    yield prefix, model
    if depth < MOST_IMPORTS_DEEP:
        for name, imported in library.imports(model):
            inner = f"{prefix}{name}." if name else prefix
            yield from _seen_from(library, imported, inner, depth + 1)
