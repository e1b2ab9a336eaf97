"""Sentences of values and FEEL's functions: why there is no value, code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {
    "null_operand": (
        "运算“{operator}”的一方是空值。",
        "An operand of “{operator}” is null.",
    ),
    "null_argument": (
        "函数 {function} 的参数“{parameter}”是空值。",
        "The argument “{parameter}” of {function} is null.",
    ),
    "wrong_operand": (
        "“{operator}”不能用于{kind}。",
        "“{operator}” has no meaning for a {kind}.",
    ),
    "wrong_operands": (
        "“{operator}”不能用于 {left} 和 {right}。",
        "“{operator}” has no meaning between {left} and {right}.",
    ),
    "kinds_differ": (
        "{left} 和 {right} 不能用“{operator}”比较。",
        "{left} and {right} cannot be compared by “{operator}”.",
    ),
    "zone_missing": (
        "{left} 和 {right} 只有一个带时区，不能比较或相减。",
        "Only one of {left} and {right} has a time zone; they cannot be compared or subtracted.",
    ),
    "division_by_zero": ("除数为零。", "The divisor is zero."),
    "number_out_of_range": (
        "“{operator}”的结果超出数值的范围（34 位十进制数）。",
        "The result of “{operator}” is beyond the numbers of 34 decimal digits.",
    ),
    "not_whole": (
        "{name} 须为整数，得到 {value}。",
        "{name} must be a whole number, not {value}.",
    ),
    "scale_out_of_range": (
        "小数位数 {scale} 须在 {low} 与 {high} 之间。",
        "The scale {scale} must lie between {low} and {high}.",
    ),
    "outside_domain": (
        "{function} 对 {value} 没有值。",
        "{function} has no value for {value}.",
    ),
    "not_a_number": ("“{text}”不是数值。", "“{text}” is not a number."),
    "wrong_separator": (
        "{name} 不能是“{separator}”。",
        "“{separator}” cannot be the {name} here.",
    ),
    "not_a_date": (
        "“{text}”不是日期；应写作 2024-02-29。",
        "“{text}” is not a date; write it like 2024-02-29.",
    ),
    "not_a_time": (
        "“{text}”不是时间；应写作 13:20:00 或 13:20:00+08:00。",
        "“{text}” is not a time; write it like 13:20:00 or 13:20:00+08:00.",
    ),
    "not_a_date_and_time": (
        "“{text}”不是日期时间；应写作 2024-02-29T13:20:00。",
        "“{text}” is not a date and time; write it like 2024-02-29T13:20:00.",
    ),
    "not_a_duration": (
        "“{text}”不是时段；应写作 P1DT2H 或 P1Y2M。",
        "“{text}” is not a duration; write it like P1DT2H or P1Y2M.",
    ),
    "not_a_range": (
        "“{text}”不是区间；应写作 [1..10)，两端为字面值。",
        "“{text}” is not a range; write it like [1..10), with a literal at each end.",
    ),
    "no_such_date": (
        "没有 {year} 年 {month} 月 {day} 日这一天。",
        "There is no day {year}-{month}-{day}.",
    ),
    "no_such_time": (
        "没有 {hour} 时 {minute} 分 {second} 秒这一时刻。",
        "There is no time {hour}:{minute}:{second}.",
    ),
    "duration_out_of_range": ("时段过长。", "The duration is too long."),
    "offset_out_of_range": (
        "时差 {seconds} 秒不可用；最多 18 小时，且为整秒。",
        "An offset of {seconds} seconds cannot be; 18 hours is the most, in whole seconds.",
    ),
    "unknown_zone": ("没有时区“{zone}”。", "There is no time zone “{zone}”."),
    "no_such_member": (
        "{kind} 没有“{name}”。",
        "A {kind} has no “{name}” here.",
    ),
    "no_zone": (
        "没有时区（或只有时差），因而没有“{name}”。",
        "There is no “{name}” without a time zone of that kind.",
    ),
    "no_such_signature": (
        "{function} 不能这样调用：{given}；应为 {wanted}。",
        "{function} cannot be called with ({given}); it is {wanted}.",
    ),
    "wrong_argument": (
        "函数 {function} 的参数“{parameter}”须为 {wanted}，得到 {given}。",
        "The argument “{parameter}” of {function} must be a {wanted}, not {given}.",
    ),
    "wrong_element": (
        "函数 {function} 的元素须为 {wanted}，得到 {given}。",
        "The elements for {function} must be of {wanted}; {given} is not.",
    ),
    "too_few_elements": (
        "函数 {function} 至少需要 {least} 个元素。",
        "{function} needs at least {least} elements.",
    ),
    "does_not_conform": ("{value} 不是 {type}。", "{value} is not a {type}."),
    "member_missing": (
        "{value} 缺少 {names}。",
        "{value} has no {names}.",
    ),
    "value_not_allowed": (
        "{value} 不是 {type} 允许的值。",
        "{value} is not an allowed value of {type}.",
    ),
    "position_outside": (
        "长度为 {length}，没有位置 {position}。",
        "There is no position {position} in a length of {length}.",
    ),
    "length_not_positive": (
        "长度须至少为 1，得到 {length}。",
        "The length must be at least 1, not {length}.",
    ),
    "nested_too_deep": (
        "列表或上下文嵌套过深。",
        "The lists or contexts are nested too deep.",
    ),
    "text_too_long": (
        "文字过长；上限为 {limit} 个字符。",
        "The text would be too long; the limit is {limit} characters.",
    ),
    "list_too_long": (
        "列表过长；上限为 {limit} 个元素。",
        "The list would be too long; the limit is {limit} elements.",
    ),
    "no_range_of": ("{kind} 没有区间。", "There are no ranges of {kind}."),
    "range_without_ends": ("区间两端都没有值。", "Neither end of the range has a value."),
    "range_ends_differ": (
        "区间两端 {low} 与 {high} 不是同一类型。",
        "The ends of the range, {low} and {high}, are not of one type.",
    ),
    "range_backwards": (
        "区间的起点 {low} 大于终点 {high}。",
        "The range starts at {low}, after its end {high}.",
    ),
    "not_one_range": (
        "{value} 不是一个连续的区间。",
        "{value} is not one unbroken range.",
    ),
    "too_many_elements": (
        "区间的元素超过 {limit} 个。",
        "The range has more than {limit} elements.",
    ),
    "wrong_pattern": (
        "正则表达式“{pattern}”在第 {position} 个字符处有误。",
        "The pattern “{pattern}” is wrong at character {position}.",
    ),
    "wrong_flags": (
        "标志“{flags}”中的“{unknown}”不可用；只有 s、m、i、x、q。",
        "“{unknown}” in the flags “{flags}” is none of s, m, i, x and q.",
    ),
    "wrong_replacement": (
        "替换文字“{replacement}”在第 {position} 个字符处有误；$ 后须为数字，\\ 后须为 $ 或 \\。",
        "The replacement “{replacement}” is wrong at character {position}: write $1, \\$ or \\\\.",
    ),
    "pattern_matches_nothing": (
        "正则表达式“{pattern}”能匹配空文字，不能用于替换或分割。",
        "The pattern “{pattern}” matches the empty text and can neither replace nor split.",
    ),
    "pattern_too_large": (
        "正则表达式过大；上限为 {limit}。",
        "The pattern is too large; the limit is {limit}.",
    ),
    "pattern_too_slow": (
        "正则表达式“{pattern}”匹配超过 {limit} 毫秒而停止。",
        "Matching “{pattern}” was stopped after {limit} milliseconds.",
    ),
}
