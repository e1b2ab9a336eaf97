"""The door to one application: the applicant's own, her agent's, nobody else's."""

from datetime import datetime
from uuid import UUID

from yingshang.city.matters.applications.errors import (
    ApplicationMissing,
    NoLongerDraft,
    StalePage,
)
from yingshang.city.matters.models import Application
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.worktime.zone import local

DRAFT = Application.State.DRAFT


def get_application_for(
    user: User, application_id: UUID, *, at: datetime, lock: bool = False
) -> Application:
    """The application if `user` may act for its applicant in this service, or is the window clerk
    who began it today for a person at her window.

    Errors: `ApplicationMissing` for missing and hidden alike.
    """
    rows = Application.objects.select_related("bundle", "applicant", "enterprise", "case")
    if lock:
        rows = rows.select_for_update(of=("self",))
    application = rows.filter(pk=application_id).first()
    if application is None or not _may_open(user, application, at=at):
        raise ApplicationMissing
    return application


def get_draft_for(
    user: User, application_id: UUID, *, version: int | None, at: datetime
) -> Application:
    """The locked draft, to be changed now.

    Errors: `ApplicationMissing`; `NoLongerDraft`; `StalePage` when `version` is not its own.
    """
    application = get_application_for(user, application_id, at=at, lock=True)
    if application.state != DRAFT:
        raise NoLongerDraft
    if version is not None and application.version != version:
        raise StalePage
    return application


def _may_open(user: User, application: Application, *, at: datetime) -> bool:
    code = application.bundle.code
    if may_act_for(user, application.applicant, item_code=code, at=at):
        return True
    began, now = local(application.created_at, field="created_at"), local(at, field="at")
    if application.started_by_id != user.pk or began.date() != now.date():
        return False
    return posts_of(user, at=at).filter(role=Role.CLERK, office__place=application.place).exists()
