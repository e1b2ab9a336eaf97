"""FIRST: the first rule that matches."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "first_of_several", "取第一条符合的规则。", "The first rule that matches decides.",
        table="""
        F | n: number || size: string
        1 | > 100     || "large"
        2 | > 10      || "medium"
        3 | -         || "small"
        """,
        cases="""
        101  || "large"
        100  || "medium"
        10   || "small"
        null || "small" || null_operand
        """,
    ),
    spec(
        "first_skips_unknown", "空输入不满足比较，落到后面的规则。",
        "A null input satisfies no comparison, and falls through to a later rule.",
        table="""
        F | n: number | flag: boolean || answer: string
        1 | >= 10     | true          || "yes"
        2 | -         | false         || "no"
        3 | null      | -             || "no number"
        4 | -         | null          || "no flag"
        """,
        cases="""
        10   | true  || "yes"
        9    | false || "no"
        null | true  || "no number" || null_operand
        null | false || "no" || null_operand
        3    | null  || "no flag"
        9    | true  || null || no_rule_matches
        """,
    ),
    spec(
        "first_stops", "其后规则的结果不再计算。",
        "What stands in later rules is not computed: no warning comes from it.",
        table="""
        F | n: number || ratio: number
        1 | = 0       || 0
        2 | -         || decimal(10 / n, 2)
        """,
        cases="""
        0 || 0
        3 || 3.33
        """,
    ),
)  # fmt: skip
