"""Sentences of the DMN reader and the lowering: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_element": (
        "{inside} 中不应有 {found}；应为：{expected}。",
        "{found} does not belong in {inside}; expected: {expected}.",
    ),
    "missing_element": (
        "{element} 缺少 {expected}。",
        "{element} has no {expected}.",
    ),
    "repeated_element": (
        "{element} 中有 {count} 个 {found}；只能有一个。",
        "{element} has {count} of {found}; one is allowed.",
    ),
    "missing_attribute": (
        "{element} 缺少属性 {attribute}。",
        "{element} lacks the attribute {attribute}.",
    ),
    "unknown_choice": (
        "{element} 的 {attribute} 为“{found}”；应为：{expected}。",
        "The {attribute} of {element} is “{found}”; expected: {expected}.",
    ),
    "duplicate_id": (
        "标识“{id}”已在第 {first} 行使用。",
        "The id “{id}” is used already, on line {first}.",
    ),
    "duplicate_element_name": (
        "名称“{name}”已在第 {first} 行使用；名称须唯一。",
        "The name “{name}” is used already, on line {first}; names must differ.",
    ),
    "dangling_reference": (
        "引用“{href}”没有对应的元素。请核对标识，或导入该模型。",
        "The reference “{href}” points to nothing; check the id, or import its model.",
    ),
    "wrong_reference": (
        "“{name}”是 {found}；此处需要 {expected}。",
        "“{name}” is {found}; {expected} is expected here.",
    ),
    "not_imported": (
        "“{name}”在模型 {namespace} 中，而本文件没有导入该模型。",
        "“{name}” stands in the model {namespace}, which this file does not import.",
    ),
    "import_not_found": (
        "找不到导入的“{name}”（{namespace}，{kind}）。请把其 .dmn 文件放在同一文件夹。",
        "The import “{name}” ({namespace}, {kind}) was not found; put its .dmn file beside it.",
    ),
    "requirement_cycle": (
        "依赖成环：{path}。请去掉其中一项依赖。",
        "The requirements go round in a circle: {path}. Remove one of them.",
    ),
    "unknown_type_ref": (
        "没有类型“{name}”；已有：{known}。",
        "There is no type “{name}”; known here: {known}.",
    ),
    "recursive_type": (
        "类型包含其自身：{path}。请改用列表以外的结构，或去掉该成员。",
        "The type contains itself: {path}. Take the member out.",
    ),
    "type_too_large": (
        "类型过大：嵌套超过 {deep} 层或由超过 {parts} 个类型组成；此处按任意类型处理。",
        (
            "The type is too large: more than {deep} types deep or made of more than {parts}; "
            "anything is taken here."
        ),
    ),
    "item_without_type": (
        "类型“{name}”没有给出类型、成员或函数；按任意类型处理。",
        "The type “{name}” has neither a type, components nor a function; anything is taken.",
    ),
    "unknown_language": (
        "表达式语言 {language} 不受支持；请改用 FEEL。",
        "The expression language {language} is not known here; write FEEL.",
    ),
    "no_expression": (
        "此处没有表达式。",
        "There is no expression here.",
    ),
    "result_not_last": (
        "没有名称的条目是上下文的结果，应放在最后。",
        "The entry without a name is the context's result, and belongs at its end.",
    ),
    "row_cells": (
        "该行有 {found} 格，而关系表有 {expected} 列。",
        "The row has {found} cells and the relation {expected} columns.",
    ),
    "boxed_external_function": (
        "{kind} 函数“{called}”不予执行：规则须在各处含义相同。请用 FEEL 改写。",
        (
            "The {kind} function “{called}” is not run: a rule must mean the same everywhere. "
            "Write it in FEEL."
        ),
    ),
    "unknown_hit_policy": (
        "命中策略“{found}”不存在。",
        "There is no hit policy “{found}”.",
    ),
    "unknown_aggregation": (
        "汇总方式“{found}”不存在。",
        "There is no aggregation “{found}”.",
    ),
    "no_output": (
        "决策表没有输出列。",
        "The decision table has no output.",
    ),
    "output_without_name": (
        "有多个输出列时，每列都须有名称。",
        "Where a table has several outputs, each needs a name.",
    ),
    "rule_cells": (
        (
            "该规则有 {found_inputs} 个条件、{found_outputs} 个结果；"
            "表有 {inputs} 个输入列、{outputs} 个输出列。"
        ),
        (
            "The rule has {found_inputs} conditions and {found_outputs} results; "
            "the table has {inputs} inputs and {outputs} outputs."
        ),
    ),
    "no_priorities": (
        "命中策略 {policy} 需要列出输出值（按优先次序）；没有列出，按规则次序处理。",
        (
            "The hit policy {policy} needs its output values listed in order of priority; "
            "none are, and the order of the rules is used."
        ),
    ),
    "empty_output": (
        "结果格为空，按 null 处理。",
        "The cell of the result is empty and is taken as null.",
    ),
}
