"""RULE ORDER and OUTPUT ORDER: lists of all outputs. Lists are not a column's value."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "rule_order", "按规则次序列出全部结果。", "All outputs, in the order of the rules.",
        table="""
        R | n: number || needs: string
        1 | > 0       || "form"
        2 | > 10      || "plan"
        3 | > 100     || "audit"
        """,
        cases="""
        500 || ["form", "plan", "audit"]
        5   || ["form"]
        0   || []
        """,
        refused="list_result",
    ),
    spec(
        "rule_order_keeps_duplicates", "重复的结果保留。", "Equal outputs stay.",
        table="""
        R | n: number || points: number
        1 | > 0       || 5
        2 | > 10      || 5
        """,
        cases="""
        50 || [5, 5]
        """,
        refused="list_result",
    ),
    spec(
        "output_order", "按输出值所列次序。", "In the order of the output values.",
        table="""
        O       | n: number || needs: string
        allowed | -         || "audit", "plan", "form"
        1       | > 0       || "form"
        2       | > 10      || "plan"
        3       | > 100     || "audit"
        """,
        cases="""
        500 || ["audit", "plan", "form"]
        50  || ["plan", "form"]
        0   || []
        """,
        refused="list_result",
    ),
    spec(
        "output_order_two_outputs", "多列：上下文的列表，先按第一列。",
        "Several outputs: a list of contexts, by the first output, then the second.",
        table="""
        O       | n: number || a: string | b: number
        allowed | -         || "x", "y"  | 2, 1
        1       | > 0       || "y"       | 2
        2       | > 0       || "x"       | 1
        3       | > 10      || "x"       | 2
        """,
        cases="""
        5  || [{a: "x", b: 1}, {a: "y", b: 2}]
        50 || [{a: "x", b: 2}, {a: "x", b: 1}, {a: "y", b: 2}]
        """,
        refused="list_result",
    ),
)  # fmt: skip
