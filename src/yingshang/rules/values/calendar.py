"""The calendar: Gregorian, without begin or end, with a year 0 (ISO 8601, XML Schema 1.1).

Own arithmetic because FEEL's years go from -999999999 to 999999999.
"""

MIN_YEAR, MAX_YEAR = -999_999_999, 999_999_999

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CYCLE_DAYS = 146_097
"""Days of 400 years, after which the calendar repeats: a whole number of weeks."""
_EPOCH = 719_468
"""Days from 1 March of year 0 to 1 January 1970."""


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to the date."""
    if month <= 2:
        year -= 1
    cycle, of_cycle = divmod(year, 400)
    from_march = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return (
        cycle * _CYCLE_DAYS + of_cycle * 365 + of_cycle // 4 - of_cycle // 100 + from_march - _EPOCH
    )


def date_of_day(number: int) -> tuple[int, int, int]:
    """Year, month and day of the day that many days after 1970-01-01."""
    cycle, of_cycle = divmod(number + _EPOCH, _CYCLE_DAYS)
    year = (of_cycle - of_cycle // 1460 + of_cycle // 36524 - of_cycle // 146_096) // 365
    of_year = of_cycle - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + cycle * 400 + (month <= 2), month, day


def weekday_of_day(number: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return (number + 3) % 7 + 1
