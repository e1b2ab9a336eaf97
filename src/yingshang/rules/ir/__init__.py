"""The intermediate representation: what an expression or a table means, whatever it looked like.

Nodes are frozen and know their type; the parser and the lowering make them, rewrites turn them into
others, and three back ends give them values. Nothing here evaluates anything.
"""

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.ir.collections import (
    Entry,
    Filter,
    MakeContext,
    MakeList,
    MakeRange,
    MemberOf,
    Path,
)
from yingshang.rules.ir.control import (
    Argument,
    Call,
    CallBuiltin,
    Conform,
    Every,
    For,
    If,
    Iterator,
    MakeFunction,
    Some,
)
from yingshang.rules.ir.leaves import Broken, Builtin, Constant, Global, Local, Role
from yingshang.rules.ir.operators import (
    And,
    Arithmetic,
    Between,
    Calculate,
    Compare,
    Comparison,
    InstanceOf,
    Negate,
    Or,
)
from yingshang.rules.ir.program import Decision, InputData, Knowledge, Program, Service
from yingshang.rules.ir.tables import (
    Aggregation,
    DecisionTable,
    HitPolicy,
    InputClause,
    OutputClause,
    Rule,
)
from yingshang.rules.ir.tests import CompareTest, ExpressionTest, In, Test, Tests

__all__ = [
    "Aggregation",
    "And",
    "Argument",
    "Arithmetic",
    "Between",
    "Binding",
    "Broken",
    "Builtin",
    "Calculate",
    "Call",
    "CallBuiltin",
    "Compare",
    "CompareTest",
    "Comparison",
    "Conform",
    "Constant",
    "Decision",
    "DecisionTable",
    "Entry",
    "Every",
    "ExpressionTest",
    "Filter",
    "For",
    "Global",
    "HitPolicy",
    "If",
    "In",
    "InputClause",
    "InputData",
    "InstanceOf",
    "Iterator",
    "Knowledge",
    "Local",
    "MakeContext",
    "MakeFunction",
    "MakeList",
    "MakeRange",
    "MemberOf",
    "Negate",
    "Node",
    "Or",
    "OutputClause",
    "Path",
    "Program",
    "Role",
    "Rule",
    "Service",
    "Some",
    "Test",
    "Tests",
]
