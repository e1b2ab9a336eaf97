"""A draft is begun, answered, filled in and discarded here; every save is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_draft_for
from yingshang.city.matters.applications.errors import ApplicationIncomplete
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.lists import service
from yingshang.city.matters.models import Application
from yingshang.core.access.acting import may_act_for
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Party, User
from yingshang.errors import Denied, DomainError, Missing
from yingshang.worktime.zone import local


class NoPerson(Denied):
    """Only a person, herself or for a client, can apply."""

    code: ClassVar[str] = "matters.no_person"
    zh: ClassVar[str] = "这个账号没有绑定个人身份，不能申请。请用个人账号登录。"
    en: ClassVar[str] = "This log-in is not bound to a person and cannot apply. Use a personal one."


class ClientMissing(Missing):
    """The party is not one this user may act for."""

    code: ClassVar[str] = "matters.no_such_client"


def start_draft(
    place: str,
    code: str,
    *,
    user: User,
    at: datetime,
    applicant: Party | None = None,
    enterprise: Party | None = None,
) -> Application:
    """Begin an application, for oneself or for a client, about an enterprise if there is one.

    Errors: `NoPerson`, `ServiceMissing`, `ClientMissing`.
    """
    if user.person is None:
        raise NoPerson
    offered = service(place, code)
    applicant = applicant or enterprise or user.person
    for party in {applicant, enterprise} - {None}:
        if not may_act_for(user, party, item_code=code, at=at):  # type: ignore[arg-type]  # not None
            raise ClientMissing
    with transaction.atomic():
        application = Application.objects.create(
            place=place,
            bundle=offered.item,
            started_by=user,
            applicant=applicant,
            enterprise=enterprise,
            created_at=at,
            updated_at=at,
        )
        record([act(application, "application.start", user=user, at=at, service=code)])
    return application


def answer(
    application_id: UUID,
    answers: Mapping[str, str],
    *,
    user: User,
    at: datetime,
    version: int | None = None,
    put_off: Sequence[str] = (),
    delivery: str = "electronic",
) -> Application:
    """Keep the answers to the scenario questions, and which members are put off.

    Errors: those of the door; `QuestionUnknown`, `AnswerUnknown`, `NotDeferrable`.
    """
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=version, at=at)
        draft.answers, draft.deferred, draft.delivery = dict(answers), list(put_off), delivery
        planned(draft, at=at)
        return _save(draft, at)


def fill(
    application_id: UUID,
    values: Mapping[str, object],
    *,
    user: User,
    at: datetime,
    version: int | None = None,
    unchanged: Sequence[str] = (),
) -> Application:
    """Keep the values of some fields, by meaning; an empty value clears its field.

    `unchanged` are fields that stay as they are, such as persons shown masked.
    Errors: those of the door; `ApplicationIncomplete` with every wrong field, and nothing is kept.
    """
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=version, at=at)
        fields = {field.meaning: field for field in planned(draft, at=at).plan.fields}
        problems: list[DomainError] = []
        kept = dict(draft.fields)
        today = local(at, field="at").date()
        for meaning in values.keys() & fields.keys() - set(unchanged):
            try:
                value = clean(fields[meaning], values[meaning], today=today)
            except DomainError as error:
                error.field = meaning
                problems.append(error)
            else:
                kept.pop(meaning, None)
                if value is not None:
                    kept[meaning] = value
        if problems:
            order = list(fields)
            raise ApplicationIncomplete(sorted(problems, key=lambda e: order.index(str(e.field))))
        draft.fields = kept
        return _save(draft, at)


def discard(application_id: UUID, *, user: User, at: datetime) -> None:
    """Give up a draft; its fields are emptied, since nobody needs them any more."""
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=None, at=at)
        draft.state, draft.fields = Application.State.DISCARDED, {}
        draft.materials.all().delete()
        _save(draft, at)
        record([act(draft, "application.discard", user=user, at=at)])


def act(application: Application, action: str, *, user: User, at: datetime, **data: object) -> Act:
    """An act on an application, on behalf of its applicant when somebody else does it."""
    other = application.applicant_id if user.person_id != application.applicant_id else None
    return Act(
        application.place,
        "application",
        application.pk,
        Actor.user(user.pk),
        at,
        action,
        data,
        other,
    )


def _save(draft: Application, at: datetime) -> Application:
    draft.updated_at = at
    draft.version += 1
    draft.save()
    return draft
