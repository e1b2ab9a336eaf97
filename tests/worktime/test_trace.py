"""A citizen can read why a date is what it is."""

from datetime import date

from tests.worktime.cast import at, calendar_days, clock, days, halves, hours, minutes, pause
from yingshang.worktime import CellKind, Extension

STARTED = at("2026-11-18 15:20")
REVIEW = pause(
    "2026-11-23 09:00",
    "2026-11-23 16:00",
    ground="《行政许可法》第四十五条",
    reason_en="expert review",
    ground_en="Article 45 of the Administrative Licence Law",
)


def test_the_chinese_trace_tells_start_rest_pause_and_end() -> None:
    assert clock().due(STARTED, days(5), pauses=[REVIEW]).trace.lines() == [
        "11月18日受理，当日不计，从 19 日起算。",
        "21、22 日是周末，不计。",
        "23 日专家评审，依《行政许可法》第四十五条不计入（通知书 示例〔2026〕1号）。",
        "第 5 个工作日为 11月26日。",
    ]


def test_the_english_trace_tells_the_same() -> None:
    assert clock().due(STARTED, days(5), pauses=[REVIEW]).trace.lines("en") == [
        "Accepted on 18 November; that day is not counted, counting starts on 19 November.",
        "21–22 November: weekend, not counted.",
        (
            "23 November: expert review, not counted under Article 45 of the Administrative "
            "Licence Law (notice 示例〔2026〕1号)."
        ),
        "Working day 5 is 26 November.",
    ]


def test_the_verb_of_the_event_can_be_chosen() -> None:
    trace = clock().due(STARTED, days(5)).trace
    assert trace.lines(verb="收到申请")[0] == "11月18日收到申请，当日不计，从 19 日起算。"
    assert trace.lines("en", verb="received")[0].startswith("Received on 18 November;")


def test_holidays_and_make_up_days_are_named() -> None:
    lines = clock().due(at("2026-09-30 10:00"), days(3)).trace.lines()
    assert lines == [
        "9月30日受理，当日不计，从 10月1日起算。",
        "1 日至 7 日是国庆节，不计。",
        "10 日调休上班，照常计算。",
        "第 3 个工作日为 10月10日。",
    ]
    assert "1–7 October: National Day, not counted." in (
        clock().due(at("2026-09-30 10:00"), days(3)).trace.lines("en")
    )


def test_a_long_trace_stays_short() -> None:
    lines = clock().due(at("2025-09-15 10:00"), days(120)).trace.lines()
    assert lines == [
        "9月15日受理，当日不计，从 16 日起算。",
        "其间 21 个周末共 39 天，不计。",
        "其间 5 天调休上班，照常计算。",
        "其间节假日不计：国庆节、中秋节 8 天、元旦 3 天、春节 9 天。",
        "第 120 个工作日为 2026年3月13日。",
    ]


def test_overlapping_pauses_and_extensions_are_told() -> None:
    more = Extension(days(3), "情况复杂", "示例〔2026〕2号", at("2026-11-24 10:00"))
    second = pause("2026-11-23 10:00", "2026-11-24 12:00", reason="检验")
    lines = clock().due(STARTED, days(5), pauses=[second, REVIEW], extensions=[more]).trace.lines()
    assert lines[2:] == [
        "23 日专家评审，依《行政许可法》第四十五条不计入（通知书 示例〔2026〕1号）。",
        "23、24 日检验，不计入（通知书 示例〔2026〕1号）。",
        "28、29 日是周末，不计。",
        "几次暂停重叠的时间只扣除一次。",
        "24 日决定延长 3 个工作日：情况复杂（通知书 示例〔2026〕2号）。",
        "第 8 个工作日为 12月2日。",
    ]


def test_an_open_pause_says_that_the_date_moves() -> None:
    running = pause("2026-11-20 09:00", None)
    trace = clock().due(STARTED, days(5), pauses=[running], now=at("2026-11-20 10:00")).trace
    assert (
        "20 日专家评审，不计入（通知书 示例〔2026〕1号）；暂停尚未结束，最迟日期随之顺延。"
        in trace.lines()
    )


def test_other_units_tell_their_own_way() -> None:
    told = [
        clock().due(STARTED, budget).trace.lines()
        for budget in (days(0), halves(2), hours(4), minutes(30), calendar_days(3))
    ]
    assert told == [
        ["11月18日 15:20 受理，应当场办理。", "最迟 11月18日 17:00。"],
        [
            "11月18日 15:20 受理，从下一个半天（19 日上午）起算。",
            "第 2 个半天为 11月19日下午，到 17:00 为止。",
        ],
        [
            "11月18日 15:20 受理，从这时起按办公时间计算。",
            "满 4 个工作小时为 11月19日 11:20。",
        ],
        ["11月18日 15:20 受理，从这时起连续计算。", "满 30 分钟为 11月18日 15:50。"],
        [
            "11月18日受理，当日不计，从 19 日起算。",
            "第 3 天 11月21日是周末，顺延到下一个工作日 11月23日。",
        ],
    ]


def test_other_units_tell_their_own_way_in_english() -> None:
    told = [
        clock().due(STARTED, budget).trace.lines("en")[-1]
        for budget in (days(0), halves(2), hours(4), minutes(30), calendar_days(3))
    ]
    assert told == [
        "At the latest 18 November, 17:00.",
        "Half day 2 is the afternoon of 19 November, until 17:00.",
        "4 working hours are over on 19 November at 11:20.",
        "30 minutes are over on 18 November at 15:50.",
        (
            "Day 3, 21 November, is no working day (weekend); the limit moves to the next one, "
            "23 November."
        ),
    ]


def test_the_promise_line_has_a_cell_a_day() -> None:
    cells = clock().due(STARTED, days(5), pauses=[REVIEW]).trace.cells(date(2026, 11, 24))
    assert [(cell.date.day, cell.kind) for cell in cells] == [
        (18, CellKind.START),
        (19, CellKind.COUNTED),
        (20, CellKind.COUNTED),
        (21, CellKind.REST),
        (22, CellKind.REST),
        (23, CellKind.PAUSE),
        (24, CellKind.COUNTED),
        (25, CellKind.FUTURE),
        (26, CellKind.FUTURE),
    ]
    assert [cell.date.day for cell in cells if cell.used] == [19, 20, 24]
    assert [cell.date.day for cell in cells if cell.today] == [24]


def test_a_calendar_day_line_rests_only_where_the_deadline_moved() -> None:
    cells = clock().due(STARTED, calendar_days(3)).trace.cells(date(2026, 11, 30))
    kinds = [cell.kind for cell in cells]
    assert kinds == [
        CellKind.START,
        *[CellKind.COUNTED] * 3,
        CellKind.REST,
        CellKind.COUNTED,
    ]


def test_pauses_one_after_the_other_do_not_overlap() -> None:
    second = pause("2026-11-24 09:00", "2026-11-24 12:00", reason="检验")
    lines = clock().due(STARTED, days(5), pauses=[REVIEW, second]).trace.lines()
    assert "24 日检验，不计入（通知书 示例〔2026〕1号）。" in lines
    assert not any("重叠" in line for line in lines)
