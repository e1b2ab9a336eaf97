"""Why something cannot be compiled to columns, and what to do: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "argument_not_constant": (
        "函数 {function} 的这个参数须是常数才能按列计算；请写成数字。",
        "This argument of {function} has to be a constant in columns; write it as a number.",
    ),
    "arguments_not_in_columns": (
        "函数 {function} 的这种参数不能按列计算；请检查类型，或逐行计算。",
        (
            "{function} cannot be computed in columns from such arguments; check their types, or "
            "run "
            "row by row."
        ),
    ),
    "bare_quotient": (
        "商没有舍入，34 位小数不能按列给出；请写 decimal(…, n) 之类。",
        (
            "A quotient that is not rounded has 34 digits and cannot be given out in columns; "
            "write "
            "decimal(…, n) or another rounding."
        ),
    ),
    "broken": (
        "此处表达式无法理解：{problem}",
        "The expression could not be understood: {problem}",
    ),
    "column_missing": (
        "表中没有列“{column}”；请补上，或改列名。",
        "The table has no column “{column}”; add it, or rename one.",
    ),
    "column_of_wrong_type": (
        "列“{column}”的类型 {type} 不能用；{wanted}。",
        "The column “{column}” has the type {type}, which cannot be used; {wanted}.",
    ),
    "constant_without_column": (
        "常数 {value} 在数据库中没有对应的类型；请逐行计算。",
        "No column can hold the constant {value}; run row by row.",
    ),
    "context_without_names": (
        "空的上下文或没有名称的成员不能作为一列给出；请写明成员。",
        "An empty context, or a member without a name, is no column; name the members.",
    ),
    "contexts_differ": (
        "两个分支给出的上下文成员不同（{names}）；请写成相同的成员。",
        "The branches give contexts with different members ({names}); give them the same ones.",
    ),
    "duplicate_entry": (
        "上下文中“{name}”出现两次；请删去一个。",
        "The context has “{name}” twice; remove one.",
    ),
    "elements_not_scalar": (
        "列表元素不是数字、文字、日期或真假；请先取其成员。",
        "The elements are no numbers, strings, dates or truth values; take a member of them first.",
    ),
    "function_not_in_columns": (
        "函数 {function} 没有按列计算的等价写法；请改用其他函数，或逐行计算。",
        "{function} has no exact counterpart in columns; use another function, or run row by row.",
    ),
    "function_not_known": (
        "编译时不知道调用的是哪个函数；请直接调用业务知识模型。",
        "Which function is called is not known while compiling; call a knowledge model directly.",
    ),
    "impure": (
        "{function}() 的值每次不同，决策不可重算；请把日期作为输入。",
        (
            "{function}() differs from run to run, so the decision could not be repeated; make the "
            "date an input."
        ),
    ),
    "kinds_mixed": (
        "各分支的结果类型不同（{kinds}）；请统一类型。",
        "The branches give values of different types ({kinds}); give them one type.",
    ),
    "list_constraint": (
        "对整个子表列表的约束不能按列检查；请对元素设约束。",
        (
            "A constraint on a whole list of child rows cannot be checked in columns; put it on "
            "the "
            "elements."
        ),
    ),
    "list_not_constant": (
        "此处的列表长度编译时不知道；请用常数列表，或把它作为子表。",
        (
            "How long this list is is not known while compiling; use a constant list, or give it "
            "as a "
            "child table."
        ),
    ),
    "list_of_varying_length": (
        "筛选后列表长度每行不同；请改用 if 或子表。",
        "The filter leaves a list of another length for each row; use if, or a child table.",
    ),
    "list_result": (
        "{policy} 策略的结果是列表，不是一列；请加汇总（SUM、COUNT、MIN、MAX）或逐行计算。",
        (
            "With {policy} the result is a list and no column; aggregate it (SUM, COUNT, MIN, "
            "MAX), or "
            "run row by row."
        ),
    ),
    "no_column_type": (
        "类型 {type} 还不能按列计算；请用 date，或逐行计算。",
        "Values of the type {type} are not computed in columns; use a date, or run row by row.",
    ),
    "no_columns_for_node": (
        "{what} 没有按列计算的等价写法；请逐行计算。",
        "{what} has no exact counterpart in columns; run row by row.",
    ),
    "no_logic": (
        "决策“{name}”没有决策逻辑。",
        "The decision “{name}” has no logic.",
    ),
    "not_a_number": (
        "此处需要数字，得到 {kind}；请检查类型。",
        "A number is expected here, not {kind}; check the types.",
    ),
    "not_bound": (
        "此处不知道“{name}”；请检查名称。",
        "“{name}” is not known here; check the name.",
    ),
    "not_constant": (
        "此处须是常数。",
        "A constant is expected here.",
    ),
    "not_in_columns": (
        "{what} 用在这些值上没有按列计算的等价写法；请逐行计算。",
        "{what} of such values has no exact counterpart in columns; run row by row.",
    ),
    "position_in_list": (
        "子表没有次序，不能按位置取元素；请用条件筛选。",
        "Child rows have no order, so none can be taken by position; filter by a condition.",
    ),
    "power_not_constant": (
        "指数须是 1 到 34 的常整数。",
        "The exponent has to be a whole constant from 1 to 34.",
    ),
    "priority_not_constant": (
        "PRIORITY 策略的结果须是常数。",
        "With PRIORITY the outputs have to be constants.",
    ),
    "quotient_in_arithmetic": (
        (
            "商参加 {operator} 运算前已按 34 位舍入，按列无法精确重现；请先乘后除，或先用 decimal "
            "舍入。"
        ),
        (
            "FEEL rounds a quotient to 34 digits before {operator}, which columns cannot repeat "
            "exactly; multiply first and divide last, or round the quotient with decimal."
        ),
    ),
    "quotient_too_fine": (
        "按 {places} 位比较或舍入商，位数太多，34 位舍入可能影响结果；请减少位数或缩小取值范围。",
        (
            "At {places} places a quotient's rounding to 34 digits could show; use fewer places, "
            "or "
            "narrower allowed values."
        ),
    ),
    "recursion": (
        "调用超过 {most} 层；递归不能按列计算。",
        "Calls go deeper than {most}; recursion cannot be computed in columns.",
    ),
    "rows_nested": (
        "子表的子表、两个子表的组合不能按列计算；请逐行计算。",
        (
            "Child rows of child rows, and combinations of two child tables, are not computed in "
            "columns; run row by row."
        ),
    ),
    "service_called": (
        "决策服务“{name}”不能在列中调用；请直接引用其决策。",
        "The decision service “{name}” cannot be called in columns; refer to its decisions.",
    ),
    "span_too_long": (
        "时长可能达到 {size}，超过 {most}，日期会超出范围；请限定取值范围。",
        (
            "The duration could be {size}, more than {most}: the date would leave its range; state "
            "the "
            "allowed values."
        ),
    ),
    "too_many_digits": (
        "结果可能有 {digits} 位数字，超过 {most} 位；请为输入规定取值范围或小数位数。",
        (
            "The result could have {digits} digits, more than {most}; state the allowed values of "
            "the "
            "inputs, or round on the way."
        ),
    ),
    "too_many_turns": (
        "循环超过 {most} 次，不能展开；请逐行计算。",
        "The loop has more than {most} turns and is not written out; run row by row.",
    ),
    "whole_not_compared": (
        "列表、上下文或区间不能整体比较；请比较其成员。",
        "Lists, contexts and ranges are not compared as a whole in columns; compare members.",
    ),
    "wrong_arguments": (
        "参数不符：需要 {expected}。",
        "The arguments do not fit: {expected} are expected.",
    ),
}
