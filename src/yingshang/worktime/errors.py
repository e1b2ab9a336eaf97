"""What can be wrong with times, budgets, pauses and calendars."""

from typing import NamedTuple

from yingshang.errors import Invalid, Sentence, Unavailable


class Problem(NamedTuple):
    """One mistake in a calendar document.

    *Shapes*: `path` leads to the offending value: the document's index in the list that was
    given, then keys and indices, such as `(7, "holidays", 2, "to")`. `str(message)` is Chinese,
    `message.text("en")` English.
    """

    path: tuple[int | str, ...]
    message: Sentence


class CalendarInvalid(Invalid):
    """Calendar documents contradict themselves; `problems` holds every mistake, not the first."""

    code = "worktime.calendar_invalid"
    zh = "日历有 {count} 处错误：{first}"
    en = "The calendar has {count} mistakes: {first}"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(problems), first=problems[0].message if problems else "")


class NaiveTime(Invalid):
    """A time without a zone could mean any moment."""

    code = "worktime.naive_time"
    zh = "时间 {moment} 没有时区。请给出带时区的时间（如 Asia/Shanghai）。"
    en = "The time {moment} has no time zone. Give a time with its zone, such as Asia/Shanghai."


class DateOutOfRange(Invalid):
    """Beyond the years for which days are counted at all."""

    code = "worktime.date_out_of_range"
    zh = "{year} 年不在 {first} 至 {last} 年之间。请核对日期或期限。"
    en = "The year {year} is not between {first} and {last}. Check the date or the time limit."


class BudgetInvalid(Invalid):
    """A time limit is a whole number of units, not below zero."""

    code = "worktime.budget_invalid"
    zh = "期限 {amount}（{unit}）无效。请填写不小于 0 的整数和已有的单位。"
    en = "The limit {amount} ({unit}) is not valid. Give a whole number from 0 and a known unit."


class ExtensionUnitDiffers(Invalid):
    """Days are extended by days: a sum of unlike units has no single meaning."""

    code = "worktime.extension_unit_differs"
    zh = "期限以 {unit} 计，延长却以 {other} 计。请用同一单位延长。"
    en = "The limit counts {unit}, the extension {other}. Extend in the same unit."


class PauseInvalid(Invalid):
    """A pause ends before it starts."""

    code = "worktime.pause_invalid"
    zh = "暂停的结束时间 {end} 早于开始时间 {start}。请核对。"
    en = "The pause ends at {end}, before its start at {start}. Check both."


class PauseStillOpen(Invalid):
    """A pause without an end needs a moment up to which it is taken to last."""

    code = "worktime.pause_still_open"
    zh = "暂停（{reason}）尚未结束，也没有预计结束时间。请给出当前时间 now 再推算。"
    en = "The pause ({reason}) has no end and no expected end. Pass `now` to compute with it."


class OfficeHoursInvalid(Invalid):
    """Sessions are pairs of times in order, without overlap."""

    code = "worktime.office_hours_invalid"
    zh = '办公时间 {value} 无效。请按先后写成带引号的起止时间，如 ["09:00", "12:00"]，不可重叠。'
    en = (
        'Office hours {value} are not valid. Write quoted times in order, such as ["09:00", '
        '"12:00"], without overlap.'
    )


class YearNotPublished(Unavailable):
    """Somebody asked for a certain date, and the year's holidays are not announced yet."""

    code = "worktime.year_not_published"
    zh = "{year} 年的放假安排尚未公布，不能给出确定的日期。请在公布后再试，或接受暂定日期。"
    en = (
        "The holidays of {year} are not published, so no certain date can be given. Try again "
        "after publication, or accept a provisional date."
    )
