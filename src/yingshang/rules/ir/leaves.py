"""Nodes without parts: constants, references, and what could not be understood."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from yingshang.rules.functions.declaration import Function
from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.problems import Problem
from yingshang.rules.types import ANY, NULL, FunctionOf, Type
from yingshang.rules.values import Value, type_of


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A value that is written out."""

    value: Value

    @property
    @override
    def type(self) -> Type:
        return type_of(self.value)


@dataclass(frozen=True, slots=True)
class Local(Node):
    """A name bound inside the expression."""

    binding: Binding

    @property
    @override
    def type(self) -> Type:
        return self.binding.type


class Role(StrEnum):
    """What a name of the model stands for."""

    INPUT = "input data"
    DECISION = "decision"
    KNOWLEDGE = "business knowledge model"
    SERVICE = "decision service"


@dataclass(frozen=True, slots=True)
class Global(Node):
    """A required element of the model. `key` is its key in the program (`namespace#id`)."""

    role: Role
    key: str
    name: str
    declared: Type = ANY

    @property
    @override
    def type(self) -> Type:
        return self.declared


@dataclass(frozen=True, slots=True)
class Builtin(Node):
    """A function of FEEL, named but not called: it can be handed on, as to `sort`."""

    function: Function

    @property
    @override
    def type(self) -> Type:
        return FunctionOf((), ANY)


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """What could not be understood: its value is null, its problem says why."""

    problem: Problem

    @property
    @override
    def type(self) -> Type:
        return NULL
