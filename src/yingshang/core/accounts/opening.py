"""Accounts are opened here, as a batch; opening one that is open answers the same account."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.accounts.errors import AlreadyOpen, FloorAboveZero
from yingshang.core.accounts.types import Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.services import record

_ROWS = """unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::text[],
    %s::bigint[]) WITH ORDINALITY AS o(id, place, owner_kind, owner_id, unit, period, floor, n)"""

# In the order of the unique key, so that two batches never wait for each other in a ring.
_INSERT = f"""
INSERT INTO core_account (id, place, owner_kind, owner_id, unit, period, floor, balance, reserved)
SELECT id, place, owner_kind, owner_id, unit, period, floor, 0, 0 FROM {_ROWS}
ORDER BY place, owner_kind, owner_id, unit, period
ON CONFLICT (place, owner_kind, owner_id, unit, period) DO NOTHING"""  # noqa: S608 - our own text, no input

_FIND = f"""
SELECT a.id, a.floor FROM {_ROWS} JOIN core_account a
USING (place, owner_kind, owner_id, unit, period) ORDER BY o.n"""  # noqa: S608 - our own text, no input


def open_accounts(openings: Sequence[Opening]) -> list[UUID]:
    """Open all accounts that are not open yet; answers the id of each, in order.

    Two SQL statements and the entries of the new ones.
    Errors, and then none is opened: `AlreadyOpen` with another floor; `FloorAboveZero`.
    """
    if not openings:
        return []
    for opening in openings:
        if opening.floor is not None and opening.floor > 0:
            raise FloorAboveZero(field="floor", floor=opening.floor)
    with transaction.atomic(), connection.cursor() as cursor:
        new_ids = [new_id() for _ in openings]
        columns = _columns(openings, new_ids)
        cursor.execute(_INSERT, columns)
        cursor.execute(_FIND, columns)
        found: list[tuple[UUID, int | None]] = cursor.fetchall()
        for opening, (_, floor) in zip(openings, found, strict=True):
            if floor != opening.floor:
                raise AlreadyOpen(floor="-" if floor is None else floor)
        ids = [account_id for account_id, _ in found]
        record([_act(o, i) for o, i, own in zip(openings, ids, new_ids, strict=True) if i == own])
    return ids


def open_account(opening: Opening) -> UUID:
    """Open one account, or answer the one that is open. Errors: `AlreadyOpen`."""
    return open_accounts([opening])[0]


def _columns(openings: Sequence[Opening], ids: list[UUID]) -> list[list[object]]:
    names = ("place", "owner_kind", "owner_id", "unit", "period", "floor")
    return [list(ids), *([getattr(o, name) for o in openings] for name in names)]


def _act(o: Opening, account_id: UUID) -> Act:
    data: dict[str, object] = {
        "owner_kind": o.owner_kind,
        "owner": str(o.owner_id),
        "unit": o.unit,
        "period": o.period,
        "floor": "none" if o.floor is None else o.floor,
    }
    return Act(o.place, "account", account_id, o.actor, o.at, "account.open", data)
