"""A model ready to decide: the small door of the rules."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from yingshang.rules.backends.compiled import Compiled, Given
from yingshang.rules.checking import check
from yingshang.rules.decided import Decided
from yingshang.rules.errors import AnotherModel, NoSuchDecision, NoSuchInput
from yingshang.rules.explaining.completing import Completion
from yingshang.rules.explaining.knowing import Knowing, explanation
from yingshang.rules.explaining.reach import inputs_of
from yingshang.rules.explaining.structure import Unknown
from yingshang.rules.explaining.unknown import Trace
from yingshang.rules.given import converter, to_value
from yingshang.rules.ir import Program
from yingshang.rules.lowering import by_key
from yingshang.rules.lowering import load as load_program
from yingshang.rules.problems import Problem
from yingshang.rules.shape import Shape, Way
from yingshang.rules.types import ANY, Type
from yingshang.rules.values import Value

MOST_SHAPES = 1_000
"""Combinations of given names of which it is remembered what they leave out."""


class Model:
    """A model with its imports. It never changes; `hash` says which rules it holds."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._compiled = Compiled(program)
        self._given_all = Given(program)
        self._knowing = Knowing(program)
        self._inputs: dict[str, frozenset[str]] = {}
        self._missed: dict[tuple[str, ...], frozenset[str]] = {}
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self._doors = {
            name: (key, *converter(_type(program, key), name=name))
            for name, key in program.names.items()
        }

    @property
    def name(self) -> str:
        """The model's name."""
        return self.program.name

    @property
    def hash(self) -> str:
        """SHA-256 of the content of its files, hex."""
        return self.program.hash

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with it or deserves a look, found before it runs."""
        return check(self.program)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The names of what it decides, in the order of the file."""
        own = set(self.program.names.values())
        return tuple(d.name for key, d in self.program.decisions.items() if key in own)

    def decide(
        self, decision: str, inputs: Mapping[str, object], *, explain: bool = True
    ) -> Decided:
        """The decision for one case, from Python's or JSON's plain values by name.

        An input that is left out is unknown, which is not null: see `Decided.is_known`.

        *Errors*: `NoSuchDecision`, `NoSuchInput`, `FloatGiven`, `Unreadable`, `TooMuchWork`.
        """
        if not explain and (shape := self._shapes.get((decision, *inputs))) is not None:
            answer = shape.answer(inputs.values())
            if answer is not None:
                return answer
        return self._decided(decision, inputs, explain)

    def _decided(self, decision: str, inputs: Mapping[str, object], explain: bool) -> Decided:
        given = self._given(inputs)
        key = self.program.names.get(decision, decision)
        if key not in self.program.decisions:
            return self._called(decision, key, given)
        missing = self._missing(key, given)
        if explain or missing:
            return self._explained(decision, key, given, missing)
        value, warnings = self._given_all.answer(key, given)
        blank = Decided(decision, None, True, (), (), None, {}, self.program.hash)
        self._remember(blank, key, inputs)
        return blank.of(value, warnings, given)

    def may_hang_on(self, decision: str, inputs: Mapping[str, object]) -> tuple[str, ...]:
        """The inputs left out that the answer may hang on: quickly, never too few, maybe too many.

        `decide` tries values to find which of them really matter. Nothing: the answer is known.
        *Errors*: as `decide`.
        """
        given = self._given(inputs)
        key = self.program.names.get(decision, decision)
        if key not in self.program.decisions:
            raise NoSuchDecision(name=decision, known=", ".join(self.decisions))
        missing = self._missing(key, given)
        value, _ = self._knowing.ask(key, given, missing, is_traced=False)
        keys = value.keys if isinstance(value, Unknown) else frozenset[str]()
        return tuple(d.name for key, d in self.program.inputs.items() if key in keys)

    def inputs_of(self, decision: str) -> tuple[str, ...]:
        """The names of the inputs that a decision may look at. *Errors*: `NoSuchDecision`."""
        key = self.program.names.get(decision, decision)
        if key not in self.program.decisions:
            raise NoSuchDecision(name=decision, known=", ".join(self.decisions))
        needed = self._needed(key, {})
        return tuple(d.name for key, d in self.program.inputs.items() if key in needed)

    def _given(self, inputs: Mapping[str, object]) -> dict[str, Value]:
        """What is given, by key."""
        doors = self._doors
        given: dict[str, Value] = {}
        for name, value in inputs.items():
            door = doors.get(name)
            if door is None:
                return self._given_oddly(inputs)
            key, as_is, convert = door
            given[key] = value if type(value) in as_is else convert(value)  # type: ignore[assignment]  # the classes in `as_is` are FEEL's own
        return given

    def _given_oddly(self, inputs: Mapping[str, object]) -> dict[str, Value]:
        """The same, where inputs are named by key, or those of an import stand in a context."""
        known = {key: _type(self.program, key) for key in self.program.names.values()}
        values = {name: to_value(value, known.get(name, ANY), name=name)
                  for name, value in inputs.items()}  # fmt: skip
        given = by_key(self.program, values)
        for name in given:
            if name not in known:
                known_names = ", ".join(datum.name for datum in self.program.inputs.values())
                raise NoSuchInput(field=name, name=name, known=known_names)
        return given

    def _missing(self, key: str, given: Mapping[str, Value]) -> frozenset[str]:
        """The inputs that the decision may read and that are not given."""
        shape = (key, *given)
        missing = self._missed.get(shape)
        if missing is None:
            missing = self._needed(key, given) - given.keys()
            if len(self._missed) < MOST_SHAPES:
                self._missed[shape] = missing
        return missing

    def _remember(self, blank: Decided, key: str, inputs: Mapping[str, object]) -> None:
        """That nothing is missing when these names are given, if all are names of inputs."""
        doors = [self._doors[name] for name in inputs if name in self._doors]
        is_plain = len(doors) == len(inputs) and {d[0] for d in doors} <= self.program.inputs.keys()
        if is_plain and len(self._shapes) < MOST_SHAPES:
            ways = [Way(*door, *self._given_all.door(door[0])) for door in doors]
            shape = Shape(blank, ways, *self._given_all.prepared(key))
            self._shapes[blank.decision, *inputs] = shape

    def _needed(self, key: str, given: Mapping[str, Value]) -> frozenset[str]:
        """The inputs that the decision may read; those above a given decision are not."""
        if not given.keys().isdisjoint(self.program.decisions):
            return frozenset(inputs_of(self.program, key, given.keys()))
        if key not in self._inputs:
            self._inputs[key] = frozenset(inputs_of(self.program, key))
        return self._inputs[key]

    def _explained(
        self, decision: str, key: str, given: dict[str, Value], missing: frozenset[str]
    ) -> Decided:
        value, trace = self._knowing.ask(key, given, missing)
        is_open = isinstance(value, Unknown)
        if isinstance(value, Unknown):
            over = frozenset(given.keys() & self.program.decisions.keys())
            completion = Completion(self._knowing, key, given, over)
            value = completion.answer(missing, value)
        return self._answer(decision, given, value, trace, is_open)

    def _answer(
        self, decision: str, given: dict[str, Value], value: Value | Unknown, trace: Trace,
        is_open: bool,
    ) -> Decided:  # fmt: skip
        inputs = self.program.inputs
        unknown = value.keys if isinstance(value, Unknown) else frozenset[str]()
        return Decided(
            decision=decision,
            value=None if isinstance(value, Unknown) else value,
            is_known=not isinstance(value, Unknown),
            missing=tuple(inputs[key].name for key in inputs if key in unknown),
            warnings=tuple(trace.warnings),
            explanation=explanation(trace),
            inputs=given,
            model_hash=self.hash,
            is_known_anyway=is_open and not isinstance(value, Unknown),
            input_names={key: datum.name for key, datum in inputs.items()} if is_open else {},
        )

    def _called(self, name: str, key: str, given: dict[str, Value]) -> Decided:
        """A decision service or a function of the model; without an argument nothing is known."""
        service = self.program.services.get(key)
        parameters = service.parameters if service is not None else ()
        missing = tuple(binding.name for part, binding in parameters if part not in given)
        if missing:
            return Decided(name, None, False, missing, (), None, given, self.hash)
        outcome = self._compiled.call(name, given)
        return Decided(name, outcome.value, True, (), outcome.warnings, None, given, self.hash)


def _type(program: Program, key: str) -> Type:
    element = program.inputs.get(key) or program.decisions.get(key)
    return ANY if element is None else element.type


def load(path: Path | str, *, expect_hash: str | None = None) -> Model:
    """The model of a .dmn file and of what it imports.

    `expect_hash` pins it: other rules than those of then are refused.

    *Errors*: `AnotherModel`; those of reading; `OSError`.
    """
    program = load_program(path)
    if expect_hash is not None and program.hash != expect_hash:
        raise AnotherModel(expected=expect_hash, found=program.hash)
    return Model(program)


def decide(
    model: Model, decision: str, inputs: Mapping[str, object], *, explain: bool = True
) -> Decided:
    """The decision for one case: `Model.decide`."""
    return model.decide(decision, inputs, explain=explain)
