"""The whole parser: operands and operators by precedence.

Source: DMN 1.5, grammar rules 1 to 4, 19 to 24, 47 to 51.

From lowest to highest: `or`; `and`; comparison, `between`, `in`; `+ -`; `* /`; `**`; the sign of a
negation; `instance of`; paths, filters and invocations. All infix operators are left associative.
"""

from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.ir import (
    And,
    Arithmetic,
    Between,
    Broken,
    Calculate,
    Compare,
    Constant,
    InstanceOf,
    Negate,
    Node,
    Or,
)
from yingshang.rules.syntax.feel.brackets import COMPARISONS
from yingshang.rules.syntax.feel.calls import Calls
from yingshang.rules.syntax.feel.tokens import KEYWORDS, TokenKind

_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _POWER = range(1, 7)
_PRECEDENCE = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(COMPARISONS, _COMPARISON),
    "between": _COMPARISON,
    "in": _COMPARISON,
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "/": _PRODUCT,
    "**": _POWER,
}
_ARITHMETIC = {str(operator): operator for operator in Arithmetic}
_LITERALS = {"true": True, "false": False, "null": None}
_LONG_CHAIN = 16
"""Operands of `and` or `or` from which their tree is balanced, so that long ones stay shallow."""


@dataclass(slots=True)
class _Waiting:
    """An operator whose right side is being read."""

    precedence: int
    operator: str
    left: list[Node]
    """One operand; of `and` and `or` all that have been read, for they may be joined in any way."""

    def comes_before(self, operator: str, precedence: int) -> bool:
        """Whether this operator takes what has been read, rather than the next one."""
        gathers = self.operator == operator and precedence <= _AND
        return self.precedence >= precedence and not gathers


@dataclass(slots=True)
class Parser(Calls):
    """The cursor that understands everything."""

    @override
    def expression(self) -> Node:
        self.go_in()
        if self.text in COMPARISONS and self.kind is TokenKind.SIGN:
            node = self.half_open_range()
        else:
            node = self._operators(_OR, self._operand())
        self.nesting -= 1
        return node

    @override
    def endpoint(self) -> Node:
        self.go_in()
        node = self._operators(_SUM, self._operand())
        self.nesting -= 1
        return node

    @override
    def continued(self, first: Node) -> Node:
        start = first.span.start
        return self._operators(_SUM, self._instance_of(self.followed(first, start), start))

    def _operators(self, lowest: int, left: Node) -> Node:
        """Operands and operators, those from `lowest` on, each operator taking its turn."""
        waiting: list[_Waiting] = []
        steps = 0
        while True:
            operator = self.text
            precedence = _PRECEDENCE.get(operator, 0)
            if precedence < lowest:
                precedence = 0
            while waiting and waiting[-1].comes_before(operator, precedence):
                left = _joined(waiting.pop(), left)
            if precedence == 0:
                return left
            self.at += 1
            steps = self.counted(steps) if precedence > _AND else 0
            if operator == "in":
                left = self.is_in(left, left.span.start)
            elif operator == "between":
                left = self._between(left)
            elif waiting and waiting[-1].precedence == precedence:
                waiting[-1].left.append(left)
                left = self._operand()
            else:
                waiting.append(_Waiting(precedence, operator, [left]))
                left = self._operand()

    def _between(self, value: Node) -> Node:
        low = self.endpoint()
        self.expect("and")
        return Between(value, low, self.endpoint(), span=self.since(value.span.start))

    def _operand(self) -> Node:
        start = self.start
        if self.text == "-":
            return self._negation()
        return self._instance_of(self.followed(self._primary(), start), start)

    def _negation(self) -> Node:
        """Signs before an operand; the last one before a number is part of the number."""
        starts: list[int] = []
        while self.text == "-":
            starts.append(self.start)
            self.counted(len(starts))
            self.at += 1
        if self.kind is TokenKind.NUMBER:
            start = starts.pop()
            operand = self.number(start, is_negative=True)
        else:
            start = self.start
            operand = self._primary()
        operand = self._instance_of(self.followed(operand, start), start)
        for sign in reversed(starts):
            operand = Negate(operand, span=self.since(sign))
        return operand

    def _instance_of(self, value: Node, start: int) -> Node:
        while self.text == "instance":
            self.at += 1
            self.expect("of")
            wanted = self.type_or_broken()
            if isinstance(wanted, Broken):
                value = wanted
            else:
                value = InstanceOf(value, wanted, span=self.since(start))
        return value

    def _primary(self) -> Node:
        if self.kind is TokenKind.WORD:
            return self._word()
        if self.kind is TokenKind.NUMBER:
            return self.number(self.start)
        if self.kind is TokenKind.STRING:
            return self.string()
        read = _SIGNS.get(self.text)
        if read is None:
            self.fail("expression_missing")
        return read(self)

    def _word(self) -> Node:
        """A name, or what a keyword begins. A longer known name wins over its first word."""
        start, text = self.start, self.text
        length = self.known_length()
        if text not in KEYWORDS or length > 1:
            return self.reference(length)
        if text in _LITERALS:
            self.at += 1
            return Constant(_LITERALS[text], span=self.since(start))
        if text == "not" and self.next_text == "(":
            return self.reference(length)
        read = _WORDS.get(text)
        if read is None:
            self.fail("expression_missing")
        return read(self)


def _joined(waiting: _Waiting, right: Node) -> Node:
    """The operator with both its sides."""
    left = waiting.left[0]
    span = left.span.to(right.span)
    operator = waiting.operator
    if operator in ("or", "and"):
        return _chain(Or if operator == "or" else And, [*waiting.left, right])
    if operator in _ARITHMETIC:
        return Calculate(_ARITHMETIC[operator], left, right, span=span)
    return Compare(COMPARISONS[operator], left, right, span=span)


def _chain(made: type[Or] | type[And], operands: list[Node]) -> Node:
    """Three-valued logic is associative: long chains become balanced trees."""
    if len(operands) > _LONG_CHAIN:
        middle = len(operands) // 2
        left, right = _chain(made, operands[:middle]), _chain(made, operands[middle:])
        return made(left, right, span=left.span.to(right.span))
    joined = operands[0]
    for operand in operands[1:]:
        joined = made(joined, operand, span=joined.span.to(operand.span))
    return joined


_SIGNS: dict[str, Callable[[Parser], Node]] = {
    "(": Parser.round_bracket,
    "[": Parser.square_bracket,
    "]": Parser.open_range,
    "{": Parser.context,
    "@": Parser.temporal,
}
_WORDS: dict[str, Callable[[Parser], Node]] = {
    "if": Parser.choice,
    "for": Parser.loop,
    "some": Parser.quantified,
    "every": Parser.quantified,
    "function": Parser.function,
}
