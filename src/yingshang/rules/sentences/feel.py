"""Sentences of the FEEL parser: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing_written": (
        "此处没有表达式。",
        "There is no expression here.",
    ),
    "text_too_long": (
        "表达式超过 {limit} 个字符；请拆成几个决策。",
        "The expression has more than {limit} characters; make several decisions of it.",
    ),
    "nested_too_deeply": (
        "嵌套超过 {limit} 层；请把里层拆成单独的决策或上下文条目。",
        "The expression is nested more than {limit} levels deep; name its inner parts.",
    ),
    "too_many_steps": (
        "运算连成的链超过 {limit} 步；请拆成几个表达式，或用列表函数。",
        "A chain of operations has more than {limit} steps; split it, or use a function of lists.",
    ),
    "too_many_problems": (
        "超过 {limit} 处无法理解，不再往下读。",
        "More than {limit} parts cannot be understood; the rest is not read.",
    ),
    "expression_missing": (
        "“{found}”处应为一个值、名称或表达式。",
        "A value, a name or an expression is expected where “{found}” stands.",
    ),
    "expression_missing_at_end": (
        "文本在此结束，但还应有一个值、名称或表达式。",
        "The text ends where a value, a name or an expression is still expected.",
    ),
    "token_missing": (
        "“{found}”处应为“{expected}”。",
        "“{expected}” is expected where “{found}” stands.",
    ),
    "token_missing_at_end": (
        "文本在此结束，但还应有“{expected}”。",
        "The text ends where “{expected}” is still expected.",
    ),
    "name_missing": (
        "“{found}”处应为名称。",
        "A name is expected where “{found}” stands.",
    ),
    "name_missing_at_end": (
        "文本在此结束，但还应有名称。",
        "The text ends where a name is still expected.",
    ),
    "type_missing": (
        "“{found}”处应为类型名称。",
        "The name of a type is expected where “{found}” stands.",
    ),
    "type_missing_at_end": (
        "文本在此结束，但还应有类型名称。",
        "The text ends where the name of a type is still expected.",
    ),
    "string_missing": (
        "“@”之后应为双引号中的日期、时间或时长，得到“{found}”。",
        "After “@” a date, a time or a duration in double quotes is expected, not “{found}”.",
    ),
    "string_missing_at_end": (
        "“@”之后应为双引号中的日期、时间或时长。",
        "After “@” a date, a time or a duration in double quotes is expected.",
    ),
    "operator_missing": (
        "表达式到此已完整，“{found}”与它没有运算符相连。",
        "The expression is complete before “{found}”; no operator joins the two.",
    ),
    "wrong_sign": (
        "FEEL 中没有“{found}”；请写“{use}”。",
        "FEEL has no “{found}”; write “{use}”.",
    ),
    "string_not_closed": (
        "文字缺少收尾的双引号。",
        "The string lacks its closing double quote.",
    ),
    "bad_escape": (
        "转义“{found}”不代表任何字符。",
        "The escape “{found}” stands for no character.",
    ),
    "number_too_large": (
        "数“{found}”超出可表示的范围。",
        "The number “{found}” is outside the range of numbers.",
    ),
    "bad_temporal": (
        "“{found}”不是日期、时间、日期时间或时长。",
        "“{found}” is no date, time, date and time, or duration.",
    ),
    "unknown_name": (
        "此处没有名为“{name}”的输入、决策、变量或函数。",
        "No input, decision, variable or function is called “{name}” here.",
    ),
    "unknown_name_similar": (
        "此处没有“{name}”；是否指“{similar}”？",
        "Nothing is called “{name}” here; is “{similar}” meant?",
    ),
    "nothing_tested": (
        "“?”只在条件单元格、允许值和 in 的右侧有意义。",
        "“?” has a meaning only in the cells of conditions, in allowed values and after “in”.",
    ),
    "unknown_member": (
        "{type} 类型的值没有“{name}”。",
        "A value of type {type} has no “{name}”.",
    ),
    "unknown_member_similar": (
        "{type} 类型的值没有“{name}”；是否指“{similar}”？",
        "A value of type {type} has no “{name}”; is “{similar}” meant?",
    ),
    "no_such_type": (
        "没有名为“{name}”的类型。",
        "There is no type “{name}”.",
    ),
    "no_such_type_similar": (
        "没有名为“{name}”的类型；是否指“{similar}”？",
        "There is no type “{name}”; is “{similar}” meant?",
    ),
    "duplicate_key": (
        "上下文中“{name}”出现两次。",
        "The context has “{name}” twice.",
    ),
    "duplicate_argument": (
        "参数“{name}”给出两次。",
        "The argument “{name}” is given twice.",
    ),
    "mixed_arguments": (
        "一次调用中，参数要么全部按位置，要么全部按名称。",
        "In one call the arguments are all by position or all by name.",
    ),
    "external_function": (
        "不执行外部函数“{name}”；请用 FEEL 写出它。",
        "The external function “{name}” is not run; write it in FEEL.",
    ),
}
