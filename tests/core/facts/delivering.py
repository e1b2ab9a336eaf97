"""Files as departments deliver them, all invented."""

from datetime import date
from uuid import uuid4

from tests.cast import NOW, PLACE, login, serve
from yingshang.core.access.models import Role, User
from yingshang.core.facts.services import deliver
from yingshang.core.facts.submitting import Handed
from yingshang.core.facts.types import Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office, Party

HEAD = (
    "统一社会信用代码,单位名称,参保主体,企业规模,上年初参保人数,上年末参保人数,自然减员人数,"
    "平均参保人数,缴费月数,上年缴费（元）"
)
AS_OF = date(2021, 12, 31)
ACTOR = Actor.system("test")


def code(number: int) -> str:
    """A code with its check digit, of the region that is no region."""
    from stdnum.cn import uscc

    body = f"91000000{number:09d}"
    return body + uscc.calc_check_digit(body)


def row(number: int, **more: str) -> str:
    values = {
        "name": f"示例{number}有限公司",
        "kind": "企业",
        "size": "小型",
        "start": "20",
        "end": "19",
        "natural": "",
        "average": "19.50",
        "months": "12",
        "paid": "12345.67",
    } | more
    return ",".join(
        [more.pop("code", code(number)), *(v for k, v in values.items() if k != "code")]
    )


def hand_in(tmp_path, *lines, name="file.csv", encoding="utf-8", head=HEAD, **more):
    path = tmp_path / name
    path.write_bytes("\n".join([head, *lines]).encode(encoding))
    return take(path, **more)


def take(path, *, as_of=AS_OF, dataset="social_insurance_premiums", **more):
    delivery = Delivery(path, PLACE, dataset, as_of)
    return deliver(delivery, actor=ACTOR, at=NOW, **more)


def csv_of(*lines, head=HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def handed(*lines, key=None, head=HEAD, name="file.csv", **more):
    """What an officer of the social insurance office hands in."""
    content = more.pop("content", None) or csv_of(*lines, head=head)
    values = {"place": PLACE, "dataset": "social_insurance_premiums", "as_of": AS_OF} | more
    return Handed(key=key or uuid4(), file_name=name, pieces=[content], **values)


def insurer() -> User:
    """An officer of the office that delivers the premiums."""
    office = Office.objects.get(place=PLACE, code="social_insurance")
    return serve(login("insurer", "社保经办"), office, Role.HANDLER)


def with_code(party: Party, number: int = 1) -> Party:
    """The firm with a credit code, as after its registration."""
    party.credit_code = code(number)
    party.save()
    return party
