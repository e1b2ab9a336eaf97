"""Every way in which money of benefits moves; see `lifecycle` for the states."""

from yingshang.city.benefits.payments.batching import make_batches, resume
from yingshang.city.benefits.payments.budgets import covers_reserve, open_budget
from yingshang.city.benefits.payments.payees import NewAccount
from yingshang.city.benefits.payments.receiving import receive
from yingshang.city.benefits.payments.recovering import (
    By,
    demand,
    drop,
    note_repayment,
    set_off,
)
from yingshang.city.benefits.payments.releasing import release
from yingshang.city.benefits.payments.reserving import reserve
from yingshang.city.benefits.payments.retrying import (
    cancel,
    cancel_run,
    release_retried,
    retry,
)

__all__ = [
    "By",
    "NewAccount",
    "cancel",
    "cancel_run",
    "covers_reserve",
    "demand",
    "drop",
    "make_batches",
    "note_repayment",
    "open_budget",
    "receive",
    "release",
    "release_retried",
    "reserve",
    "resume",
    "retry",
    "set_off",
]
