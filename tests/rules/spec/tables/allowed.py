"""Allowed values of inputs and outputs."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "input_outside_allowed_values", "输入不在允许的值之内：结果为空并说明，不落入别的规则。",
        "An input outside its allowed values: null, and said; it falls into no other rule.",
        section="8.3.2",
        table="""
        U       | size: string               || rate: number
        allowed | "large", "small"           || -
        1       | "large"                    || 0.5
        2       | not("large")               || 0.9
        """,
        cases="""
        "large" || 0.5
        "small" || 0.9
        "huge"  || null || input_not_allowed
        """,
    ),
    spec(
        "input_range_of_allowed_values", "允许的值也可以是区间。", "Allowed values can be a range.",
        section="8.3.2",
        table="""
        F       | share: number || level: string
        allowed | [0..1]        || -
        1       | > 0.5         || "most"
        2       | -             || "rest"
        """,
        cases="""
        1     || "most"
        0     || "rest"
        -0.01 || null || input_not_allowed
        1.01  || null || input_not_allowed
        """,
    ),
    spec(
        "null_passes_allowed_values", "空值不受允许的值限制，由规则决定。",
        "Null is not stopped by allowed values; the rules decide.",
        section="8.3.2",
        table="""
        F       | share: number || level: string
        allowed | [0..1]        || -
        1       | null          || "unknown"
        2       | -             || "known"
        """,
        cases="""
        null || "unknown"
        1    || "known"
        """,
    ),
    spec(
        "default_does_not_hide_a_bad_input", "输入不合格时不取默认结果。",
        "The default does not stand in for an input that is not allowed.",
        section="8.3.2",
        table="""
        U       | n: number || level: string
        allowed | [0..10]   || -
        1       | > 5       || "high"
        default | -         || "low"
        """,
        cases="""
        6  || "high"
        5  || "low"
        11 || null || input_not_allowed
        """,
    ),
    spec(
        "output_outside_allowed_values", "结果不在允许的值之内：为空并说明。",
        "An output outside its allowed values: null, and said.",
        section="8.3.3",
        table="""
        U       | n: number || share: number
        allowed | -         || [0..1]
        1       | -         || n
        """,
        cases="""
        0.5 || 0.5
        1.5 || null || output_not_allowed
        """,
    ),
    spec(
        "one_bad_output_of_two", "多列中不合格的一列为空，其余照常。",
        "Of several outputs only the bad one is null.",
        section="8.3.3",
        table="""
        U       | n: number || share: number | text: string
        allowed | -         || [0..1]        | -
        1       | -         || n             | "x"
        """,
        cases="""
        1.5 || {share: null, text: "x"} || output_not_allowed
        """,
    ),
)  # fmt: skip
