"""COLLECT with an aggregator: a number, and what happens when it is none."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "collect_sum", "求和；没有规则符合则为空。", "The sum; null when no rule matches.",
        table="""
        C+ | n: number || points: number
        1  | > 0       || 5
        2  | > 10      || 2.25
        3  | > 100     || -1
        """,
        cases="""
        1   || 5
        11  || 7.25
        101 || 6.25
        0   || null || no_rule_matches
        """,
    ),
    spec(
        "collect_count", "计数；没有规则符合则为 0。", "The count; 0 when no rule matches.",
        table="""
        C# | n: number || flag: string
        1  | > 0       || "a"
        2  | > 10      || "a"
        3  | > 100     || null
        """,
        cases="""
        0   || 0
        1   || 1
        11  || 2
        101 || 3
        """,
    ),
    spec(
        "collect_min_max_numbers", "最小值。", "The least.",
        table="""
        C< | n: number || cap: number
        1  | > 0       || 100
        2  | > 10      || 50.5
        3  | > 100     || 70
        """,
        cases="""
        1   || 100
        11  || 50.5
        101 || 50.5
        0   || null || no_rule_matches
        """,
    ),
    spec(
        "collect_max", "最大值。", "The greatest.",
        table="""
        C> | n: number || days: number
        1  | > 0       || 3
        2  | > 10      || 20
        3  | > 100     || 10
        """,
        cases="""
        1   || 3
        101 || 20
        """,
    ),
    spec(
        "collect_max_dates", "日期也可以比较。", "Dates have a greatest too.",
        table="""
        C> | n: number || until: date
        1  | > 0       || date("2026-01-31")
        2  | > 10      || date("2026-03-31")
        3  | > 100     || date("2025-12-31")
        """,
        cases="""
        1   || date("2026-01-31")
        101 || date("2026-03-31")
        """,
        refused="not_a_number",
    ),
    spec(
        "collect_sum_with_null", "其中一个为空：和为空并说明。",
        "One of them is null: the sum is null, and says so.",
        table="""
        C+ | n: number || points: number
        1  | > 0       || 5
        2  | > 10      || null
        """,
        cases="""
        1  || 5
        11 || null || cannot_aggregate
        """,
    ),
    spec(
        "collect_min_with_null", "其中一个为空：最小值为空并说明。",
        "One of them is null: the least is null, and says so.",
        table="""
        C< | n: number || points: number
        1  | > 0       || 5
        2  | > 10      || null
        """,
        cases="""
        1  || 5
        11 || null || cannot_aggregate
        """,
    ),
    spec(
        "collect_sum_of_mixed_types", "数与字不能相加。", "Numbers and strings do not add up.",
        table="""
        C+ | n: number || points: Any
        1  | > 0       || 5
        2  | > 10      || "five"
        """,
        cases="""
        1  || 5
        11 || null || cannot_aggregate
        """,
        refused="not_a_number",
    ),
    spec(
        "collect_min_of_mixed_types", "不同类型不能比大小。",
        "Values of different types have no least.",
        table="""
        C< | n: number || points: Any
        1  | > 0       || 5
        2  | > 10      || true
        """,
        cases="""
        11 || null || cannot_aggregate
        """,
        refused="kinds_mixed",
    ),
    spec(
        "collect_sum_of_strings", "字符串按规则次序相接。",
        "Strings are joined in the order of the rules: addition of strings.",
        table="""
        C+ | n: number || word: string
        1  | > 0       || "ab"
        2  | > 10      || "c"
        """,
        cases="""
        11 || "abc"
        """,
        refused="not_a_number",
    ),
)  # fmt: skip
