"""What a policy's rule is given: facts, parameters, the day; for one firm, and for all in columns.

Both come from one definition, `takings`. A fact that is not there is null, and by the rules'
own conventions null neither fulfils a condition nor breaks it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from yingshang.city.benefits.listing import Input, Policy, RuleParameter, Value
from yingshang.core.catalogue.rules import rule
from yingshang.rules import Model
from yingshang.rules.backends.columns.emitting.operations import exact
from yingshang.rules.types import BOOLEAN, DATE, NUMBER, Type, plain

Plain = str | int | bool | Decimal | date | None
PLACES = {"yuan": 2, "ten_thousand_yuan": 6}
"""Decimals of a whole number of fen, by the unit in which the rule wants it."""
INTEGRAL, WIDE = 13, 19
"""Digits before the point of a sum of yuan; digits with which DuckDB multiplies in 128 bits."""


@dataclass(frozen=True, slots=True)
class Taking:
    """One input of the rule: a constant, or an element of the firm with how it is changed."""

    name: str
    type: Type
    constant: Plain = None
    element: str | None = None
    words: Mapping[str, Plain] | None = None
    places: int = 0

    def value(self, facts: Mapping[str, object | None]) -> object:
        """The input for one firm."""
        if self.element is None:
            return self.constant
        found = facts.get(self.element)
        if found is None:
            return None
        if self.words is not None:
            return self.words.get(_key(found), found if isinstance(found, str) else None)
        if self.places:
            return Decimal(int(str(found))).scaleb(-self.places)
        return found

    def column(self, table: ir.Table) -> ir.Value:
        """The input for every row of a table with a column an element."""
        if self.element is None:
            return _literal(self.constant, self.type)
        if self.element not in table.columns:
            return ibis.null(_sql_type(self.type))
        found = table[self.element]
        if self.words is not None:
            return _reworded(found, self.words, self.type)
        return _scaled(found, self.places) if self.places else found


def wanted(policy: Policy) -> tuple[str, ...]:
    """The codes of the elements that the rule and the credit lists read, each once."""
    named = [one.element for one in policy.inputs if one.element is not None]
    named += [one.element for one in policy.exclusions]
    return tuple(dict.fromkeys(named))


def inputs(
    policy: Policy,
    facts: Mapping[str, object | None],
    *,
    on: date,
    covers_reserve: bool | None = None,
    model: Model | None = None,
) -> dict[str, object]:
    """The rule's inputs for one firm, by name; null for what is not known.

    `facts` are by element: money in whole fen. `covers_reserve`: whether the fund keeps its
    reserve, which is nothing about the firm. `model` is another rule than the policy's own.
    """
    found = takings(policy, model, on=on, covers_reserve=covers_reserve)
    return {taking.name: taking.value(facts) for taking in found}


def in_columns(
    policy: Policy,
    table: ir.Table,
    on: date,
    covers_reserve: bool | None = None,
    *,
    model: Model | None = None,
    keep: tuple[str, ...] = ("credit_code",),
) -> ir.Table:
    """The same for every firm of a table whose columns are elements: a column an input.

    `keep` are columns of the table that stand beside the inputs. An element that the table does
    not have is null for everybody.
    """
    found = takings(policy, model, on=on, covers_reserve=covers_reserve)
    kept = {name: table[name] for name in keep if name in table.columns}
    return table.select(**kept, **{taking.name: taking.column(table) for taking in found})


def takings(
    policy: Policy, model: Model | None, *, on: date, covers_reserve: bool | None
) -> Iterator[Taking]:
    """Each input with its source; parameters as they hold on the day."""
    model = model or rule(policy.decision.rule)
    types = {datum.name: plain(datum.type) for datum in model.program.inputs.values()}
    for one in policy.inputs:
        if one.name in types:
            yield _taking(one, types[one.name], policy, on, covers_reserve)


def parameter_on(parameter: RuleParameter, on: date) -> Value:
    """The value of a parameter on a day; null where none holds."""
    for dated in parameter.values:
        if (dated.valid_from or on) <= on <= (dated.valid_until or on):
            return dated.value
    return None


def plain_value(value: Value | Decimal | date, type_: Type) -> Plain:
    """A value of a list as the type wants it. Errors: `ValueError` for what cannot be that."""
    if value is None or isinstance(value, bool):
        return value
    if type_ == NUMBER:
        return Decimal(str(value))
    if type_ == DATE:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    return value


def _taking(
    one: Input, type_: Type, policy: Policy, on: date, covers_reserve: bool | None
) -> Taking:
    if one.element is not None:
        words = one.values
        told = None if words is None else {k: plain_value(v, type_) for k, v in words.items()}
        return Taking(one.name, type_, None, one.element, told, PLACES.get(one.unit or "", 0))
    if one.parameter is not None:
        value = next((parameter_on(p, on) for p in policy.parameters if p.name == one.parameter),
                     None)  # fmt: skip
        return Taking(one.name, type_, plain_value(value, type_))
    days = {
        "decided_on": on,
        "period_begins_on": policy.period.begins_on,
        "period_ends_on": policy.period.ends_on,
    }
    return Taking(one.name, type_, days[one.day] if one.day else covers_reserve)


def _key(value: object) -> str:
    """How a list writes the value as a key."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _literal(value: Plain, type_: Type) -> ir.Value:
    if value is None:
        return ibis.null(_sql_type(type_))
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        if places == 0:
            return ibis.literal(int(value), type=dt.int64)
        digits = max(len(value.as_tuple().digits), places)
        return ibis.literal(value, type=dt.Decimal(digits, places))
    return ibis.literal(value)


def _sql_type(type_: Type) -> dt.DataType:
    types: dict[Type, dt.DataType] = {NUMBER: dt.int64, DATE: dt.date, BOOLEAN: dt.boolean}
    return types.get(type_, dt.string)


def _reworded(found: ir.Value, words: Mapping[str, Plain], type_: Type) -> ir.Value:
    is_truth = found.type().is_boolean()
    cases = [
        (found == (key == "true" if is_truth else key), _literal(value, type_))
        for key, value in words.items()
    ]
    others = ibis.null(_sql_type(type_)) if is_truth else found
    return ibis.cases(*cases, else_=others)


def _scaled(fen: ir.Value, places: int) -> ir.Value:
    """Fen as the rule's unit, exactly."""
    wide = exact("cast", fen, result=dt.Decimal(WIDE, 0))
    unit = ibis.literal(Decimal(1).scaleb(-places), type=dt.Decimal(places + 1, places))
    product = exact("*", wide, unit, result=dt.Decimal(WIDE + places + 1, places))
    return exact("cast", product, result=dt.Decimal(INTEGRAL + places, places))
