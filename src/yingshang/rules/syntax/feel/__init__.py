"""FEEL texts to nodes: a hand-written parser that knows which names are in scope.

There is no syntax tree between: a name's longest match depends on what is known where it stands, so
the parser resolves names as it reads and makes the intermediate representation at once. What it
cannot understand becomes a `Broken` node with its problem; the rest keeps its meaning.

Source: DMN 1.5 (formal/24-01-01), 10.3.1.
"""

from yingshang.rules.syntax.feel.names import key_of
from yingshang.rules.syntax.feel.parsing import (
    MAX_LENGTH,
    Parsed,
    ParsedTests,
    parse_expression,
    parse_tests,
    parse_type,
)
from yingshang.rules.syntax.feel.scope import Scope

__all__ = [
    "MAX_LENGTH",
    "Parsed",
    "ParsedTests",
    "Scope",
    "key_of",
    "parse_expression",
    "parse_tests",
    "parse_type",
]
