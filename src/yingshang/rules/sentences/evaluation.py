"""Sentences of evaluation: why a value became null, code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "broken": (
        "此处表达式无法理解：{problem}",
        "The expression could not be understood: {problem}",
    ),
    "missing_input": (
        "未提供输入“{name}”。",
        "The input “{name}” was not given.",
    ),
    "no_logic": (
        "决策“{name}”没有决策逻辑。",
        "The decision “{name}” has no logic.",
    ),
    "not_a_function": (
        "{value} 不是函数，不能调用。",
        "{value} is not a function and cannot be called.",
    ),
    "wrong_arguments": (
        "函数 {name} 的参数不符：需要 {expected}，给出 {given}。",
        "{name} does not take these arguments: it takes {expected}, and was given {given}.",
    ),
    "not_iterable": (
        "不能在 {value} 上循环；需要列表或整数、日期的区间。",
        "One cannot go through {value}; a list, or a range of integers or dates, is expected.",
    ),
    "index_outside": (
        "列表有 {length} 个元素，没有第 {index} 个。",
        "The list has {length} elements; there is none at position {index}.",
    ),
    "index_not_whole": (
        "位置 {index} 不是整数。",
        "The position {index} is not a whole number.",
    ),
    "not_boolean": (
        "此处需要真或假，得到 {value}。",
        "True or false is expected here, not {value}.",
    ),
    "duplicate_entry": (
        "上下文中“{name}”出现两次。",
        "The context has “{name}” twice.",
    ),
    "no_rule_matches": (
        "决策表“{table}”没有一条规则符合，也没有默认结果。",
        "No rule of the table “{table}” matches, and it has no default.",
    ),
    "several_rules_match": (
        "决策表“{table}”要求唯一，但规则 {rules} 同时符合。",
        "The table “{table}” demands one rule, but rules {rules} match.",
    ),
    "rules_disagree": (
        "决策表“{table}”的规则 {rules} 同时符合而结果不同。",
        "Rules {rules} of the table “{table}” match and give different results.",
    ),
    "input_not_allowed": (
        "输入“{name}”的值 {value} 不在允许的值之内。",
        "{value} is not among the allowed values of the input “{name}”.",
    ),
    "output_not_allowed": (
        "输出“{name}”的值 {value} 不在允许的值之内。",
        "{value} is not among the allowed values of the output “{name}”.",
    ),
    "cannot_aggregate": (
        "决策表“{table}”的结果 {value} 不能做 {aggregation} 汇总。",
        "{value}, a result of the table “{table}”, cannot be aggregated by {aggregation}.",
    ),
    "too_deep": (
        "调用层数超过上限 {limit}。",
        "The calls go deeper than the limit of {limit}.",
    ),
    "type_does_not_conform": (
        "{what} 的值 {value} 不是 {type}。",
        "{value}, the value of {what}, is not a {type}.",
    ),
}
