"""Cells: the tests that a condition can be."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "cell_dash_and_empty", "“-”与空格都表示不问。", "`-` and an empty cell ask nothing.",
        section="8.3.3",
        table="""
        F | n: number | m: number || answer: number
        1 | 1         | -         || 1
        2 |           | 2         || 2
        3 |           |           || 3
        """,
        cases="""
        1    | null || 1
        null | 2    || 2
        null | null || 3
        """,
    ),
    spec(
        "cell_ranges", "方括号含端点，圆括号不含。",
        "A square bracket has the end in it, a round one has not.",
        section="7.3.7",
        table="""
        U | n: number  || answer: string
        1 | [1..2]     || "a"
        2 | (2..3)     || "b"
        3 | [3..4)     || "c"
        4 | ]4..5]     || "d"
        """,
        cases="""
        1    || "a"
        2    || "a"
        2.01 || "b"
        3    || "c"
        4    || null || no_rule_matches
        5    || "d"
        """,
    ),
    spec(
        "cell_not", "not(…) 否定列出的全部。", "`not(…)` denies all that is listed.",
        section="7.3.7",
        table="""
        U | size: string           || answer: boolean
        1 | "large", "medium"      || true
        2 | not("large", "medium") || false
        """,
        cases="""
        "large" || true
        "micro" || false
        """,
    ),
    spec(
        "cell_question_mark", "“?”是该列的值。", "`?` is the value of the column.",
        section="7.3.7",
        table="""
        F | word: string                 | n: number        || answer: string
        1 | starts with(?, "91")         | ? * 2 > 10       || "both"
        2 | contains(?, "X")             | -                || "x"
        3 | string length(?) > 3         | -                || "long"
        """,
        cases="""
        "9143" | 6 || "both"
        "9143" | 5 || "long"
        "aX"   | 9 || "x"
        "ab"   | 9 || null || no_rule_matches
        """,
    ),
    spec(
        "cell_compares_with_another_input", "条件可以引用别的输入。",
        "A cell may refer to another input.",
        section="7.3.7",
        table="""
        F | price: number | limit: number || answer: string
        1 | <= limit      | -             || "within"
        2 | > limit       | -             || "beyond"
        """,
        cases="""
        5 | 5    || "within"
        6 | 5    || "beyond"
        6 | null || null || no_rule_matches null_operand
        """,
    ),
    spec(
        "cell_list", "列表中的任一值。", "A list: any of its values.",
        section="7.3.7",
        table="""
        F | code: number     || answer: string
        1 | [1, 3, 5]        || "odd"
        2 | 2, 4             || "even"
        """,
        cases="""
        3 || "odd"
        4 || "even"
        6 || null || no_rule_matches
        """,
    ),
    spec(
        "cell_boolean_expression_must_be_true", "布尔表达式为真才符合。",
        "A boolean expression holds when it is true, and only then.",
        section="7.3.7",
        table="""
        F | n: number | flag: boolean || answer: string
        1 | ? > m     | -             || "never"
        2 | -         | flag = true   || "flag"
        """,
        cases="""
        1 | true || "flag" || unknown_name null_operand
        """,
        problems=["unknown_name"],
        refused="broken",
    ),
)  # fmt: skip
