"""The one door by which a licence's state changes after it was issued; many at once.

*Source*: domain reference section 12 (有效, 暂扣, 注销, 撤销). What a case's decision gave is
changed here only, each time with an entry in that case's ledger.
"""

from collections.abc import Sequence
from datetime import datetime

from yingshang.city.matters.models import Licence
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

State = Licence.State
_FROM: dict[str, tuple[str, ...]] = {
    State.SUSPENDED: (State.VALID,),
    State.VALID: (State.SUSPENDED,),
    State.REVOKED: (State.VALID, State.SUSPENDED),
    State.CANCELLED: (State.VALID, State.SUSPENDED),
}
"""From which states each can be reached; what is revoked or cancelled stays so."""


def suspend_licences(
    licences: Sequence[Licence], *, actor: Actor, at: datetime, reason: str
) -> list[Licence]:
    """Take valid ones in for a time (暂扣); answers those that changed."""
    return _change(licences, State.SUSPENDED, actor, at, {"reason": reason})


def restore(
    licences: Sequence[Licence], *, actor: Actor, at: datetime, reason: str
) -> list[Licence]:
    """Give suspended ones back; answers those that changed."""
    return _change(licences, State.VALID, actor, at, {"reason": reason})


def revoke_licences(
    licences: Sequence[Licence], *, actor: Actor, at: datetime, reason: str, legal_basis: str
) -> list[Licence]:
    """Revoke (撤销), with the legal basis; answers those that changed.

    *Source*: 行政许可法 Art. 69 for permits; the office states its own basis.
    """
    data = {"reason": reason, "legal_basis": legal_basis}
    return _change(licences, State.REVOKED, actor, at, data)


def cancel_licences(
    licences: Sequence[Licence], *, actor: Actor, at: datetime, reason: str
) -> list[Licence]:
    """Cancel (注销), such as when its holder gives it up; answers those that changed."""
    return _change(licences, State.CANCELLED, actor, at, {"reason": reason})


def _change(
    licences: Sequence[Licence], state: Licence.State, actor: Actor, at: datetime,
    data: dict[str, str],
) -> list[Licence]:  # fmt: skip
    changed = [licence for licence in licences if licence.state in _FROM[state]]
    for licence in changed:
        licence.state = state
    Licence.objects.bulk_update(changed, ["state"])
    record(
        [
            Act(licence.place, "matter", licence.case_id, actor, at, f"matter.licence_{state}",
                {**data, "licence": str(licence.pk), "number": licence.number})
            for licence in changed
        ]
    )  # fmt: skip
    return changed
