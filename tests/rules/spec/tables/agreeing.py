"""ANY: several rules may match when their outputs are equal."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "any_equal_outputs", "多条规则符合且结果相同。", "Several rules match with one output.",
        table="""
        A | age: number | member: boolean || free: boolean
        1 | < 6         | -               || true
        2 | -           | true            || true
        3 | >= 6        | false           || false
        """,
        cases="""
        5  | true  || true
        5  | false || true
        40 | true  || true
        40 | false || false
        """,
    ),
    spec(
        "any_different_outputs", "结果不同：违反策略。",
        "The outputs differ: the policy is broken.",
        table="""
        A | amount: number || level: string
        1 | <= 100         || "low"
        2 | >= 100         || "high"
        """,
        cases="""
        99  || "low"
        100 || null || rules_disagree
        """,
    ),
    spec(
        "any_null_is_equal_to_null", "两个空结果相同。", "Two null outputs are equal outputs.",
        table="""
        A | n: number || value: number
        1 | > 0       || null
        2 | > 10      || null
        3 | > 100     || 1
        """,
        cases="""
        5   || null
        50  || null
        500 || null || rules_disagree
        """,
    ),
    spec(
        "any_numbers_equal_by_value", "1 与 1.00 相同。", "Numbers are equal by value: 1 and 1.00.",
        table="""
        A | n: number || value: number
        1 | > 0       || 1
        2 | > 10      || 1.00
        """,
        cases="""
        11 || 1
        """,
    ),
    spec(
        "any_several_outputs", "每一列都须相同。", "Every output has to be equal.",
        table="""
        A | n: number || a: number | b: string
        1 | > 0       || 1         | "x"
        2 | > 10      || 1         | "x"
        3 | > 100     || 1         | "y"
        """,
        cases="""
        11  || {a: 1, b: "x"}
        101 || null || rules_disagree
        """,
    ),
)  # fmt: skip
