"""The code on a receipt by which whoever reported, logged in or not, follows the matter."""

import base64
import hmac
from uuid import UUID

from yingshang.city.requests.errors import ReceiptMissing
from yingshang.city.requests.lifecycle import UNRESOLVED
from yingshang.core.models import Case
from yingshang.core.parties.secrets import blind_index, blind_indexes

CODE_LENGTH = 16
_PURPOSE = "requests.receipt"


def receipt_code(case_id: UUID) -> str:
    """Sixteen letters and digits (80 bits) that follow from the id and this instance's key only."""
    return _code(blind_index(str(case_id), purpose=_PURPOSE))


def case_by_receipt(number: str, code: str) -> Case:
    """The reported matter of that number, to whoever holds its code. Errors: `ReceiptMissing`."""
    cases = Case.objects.select_related("office", "party", "item")
    case = cases.filter(kind=UNRESOLVED.kind, number=number.strip()).first()
    if case is None or not _is_code_of(case.pk, code):
        raise ReceiptMissing(field="number")
    return case


def _is_code_of(case_id: UUID, code: str) -> bool:
    """Under any configured key, since receipts outlive keys."""
    asked = code.strip().lower().encode()
    known = [_code(index) for index in blind_indexes(str(case_id), purpose=_PURPOSE)]
    return any(hmac.compare_digest(each.encode(), asked) for each in known)


def _code(digest: bytes) -> str:
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()
