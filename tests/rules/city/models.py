"""The rule files of the catalogue with their suites, each read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yingshang.rules.backends.compiled import Compiled
from yingshang.rules.given import to_value
from yingshang.rules.model import Model, load
from yingshang.rules.suites import Suite, read_suite
from yingshang.rules.values import Value

CATALOGUE = Path(__file__).parents[3] / "catalogue"
FILES = {path.stem: path for path in sorted(CATALOGUE.rglob("*.dmn"))}
"""Wherever in the catalogue they stand, by name."""

Inputs = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision of a case with its inputs as FEEL values; null where it has to be unknown."""

    case: str
    decision: str
    inputs: Inputs
    expected: Value


@cache
def model(name: str) -> Model:
    """The model of a file."""
    return load(FILES[name])


@cache
def compiled(name: str) -> Compiled:
    """The model as closures."""
    return Compiled(model(name).program)


@cache
def suite(name: str) -> Suite:
    """The cases beside a file."""
    return read_suite(FILES[name].with_name(f"{name}.cases.yaml"))


def asked(name: str) -> Iterator[Asked]:
    """Each expectation of a model's cases."""
    program = model(name).program
    types = {datum.name: datum.type for datum in program.inputs.values()}
    for case in suite(name).cases:
        inputs = {key: to_value(value, types[key], name=key) for key, value in case.given.items()}
        for decision, value in case.expected.items():
            type_ = program.decisions[program.names[decision]].type
            yield Asked(case.name, decision, inputs, to_value(value, type_, name=decision))
        for decision in case.unknown:
            yield Asked(case.name, decision, inputs, None)
