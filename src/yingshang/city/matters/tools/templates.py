"""Reply templates of an office: made, changed as a new version, retired; each an entry."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.matters.tools.errors import (
    ChangedMeanwhile,
    EmptyTemplate,
    NotYourOffice,
    TemplateMissing,
    UnknownStep,
)
from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.city.matters.tools.placeholders import check_placeholders
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Office

STEPS = (
    "ask_correction", "refuse_acceptance", "accept", "handle", "review", "send_back", "grant",
    "refuse", "transfer",
)  # fmt: skip
"""The steps at which an officer writes a text."""
MAKERS = (Role.CLERK, Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.HEAD)
NAME_LENGTH, TEXT_LENGTH = 60, 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A template as it is written: at which step, under which name, with which text."""

    step: str
    name: str
    text: str


def make_template(office: Office, draft: Draft, *, user: User, at: datetime) -> ReplyTemplate:
    """A new template of an office.

    Errors: `NotYourOffice`, `UnknownStep`, `EmptyTemplate`, `UnknownPlaceholder`.
    """
    if office.pk not in offices_of(user, at=at):
        raise NotYourOffice
    draft = _checked(draft)
    return _write(office, new_id(), 1, draft, user, at)


def change_template(template_id: UUID, draft: Draft, *, user: User, at: datetime) -> ReplyTemplate:
    """The next version of a template; the one before stays as it was, and is out of use.

    Errors: `TemplateMissing`, `ChangedMeanwhile`, and those of `make_template`.
    """
    draft = _checked(draft)
    with transaction.atomic():
        before = _locked(template_id, user, at)
        _retire(before, at)
        return _write(before.office, before.code, before.version + 1, draft, user, at)


def retire_template(template_id: UUID, *, user: User, at: datetime) -> None:
    """Take a template out of use. Errors: `TemplateMissing`, `ChangedMeanwhile`."""
    with transaction.atomic():
        template = _locked(template_id, user, at)
        _retire(template, at)
        record([_act(template, "template.retire", user, at)])


def templates_of(user: User, *, at: datetime) -> QuerySet[ReplyTemplate]:
    """The templates in use at the offices where the user serves."""
    rows = ReplyTemplate.objects.filter(retired_at__isnull=True, office__in=offices_of(user, at=at))
    return rows.select_related("office", "made_by").order_by("office__code", "step", "name")


def templates_for(case: Case, step: str) -> QuerySet[ReplyTemplate]:
    """The templates that the case's office has for a step."""
    rows = ReplyTemplate.objects.filter(office=case.office_id, step=step, retired_at__isnull=True)
    return rows.order_by("name")


def get_template_for(user: User, template_id: UUID, *, at: datetime) -> ReplyTemplate:
    """A version of a template of the user's offices, in use or not. Errors: `TemplateMissing`."""
    rows = ReplyTemplate.objects.select_related("office")
    found = rows.filter(pk=template_id, office__in=offices_of(user, at=at)).first()
    if found is None:
        raise TemplateMissing
    return found


def offices_of(user: User, *, at: datetime) -> Collection[UUID]:
    """The offices whose templates the user may make: where she serves in one of the roles."""
    posts = posts_of(user, at=at).filter(role__in=MAKERS)
    return set(posts.values_list("office_id", flat=True))


def _checked(draft: Draft) -> Draft:
    if draft.step not in STEPS:
        raise UnknownStep(field="step")
    name, text = draft.name.strip(), draft.text.strip()
    if not (0 < len(name) <= NAME_LENGTH and 0 < len(text) <= TEXT_LENGTH):
        raise EmptyTemplate(field="text" if name else "name")
    check_placeholders(text)
    return Draft(draft.step, name, text)


def _locked(template_id: UUID, user: User, at: datetime) -> ReplyTemplate:
    template = get_template_for(user, template_id, at=at)
    versions = ReplyTemplate.objects.filter(code=template.code).order_by("version")
    *_, last = list(versions.select_for_update())
    if last.pk != template.pk or last.retired_at is not None:
        raise ChangedMeanwhile(version=last.version)
    return template


def _retire(template: ReplyTemplate, at: datetime) -> None:
    template.retired_at = at
    template.save(update_fields=["retired_at"])


def _write(
    office: Office, code: UUID, version: int, draft: Draft, user: User, at: datetime
) -> ReplyTemplate:
    with transaction.atomic():
        template = ReplyTemplate.objects.create(
            place=office.place, office=office, code=code, version=version, step=draft.step,
            name=draft.name, text=draft.text, made_by=user, made_at=at,
        )  # fmt: skip
        record([_act(template, "template.write", user, at)])
    return template


def _act(template: ReplyTemplate, action: str, user: User, at: datetime) -> Act:
    data: dict[str, object] = {
        "office": str(template.office_id),
        "version": template.version,
        "step": template.step,
        "name": template.name,
        "text": template.text,
    }
    actor = Actor.user(user.pk)
    return Act(template.place, "template", template.code, actor, at, action, data)
