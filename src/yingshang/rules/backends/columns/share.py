"""How much of a model compiles to columns: a report, decision by decision."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis

from yingshang.rules.backends.columns.api import to_columns
from yingshang.rules.backends.columns.inputs import Child
from yingshang.rules.backends.columns.refusals import NotCompilable, Refusal
from yingshang.rules.ir import Program
from yingshang.rules.types import (
    BOOLEAN,
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    ContextOf,
    ListOf,
    Type,
    plain,
)  # fmt: skip

COLUMN_TYPES: Mapping[Type, str] = {
    NUMBER: "decimal(15, 2)",
    STRING: "string",
    BOOLEAN: "boolean",
    DATE: "date",
    DAYS: "int64",
    MONTHS: "int64",
}
"""The columns that a population is taken to have where nothing is said."""


@dataclass(frozen=True, slots=True)
class Share:
    """Which decisions compile, by name; the others with their refusals."""

    compiled: tuple[str, ...]
    refused: Mapping[str, tuple[Refusal, ...]]

    @property
    def fraction(self) -> float:
        """Compiled decisions over all."""
        total = len(self.compiled) + len(self.refused)
        return len(self.compiled) / total if total else 1.0


def share_compiled(program: Program) -> Share:
    """Compile every decision over a table such as its types suggest."""
    schema, children = expected_tables(program)
    compiled: list[str] = []
    refused: dict[str, tuple[Refusal, ...]] = {}
    for key, decision in program.decisions.items():
        try:
            to_columns(program, key, table=schema, children=children)
        except NotCompilable as why:
            refused[decision.name] = why.refusals
        else:
            compiled.append(decision.name)
    return Share(tuple(compiled), refused)


def expected_tables(program: Program) -> tuple[dict[str, str], dict[str, Child]]:
    """The columns and child tables that the declared types of the inputs ask for."""
    schema: dict[str, str] = {"__key": "!int64"}
    children: dict[str, Child] = {}
    for datum in program.inputs.values():
        type_ = plain(datum.type)
        if isinstance(type_, ListOf):
            columns = {"__parent": "!int64"}
            _add(columns, "value", plain(type_.element), of_child=True)
            table = ibis.table(ibis.schema(columns), name=f"children_{len(children)}")
            children[datum.name] = Child(table, "__parent", "__key")
        else:
            _add(schema, datum.name, type_)
    return schema, children


def _add(columns: dict[str, str], name: str, type_: Type, *, of_child: bool = False) -> None:
    if isinstance(type_, ContextOf):
        for member, inner in type_.members:
            _add(columns, member if of_child else f"{name}.{member}", plain(inner))
    elif type_ in COLUMN_TYPES:
        columns[name] = COLUMN_TYPES[type_]
