"""A promise about a case that is there already, with its check and a record on the register."""

from datetime import datetime

from django.db import transaction

from yingshang.city.matters.undertakings.aftercheck.opening import Decision, open_afterchecks
from yingshang.city.matters.undertakings.credit import Breach, enter
from yingshang.city.matters.undertakings.lists import all_items, templates
from yingshang.city.matters.undertakings.models import BadCredit, Kind
from yingshang.city.matters.undertakings.signing import Signing, sign
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case
from yingshang.worktime.zone import local


@transaction.atomic
def promised_things(case: Case, at: datetime) -> dict[str, object]:
    """Ids by the name that a path gives them."""
    on = local(at, field="at").date()
    listed = next(one for one in all_items(case.place, on=on) if one.item.code == "food_business")
    text = templates(case.place, ["permit_commitment"], on=on)["permit_commitment"]
    slots = {"party": (case.party.name, case.party.name)}
    (row,) = sign(
        [
            Signing(
                case.place, case.pk, case.party_id, Kind.COMMITMENT, listed.item.code, text, slots,
                signer_id=case.party_id, signed_at=at, is_published=True,
                data={"item": str(listed.row.pk), "materials": []},
            )
        ],
        actor=CLOCK,
        at=at,
    )  # fmt: skip
    open_afterchecks([Decision(case.pk, at)])
    row.refresh_from_db()
    (record,) = enter([Breach(row, BadCredit.Kind.BROKEN, "示例")], actor=CLOCK, at=at)
    return {"undertaking_id": row.pk, "check_id": row.aftercheck_id, "record_id": record.pk,
            "matter": "company_registration"}  # fmt: skip
