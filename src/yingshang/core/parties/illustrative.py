"""Numbers for demonstrations and tests that pass every check and cannot be anybody's.

Their region is 000000, which is no region; outside demo mode they are refused.
"""

from datetime import date, timedelta

from stdnum.cn import ric, uscc

from yingshang.core.parties.identifiers import TEST_REGION

FIRST_BIRTHDAY = date(1970, 1, 1)
BIRTHDAYS = 12_000  # days from 1970 to 2002
ORDERS = 998
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714, of the first eight digits


def illustrative_id_number(n: int) -> str:
    """The n-th ID number of nobody: n from 0, each different, of a grown-up, of either sex."""
    if not 0 <= n < BIRTHDAYS * ORDERS:
        raise ValueError(f"n must lie between 0 and {BIRTHDAYS * ORDERS - 1}")
    born = FIRST_BIRTHDAY + timedelta(days=n % BIRTHDAYS)
    start = f"{TEST_REGION}{born:%Y%m%d}{n // BIRTHDAYS + 1 + n % 2:03d}"
    return start + str(ric.calc_check_digit(start + "0"))


def illustrative_credit_code(n: int) -> str:
    """The n-th credit code of no enterprise: n from 0, each different, of a firm's kind (91)."""
    if not 0 <= n < 10**8:
        raise ValueError("n must lie between 0 and 99,999,999")
    body = f"{n:08d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    start = f"91{TEST_REGION}{body}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return start + str(uscc.calc_check_digit(start + "0"))
