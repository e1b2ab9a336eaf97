"""Every way in which an account changes."""

from yingshang.core.accounts.ending import expire, release, settle
from yingshang.core.accounts.opening import open_account, open_accounts
from yingshang.core.accounts.posting import credit, post
from yingshang.core.accounts.reserving import reserve

__all__ = [
    "credit",
    "expire",
    "open_account",
    "open_accounts",
    "post",
    "release",
    "reserve",
    "settle",
]
