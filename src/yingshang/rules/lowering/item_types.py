"""Item definitions as types: looked up when they are needed, in whatever order they stand.

Source: DMN 1.5, 7.3.2 (item definitions) and 10.3.2.9 (their mapping to FEEL's types).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from yingshang.rules.ir import Binding, Tests
from yingshang.rules.lowering.library import Library
from yingshang.rules.lowering.spot import Spot
from yingshang.rules.lowering.type_names import BUILTIN_TYPES
from yingshang.rules.problems import Problem
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn.boxes import Text
from yingshang.rules.syntax.dmn.model import Definitions, FunctionItem, ItemDefinition
from yingshang.rules.syntax.dmn.namespaces import FEEL_LANGUAGES
from yingshang.rules.syntax.feel import Scope, parse_type
from yingshang.rules.types import (
    ANY,
    SIMPLE_TYPES,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    Type,
)

MOST_SUGGESTIONS = 12
MOST_COMPARED = 200
"""Names that a misspelled one is compared with."""
MOST_DEEP = 40
"""Named types inside each other."""
MOST_PARTS = 5_000
"""Named types that a type consists of, each counted wherever it stands."""


@dataclass(slots=True)
class _Measure:
    """How deep a type is and how many named types it is made of, as far as it is known."""

    key: tuple[str, str]
    depth: int = 1
    parts: int = 1

    def take_in(self, other: "_Measure") -> bool:
        """Count another type inside this one; false when that is too much."""
        self.depth = max(self.depth, other.depth + 1)
        self.parts += other.parts
        return self.depth <= MOST_DEEP and self.parts <= MOST_PARTS


@dataclass(slots=True)
class ItemTypes:
    """The types of all models of a library, each made once."""

    library: Library
    problems: list[Problem]
    made: dict[tuple[str, str], Type] = field(default_factory=dict)
    making: list[_Measure] = field(default_factory=list)
    measures: dict[tuple[str, str], _Measure] = field(default_factory=dict)
    items: dict[tuple[str, str], ItemDefinition] = field(init=False)

    def __post_init__(self) -> None:
        models = self.library.models.values()
        self.items = {(m.namespace, i.name): i for m in models for i in m.item_definitions}

    def named(self, model: Definitions, name: str, place: Place) -> Type:
        """The type of that name as the model sees it; Any, and a problem, where there is none."""
        found = self._find(model, " ".join(name.split()))
        if found is None:
            known = [*self.names(model)[:MOST_COMPARED], *SIMPLE_TYPES]
            close = get_close_matches(name, known, n=1) or known[:MOST_SUGGESTIONS]
            data = {"name": name, "known": ", ".join(close)}
            self.problems.append(Problem("unknown_type_ref", place, data=data))
            return ANY
        return found

    def names(self, model: Definitions) -> list[str]:
        """The names of the types that the model's own item definitions and its imports give."""
        own = [item.name for item in model.item_definitions]
        for prefix, imported in self.library.imports(model):
            own += [f"{prefix}.{i.name}" if prefix else i.name for i in imported.item_definitions]
        return own

    def visible(self, model: Definitions) -> Mapping[str, Type]:
        """Every type that the model can name."""
        found = {name: self._find(model, name) for name in self.names(model)}
        return {name: type_ for name, type_ in found.items() if type_ is not None}

    def _find(self, model: Definitions, name: str) -> Type | None:
        own = self._own(model, name)
        if own is not None:
            return own
        if name in BUILTIN_TYPES:
            return BUILTIN_TYPES[name]
        return (
            self._imported(model, name) or self._prefixed(model, name) or self._written(model, name)
        )

    def _own(self, model: Definitions, name: str) -> Type | None:
        key = (model.namespace, name)
        item = self.items.get(key)
        if item is None:
            return None
        spot = self._spot(model).inside("item definition", item.name, item.line)
        around = [measure.key for measure in self.making]
        if key in around:
            path = [*(inner for _, inner in around[around.index(key) :]), name]
            return self._refused(spot, "recursive_type", path=" → ".join(path))
        if key not in self.made:
            if len(self.making) >= MOST_DEEP:
                return self._refused(spot, "type_too_large", deep=MOST_DEEP, parts=MOST_PARTS)
            self._make(key, item, spot)
        if self.making and not self.making[-1].take_in(self.measures[key]):
            return self._refused(spot, "type_too_large", deep=MOST_DEEP, parts=MOST_PARTS)
        return self.made[key]

    def _make(self, key: tuple[str, str], item: ItemDefinition, spot: Spot) -> None:
        self.making.append(_Measure(key))
        self.made[key] = _item_type(item, item.name, spot, is_named=True)
        self.measures[key] = self.making.pop()

    def _refused(self, spot: Spot, code: str, **data: object) -> Type:
        spot.broken(code, **data)
        return ANY

    def _spot(self, model: Definitions) -> Spot:
        return Spot(model, lambda name, place: self.named(model, name, place), self.problems)

    def _imported(self, model: Definitions, name: str) -> Type | None:
        for prefix, imported in self.library.imports(model):
            rest = name.removeprefix(f"{prefix}.") if prefix else name
            if rest != name or not prefix:
                found = self._own(imported, rest)
                if found is not None:
                    return found
        return None

    def _prefixed(self, model: Definitions, name: str) -> Type | None:
        """A name of DMN 1.1, `prefix:name`, as 1.2's users still write it."""
        prefix, colon, rest = name.partition(":")
        namespace = model.prefixes.get(prefix)
        if not colon:
            return None
        if prefix == "feel" or namespace in FEEL_LANGUAGES:
            return BUILTIN_TYPES.get(rest)
        wanted = self.library.models.get(namespace or "")
        return None if wanted is None else self._own(wanted, rest)

    def _written(self, model: Definitions, name: str) -> Type | None:
        """A type that is written out, such as `list<number>`."""
        if "<" not in name:
            return None
        used = [n for n in self.names(model) if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", name)]
        found = {known: self._find(model, known) for known in used}
        return parse_type(name, {known: type_ for known, type_ in found.items() if type_})


def _item_type(item: ItemDefinition, name: str, spot: Spot, *, is_named: bool = False) -> Type:
    base = _base(item, name, spot)
    whole = ListOf(base) if item.is_collection else base
    allowed = _constraint(item.allowed_values, base, spot)
    constraint = _constraint(item.type_constraint, whole, spot)
    typed: Type = whole
    if allowed is not None:
        typed = Constrained(name, typed, allowed, of_elements=item.is_collection)
    if constraint is not None:
        typed = Constrained(name, typed, constraint)
    return Constrained(name, whole) if is_named and typed == whole else typed


def _base(item: ItemDefinition, name: str, spot: Spot) -> Type:
    if item.components:
        members = tuple(
            (c.name, _item_type(c, f"{name}.{c.name}", spot.at(f'component "{c.name}"', c.line)))
            for c in item.components
        )
        return ContextOf(members)
    if item.function is not None:
        return _function(item.function, spot)
    if item.type_ref is None:
        spot.note("item_without_type", name=name)
    return spot.type(item.type_ref)


def _function(item: FunctionItem, spot: Spot) -> Type:
    parameters = tuple(spot.type(p.type_ref) for p in item.parameters)
    names = tuple(p.name for p in item.parameters)
    return FunctionOf(parameters, spot.type(item.output_type), names)


def _constraint(text: Text | None, of: Type, spot: Spot) -> Tests | None:
    if text is None or not text.text.strip():
        return None
    tests = spot.tests(text, Scope(), Binding("?", of))
    return None if tests is None or tests.is_any else tests
