"""An application begins, is taken up again, given up, and shows where it stands."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yingshang.city.matters.applications import drafting, submission
from yingshang.city.matters.applications.doors import get_application_for
from yingshang.city.matters.applications.drafting import NoPerson
from yingshang.city.matters.applications.errors import ApplicationMissing
from yingshang.city.matters.lists import Service, service
from yingshang.city.matters.models import Application
from yingshang.city.matters.pages.readers import Draft, draft_page, reader_of, say
from yingshang.city.matters.pages.steps import where_left
from yingshang.city.matters.queries.applications import draft_of, parties_for
from yingshang.city.matters.queries.offers import usual_plan
from yingshang.city.matters.queries.submitted import planned_as_submitted
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Party, User
from yingshang.errors import Conflict
from yingshang.ui.components import Choice
from yingshang.ui.forms import PageForm


class ForWhomForm(PageForm):
    """For whom to apply: oneself, or a client by mandate."""

    party = forms.ChoiceField(label=gettext_lazy("为谁办理"), widget=forms.RadioSelect)

    def __init__(self, parties: list[Party], *, user: User, data: object = None) -> None:
        super().__init__(data)
        self.parties = {str(party.pk): party for party in parties}
        field = self.fields["party"]
        field.choices = [(key, _choice(party, user)) for key, party in self.parties.items()]  # type: ignore[attr-defined]  # a choice field
        if len(parties) == 1:
            field.initial = str(parties[0].pk)

    @property
    def chosen(self) -> Party:
        """The party of a valid form."""
        return self.parties[self.cleaned_data["party"]]


@signed_in
def apply_start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose for whom, and begin. Errors: `ServiceMissing`; `NoPerson` for a log-in of staff."""
    user, at, place = reader_of(request), timezone.now(), place_code()
    offered = service(place, code)
    if user.person is None:
        raise NoPerson
    parties = _fitting(offered, parties_for(user, code, at=at))
    form = ForWhomForm(parties, user=user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _begin(form.chosen, place, code, user, at)
    context = {
        "form": form,
        "service": offered,
        "plan": usual_plan(offered),
        "draft": draft_of(user, code, at=at),
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/apply/start.html", context, status=status)


@draft_page
def apply_resume(draft: Draft) -> HttpResponse:
    """Go on where something is still lacking."""
    return redirect(where_left(draft.planned))


@signed_in
@require_POST
def apply_discard(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Give up a draft. Errors: those of the door; `NoLongerDraft`."""
    drafting.discard(application_id, user=reader_of(request), at=timezone.now())
    messages.success(request, _("草稿已放弃，所填内容已清除。"))
    return redirect("my_affairs")


@signed_in
@require_POST
def apply_take_back(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Make what waits for signatures a draft again."""
    try:
        submission.take_back(application_id, user=reader_of(request), at=timezone.now())
    except Conflict as error:
        messages.warning(request, say(error))
        return redirect("apply_done", application_id)
    messages.success(request, _("申请已收回为草稿，已有的签名作废。修改后请重新提交。"))
    return redirect("apply_resume", application_id)


@signed_in
def apply_done(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Where a submitted application stands: received, or waiting for signatures."""
    at = timezone.now()
    application = get_application_for(reader_of(request), application_id, at=at)
    if application.state == Application.State.DISCARDED:
        raise ApplicationMissing
    if application.state == Application.State.DRAFT:
        return redirect("apply_resume", application_id)
    what = planned_as_submitted(application, at=at)
    context = {
        "application": application,
        "service": what.service,
        "plan": what.plan,
        "signatures": application.signatures.select_related("signer").order_by("pk"),
        "is_received": application.case is not None,
        "promise": application.case and application.case.commitments.first(),
    }
    return render(request, "matters/apply/done.html", context)


def _begin(party: Party, place: str, code: str, user: User, at: datetime) -> HttpResponse:
    is_firm = party.kind == Party.Kind.ENTERPRISE
    application = drafting.start_draft(
        place,
        code,
        user=user,
        at=at,
        applicant=None if is_firm else party,
        enterprise=party if is_firm else None,
    )
    return redirect("apply_resume", application.pk)


def _fitting(offered: Service, parties: list[Party]) -> list[Party]:
    """A firm that is registered does not register again."""
    always = [member.matter for member in offered.bundle.members if not member.when]
    made = {
        meaning
        for code in always
        for result in offered.matters[code].results
        for meaning in result.meanings
    }
    if "credit_code" not in made:
        return parties
    return [party for party in parties if party.credit_code is None]


def _choice(party: Party, user: User) -> Choice:
    if party.pk == user.person_id:
        return Choice(party.name, _("本人"))
    if party.kind == Party.Kind.ENTERPRISE:
        return Choice(party.name, party.credit_code or _("企业"))
    return Choice(party.name, _("委托人（您代办）"))
