"""Invented data for the gallery (source: illustrative)."""

from yingshang.ui.charts import Bar
from yingshang.ui.components import (
    Cell,
    Event,
    Link,
    Member,
    NavItem,
    PromiseLine,
    Step,
)

WHICH = Link("哪些", "#which")
STEPS = [Step("情形", "#1"), Step("主体", "#2"), Step("材料", "#3"), Step("核对", "#4"), "提交"]
TABS = [NavItem("待办", "#", current=True), NavItem("已办", "#done"), NavItem("全部", "#all")]

_DAYS = (
    Cell("counted", used=True),
    Cell("counted", used=True),
    Cell("rest"),
    Cell("rest"),
    Cell("pause", used=True),
    Cell("counted", used=True, today=True),
    Cell("future"),
    Cell("future"),
)
_WHY = (
    "11月18日受理，当日不计，从 19 日起算。",
    "21、22 日是周末，不计。",
    "23 日专家评审，不计入期限。",
    "第 5 个工作日为 11月26日。",
)
LINES = [
    PromiseLine(
        cells=_DAYS,
        start_text="11月18日（周三）受理",
        today_text="今天",
        end_text="最迟 11月26日（周四）办结",
        why_lines=_WHY,
        heading="承诺 5 个工作日，还剩 2 个",
        is_why_open=True,
    ),
    PromiseLine(
        cells=tuple(Cell("future" if n % 7 < 5 else "rest") for n in range(90)),
        start_text="11月24日受理",
        end_text="最迟 2027年2月26日办结",
        heading="承诺 62 个工作日",
        provisional=True,
    ),
    PromiseLine(
        cells=tuple(Cell("counted", used=True) for _n in range(4)),
        start_text="11月18日受理",
        end_text="11月23日办结，晚 1 天",
        heading="承诺 3 个工作日，用了 4 个",
        state="broken",
    ),
]
EVENTS = [
    Event(
        "11-24 09:10",
        "评审意见，期限恢复计算。",
        iso="2026-11-24T09:10:00+08:00",
        who="示例局",
        act="签收",
        lines=("经办：审批科",),
        code="第 12,406,301 笔 · 7f3a…c91e",
        link=Link("我的凭证", "#receipt"),
    ),
    Event("11-18 15:20", "承诺 5 个工作日。", who="示例局", act="受理"),
    Event("11-18 10:02", "图纸，材料齐全。", who="您", act="补交"),
]
MEMBERS = [
    Member("用水报装", "11月19日办结，提前 1 天", "kept", "已办结", "kept", "#water"),
    Member("规划许可", "经办（11月24日 09:10 签收）", "now", "还剩 2 天"),
    Member("设计审查", "今天 17:00 前", "now", "今天到期", "soon"),
    Member("施工许可", "等规划许可证；由系统转交，您免交", "wait", "等前一项", "pause"),
    Member("临时用地", "不符合条件，理由见决定书", "broken", "不予许可", "broken"),
]
BARS = [
    Bar("甲类", 3, "3 天", "kept"),
    Bar("乙类", 5.5, "5.5 天"),
    Bar("丙类，名称特别长的一类办理事项的平均用时", 9, "9 天", "soon"),
]
