"""Null: not given, not known, or not computable."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "null_satisfies_no_comparison", "空值不满足任何比较；“-”除外。",
        "Null satisfies no comparison, and only `-` does not ask.",
        section="10.3.2.11",
        table="""
        F | n: number || answer: string
        1 | < 0       || "below"
        2 | >= 0      || "not below"
        3 | -         || "unknown"
        """,
        cases="""
        -1   || "below"
        0    || "not below"
        null || "unknown" || null_operand
        """,
    ),
    spec(
        "null_test", "格中写 null 即“没有值”。", "A cell `null` asks for no value.",
        section="10.3.2.11",
        table="""
        U | n: number || answer: string
        1 | null      || "none"
        2 | not(null) || "some"
        """,
        cases="""
        null || "none"
        0    || "some"
        """,
    ),
    spec(
        "not_of_a_comparison_with_null", "对空值取非仍不成立。",
        "`not` of what is unknown does not hold either.",
        section="10.3.2.11",
        table="""
        F | n: number     || answer: string
        1 | not([0..10])  || "outside"
        2 | [0..10]       || "inside"
        3 | -             || "unknown"
        """,
        cases="""
        11   || "outside"
        10   || "inside"
        null || "unknown" || null_operand
        """,
    ),
    spec(
        "null_boolean_is_neither", "空的布尔值既不是“是”也不是“否”。",
        "A null boolean is neither true nor false.",
        section="10.3.2.11",
        table="""
        F | bad: boolean || answer: string
        1 | false        || "clean"
        2 | ? = true     || "bad"
        3 | -            || "unknown"
        """,
        cases="""
        false || "clean"
        true  || "bad"
        null  || "unknown"
        """,
    ),
    spec(
        "null_in_a_disjunction", "列出的任一项成立即成立，空值只配 null。",
        "A list of tests holds when one holds; null meets only `null`.",
        section="10.3.2.11",
        table="""
        F | word: string   || answer: string
        1 | "a", null      || "a or nothing"
        2 | "b"            || "b"
        """,
        cases="""
        "a"  || "a or nothing"
        null || "a or nothing"
        "b"  || "b"
        "c"  || null || no_rule_matches
        """,
    ),
    spec(
        "missing_is_said", "没有提供的输入：按空值处理并说明。",
        "An input that is left out: null, and the warning names it.",
        section="10.3.2.11",
        table="""
        F | n: number || answer: string
        1 | > 0       || "yes"
        2 | -         || "unknown"
        """,
        cases="""
        missing || "unknown" || missing_input null_operand
        1       || "yes"
        """,
    ),
    spec(
        "null_in_an_output", "结果的计算遇到空值：为空并说明。",
        "A computation that meets null is null, and says so.",
        section="10.3.2.13",
        table="""
        U | n: number | m: number || total: number
        1 | -         | -         || n + m
        """,
        cases="""
        1    | 2.5  || 3.5
        1    | null || null || null_operand
        null | null || null || null_operand
        """,
    ),
    spec(
        "null_equals_null", "空值等于空值。", "Null is equal to null.",
        section="10.3.2.13",
        table="""
        U | n: number | m: number || same: boolean
        1 | -         | -         || n = m
        """,
        cases="""
        1    | 1.0  || true
        1    | null || false
        null | null || true
        """,
    ),
    spec(
        "if_takes_else_for_null", "条件为空时取 else。", "`if` takes `else` for null.",
        section="10.3.2.15",
        table="""
        U | n: number || answer: string
        1 | -         || if n > 0 then "yes" else "no"
        """,
        cases="""
        1    || "yes"
        0    || "no"
        null || "no" || null_operand
        """,
    ),
    spec(
        "three_valued_and_or", "与、或按三值逻辑。", "`and` and `or` have three values.",
        section="10.3.2.12",
        table="""
        U | p: boolean | q: boolean || both: boolean | one: boolean
        1 | -          | -          || p and q       | p or q
        """,
        cases="""
        true  | true  || {both: true, one: true}
        true  | false || {both: false, one: true}
        true  | null  || {both: null, one: true}
        false | null  || {both: false, one: null}
        null  | null  || {both: null, one: null}
        """,
    ),
)  # fmt: skip
