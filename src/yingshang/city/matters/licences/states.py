"""What a licence is worth today. *Source*: domain reference section 12 (states of e-licences)."""

from datetime import date, datetime
from enum import StrEnum

from yingshang.city.matters.models import Licence
from yingshang.worktime.zone import local


class Status(StrEnum):
    """The state that a check shows; `expired` follows from the date and is not stored."""

    VALID = "valid"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    EXPIRED = "expired"


def status_of(state: str, valid_until: date | None, *, at: datetime) -> Status:
    """The last day of validity still counts; a suspended licence past its date has expired."""
    status = Status(Licence.State(state).value)
    may_expire = status in {Status.VALID, Status.SUSPENDED}
    if may_expire and valid_until is not None and local(at, field="at").date() > valid_until:
        return Status.EXPIRED
    return status
