"""The public check: what this platform issued under a token, or under a number with its code.

Anyone may ask; nothing here needs a log-in, and nothing tells more than the paper does.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yingshang.city.matters.licences.codes import TOKEN, is_check_code
from yingshang.city.matters.licences.masking import CheckedFact, public_facts, public_holder
from yingshang.city.matters.licences.states import Status, status_of
from yingshang.city.matters.models import Licence

_AFTER_PREFIX = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a stranger may know of a licence. `is_simulated`: a simulated register filled it in.

    Our own papers are samples always; `is_simulated` says more of where the number came from.
    """

    token: str
    kind: str
    name: str
    name_en: str
    number: str
    holder: str
    office: str
    office_en: str
    issued_at: datetime
    issued_on: date
    valid_until: date | None
    status: Status
    facts: tuple[CheckedFact, ...]
    is_simulated: bool
    sha256: str | None

    @property
    def is_sample(self) -> bool:
        """Whether the paper is a sample without legal effect: every paper of this platform is."""
        return True


def check_by_token(token: str, *, at: datetime) -> Checked | None:
    """The licence of that token; None if this platform issued none."""
    if not TOKEN.fullmatch(token):
        return None
    licence = _rows().filter(token=token).first()
    return _checked(licence, at) if licence else None


def check_by_number(number: str, code: str, *, at: datetime) -> Checked | None:
    """The licence of that number whose check code this is; None for a wrong number or code."""
    rows = _rows().filter(number__in=_spellings(number))
    found = [licence for licence in rows if is_check_code(code, licence.token)]
    return _checked(found[0], at) if found else None


def check_by_hash(sha256: str, *, at: datetime) -> Checked | None:
    """The licence whose kept PDF has exactly these bytes."""
    licence = _rows().filter(document__blob_id=sha256).first()
    return _checked(licence, at) if licence else None


def _spellings(typed: str) -> set[str]:
    """How the number may stand in our table: one space after the Chinese prefix, letters large."""
    plain = " ".join(unicodedata.normalize("NFKC", typed).upper().split())
    return {plain, _AFTER_PREFIX.sub(" ", plain)}


def _rows() -> QuerySet[Licence]:
    return Licence.objects.select_related("case__item", "holder", "document")


def _checked(licence: Licence, at: datetime) -> Checked:
    body = licence.body
    return Checked(
        token=licence.token,
        kind=licence.kind,
        name=str(body["name"]),
        name_en=str(body["name_en"]),
        number=licence.number,
        holder=public_holder(licence),
        office=str(body["office"]),
        office_en=str(body["office_en"]),
        issued_at=licence.issued_at,
        issued_on=date.fromisoformat(str(body["issued_on"])),
        valid_until=licence.valid_until,
        status=status_of(licence.state, licence.valid_until, at=at),
        facts=public_facts(licence),
        is_simulated=bool(body.get("is_simulated")),
        sha256=licence.document.blob_id if licence.document else None,
    )
