"""FEEL's own functions as values: handed to another function, or kept in a context."""

from dataclasses import dataclass

from yingshang.rules.functions.binding import choose
from yingshang.rules.functions.declaration import Function
from yingshang.rules.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class BuiltinFunction:
    """One of FEEL's own functions, handed on as a value."""

    function: Function

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the first signature's parameters."""
        return tuple(p.name for p in self.function.signatures[0].parameters)

    def __call__(self, *given: Value) -> Value:
        implementation, arguments = choose(self.function, list(given), None)
        return implementation(*arguments)
