"""Where firms are paid: as an office delivered it, unless an officer mended it since.

The number is read when a file is made and sealed where it was mended; pages get its last digits.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import duckdb
from django.db import transaction

from yingshang.city.benefits.payments.errors import BadAccount
from yingshang.city.benefits.payments.models import PayeeAccount
from yingshang.core.access.models import User
from yingshang.core.facts.consulting import Purpose, record_population_read
from yingshang.core.facts.population import freeze
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.secrets import seal, unseal
from yingshang.worktime.zone import local

ELEMENTS = ("payee_holder", "payee_bank", "payee_account")
PURPOSE = Purpose("生成拨付文件：取收款账户", "Payment file: where to pay")
TAIL = 4


class Payee(NamedTuple):
    """Whom to pay and where; empty for the tax office's account, which goes by credit code."""

    holder: str
    bank: str
    number: str

    @property
    def tail(self) -> str:
        """What pages may show."""
        return self.number[-TAIL:]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account as an officer enters it."""

    holder: str
    bank: str
    number: str

    def checked(self) -> "NewAccount":
        """Without blanks. Errors: `BadAccount`."""
        number = "".join(self.number.split())
        holder, bank = self.holder.strip(), self.bank.strip()
        is_good = number.isascii() and number.isdigit() and 8 <= len(number) <= 32
        if not is_good or not 0 < len(holder) <= 200 or not 0 < len(bank) <= 200:
            raise BadAccount(field="number")
        return NewAccount(holder, bank, number)


def payees_of(place: str, codes: Sequence[str], *, actor: Actor, at: datetime) -> dict[str, Payee]:
    """The accounts of those firms that have one. The reading of the snapshot is recorded, once."""
    found = _delivered(place, codes, actor, at)
    return found | _mended(place, set(codes))


def mend(
    place: str, credit_code: str, account: NewAccount, *, user: User, at: datetime
) -> PayeeAccount:
    """Keep another account for a firm. Errors: `BadAccount`."""
    new = account.checked()
    with transaction.atomic():
        row = PayeeAccount.objects.select_for_update().filter(
            place=place, credit_code=credit_code
        ).first() or PayeeAccount(id=new_id(), place=place, credit_code=credit_code)
        row.holder, row.bank, row.tail = new.holder, new.bank, new.number[-TAIL:]
        row.number_cipher = seal(new.number, about=_about(row))
        row.given_by, row.at = user, at
        row.save()
        data = {"credit_code": credit_code, "tail": row.tail, "bank": row.bank}
        record([Act(place, "payee_account", row.pk, Actor.user(user.pk), at,
                    "payee_account.mend", data)])  # fmt: skip
    return row


def _delivered(place: str, codes: Sequence[str], actor: Actor, at: datetime) -> dict[str, Payee]:
    with duckdb.connect(config={"memory_limit": "400MB"}) as connection:
        population = freeze(
            connection, place, ELEMENTS, on=local(at, field="at").date(), name="payees"
        )
        if not population.snapshots:
            return {}
        columns = ", ".join(f'p."{code}"' for code in ELEMENTS)
        rows = connection.execute(
            f"SELECT p.credit_code, {columns} FROM payees p"  # noqa: S608 - our own codes
            " SEMI JOIN (SELECT unnest(?) AS credit_code) USING (credit_code)",
            [list(codes)],
        ).fetchall()
    record_population_read(
        place, ELEMENTS, population.snapshots, purpose=PURPOSE, actor=actor, at=at
    )
    return {row[0]: Payee(*row[1:]) for row in rows if all(row[1:])}


def _mended(place: str, codes: Collection[str]) -> dict[str, Payee]:
    rows = PayeeAccount.objects.filter(place=place, credit_code__in=codes)
    return {
        row.credit_code: Payee(row.holder, row.bank, unseal(row.number_cipher, about=_about(row)))
        for row in rows
    }


def _about(row: PayeeAccount) -> str:
    return f"payee_account:{row.pk}"
