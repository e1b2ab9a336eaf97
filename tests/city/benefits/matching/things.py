"""What there is of one firm's benefits in a town: a firm of the owner's that applied for relief."""

from datetime import datetime
from uuid import uuid4

from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.core.access.models import User
from yingshang.core.models import Mandate, Party
from yingshang.core.parties.illustrative import illustrative_credit_code

POLICY = "park_rent_relief"
STATED = {"rents_from_state": "是", "size_class": "小型", "is_rent_in_arrears": "否",
          "monthly_rent": "1000", "rented_months": "12"}  # fmt: skip


def renting_firm(owner: User, *, at: datetime, number: int = 77) -> Party:
    """A firm that nobody delivered anything about, represented by the owner."""
    firm, is_new = Party.objects.get_or_create(
        credit_code=illustrative_credit_code(number),
        defaults={"kind": Party.Kind.ENTERPRISE, "name": f"湘潭示例租户{number}有限公司"},
    )
    if is_new:
        Mandate.objects.create(
            kind="legal_representative", principal=firm, holder=owner.person, valid_from=at
        )
    return firm


def benefit_things(place: str, *, owner: User, at: datetime) -> dict[str, object]:
    """Values for addresses: firm, application and policy."""
    firm = renting_firm(owner, at=at)
    case = apply(place, firm, Ask(uuid4(), POLICY, STATED), user=owner, at=at)
    return {"firm_id": firm.pk, "claim_id": case.pk, "policy": POLICY}
