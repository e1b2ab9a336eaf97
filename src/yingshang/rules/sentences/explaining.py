"""Sentences of explanations: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "value_null": ("空", "nothing"),
    "value_true": ("是", "yes"),
    "value_false": ("否", "no"),
    "value_unknown": ("未知", "not known"),
    "list_and": ("{one}、{other}", "{one}, {other}"),
    "list_or": ("{one}或{other}", "{one} or {other}"),
    "list_both": ("{one}且{other}", "{one} and {other}"),
    "wanted_anything": ("任意值", "anything"),
    "wanted_one_of": ("为{values}", "be {values}"),
    "wanted_none_of": ("不为{values}", "not be {values}"),
    "wanted_not": ("不满足“{wanted}”", "not satisfy “{wanted}”"),
    "wanted_equal": ("等于{value}", "equal {value}"),
    "wanted_unequal": ("不等于{value}", "differ from {value}"),
    "wanted_less": ("小于{value}", "be less than {value}"),
    "wanted_at_most": ("不大于{value}", "be at most {value}"),
    "wanted_greater": ("大于{value}", "be more than {value}"),
    "wanted_at_least": ("不小于{value}", "be at least {value}"),
    "wanted_as_written": ("满足“{text}”", "satisfy “{text}”"),
    "decision_made": ("“{name}”：{value}。", "“{name}”: {value}."),
    "decision_open": (
        "“{name}”：尚不能确定，缺少 {missing}。",
        "“{name}” cannot be told yet; missing: {missing}.",
    ),
    "decision_known_anyway": (
        "“{name}”：{value}。未提供的信息无论为何，结果都一样。",
        "“{name}”: {value}, whatever the information that was not given.",
    ),
    "rests_on": ("依据：{data}。", "It rests on {data}."),
    "datum": ("“{name}”为{value}", "“{name}” = {value}"),
    "table_read": ("决策表“{name}”：{data}。", "Table “{name}”: {data}."),
    "table_read_nothing": ("决策表“{name}”。", "Table “{name}”."),
    "rule_matched": ("第 {number} 条规则符合。", "Rule {number} applies."),
    "rule_failed": (
        "第 {number} 条规则不符合：“{label}”为{value}，须{wanted}。",
        "Rule {number} does not apply: “{label}” is {value}; it would have to {wanted}.",
    ),
    "rule_unknown": (
        "第 {number} 条规则尚不能确定：“{label}”未知，须{wanted}。",
        "Rule {number} cannot be told yet: “{label}” is not known; it would have to {wanted}.",
    ),
    "rule_unknown_cell": (
        "第 {number} 条规则尚不能确定：“{label}”为{value}，须{wanted}，而所比的值未知。",
        (
            "Rule {number} cannot be told yet: “{label}” is {value}; it would have to {wanted}, "
            "which is not known."
        ),
    ),
    "rule_not_reached": (
        "第 {number} 条规则未看：前面已有规则符合。",
        "Rule {number} was not looked at: an earlier one applies.",
    ),
    "no_rule_applied": ("没有规则符合。", "No rule applies."),
    "null_because": ("注意：{sentence}", "Note: {sentence}"),
    "tables_left_out": ("另有 {count} 张表未列出。", "{count} more tables are not shown."),
}
