"""COLLECT without an aggregator: a list of all outputs."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "collect_list", "汇集全部结果。", "All outputs, as a list.",
        table="""
        C | n: number || tag: string
        1 | > 0       || "a"
        2 | > 10      || "b"
        """,
        cases="""
        11 || ["a", "b"]
        1  || ["a"]
        0  || []
        """,
        refused="list_result",
    ),
    spec(
        "collect_contexts", "多列：上下文的列表。", "Several outputs: a list of contexts.",
        table="""
        C | n: number || fee: string | yuan: number
        1 | > 0       || "base"      | 10
        2 | > 10      || "more"      | 2.5
        """,
        cases="""
        11 || [{fee: "base", yuan: 10}, {fee: "more", yuan: 2.5}]
        """,
        refused="list_result",
    ),
    spec(
        "collect_nulls_stay", "空结果保留在列表中。", "A null output stays in the list.",
        table="""
        C | n: number || value: number
        1 | > 0       || null
        2 | > 10      || 1
        """,
        cases="""
        11 || [null, 1]
        """,
        refused="list_result",
    ),
)  # fmt: skip
