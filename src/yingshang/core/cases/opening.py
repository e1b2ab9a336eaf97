"""Cases are opened here, as a batch; one case is a batch of one."""

from collections.abc import Sequence

from django.db import connection, transaction
from psycopg.errors import UniqueViolation

from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import NumberTaken, Opening
from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.types import Start
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.services import record
from yingshang.core.statements import send_waiting

_COPY = """COPY core_case (id, place, number, kind, state, version, party_id, office_id, item_id,
    parent_id, cause, title, opened_at) FROM STDIN"""


def open_cases(openings: Sequence[Opening]) -> list[str]:
    """Open all cases, or none; answers their numbers in order.

    Writes case, starting promises and entry in one transaction: a fixed number of SQL statements.
    Parents stand before their members. Errors: `NumberTaken` when an id was opened before.
    """
    if not openings:
        return []
    with transaction.atomic():
        numbers = take_numbers([(o.place, o.number_prefix, o.at) for o in openings])
        try:
            _write(openings, numbers)
        except UniqueViolation as error:
            if error.diag.constraint_name == "core_case_pkey":
                raise NumberTaken from error
            raise
        commitments.start(
            [
                Start(o.case_id, o.place, o.office_id, o.party_id, clock, budget, o.at)
                for o in openings
                for clock, budget in o.starts
            ]
        )
        record([_act(o, number) for o, number in zip(openings, numbers, strict=True)])
    return numbers


def _write(openings: Sequence[Opening], numbers: Sequence[str]) -> None:
    send_waiting()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for o, number in zip(openings, numbers, strict=True):
            parent = o.parent_id.hex if o.parent_id else None
            copy.write_row((o.case_id.hex, o.place, number, o.kind, o.state, 1, o.party_id.hex,
                o.office_id.hex, o.item_id.hex, parent, o.cause, o.title,
                o.at.isoformat()))  # fmt: skip


def _act(o: Opening, number: str) -> Act:
    data = {**o.data, "number": number, "state": o.state, "item": str(o.item_id)}
    if o.parent_id:
        data["parent"] = str(o.parent_id)
    return Act(o.place, o.kind, o.case_id, o.actor, o.at, "case.open", data, o.on_behalf_of)
