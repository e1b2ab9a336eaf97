"""What the simulated systems answer: numbers that follow from the message's key, none of them real.

Every answer says `simulated: yes`. Credit codes have valid check digits (GB 32100-2015, GB 11714)
and an organisation part that begins with X, in the region of the place. Source: illustrative.
"""

import hashlib
from collections.abc import Callable

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from yingshang.core.exchange.types import Outgoing

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEALS = ("公章", "财务专用章", "发票专用章", "合同专用章", "法定代表人名章")


def result(message: Outgoing) -> dict[str, object]:
    """The body of the answer; `"simulate": "refuse"` in the question asks for a refusal."""
    if message.body.get("simulate") == "refuse":
        return {"simulated": "yes", "outcome": "refused", "reason": "模拟系统按要求退回"}
    make = _RESULTS.get(message.system, _nothing)
    return {"simulated": "yes", "outcome": "done", **make(message)}


def _number(message: Outgoing, purpose: str, digits: int) -> str:
    seed = f"{message.place}/{message.system}/{message.key}/{purpose}"
    value = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "big")
    return str(value % 10**digits).zfill(digits)


def _registry(message: Outgoing) -> dict[str, object]:
    number = f"{message.place}9{_number(message, 'registration', 7)}"
    return {
        "credit_code": credit_code(message.place, _number(message, "credit code", 30)),
        "registration_number": number + mod_11_10.calc_check_digit(number),
    }


def credit_code(place: str, seed: str) -> str:
    """A well-formed code of an enterprise that does not exist, always the same for a seed."""
    value = int(seed)
    serial = ""
    for _ in range(7):
        value, place_value = divmod(value, len(_LETTERS))
        serial += _LETTERS[place_value]
    organisation = f"X{serial}"
    body = f"91{place}{organisation}{_org_check(organisation)}"
    return body + str(uscc.calc_check_digit(body))


def _org_check(organisation: str) -> str:
    """GB 11714: weighted sum mod 11; ten is written X, eleven 0."""
    pairs = zip(organisation, _ORG_WEIGHTS, strict=True)
    check = 11 - sum(_ORG_VALUES.index(c) * weight for c, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def _tax(message: Outgoing) -> dict[str, object]:
    return {
        "ukey": f"SIM-{_number(message, 'ukey', 12)}",
        "invoice_quota": 25,
        "invoice_limit_fen": 10_000_00,
    }


def _social_insurance(message: Outgoing) -> dict[str, object]:
    return {"account_number": f"SIM-SI-{_number(message, 'account', 10)}"}


def _housing_fund(message: Outgoing) -> dict[str, object]:
    return {"account_number": f"SIM-HF-{_number(message, 'account', 10)}"}


def _seal_maker(message: Outgoing) -> dict[str, object]:
    numbers = [
        {"seal": seal, "number": f"{message.place}{_number(message, seal, 7)}"} for seal in SEALS
    ]
    return {"seal_filing_numbers": numbers}


def _bank(message: Outgoing) -> dict[str, object]:
    return {"appointment_number": f"SIM-BK-{_number(message, 'appointment', 8)}"}


def _nothing(_message: Outgoing) -> dict[str, object]:
    return {}


_RESULTS: dict[str, Callable[[Outgoing], dict[str, object]]] = {
    "registry": _registry,
    "tax": _tax,
    "social_insurance": _social_insurance,
    "housing_fund": _housing_fund,
    "seal_maker": _seal_maker,
    "bank": _bank,
}
