"""Objections to a published list: raised by a firm or by anybody named, decided by a colleague."""

import base64
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yingshang.city.benefits.lifecycle import NOTICE, OBJECTION, OBJECTION_CLOCK
from yingshang.city.benefits.payments.policy import policy_of
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.changing import State, change, checked_reason
from yingshang.city.benefits.runs.correcting import list_corrected
from yingshang.city.benefits.runs.doors import (
    entitlement_of,
    get_objection_for,
    get_own_objection_for,
)
from yingshang.city.benefits.runs.errors import (
    FirmMissing,
    ObjectionsClosed,
    ObjectionUnclear,
    ReceiptWrong,
)
from yingshang.city.benefits.runs.models import Objection, Run
from yingshang.city.benefits.runs.opening import everybody
from yingshang.city.benefits.runs.publishing import notice_of
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Moved, Opening
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Party
from yingshang.core.parties.identifiers import checked_credit_code, checked_name, checked_phone
from yingshang.core.parties.secrets import blind_index, blind_indexes, seal, unseal

PREFIX = "异议"
VISITOR = Actor.system("visitor")
LONG = 2000
CODE_LENGTH = 16
DEFAULT_ANSWER = "benefit_objection_answer"
_PURPOSE = "benefits.objection"
Wish = Objection.Wish


@dataclass(frozen=True, slots=True)
class Raised:
    """What somebody says about a firm. `key` makes a repeat harmless.

    Without a log-in name and phone are needed.
    """

    key: UUID
    credit_code: str
    wish: str
    text: str
    name: str = ""
    phone: str = ""


def object_to(run_id: UUID, raised: Raised, *, user: User | None, at: datetime) -> Case:
    """Raise an objection while the notice runs.

    Errors: `NothingPublished`, `ObjectionsClosed`, `ObjectionUnclear`, `WrongCreditCode`,
    `WrongName`, `WrongPhone`, `ParameterMissing`.
    """
    run = notice_of(run_id)
    text = raised.text.strip()
    is_known = user is not None and user.person_id is not None
    if not 0 < len(text) <= LONG or not (is_known or (raised.name and raised.phone)):
        raise ObjectionUnclear(field="text", most=LONG)
    due = clocks.due_of(run.case, NOTICE)
    if due is not None and due < at:
        raise ObjectionsClosed(office=run.case.office.name)
    code = checked_credit_code(raised.credit_code)
    contact = None if is_known else (checked_name(raised.name), checked_phone(raised.phone))
    try:
        with transaction.atomic():
            return _write(run, raised, text, code, contact, user, at)
    except IntegrityError:
        known = Objection.objects.filter(key=raised.key).select_related("case__office").first()
        if known is None:
            raise
        return known.case


def decide(
    case_id: UUID, *, upholds: bool, answer: str, user: User, at: datetime,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """Uphold, which strikes or restores the firm, or reject; the answer goes to who objected.

    A firm that the list left out is decided anew on the newest data: once the office has put right
    what was contested it is listed, and not before.

    Errors: `CaseMissing`, `ReasonMissing`, `CannotRestore`, `NotOnTheList`, `StepRefused`.
    """
    get_objection_for(user, case_id, at=at)
    said, actor = checked_reason(answer, most=LONG), Actor.user(user.pk)
    with transaction.atomic():
        row = Objection.objects.select_related("run__case__office").get(pk=case_id)
        Case.objects.select_for_update(of=("self",)).get(pk=row.run_id)
        step = "uphold" if upholds else "reject"
        data = {"credit_code": row.credit_code, "wish": row.wish}
        move = Move(case_id, step, actor, at, version, reason=said, data=data)
        (moved,) = advance([move]).moved
        Objection.objects.filter(pk=case_id).update(answer=said)
        if upholds:
            _follow(row, said[:300], actor, at)
    return moved


def withdraw(case_id: UUID, *, user: User, at: datetime) -> Moved:
    """Take one's own objection back. Errors: `CaseMissing`, `StepRefused`."""
    get_own_objection_for(user, case_id, at=at)
    return advance([Move(case_id, "withdraw", Actor.user(user.pk), at)]).moved[0]


def receipt_code(case_id: UUID) -> str:
    """Sixteen letters and digits that follow from the id and this instance's key only."""
    return _code(blind_index(str(case_id), purpose=_PURPOSE))


def objection_by_receipt(number: str, code: str) -> Case:
    """The objection of that number, to whoever holds its code. Errors: `ReceiptWrong`."""
    cases = Case.objects.select_related("office", "party")
    case = cases.filter(kind=OBJECTION.kind, number=number.strip()).first()
    asked = code.strip().lower().encode()
    known = [] if case is None else blind_indexes(str(case.pk), purpose=_PURPOSE)
    if case is None or not any(hmac.compare_digest(_code(i).encode(), asked) for i in known):
        raise ReceiptWrong(field="number")
    return case


def contact_of(row: Objection) -> tuple[str, str] | None:
    """Who objected without a log-in: name and phone; whoever reads it records the reading."""
    if row.contact_cipher is None:
        return None
    kept = json.loads(unseal(row.contact_cipher, about=_about(row.case_id)))
    return kept["name"], kept["phone"]


def _write(
    run: Run,
    raised: Raised,
    text: str,
    code: str,
    contact: tuple[str, str] | None,
    user: User | None,
    at: datetime,
) -> Case:
    known = Objection.objects.filter(key=raised.key).select_related("case__office").first()
    if known is not None:
        return known.case
    case_id, limit = new_id(), clocks.budget(run.place, _answer_days(run), at=at)
    opening = Opening(
        case_id=case_id, kind=OBJECTION.kind, state="raised", place=run.place,
        number_prefix=PREFIX, party_id=_party(run, code, user, at).pk,
        office_id=run.case.office_id, item_id=run.item_id,
        actor=Actor.user(user.pk) if user else VISITOR, at=at, parent_id=run.pk,
        title=f"{run.case.title}公示异议"[:200], starts=((OBJECTION_CLOCK, limit),),
        data={"credit_code": code, "wish": raised.wish, "text": text},
    )  # fmt: skip
    open_cases([opening])
    Objection.objects.create(
        case_id=case_id, key=raised.key, run=run, entitlement=entitlement_of(run, code),
        credit_code=code, wish=Wish(raised.wish), text=text,
        contact_cipher=_sealed(case_id, contact) if contact else None,
    )  # fmt: skip
    return Case.objects.select_related("office").get(pk=case_id)


def _follow(row: Objection, reason: str, actor: Actor, at: datetime) -> None:
    """What an upheld objection does to the list."""
    if row.wish == Wish.STRIKE:
        target, sources = State.STRUCK, (State.CANDIDATE,)
    else:
        target, sources = State.CANDIDATE, (State.EXCLUDED, State.STRUCK)  # type: ignore[assignment]  # tuples of two lengths
    try:
        change(row.run, row.credit_code, target, sources=sources, reason=reason, actor=actor,
               at=at, step=row.wish)  # fmt: skip
    except FirmMissing:
        if row.wish != Wish.RESTORE:
            raise
        list_corrected(row.run, row.credit_code, reason=reason, actor=actor, at=at)


def _party(run: Run, code: str, user: User | None, at: datetime) -> Party:
    """Whose objection it is: the firm's for who acts for it, else the person's, else nobody's."""
    if user is None or user.person is None:
        return everybody(run.place)
    firm = Party.objects.filter(credit_code=code).first()
    if firm is not None and may_act_for(user, firm, item_code=run.policy, at=at):
        return firm
    return user.person


def _answer_days(run: Run) -> str:
    return policy_of(run).appeal or DEFAULT_ANSWER


def _sealed(case_id: UUID, contact: tuple[str, str]) -> bytes:
    content = {"name": contact[0], "phone": contact[1]}
    return seal(json.dumps(content, ensure_ascii=False), about=_about(case_id))


def _about(case_id: UUID) -> str:
    return f"benefit_objection:{case_id}"


def _code(digest: bytes) -> str:
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def objections_of(run: Run) -> list[Objection]:
    """The objections to a run, the open ones first."""
    rows = Objection.objects.filter(run=run).select_related("case")
    return list(rows.order_by("case__closed_at", "case__opened_at"))
