"""Year documents (plain mappings, as a YAML file holds them) read into `Year`s.

Nothing is refused at the first mistake: every problem is collected with its path, so that a
loader can point at the file and the line. Reading files does not belong here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from yingshang.errors import Sentence
from yingshang.worktime.days import Holiday, Status, Year
from yingshang.worktime.errors import Problem
from yingshang.worktime.zone import FIRST_YEAR, LAST_YEAR

Path = tuple[int | str, ...]

_YEAR_KEYS = frozenset({"year", "status", "source", "holidays", "makeup_workdays"})
_HOLIDAY_KEYS = frozenset({"zh", "en", "from", "to", "source"})
_STATUSES = {status.value: status for status in (Status.PUBLISHED, Status.PROVISIONAL)}


def read_years(
    documents: Sequence[Mapping[str, object]],
) -> tuple[tuple[Year, ...], list[Problem]]:
    """The years of all documents, sorted, and all problems found in them."""
    problems: list[Problem] = []
    years: dict[int, Year] = {}
    for index, document in enumerate(documents):
        reader = _Reader((index,), problems)
        year = reader.read(document)
        if year is None:
            continue
        if year.year in years:
            reader.refuse(("year",), f"{year.year} 年已有一份日历", f"{year.year} is given twice")
        years.setdefault(year.year, year)
    return tuple(years[key] for key in sorted(years)), problems


class _Reader:
    """Reads one document, adding what is wrong to a shared list."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.year = 0

    def refuse(self, path: Path, zh: str, en: str) -> None:
        """Add a problem at a path inside this document."""
        sentence = Sentence("{zh}。", "{en}.", {"zh": zh, "en": en})
        self.problems.append(Problem((*self.path, *path), sentence))

    def read(self, document: object) -> Year | None:
        """The year, or None when not even its number can be read."""
        if not isinstance(document, Mapping):
            self.refuse((), "应为 year、status 等键", "expected keys such as year and status")
            return None
        self.no_other_keys((), document, _YEAR_KEYS)
        number = document.get("year")
        if type(number) is not int or not FIRST_YEAR <= number <= LAST_YEAR:
            span = f"{FIRST_YEAR}–{LAST_YEAR}"
            self.refuse(("year",), f"年份应为整数 {span}", f"expected a whole number {span}")
            return None
        self.year = number
        source = self.text(("source",), document.get("source"))
        holidays = self.holidays(document.get("holidays", []), source)
        makeup = self.makeup(document.get("makeup_workdays", []), holidays)
        return Year(number, self.status(document), source, holidays, makeup)

    def status(self, document: Mapping[str, object]) -> Status:
        """Published or provisional; a published year without a holiday was not finished."""
        status = _STATUSES.get(str(document.get("status")))
        if status is None:
            words = " / ".join(_STATUSES)
            self.refuse(("status",), f"应为 {words}", f"expected {words}")
        elif status is Status.PUBLISHED and not document.get("holidays"):
            self.refuse(
                ("holidays",), "已公布的年份应列出节假日", "a published year lists its holidays"
            )
        return status or Status.PROVISIONAL

    def holidays(self, rows: object, source: str) -> tuple[Holiday, ...]:
        """The named ranges, in order of date, without overlaps."""
        found: list[tuple[int, Holiday]] = []
        for index, row in self.rows("holidays", rows):
            holiday = self.holiday(("holidays", index), row, source)
            if holiday is not None:
                found.append((index, holiday))
        found.sort(key=lambda pair: pair[1].first)
        self.no_overlaps(found)
        return tuple(holiday for _, holiday in found)

    def no_overlaps(self, found: Sequence[tuple[int, Holiday]]) -> None:
        """A day has one name; `found` is sorted by first day."""
        if not found:
            return
        _, latest = found[0]
        for index, holiday in found[1:]:
            if holiday.first <= latest.last:
                self.refuse(
                    ("holidays", index, "from"),
                    f"{holiday.name_zh}与{latest.name_zh}的日期重叠",
                    f"{holiday.name_en} overlaps {latest.name_en}",
                )
            latest = max(latest, holiday, key=lambda h: h.last)

    def holiday(self, path: Path, row: object, source: str) -> Holiday | None:
        """One named range, both ends included."""
        if not isinstance(row, Mapping):
            self.refuse(path, "应为 zh、en、from、to", "expected the keys zh, en, from and to")
            return None
        self.no_other_keys(path, row, _HOLIDAY_KEYS)
        name_zh = self.text((*path, "zh"), row.get("zh"))
        name_en = self.text((*path, "en"), row.get("en"))
        own = self.text((*path, "source"), row["source"]) if "source" in row else source
        first = self.day((*path, "from"), row.get("from"))
        last = self.day((*path, "to"), row.get("to"))
        if first is None or last is None:
            return None
        if last < first:
            self.refuse((*path, "to"), "结束早于开始", "ends before it starts")
            return None
        return Holiday(name_zh, name_en, first, last, own)

    def makeup(self, rows: object, holidays: Sequence[Holiday]) -> tuple[date, ...]:
        """Weekend days that are worked."""
        found: list[date] = []
        for index, row in self.rows("makeup_workdays", rows):
            path: Path = ("makeup_workdays", index)
            day = self.day(path, row)
            if day is None:
                continue
            if day.weekday() < 5:
                self.refuse(path, f"{day} 不是周末，无须调休", f"{day} is not at a weekend")
            if any(holiday.first <= day <= holiday.last for holiday in holidays):
                self.refuse(path, f"{day} 同时列为节假日", f"{day} is also a holiday")
            if day in found:
                self.refuse(path, f"{day} 重复", f"{day} is given twice")
            found.append(day)
        return tuple(sorted(found))

    def rows(self, key: str, rows: object) -> Iterable[tuple[int, object]]:
        """The items of a list; a problem instead when it is none."""
        if isinstance(rows, list | tuple):
            return enumerate(rows)
        self.refuse((key,), "应为列表", "expected a list")
        return ()

    def day(self, path: Path, value: object) -> date | None:
        """A date of this year, given as a YAML date or as text YYYY-MM-DD."""
        day = _date(value)
        if day is None:
            self.refuse(path, f"“{value}”不是日期", f"“{value}” is not a date YYYY-MM-DD")
        elif day.year != self.year:
            self.refuse(path, f"{day} 不在 {self.year} 年", f"{day} is outside {self.year}")
            return None
        return day

    def text(self, path: Path, value: object) -> str:
        """A text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.refuse(path, "不能为空", "must not be empty")
        return ""

    def no_other_keys(self, path: Path, row: Mapping[str, object], known: frozenset[str]) -> None:
        """A misspelt key would silently lose a holiday."""
        for key in row:
            if key not in known:
                self.refuse((*path, str(key)), f"不认识的键“{key}”", f"unknown key “{key}”")


def _date(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
