"""Types: what is declared is enforced, and numbers are decimals."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "input_of_another_type", "输入类型不符：为空并说明，不作转换。",
        "An input of another type: null, and said; nothing is converted.",
        section="7.3.2",
        table="""
        F | n: number || answer: string
        1 | > 0       || "positive"
        2 | -         || "unknown"
        """,
        cases="""
        "5"  || "unknown" || type_does_not_conform null_operand
        true || "unknown" || type_does_not_conform null_operand
        5    || "positive"
        """,
    ),
    spec(
        "output_of_another_type", "结果类型不符：为空并说明。",
        "An output of another type: null, and said.",
        section="8.3.3",
        table="""
        U | n: number || answer: string
        1 | > 0       || "positive"
        2 | <= 0      || 0
        """,
        cases="""
        1 || "positive"
        0 || null || type_does_not_conform
        """,
    ),
    spec(
        "decimals_are_exact", "0.1 + 0.2 就是 0.3。", "0.1 + 0.2 is 0.3.",
        section="10.3.2.3.1",
        table="""
        U | n: number | m: number || answer: string
        1 | -         | -         || if n + m = 0.3 then "exact" else "not"
        """,
        cases="""
        0.1 | 0.2  || "exact"
        0.1 | 0.21 || "not"
        """,
    ),
    spec(
        "half_even", "decimal() 银行家舍入；round half up 四舍五入。",
        "`decimal` rounds half to even, `round half up` away from zero.",
        section="10.3.4.5",
        table="""
        U | n: number || even: number  | up: number
        1 | -         || decimal(n, 1) | round half up(n, 1)
        """,
        cases="""
        0.25  || {even: 0.2, up: 0.3}
        0.35  || {even: 0.4, up: 0.4}
        -0.25 || {even: -0.2, up: -0.3}
        """,
    ),
    spec(
        "division_by_zero", "除以零：为空并说明。", "Division by zero: null, and said.",
        section="10.3.2.13",
        table="""
        U | n: number | m: number || ratio: number
        1 | -         | -         || decimal(n / m, 4)
        """,
        cases="""
        1 | 3 || 0.3333
        2 | 3 || 0.6667
        1 | 0 || null || division_by_zero null_argument
        """,
    ),
    spec(
        "quotients_compare_exactly", "商的比较没有误差：5.5% 正好不超。",
        "Quotients compare without error: exactly 5.5 % is not more.",
        section="10.3.2.13",
        table="""
        F | gone: number | staff: number || answer: string
        1 | ?/staff <= 0.055 | -         || "within"
        2 | -                | -         || "beyond"
        """,
        cases="""
        11 | 200 || "within"
        12 | 200 || "beyond"
        1  | 0   || "beyond" || division_by_zero null_operand
        """,
    ),
    spec(
        "dates_compare", "日期按先后比较。", "Dates compare by time.",
        section="10.3.2.3.4",
        table="""
        U | day: date                                   || year: string
        1 | < date("2022-01-01")                        || "before"
        2 | [date("2022-01-01")..date("2022-12-31")]    || "2022"
        3 | > date("2022-12-31")                        || "after"
        """,
        cases="""
        date("2021-12-31") || "before"
        date("2022-02-28") || "2022"
        date("2022-12-31") || "2022"
        date("2023-01-01") || "after"
        """,
    ),
    spec(
        "date_properties", "日期的年、月、日、星期。", "Year, month, day and weekday of a date.",
        section="10.3.2.13",
        table="""
        U | day: date || y: number | m: number | d: number | w: number
        1 | -         || day.year  | day.month | day.day   | day.weekday
        """,
        cases="""
        date("2024-02-29") || {y: 2024, m: 2, d: 29, w: 4}
        date("2022-10-09") || {y: 2022, m: 10, d: 9, w: 7}
        """,
    ),
    spec(
        "strings_count_code_points", "长度按码位计算。", "Lengths count code points.",
        section="10.3.4.3",
        table="""
        U | word: string || n: number          | head: string
        1 | -            || string length(word) | substring(word, 1, 2)
        """,
        cases="""
        "营商环境" || {n: 4, head: "营商"}
        "😀ab"     || {n: 3, head: "😀a"}
        ""         || {n: 0, head: null} || position_outside
        """,
    ),
)  # fmt: skip
