"""UNIQUE: at most one rule may match."""

from tests.rules.spec.case import spec

SPECS = (
    spec(
        "unique_one_match", "恰有一条规则符合。", "Exactly one rule matches.",
        table="""
        U | age: number || price: number
        1 | < 18        || 5
        2 | [18..65)    || 8
        3 | >= 65       || 6
        """,
        cases="""
        17.99 || 5
        18    || 8
        64.99 || 8
        65    || 6
        """,
    ),
    spec(
        "unique_no_match", "没有规则符合：结果为空并说明。",
        "No rule matches: null, and the table says so.",
        table="""
        U | age: number || price: number
        1 | < 18        || 5
        2 | > 65        || 6
        """,
        cases="""
        18 || null || no_rule_matches
        65 || null || no_rule_matches
        66 || 6
        """,
    ),
    spec(
        "unique_overlap", "两条规则同时符合：违反策略，结果为空并说明。",
        "Two rules match: the policy is broken, null with the rules' numbers.",
        table="""
        U | amount: number || level: string
        1 | <= 100         || "low"
        2 | >= 100         || "high"
        """,
        cases="""
        99  || "low"
        100 || null || several_rules_match
        101 || "high"
        """,
    ),
    spec(
        "unique_overlap_same_output", "结果相同也不可以重叠。",
        "An overlap breaks the policy even where the outputs are the same.",
        table="""
        U | amount: number || fee: number
        1 | <= 100         || 1
        2 | >= 100         || 1
        """,
        cases="""
        100 || null || several_rules_match
        3   || 1
        """,
    ),
    spec(
        "unique_two_outputs", "多个输出列：结果是上下文。",
        "Several outputs: the value is a context.",
        table="""
        U | size: string     || rate: number | months: number
        1 | "large"          || 0.5          | 12
        2 | "small", "micro" || 0.9          | 6
        """,
        cases="""
        "large" || {rate: 0.5, months: 12}
        "micro" || {rate: 0.9, months: 6}
        "?"     || null || no_rule_matches
        """,
    ),
    spec(
        "unique_no_inputs", "没有输入列的一条规则总是符合。",
        "A rule of a table without conditions always matches.",
        table="""
        U | any: number || answer: number
        1 | -           || 42
        """,
        cases="""
        0    || 42
        null || 42
        """,
    ),
)  # fmt: skip
