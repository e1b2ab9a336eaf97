"""Sentences of the static checks: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "kinds_do_not_fit": (
        "“{operator}”不能用于 {left} 和 {right}，结果总是空。",
        "“{operator}” has no meaning between {left} and {right}: this is always null.",
    ),
    "no_negative": (
        "“-”不能用于 {type}，结果总是空。",
        "“-” has no meaning for {type}: this is always null.",
    ),
    "order_of_null": (
        "“{operator}”不能用于空值；判断是否为空请用“=”。",
        "“{operator}” has no meaning for null; ask with “=” whether something is null.",
    ),
    "not_a_condition": (
        "此处需要真或假，而这里是 {type}。",
        "True or false is expected here, and this is a {type}.",
    ),
    "wrong_number_of_arguments": (
        "{function} 的参数个数或名称不符：给出 {given}，应为 {wanted}。",
        "{function} does not take these arguments ({given}); it takes {wanted}.",
    ),
    "arguments_do_not_fit": (
        "{function} 不接受 {given}；应为 {wanted}。",
        "{function} does not take {given}; it takes {wanted}.",
    ),
    "cannot_be_called": (
        "{type} 不是函数，不能调用。",
        "A {type} is no function and cannot be called.",
    ),
    "never_of_type": (
        "“{what}”应为 {wanted}，而这里总是 {given}。",
        "“{what}” is to be a {wanted}, and this is always a {given}.",
    ),
    "constant_not_allowed": (
        "“{what}”的值 {value} 不在类型 {type} 允许的值之内。",
        "{value}, the value of “{what}”, is not among the allowed values of {type}.",
    ),
    "cell_of_another_kind": (
        "该列的值是 {column}，不能与 {given} 比较；此条件永不成立。",
        "The column's values are {column} and cannot be compared with {given}: never true.",
    ),
    "several_aggregated": (
        "{aggregation} 只能汇总一个输出列，而表有 {outputs} 个。",
        "{aggregation} can aggregate one output, and the table has {outputs}.",
    ),
    "cannot_be_aggregated": (
        "{aggregation} 不能汇总 {type}。",
        "{aggregation} cannot aggregate values of type {type}.",
    ),
    "output_outside_allowed": (
        "结果 {value} 不在“{label}”列允许的输出值之内，总是空。",
        "{value} is not among the output values of “{label}”: this is always null.",
    ),
    "cell_never_holds": (
        "“{label}”列的这个条件没有任何值能满足；该规则永不符合。",
        "No value of “{label}” passes this cell; the rule never applies.",
    ),
    "cell_outside_allowed": (
        "“{label}”列允许的值没有一个能满足这个条件；该规则永不符合。",
        "None of the allowed values of “{label}” passes this cell; the rule never applies.",
    ),
    "cells_not_judged": (
        "规则 {rules} 有与常量以外的内容比较的条件，是否重叠或遗漏未作判断。",
        (
            "Rules {rules} have cells that compare with more than constants; whether they overlap "
            "or leave gaps was not judged."
        ),
    ),
    "rules_overlap": (
        "规则 {one} 和 {other} 会同时符合，而命中策略是 {policy}。例如：{example}。",
        "Rules {one} and {other} apply together, and the hit policy is {policy}: {example}.",
    ),
    "rules_may_overlap": (
        (
            "规则 {one} 和 {other} 可能同时符合，而命中策略是 {policy}。"
            "如各列可同时取这些值：{example}。"
        ),
        (
            "Rules {one} and {other} apply together, and the hit policy is {policy}, "
            "if these values can occur together: {example}."
        ),
    ),
    "rule_hidden": (
        "规则 {number} 永不起作用：它的每种情形都先由规则 {others} 处理。",
        "Rule {number} is never used: rules {others} take all its cases before it.",
    ),
    "gap": (
        "没有规则符合的情形，又没有默认结果。例如：{example}。",
        "There are cases that no rule takes, and no default: {example}.",
    ),
    "possible_gap": (
        "如各列可同时取这些值，则没有规则符合，又没有默认结果：{example}。",
        (
            "No rule takes these values, if they can occur together, and there is no default: "
            "{example}."
        ),
    ),
    "default_unreachable": (
        "规则已覆盖所有情形，默认结果永不使用。",
        "The rules take every case; the default is never used.",
    ),
    "table_too_big": (
        "表有 {rules} 条规则、{inputs} 个输入列，太大，是否有遗漏或被遮盖的规则未作判断。",
        (
            "The table has {rules} rules and {inputs} inputs; whether it has gaps or hidden rules "
            "would take too long to judge."
        ),
    ),
    "more_of_this": (
        "同类问题另有 {count} 处未列出。",
        "There are {count} more problems of this sort in the table.",
    ),
    "input_unused": (
        "输入“{name}”没有任何决策使用。",
        "No decision uses the input “{name}”.",
    ),
}
