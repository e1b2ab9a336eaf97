"""Choice, iteration, functions and calls, and the border where a declared type is enforced."""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.functions.declaration import Function
from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.types import ANY, BOOLEAN, FunctionOf, ListOf, Type, join, plain


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then … else …`; anything but true goes to `otherwise`."""

    condition: Node
    then: Node
    otherwise: Node

    @property
    @override
    def type(self) -> Type:
        return join([self.then.type, self.otherwise.type])


@dataclass(frozen=True, slots=True)
class Iterator:
    """`name in domain`, or `name in domain..end` over integers or dates. Later iterators see it."""

    binding: Binding
    domain: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for … return result`; inside, `partial` is the list of the results so far."""

    iterators: tuple[Iterator, ...]
    partial: Binding
    result: Node

    @property
    @override
    def type(self) -> Type:
        return ListOf(self.result.type)


@dataclass(frozen=True, slots=True)
class Some(Node):
    """`some … satisfies condition`: three-valued, like `or` over all combinations."""

    iterators: tuple[Iterator, ...]
    condition: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class Every(Node):
    """`every … satisfies condition`: three-valued, like `and` over all combinations."""

    iterators: tuple[Iterator, ...]
    condition: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class MakeFunction(Node):
    """`function(a: number, b) body`, or a business knowledge model's logic."""

    parameters: tuple[Binding, ...]
    body: Node

    @property
    @override
    def type(self) -> Type:
        return FunctionOf(
            tuple(p.type for p in self.parameters), self.body.type,
            tuple(p.name for p in self.parameters),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument, by position (no name) or by name."""

    value: Node
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CallBuiltin(Node):
    """A call of one of FEEL's own functions, its signature not yet chosen among the overloads."""

    function: Function
    arguments: tuple[Argument, ...]

    @property
    @override
    def type(self) -> Type:
        return self.function.result_of([(a.name, a.value.type) for a in self.arguments])


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call of any other function: a business knowledge model, a service, a lambda, a member."""

    function: Node
    arguments: tuple[Argument, ...]

    @property
    @override
    def type(self) -> Type:
        called = plain(self.function.type)
        return called.result if isinstance(called, FunctionOf) else ANY


@dataclass(frozen=True, slots=True)
class Conform(Node):
    """A border with a declared type: a value is converted as FEEL allows (a list of one, a date to
    a date and time), and what does not conform, or breaks an allowed value, becomes null with a
    warning. `what` names the border for the warning."""

    value: Node
    wanted: Type
    what: str

    @property
    @override
    def type(self) -> Type:
        return self.wanted
