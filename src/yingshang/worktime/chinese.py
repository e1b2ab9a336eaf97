"""The trace in Chinese, as a window clerk would say it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import assert_never

from yingshang.worktime.budgets import Budget, Unit
from yingshang.worktime.days import DayKind, Status
from yingshang.worktime.facts import (
    Extended,
    Fact,
    Moved,
    Overlapping,
    Paused,
    Reached,
    Run,
    Started,
    Summary,
    Unpublished,
)
from yingshang.worktime.zone import local, weekday_zh

_UNITS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.HALF_DAY: "个半天",
    Unit.WORKING_HOUR: "个工作小时",
    Unit.MINUTE: "分钟",
    Unit.CALENDAR_DAY: "天",
}


class Chinese:
    """Tells facts in order; a month just named is not named again."""

    def __init__(self) -> None:
        self._named: date | None = None
        self._start_year = 0

    def latest(self, at: datetime, *, year: bool) -> str:
        """Such as 11月26日（周四）17:00."""
        front = f"{at.year}年" if year else ""
        return f"{front}{at.month}月{at.day}日（{weekday_zh(at)}）{at:%H:%M}"

    def tell(self, facts: Iterable[Fact], verb: str | None) -> list[str]:
        """A sentence a fact."""
        return [self._sentence(fact, verb or "受理") for fact in facts]

    def _sentence(self, fact: Fact, verb: str) -> str:
        match fact:
            case Started():
                return self._started(fact, verb)
            case Run():
                return self._run(fact)
            case Summary():
                return _summary(fact)
            case Paused():
                return self._paused(fact)
            case Overlapping():
                return "几次暂停重叠的时间只扣除一次。"
            case Extended():
                return self._extended(fact)
            case Reached():
                return self._reached(fact)
            case Moved():
                return self._moved(fact)
            case Unpublished():
                return _unpublished(fact)
            case _:
                assert_never(fact)

    def _started(self, fact: Started, verb: str) -> str:
        self._start_year = fact.at.year
        self._named = fact.at.date()
        day = f"{fact.at.month}月{fact.at.day}日"
        clock = f"{day} {fact.at:%H:%M} {verb}"
        if fact.total.amount == 0:
            return f"{clock}，应当场办理。"
        later = fact.counting_from
        match fact.total.unit:
            case Unit.WORKING_DAY | Unit.CALENDAR_DAY:
                return f"{day}{verb}，当日不计，从 {self._day(later.date())}起算。"
            case Unit.HALF_DAY:
                return f"{clock}，从下一个半天（{self._day(later.date())}{_half(later)}）起算。"
            case Unit.WORKING_HOUR if later > fact.at:
                when = f"{self._day(later.date())} {later:%H:%M}"
                return f"{clock}，从 {when} 起按办公时间计算。"
            case Unit.WORKING_HOUR:
                return f"{clock}，从这时起按办公时间计算。"
            case Unit.MINUTE:
                return f"{clock}，从这时起连续计算。"

    def _run(self, run: Run) -> str:
        days = self._days(run.first, run.last)
        if run.kind is DayKind.MAKEUP:
            return f"{days}调休上班，照常计算。"
        return f"{days}是{run.name_zh}，不计。"

    def _paused(self, fact: Paused) -> str:
        pause = fact.pause
        ground = f"，依{pause.ground}" if pause.ground else "，"
        notice = f"（通知书 {pause.notice_no}）" if pause.notice_no else ""
        sentence = f"{self._span(fact)}{pause.reason}{ground}不计入{notice}"
        if pause.is_open:
            sentence += "；暂停尚未结束，最迟日期随之顺延"
        return sentence + "。"

    def _span(self, fact: Paused) -> str:
        """Whole days for day units, else from time to time."""
        last = fact.end - timedelta(microseconds=1)
        if fact.unit in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
            return self._days(fact.start.date(), last.date())
        start = f"{self._day(fact.start.date())} {fact.start:%H:%M}"
        same = fact.start.date() == fact.end.date()
        end = f"{fact.end:%H:%M}" if same else f"{self._day(fact.end.date())} {fact.end:%H:%M}"
        return f"{start} 至 {end} "

    def _extended(self, fact: Extended) -> str:
        extension = fact.extension
        notice = f"（通知书 {extension.notice_no}）" if extension.notice_no else ""
        day = self._day(local(extension.at, field="at").date())
        return f"{day}决定延长 {_amount(extension.budget)}：{extension.reason}{notice}。"

    def _reached(self, fact: Reached) -> str:
        at, amount = fact.at, fact.total.amount
        day = self._full(at.date())
        if amount == 0:
            return f"最迟 {day} {at:%H:%M}。"
        match fact.total.unit:
            case Unit.WORKING_DAY:
                return f"第 {amount} 个工作日为 {day}。"
            case Unit.CALENDAR_DAY:
                return f"第 {amount} 天为 {day}。"
            case Unit.HALF_DAY:
                return f"第 {amount} 个半天为 {day}{_half(at)}，到 {at:%H:%M} 为止。"
            case Unit.WORKING_HOUR | Unit.MINUTE:
                return f"满 {_amount(fact.total)}为 {day} {at:%H:%M}。"

    def _moved(self, fact: Moved) -> str:
        counted, day = self._full(fact.counted_to), self._full(fact.at.date())
        amount = fact.total.amount
        return f"第 {amount} 天 {counted}是{fact.name_zh}，顺延到下一个工作日 {day}。"

    def _day(self, day: date) -> str:
        """19 日 within the month last named, else 12月1日 or 2027年1月5日."""
        named = self._named
        if named is not None and (named.year, named.month) == (day.year, day.month):
            return f"{day.day} 日"
        return self._full(day)

    def _full(self, day: date) -> str:
        self._named = day
        year = f"{day.year}年" if day.year != self._start_year else ""
        return f"{year}{day.month}月{day.day}日"

    def _days(self, first: date, last: date) -> str:
        if first == last:
            return self._day(first)
        together = (first.year, first.month) == (last.year, last.month)
        if together and (last - first).days == 1:
            start = self._day(first).removesuffix("日").rstrip()
            return f"{start}、{last.day} 日"
        return f"{self._day(first)}至 {self._day(last)}"


def _half(at: datetime) -> str:
    """By the end of the session, which may be noon itself."""
    return "上午" if (at.hour, at.minute) <= (12, 0) else "下午"


def _amount(budget: Budget) -> str:
    return f"{budget.amount} {_UNITS[budget.unit]}"


def _summary(fact: Summary) -> str:
    number = sum(count for _, _, count, _ in fact.groups)
    days = sum(days for *_, days in fact.groups)
    if fact.kind is DayKind.WEEKEND:
        return f"其间 {number} 个周末共 {days} 天，不计。"
    if fact.kind is DayKind.MAKEUP:
        return f"其间 {days} 天调休上班，照常计算。"
    named = "、".join(f"{name} {days} 天" for name, _, _, days in fact.groups)
    return f"其间节假日不计：{named}。"


def _unpublished(fact: Unpublished) -> str:
    known = "没有日历" if fact.status is Status.MISSING else "放假安排尚未公布"
    return f"{fact.year} 年{known}，暂按周末休息推算；公布后重新计算。"
