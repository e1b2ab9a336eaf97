"""Unary tests: the cells of decision tables, allowed values, the right side of `in`.

Source: DMN 1.5, grammar rules 7, 13 to 15, 49.c, 49.d.
"""

from dataclasses import dataclass

from yingshang.rules.ir import (
    Binding,
    Broken,
    CompareTest,
    ExpressionTest,
    In,
    Node,
    Test,
    Tests,
)
from yingshang.rules.syntax.feel.brackets import COMPARISONS, Brackets
from yingshang.rules.syntax.feel.scope import TESTED
from yingshang.rules.syntax.feel.tokens import TokenKind


@dataclass(slots=True)
class UnaryTests(Brackets):
    """The cursor that understands tests."""

    def continued(self, first: Node) -> Node:
        """The rest of an operand that begins with this node. Given by the whole parser."""
        raise NotImplementedError

    def cell(self, value: Binding) -> Tests:
        """A whole text of tests. No text and `-` pass everything."""
        if self.kind is TokenKind.END or (self.text == "-" and self.next_text == ""):
            self.at = len(self.tokens.texts) - 1
            return Tests(value, ())
        self.scope = self.scope.child([value])
        negated = self._negated(value) if self.text == "not" and self.next_text == "(" else None
        return negated or Tests(value, self._listed())

    def _negated(self, value: Binding) -> Tests | None:
        """`not(tests)` if nothing follows it; else stay: it is FEEL's function `not`."""
        mark = self.mark()
        self.at += 2
        tests = self._listed()
        if self.took(")") and self.kind is TokenKind.END:
            return Tests(value, tests, is_negated=True)
        self.reset(mark)
        return None

    def _listed(self) -> tuple[Test, ...]:
        tests = [self._positive()]
        while self.took(","):
            tests.append(self._positive())
        return tuple(tests)

    def _positive(self) -> Test:
        """A test: a comparison without its left side, or an expression."""
        compared = self._compared()
        if compared is not None:
            return compared
        outer, self.uses_tested = self.uses_tested, False
        expression = self.expression()
        test = self._expressed(expression)
        self.uses_tested = outer
        return test

    def _compared(self) -> CompareTest | None:
        comparison = COMPARISONS.get(self.text) if self.kind is TokenKind.SIGN else None
        if comparison is None:
            return None
        self.at += 1
        return CompareTest(comparison, self.endpoint())

    def _expressed(self, expression: Node) -> ExpressionTest:
        """A broken expression must not be taken for a null to compare with."""
        return ExpressionTest(expression, self.uses_tested or isinstance(expression, Broken))

    def is_in(self, value: Node, start: int) -> Node:
        """`value in …`, from after the `in`."""
        tested = Binding(TESTED, value.type)
        outer, self.scope = self.scope, self.scope.child([tested])
        used, self.uses_tested = self.uses_tested, False
        tests = self._bracketed() if self.text == "(" else (self._single(),)
        self.scope, self.uses_tested = outer, used
        return In(value, Tests(tested, tests), span=self.since(start))

    def _single(self) -> Test:
        return self._compared() or self._expressed(self.endpoint())

    def _bracketed(self) -> tuple[Test, ...]:
        """`(tests)`, `(low..high)`, or an operand that begins with a bracket."""
        start, outer = self.start, self.ends_with_bracket
        self.at += 1
        self.ends_with_bracket = False
        tests = [self._positive()]
        if self.text == ".." and isinstance(tests[0], ExpressionTest):
            self.ends_with_bracket = outer
            low = self._range(tests[0].expression, start, includes_low=False)
            return (self._expressed(self.continued(low)),)
        while self.took(","):
            tests.append(self._positive())
        self.ends_with_bracket = outer
        self.expect(")")
        if len(tests) == 1 and isinstance(tests[0], ExpressionTest) and self._goes_on():
            self.uses_tested = tests[0].uses_value
            return (self._expressed(self.continued(tests[0].expression)),)
        return tuple(tests)

    def _goes_on(self) -> bool:
        """Whether the bracket was only the beginning of an operand, as in `x in (a).b`."""
        if self.text == "[" and self.ends_with_bracket:
            return not self.closes_range()
        return self.text in _OPERAND_GOES_ON


_OPERAND_GOES_ON = frozenset((".", "[", "(", "+", "-", "*", "/", "**"))
