"""Reads of accounts. Who may see which account is the door of the capability that owns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yingshang.core.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds, what of it is set aside, and what can still be had."""

    balance: int
    reserved: int
    floor: int | None

    @property
    def available(self) -> int:
        """Balance less what is reserved; never below the floor."""
        return self.balance - self.reserved


def balances(account_ids: Sequence[UUID]) -> dict[UUID, Balance]:
    """The balances of the accounts that exist, in one statement."""
    rows = Account.objects.filter(id__in=account_ids)
    return {
        account_id: Balance(balance, reserved, floor)
        for account_id, balance, reserved, floor in rows.values_list(
            "id", "balance", "reserved", "floor"
        )
    }
