"""The life of a payment as a table: from which states each change leads where.

A payment moves by the thousand with its batch, so it is no case: the run is, and so is a claw-back.

*Source*: domain reference, section 3: 财政复核 → 拨付 → 回执; 退回、追回 beside.
"""

from dataclasses import dataclass

from yingshang.city.benefits.payments.models import Payment

S = Payment.State
SUBJECT = "benefit_payment"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a payment: `name` is its entry's, `zh` and `en` are what it does to it."""

    name: str
    zh: str
    en: str
    sources: frozenset[S]
    target: S

    @property
    def action(self) -> str:
        """The entry's action."""
        return f"{SUBJECT}.{self.name}"


def _set(*states: S) -> frozenset[S]:
    return frozenset(states)


RESERVE = Change("reserve", "预留", "reserved", frozenset(), S.RESERVED)
RELEASE = Change("release", "批准拨付", "released", _set(S.RESERVED, S.RETRIED), S.RELEASED)
SEND = Change("send", "送交银行", "sent", _set(S.RELEASED), S.SENT)
PAY = Change("pay", "记为到账", "marked paid", _set(S.SENT), S.PAID)
FAIL = Change("fail", "记为失败", "marked failed", _set(S.SENT, S.RELEASED), S.FAILED)
RETURN = Change("return", "记为退回", "marked returned", _set(S.SENT, S.PAID), S.RETURNED)
RETRY = Change("retry", "更正账户后重付", "retried", _set(S.FAILED, S.RETURNED), S.RETRIED)
CANCEL = Change(
    "cancel",
    "取消",
    "cancelled",
    _set(S.RESERVED, S.RELEASED, S.FAILED, S.RETURNED, S.RETRIED),
    S.CANCELLED,
)
RECOVER = Change("recover", "追回", "recovered", _set(S.PAID), S.RECOVERED)
SET_OFF = Change(
    "set_off", "全额抵扣", "set off", _set(S.RESERVED, S.RELEASED, S.FAILED, S.RETURNED, S.RETRIED),
    S.PAID,
)  # fmt: skip
CHANGES = (RESERVE, RELEASE, SEND, PAY, FAIL, RETURN, RETRY, CANCEL, RECOVER, SET_OFF)

UNDER_WAY = _set(S.RESERVED, S.RELEASED, S.SENT, S.FAILED, S.RETURNED, S.RETRIED)
"""States in which money is set aside for the firm, or on its way."""
