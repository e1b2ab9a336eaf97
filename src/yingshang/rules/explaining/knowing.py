"""A program that explains itself, and knows what does not depend on what is missing."""

from collections.abc import Collection, Mapping
from typing import ClassVar

from typing_extensions import override

from yingshang.rules.backends.compiled.compiler import COMPILERS, Compiler, CompilerOf
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame
from yingshang.rules.backends.compiled.program import Compiled
from yingshang.rules.explaining.elements import unknown_global
from yingshang.rules.explaining.structure import Explanation, Known, Unknown
from yingshang.rules.explaining.tables import explained_table
from yingshang.rules.explaining.unknown import (
    NotKnown,
    Trace,
    unknown_and,
    unknown_context,
    unknown_if,
    unknown_local,
    unknown_or,
)
from yingshang.rules.ir import (
    And,
    DecisionTable,
    Global,
    If,
    Local,
    MakeContext,
    Node,
    Or,
    Role,
)
from yingshang.rules.values import Value


def _context(node: MakeContext, compiler: Compiler) -> Code:
    names = [entry.binding.name for entry in node.entries]
    if node.result is None or len(set(names)) < len(names):
        return COMPILERS[MakeContext](node, compiler)
    return unknown_context(node, compiler)


class Knowing(Compiled):
    """A program whose decisions are explained. What it decides is what `Compiled` decides."""

    special: ClassVar[Mapping[type[Node], CompilerOf]] = {
        And: unknown_and,
        Or: unknown_or,
        If: unknown_if,
        Local: unknown_local,
        Global: unknown_global,
        MakeContext: _context,
        DecisionTable: explained_table,
    }

    def ask(
        self, key: str, given: Mapping[str, Value], unknown: Collection[str] = (), *,
        is_traced: bool = True,
    ) -> tuple[Known, Trace]:  # fmt: skip
        """The value of a decision, by key, where the inputs of these keys are not known.

        *Errors*: `TooMuchWork`.
        """
        code = self._codes.get(key) or self._compile(Role.DECISION, key)
        state = Trace(is_traced=is_traced)
        frame: Frame = [state] + [UNSET] * (self._compiler.size - 1)
        self.fill(frame, given)
        for missing in unknown:
            frame[self._compiler.slot(missing)] = Unknown(frozenset((missing,)))
        try:
            return self._value(code, key, frame), state
        except NotKnown as why:
            return Unknown(why.keys), state

    @override
    def _frame(self) -> Frame:
        return [Trace(is_traced=True)] + [UNSET] * (self._compiler.size - 1)


def explanation(trace: Trace) -> Explanation:
    """What the run noted."""
    return Explanation(tuple(trace.decisions), trace.left_out)
