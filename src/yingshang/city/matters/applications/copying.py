"""A new draft from an earlier application: its answers and fields, as far as today's lists ask."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import act, start_draft
from yingshang.city.matters.applications.errors import NothingToCopy
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.lists import service
from yingshang.city.matters.models import Application
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.models import User
from yingshang.core.ledger.services import record

NAME = "company_name"
"""What a company is to be called: no two have the same, so a copy leaves it open."""


def copy_application(application_id: UUID, *, user: User, at: datetime) -> Application:
    """A draft with what an earlier application said; it is checked, signed and submitted anew.

    Materials are not copied: those that still hold are offered for reuse, with consent. What the
    lists no longer ask is left out. For who may act for its applicant; a window clerk may not.
    Errors: `ApplicationMissing`, `ServiceMissing`, `ClientMissing`; `NothingToCopy` when it was
    emptied.
    """
    earlier = get_application_for(user, application_id, at=at)
    if not may_act_for(user, earlier.applicant, item_code=earlier.bundle.code, at=at):
        raise NothingToCopy
    if earlier.state == Application.State.DISCARDED or not earlier.fields:
        raise NothingToCopy
    named = NAME in earlier.fields  # it asked for a name: the enterprise came of it
    with transaction.atomic():
        draft = start_draft(
            earlier.place, earlier.bundle.code, user=user, at=at,
            applicant=earlier.applicant, enterprise=None if named else earlier.enterprise,
        )  # fmt: skip
        draft.answers, draft.delivery = _answers(earlier), earlier.delivery
        asked = {field.meaning for field in planned(draft, at=at).plan.fields}
        draft.fields = {m: value for m, value in earlier.fields.items() if m in asked - {NAME}}
        draft.version += 1
        draft.save(update_fields=["answers", "fields", "delivery", "version"])
        record([act(draft, "application.copy", user=user, at=at, earlier=str(earlier.pk))])
    return draft


def _answers(earlier: Application) -> dict[str, str]:
    """The answers that today's questions still know."""
    bundle = service(earlier.place, earlier.bundle.code).bundle
    known = {question.code: question.values for question in bundle.questions}
    return {name: value for name, value in earlier.answers.items() if value in known.get(name, ())}
