"""The models that take part, and which element a reference means.

An element's key is `namespace#id`: unique over all models that are worked with together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yingshang.rules.ir import Role
from yingshang.rules.syntax.dmn.model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    InputData,
    Named,
    Reference,
)

_ROLES: Mapping[type[Named], Role] = {
    InputData: Role.INPUT,
    Decision: Role.DECISION,
    BusinessKnowledgeModel: Role.KNOWLEDGE,
    DecisionService: Role.SERVICE,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An element with the model that it stands in."""

    key: str
    element: Named
    model: Definitions

    @property
    def role(self) -> Role:
        """What kind of element it is."""
        return _ROLES[type(self.element)]


def key_of(model: Definitions, element: Named) -> str:
    """The element's key in the program."""
    return f"{model.namespace}#{element.local_id}"


@dataclass(frozen=True, slots=True)
class Library:
    """The root model and those it imports, directly or through others, by namespace."""

    root: Definitions
    models: Mapping[str, Definitions]
    elements: Mapping[str, Found] = field(default_factory=dict)

    @staticmethod
    def of(root: Definitions, imported: Mapping[str, Definitions]) -> "Library":
        """The library of the root and of those models that it reaches."""
        models = {root.namespace: root}
        waiting = [root]
        while waiting:
            for wanted in waiting.pop().imports:
                found = imported.get(wanted.namespace)
                if found is not None and wanted.namespace not in models:
                    models[wanted.namespace] = found
                    waiting.append(found)
        return Library(root, models, {found.key: found for found in _elements(models)})

    def element(self, reference: Reference, model: Definitions) -> Found | None:
        """What the reference in the model points to, or None."""
        namespace, _, local_id = reference.href.rpartition("#")
        return self.elements.get(f"{namespace or model.namespace}#{local_id}")

    def imports(self, model: Definitions) -> Iterator[tuple[str, Definitions]]:
        """The models that the model imports and that we have, each with its name there."""
        for wanted in model.imports:
            if wanted.namespace in self.models:
                yield wanted.name, self.models[wanted.namespace]

    def name_in(self, model: Definitions, found: Found) -> str | None:
        """What the element is called in the model: `import.name` when it stands in another one.

        None when the model does not import the other.
        """
        if found.model.namespace == model.namespace:
            return found.element.name
        for name, imported in self.imports(model):
            if imported.namespace == found.model.namespace:
                return f"{name}.{found.element.name}" if name else found.element.name
        return None


def _elements(models: Mapping[str, Definitions]) -> Iterator[Found]:
    for model in models.values():
        for element in model.elements:
            yield Found(key_of(model, element), element, model)
