"""Default outputs: what stands when no rule matches."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "default_output", "没有规则符合时取默认结果。", "No rule matches: the default.",
        section="8.3.3",
        table="""
        U       | n: number || level: string
        1       | > 100     || "high"
        default | -         || "low"
        """,
        cases="""
        101  || "high"
        100  || "low"
        null || "low" || null_operand
        """,
    ),
    spec(
        "default_of_one_of_two_outputs", "只有一列有默认值：其余为空。",
        "Only one output has a default: the other is null.",
        section="8.3.3",
        table="""
        U       | n: number || a: string | b: number
        1       | > 100     || "x"       | 1
        default | -         || "y"       | -
        """,
        cases="""
        101 || {a: "x", b: 1}
        0   || {a: "y", b: null}
        """,
    ),
    spec(
        "default_does_not_hide_a_broken_policy", "违反策略时不取默认结果。",
        "The default does not stand in for a broken policy.",
        section="8.3.3",
        table="""
        U       | n: number || level: string
        1       | > 10      || "high"
        2       | > 100     || "higher"
        default | -         || "low"
        """,
        cases="""
        101 || null || several_rules_match
        5   || "low"
        """,
    ),
    spec(
        "default_with_sum", "汇总也用默认结果。", "An aggregation has the default too.",
        section="8.3.3",
        table="""
        C+      | n: number || points: number
        1       | > 10      || 3
        2       | > 100     || 4
        default | -         || 0
        """,
        cases="""
        101 || 7
        1   || 0
        """,
    ),
    spec(
        "default_with_list", "汇集为列表时，默认结果是一个元素的列表。",
        "Where a list is collected, the default is a list of one.",
        section="8.3.3",
        table="""
        C       | n: number || tag: string
        1       | > 10      || "a"
        default | -         || "none"
        """,
        cases="""
        11 || ["a"]
        1  || ["none"]
        """,
        refused="list_result",
    ),
    spec(
        "default_may_compute", "默认结果可以是表达式。", "A default can be an expression.",
        section="8.3.3",
        table="""
        F       | n: number || fee: number
        1       | > 100     || 0
        default | -         || n * 0.05
        """,
        cases="""
        101 || 0
        100 || 5
        0.1 || 0.005
        """,
    ),
)  # fmt: skip
