"""PRIORITY: of the matching rules, the output that stands first in the allowed values."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "priority_by_output_values", "按输出值所列次序，与规则次序无关。",
        "The order of the output values decides, not that of the rules.",
        table="""
        P       | debt: number || grade: string
        allowed | -            || "D", "C", "B", "A"
        1       | -            || "A"
        2       | > 10         || "B"
        3       | > 100        || "D"
        4       | > 50         || "C"
        """,
        cases="""
        0   || "A"
        11  || "B"
        60  || "C"
        500 || "D"
        """,
    ),
    spec(
        "priority_two_outputs", "先看第一列，相同再看第二列。",
        "The first output decides; where it is equal, the second.",
        table="""
        P       | n: number || a: string | b: number
        allowed | -         || "x", "y"  | 3, 2, 1
        1       | > 0       || "y"       | 1
        2       | > 10      || "x"       | 1
        3       | > 100     || "x"       | 3
        """,
        cases="""
        5   || {a: "y", b: 1}
        50  || {a: "x", b: 1}
        500 || {a: "x", b: 3}
        """,
    ),
    spec(
        "priority_ties_keep_rule_order", "同等优先按规则次序。",
        "Equal priority: the earlier rule. A text that is the same anyway.",
        table="""
        P       | n: number || a: string
        allowed | -         || "x", "y"
        1       | > 0       || "y"
        2       | > 0       || "y"
        """,
        cases="""
        5 || "y"
        0 || null || no_rule_matches
        """,
    ),
    spec(
        "priority_without_output_values", "没有列出输出值：按规则次序，检查时提示。",
        "Without output values the order of the rules is used, and reading the file says so.",
        table="""
        P | n: number || a: string
        1 | > 0       || "y"
        2 | > 10      || "x"
        """,
        cases="""
        50 || "y"
        """,
        problems=["no_priorities"],
    ),
)  # fmt: skip
