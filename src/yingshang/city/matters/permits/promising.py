"""The firm answers: it promises not to trade before the permit, or says that it will not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.permits.lifecycle import KIND, UNDER_WATCH
from yingshang.city.matters.permits.lists import permit_of
from yingshang.city.matters.undertakings.keeping import cancel, open_of
from yingshang.city.matters.undertakings.lists import Template, templates
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.signing import Signing, sign
from yingshang.city.matters.undertakings.texts import Slots, Words, filled
from yingshang.core.access.doors import CaseMissing, get_case_for
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case
from yingshang.core.parties.queries import running_mandates
from yingshang.errors import Conflict, Denied
from yingshang.worktime.zone import local

TEXT = "permit_told"
NOT_TRADING = "不从事该项经营。It will not trade in it."


class WordsChanged(Conflict):
    """The promise was read in other words than it has now."""

    code: ClassVar[str] = "permits.words_changed"
    zh: ClassVar[str] = "承诺书的文字已有更新，请重新阅读后再承诺。"
    en: ClassVar[str] = "The words of the promise have changed. Read them again and promise anew."


class NobodyToSign(Denied):
    """A log-in without a person cannot promise."""

    code: ClassVar[str] = "permits.nobody_to_sign"
    zh: ClassVar[str] = "承诺须由企业的法定代表人或者有授权的人作出。"
    en: ClassVar[str] = "The firm's representative, or whoever it authorised, makes the promise."


@dataclass(frozen=True)
class ToPromise:
    """The words of the promise about one watch, and from which version of the list."""

    template: Template
    slots: Slots
    words: Words


def get_watch_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """A watch that the reader may see. Errors: `CaseMissing`, for hidden and missing."""
    case = get_case_for(user, case_id, at=at)
    if case.kind != KIND:
        raise CaseMissing
    return case


def to_promise(case: Case, *, at: datetime) -> ToPromise:
    """What a firm promises in this watch. Errors: `TextMissing`."""
    permit, office = permit_of(case.item), case.office
    slots = {
        "party": (case.party.name, case.party.name),
        "matter": (permit.name, permit.name_en),
        "office": (office.name, office.name_en),
    }
    found = templates(case.place, [TEXT], on=local(at, field="at").date())[TEXT]
    return ToPromise(found, slots, filled(found.text, slots))


def promise(
    case_id: UUID, *, text_hash: str, user: User, at: datetime, version: int | None = None
) -> Undertaking:
    """Promise in the words that were read, as an undertaking of the firm.

    Errors: `CaseMissing`, `WordsChanged`, `NobodyToSign`, `StepRefused`.
    """
    with transaction.atomic():
        case = get_watch_for(user, case_id, at=at)
        if user.person_id is None:
            raise NobodyToSign
        told = to_promise(case, at=at)
        if told.words.hash != text_hash:
            raise WordsChanged
        step = "promise" if case.state == "told" else "promise_later"
        _step(case, step, user, at, version=version, data={"text_hash": text_hash})
        (signed,) = sign([_signing(case, told, user, at)], actor=Actor.user(user.pk), at=at)
    return signed


def _signing(case: Case, told: ToPromise, user: User, at: datetime) -> Signing:
    signer = user.person_id
    assert signer is not None  # noqa: S101 - judged by `promise`
    mandate = running_mandates(signer, at=at).filter(principal_id=case.party_id).first()
    return Signing(
        place=case.place,
        case_id=case.pk,
        party_id=case.party_id,
        kind=Kind.PERMIT,
        code=case.item.code,
        template=told.template,
        slots=told.slots,
        signer_id=signer,
        mandate_id=mandate.pk if mandate and signer != case.party_id else None,
        signed_at=at,
    )


def not_trade(
    case_id: UUID, *, reason: str, user: User, at: datetime, version: int | None = None
) -> None:
    """The firm does not trade in it: the watch ends, and with it the promise.

    Errors: `CaseMissing`, `StepRefused`.
    """
    with transaction.atomic():
        case = get_watch_for(user, case_id, at=at)
        _step(case, "not_trade", user, at, version=version, reason=reason)
        promises = list(open_of([case.pk], Kind.PERMIT))
        if promises:
            cancel(promises, actor=Actor.user(user.pk), at=at, reason=NOT_TRADING)


def is_promised(case: Case) -> bool:
    """Whether a promise of the firm stands."""
    return open_of([case.pk], Kind.PERMIT).exists()


def is_open(case: Case) -> bool:
    """Whether the watch goes on."""
    return case.state in UNDER_WATCH


def _step(
    case: Case,
    step: str,
    user: User,
    at: datetime,
    *,
    version: int | None,
    reason: str = "",
    data: dict[str, object] | None = None,
) -> None:
    behalf = case.party_id if user.person_id != case.party_id else None
    actor = Actor.user(user.pk)
    advance([Move(case.pk, step, actor, at, expected_version=version, on_behalf_of=behalf,
                  reason=reason.strip(), data=data or {})])  # fmt: skip
