"""The types of FEEL: a lattice with Any on top and Null below.

Source: DMN 1.5, 10.3.2.9 (equivalence, conformance), table 56 and figure 10-26.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from typing_extensions import override


class Type:
    """A FEEL type. Subclasses are frozen; compare them with `==`."""

    __slots__ = ()


class Base(StrEnum):
    """The types without parts, by their FEEL names."""

    ANY = "Any"
    NULL = "Null"
    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date and time"
    DAYS = "days and time duration"
    MONTHS = "years and months duration"


@dataclass(frozen=True, slots=True)
class Simple(Type):
    """A type without parts."""

    base: Base

    @override
    def __str__(self) -> str:
        return self.base.value


ANY = Simple(Base.ANY)
NULL = Simple(Base.NULL)
NUMBER = Simple(Base.NUMBER)
STRING = Simple(Base.STRING)
BOOLEAN = Simple(Base.BOOLEAN)
DATE = Simple(Base.DATE)
TIME = Simple(Base.TIME)
DATE_TIME = Simple(Base.DATE_TIME)
DAYS = Simple(Base.DAYS)
MONTHS = Simple(Base.MONTHS)

SIMPLE_TYPES: Mapping[str, Simple] = MappingProxyType({b.value: Simple(b) for b in Base})
"""FEEL's own names of the types without parts."""


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    """A list whose elements have one type."""

    element: Type

    @override
    def __str__(self) -> str:
        return f"list<{self.element}>"


@dataclass(frozen=True, slots=True)
class RangeOf(Type):
    """A range between two values of one type."""

    element: Type

    @override
    def __str__(self) -> str:
        return f"range<{self.element}>"


@dataclass(frozen=True, slots=True)
class ContextOf(Type):
    """A context with at least these members. `is_open`: others may be there, unknown to us."""

    members: tuple[tuple[str, Type], ...] = ()
    is_open: bool = False

    def member(self, name: str) -> Type | None:
        """The type of the member, or None."""
        return next((type_ for key, type_ in self.members if key == name), None)

    @override
    def __str__(self) -> str:
        return "context<" + ", ".join(f"{key}: {type_}" for key, type_ in self.members) + ">"


@dataclass(frozen=True, slots=True)
class FunctionOf(Type):
    """A function of these parameters; `names` are None where the type alone is known."""

    parameters: tuple[Type, ...]
    result: Type
    names: tuple[str, ...] | None = None

    @override
    def __str__(self) -> str:
        return f"function<{', '.join(map(str, self.parameters))}> -> {self.result}"


@dataclass(frozen=True, slots=True)
class Constrained(Type):
    """A named type of the model: another type, narrowed by the unary tests of its item definition.

    `constraint` is the text of the tests and its IR (`rules.ir.Tests`), or None when there is none.
    `of_elements` says that the tests hold for each element of a list (`allowedValues` of a
    collection) and not for the list itself (`typeConstraint`).
    """

    name: str
    underlying: Type
    constraint: object | None = None
    of_elements: bool = False

    @override
    def __str__(self) -> str:
        return self.name


def plain(type_: Type) -> Type:
    """The type without its outermost name and constraint."""
    while isinstance(type_, Constrained):
        type_ = type_.underlying
    return type_


def element_of(type_: Type) -> Type:
    """What a list, range or anything else is made of when it is gone through."""
    inner = plain(type_)
    if isinstance(inner, ListOf | RangeOf):
        return inner.element
    return type_


def conforms(given: Type, wanted: Type) -> bool:
    """Whether every value of `given` is a value of `wanted` as far as types alone can tell.

    Constraints are for values and are not looked at. Source: DMN 1.5, 10.3.2.9.2.
    """
    given, wanted = plain(given), plain(wanted)
    if given in (wanted, NULL) or wanted == ANY:
        return True
    match given, wanted:
        case (ListOf(a), ListOf(b)) | (RangeOf(a), RangeOf(b)):
            return conforms(a, b)
        case ContextOf(), ContextOf():
            return all(
                (found := given.member(name)) is not None and conforms(found, type_)
                for name, type_ in wanted.members
            )
        case FunctionOf(), FunctionOf():
            return (
                len(given.parameters) == len(wanted.parameters)
                and all(map(conforms, wanted.parameters, given.parameters))
                and conforms(given.result, wanted.result)
            )
        case _:
            return False


def is_open(type_: Type) -> bool:
    """Whether a value of the type may have members we do not know of."""
    inner = plain(type_)
    return inner == ANY or (isinstance(inner, ContextOf) and inner.is_open)


def join(types: "tuple[Type, ...] | list[Type]") -> Type:
    """The narrowest type we can name to which all conform; Null where there is none to join.

    Contexts with different members make an open one: a value may have what only some of them have.
    """
    joined: Type = NULL
    for type_ in types:
        joined = _joined(joined, type_)
    return joined


def _joined(one: Type, other: Type) -> Type:
    if one in (other, NULL):
        return other
    match plain(one), plain(other):
        case ListOf(a), ListOf(b):
            return ListOf(_joined(a, b))
        case ContextOf() as a, ContextOf() as b:
            return _shared(a, b)
        case _:
            pass
    if conforms(one, other):
        return other
    return one if conforms(other, one) else ANY


def _shared(one: ContextOf, other: ContextOf) -> ContextOf:
    """The members that both have."""
    shared = tuple(
        (name, _joined(type_, found))
        for name, type_ in one.members
        if (found := other.member(name)) is not None
    )
    differ = not len(shared) == len(one.members) == len(other.members)
    return ContextOf(shared, is_open=differ or one.is_open or other.is_open)
