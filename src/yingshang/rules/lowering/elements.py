"""The named elements of a model to those of the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yingshang.rules.ir import (
    Binding,
    Decision,
    Global,
    InputData,
    Knowledge,
    MakeFunction,
    Node,
    Role,
    Service,
)
from yingshang.rules.lowering.boxes import function_of, lower, parameters_of, result_type
from yingshang.rules.lowering.external import external_function
from yingshang.rules.lowering.item_types import ItemTypes
from yingshang.rules.lowering.library import Found, Library
from yingshang.rules.lowering.order import references
from yingshang.rules.lowering.spot import Spot
from yingshang.rules.problems import Problem
from yingshang.rules.syntax.dmn import model as dmn
from yingshang.rules.syntax.dmn.boxes import FunctionDefinition
from yingshang.rules.syntax.feel import Scope
from yingshang.rules.types import ANY, ContextOf, FunctionOf, Type


@dataclass(slots=True)
class Elements:
    """The elements lowered so far; `globals_` are the nodes by which others refer to them."""

    library: Library
    types: ItemTypes
    problems: list[Problem]
    cycles: Mapping[str, tuple[str, ...]]
    inputs: dict[str, InputData] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    knowledge: dict[str, Knowledge] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    globals_: dict[str, Global] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)

    def add(self, key: str) -> None:
        """Lower one element; what it requires has been lowered before."""
        found = self.library.elements[key]
        match found.element:
            case dmn.Decision() as decision:
                self._add_decision(found, decision)
            case dmn.BusinessKnowledgeModel() as knowledge:
                self._add_knowledge(found, knowledge)
            case dmn.DecisionService() as service:
                self._add_service(found, service)
            case _:
                self._add_input(found)

    def _refer(self, found: Found, role: Role, type_: Type) -> Global:
        made = Global(role, found.key, found.element.name, type_)
        self.globals_[found.key] = made
        return made

    def _spot(self, found: Found) -> Spot:
        model = found.model
        spot = Spot(model, lambda name, at: self.types.named(model, name, at), self.problems)
        return spot.inside(found.role.value, found.element.name, found.element.line)

    def _add_input(self, found: Found) -> None:
        spot = self._spot(found)
        type_ = spot.type(found.element.type_ref)
        self.inputs[found.key] = InputData(found.key, found.element.name, type_, spot.place)
        self._refer(found, Role.INPUT, type_)

    def _add_decision(self, found: Found, element: dmn.Decision) -> None:
        spot = self._spot(found)
        declared = spot.type(element.type_ref)
        scope = self._scope(found, spot)
        logic = self._cycle(found, spot)
        if logic is None and element.expression is not None:
            logic = lower(element.expression, scope, spot, wanted=declared)
        inferred = logic.type if logic is not None and declared == ANY else declared
        self.decisions[found.key] = Decision(
            found.key, element.name, inferred, logic, self._requires(found), spot.place,
            element.question,
        )  # fmt: skip
        self._refer(found, Role.DECISION, inferred)

    def _cycle(self, found: Found, spot: Spot) -> Node | None:
        path = self.cycles.get(found.key)
        if path is None:
            return None
        names = [self.library.elements[key].element.name for key in path]
        return spot.broken("requirement_cycle", path=" → ".join(names))

    def _requires(self, found: Found) -> tuple[str, ...]:
        known = [self.library.element(r, found.model) for r, _ in references(found.element)]
        return tuple(other.key for other in known if other is not None)

    def _scope(self, found: Found, spot: Spot) -> Scope:
        """The names of what the element requires, and nothing else."""
        names: dict[str, Node] = {}
        for reference, roles in references(found.element):
            other = self._required(reference, roles, found, spot)
            if other is not None and other.key in self.globals_:
                self._name(names, other, found, spot)
        return self._root(found.model).with_names(names)

    def _name(self, names: dict[str, Node], other: Found, found: Found, spot: Spot) -> None:
        name = self.library.name_in(found.model, other)
        if name is None:
            spot.broken("not_imported", name=other.element.name, namespace=other.model.namespace)
            return
        names[name] = self.globals_[other.key]
        variable = other.element.variable
        if variable is not None and variable.name and variable.name != other.element.name:
            prefix = name.removesuffix(other.element.name)
            names.setdefault(prefix + variable.name, self.globals_[other.key])

    def _required(
        self, reference: dmn.Reference, roles: tuple[Role, ...], found: Found, spot: Spot
    ) -> Found | None:
        other = self.library.element(reference, found.model)
        inner = spot.at("requirement", reference.line)
        if other is None:
            inner.broken("dangling_reference", href=reference.href)
            return None
        if other.role not in roles:
            expected = " or ".join(role.value for role in roles)
            inner.broken("wrong_reference", name=other.element.name, found=other.role.value,
                         expected=expected)  # fmt: skip
            return None
        return other

    def _root(self, model: dmn.Definitions) -> Scope:
        if model.namespace not in self.scopes:
            self.scopes[model.namespace] = Scope(
                types=self.types.visible(model), member_names=_member_names(self.library)
            )
        return self.scopes[model.namespace]

    def _add_knowledge(self, found: Found, element: dmn.BusinessKnowledgeModel) -> None:
        spot = self._spot(found)
        declared = spot.type(element.type_ref)
        logic = self._cycle(found, spot) or self._function(found, element, spot, declared)
        type_ = logic.type if isinstance(logic, MakeFunction) else declared
        self.knowledge[found.key] = Knowledge(
            found.key, element.name, logic, self._requires(found), spot.place
        )
        self._refer(found, Role.KNOWLEDGE, type_)

    def _function(
        self, found: Found, element: dmn.BusinessKnowledgeModel, spot: Spot, declared: Type
    ) -> Node:
        box = element.logic
        if box is None:
            return spot.broken("no_expression")
        if box.kind != "FEEL":
            return external_function(box, Scope(), spot)
        result = result_type(declared if declared != ANY else spot.type(box.type_ref))
        self._refer(found, Role.KNOWLEDGE, _function_type(box, spot, result))
        scope = self._scope(found, spot).with_names({element.name: self.globals_[found.key]})
        return function_of(box, scope, spot, result=result)

    def _add_service(self, found: Found, element: dmn.DecisionService) -> None:
        spot = self._spot(found)
        for reference, roles in references(element):
            self._required(reference, roles, found, spot)
        parameters = self._parameters(found, element)
        outputs = self._decisions(element.output_decisions, found)
        declared = result_type(spot.type(element.type_ref))
        self.services[found.key] = Service(
            found.key, element.name, parameters, outputs,
            self._decisions(element.encapsulated_decisions, found), declared, spot.place,
        )  # fmt: skip
        result = declared if declared != ANY else self._outputs_type(outputs)
        bindings = [binding for _, binding in parameters]
        names = tuple(binding.name for binding in bindings)
        self._refer(found, Role.SERVICE, FunctionOf(tuple(b.type for b in bindings), result, names))

    def _decisions(self, wanted: tuple[dmn.Reference, ...], found: Found) -> tuple[str, ...]:
        return tuple(key for key in self._keys(wanted, found) if key in self.decisions)

    def _keys(self, wanted: tuple[dmn.Reference, ...], found: Found) -> tuple[str, ...]:
        known = [self.library.element(reference, found.model) for reference in wanted]
        return tuple(other.key for other in known if other is not None)

    def _parameters(
        self, found: Found, element: dmn.DecisionService
    ) -> tuple[tuple[str, Binding], ...]:
        """Input data first, then input decisions. Source: DMN 1.5, 10.4."""
        keys = self._keys((*element.input_data, *element.input_decisions), found)
        return tuple((key, self._parameter(key, found)) for key in keys)

    def _parameter(self, key: str, found: Found) -> Binding:
        other = self.library.elements[key]
        name = self.library.name_in(found.model, other) or other.element.name
        return Binding(name, self._spot(other).type(other.element.type_ref))

    def _outputs_type(self, outputs: tuple[str, ...]) -> Type:
        types = [(self.decisions[key].name, self.decisions[key].type) for key in outputs]
        return types[0][1] if len(types) == 1 else ContextOf(tuple(types))


def _function_type(box: FunctionDefinition, spot: Spot, result: Type) -> FunctionOf:
    """The type of a function that is not lowered yet: its own body may call it."""
    quiet = Spot(spot.model, spot.type_named, [], spot.place)
    bindings = parameters_of(box, quiet)
    return FunctionOf(tuple(b.type for b in bindings), result, tuple(b.name for b in bindings))


def _member_names(library: Library) -> frozenset[str]:
    """Every name that a member of a context has somewhere in the models' types."""

    def components(item: dmn.ItemDefinition) -> list[str]:
        return [n for c in item.components for n in (c.name, *components(c))]

    items = [item for model in library.models.values() for item in model.item_definitions]
    return frozenset(name for item in items for name in components(item))
