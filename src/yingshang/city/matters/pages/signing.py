"""Signatures: what waits for mine, exactly what I would sign, and my yes or no."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.applications.signing import content_hash
from yingshang.city.matters.applications.submission import decide_signature
from yingshang.city.matters.models import Signature
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.contents import material_lines, sections_of
from yingshang.city.matters.pages.readers import reader_of, say
from yingshang.city.matters.queries.applications import signature_for, wanted_signatures
from yingshang.city.matters.queries.submitted import planned_as_submitted
from yingshang.core.access.decorators import signed_in
from yingshang.errors import Conflict
from yingshang.ui.paging import page_of


@signed_in
def to_sign(request: HttpRequest) -> HttpResponse:
    """The applications that wait for the reader's signature."""
    page = page_of(request, wanted_signatures(reader_of(request)))
    return render(request, "matters/sign/list.html", {"page": page})


@signed_in
def sign_application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """What is signed, whole, with its hash; sign or refuse. Errors: `NotYourSignature`."""
    signature = signature_for(reader_of(request), application_id)
    if request.method == "POST":
        return _decide(request, signature)
    return _page(request, signature)


def _decide(request: HttpRequest, signature: Signature) -> HttpResponse:
    agrees = request.POST.get("decision") == "agree"
    if not agrees and request.POST.get("decision") != "refuse":
        return _page(request, signature, problem=_("请选择同意签名或拒绝签名。"), status=422)
    try:
        application = decide_signature(
            signature.application_id, user=reader_of(request),
            content=request.POST.get("content", ""), at=timezone.now(), agrees=agrees,
        )  # fmt: skip
    except Conflict as error:
        fresh = signature_for(reader_of(request), signature.application_id)
        return _page(request, fresh, problem=say(error), status=409)
    if application.case_id:
        messages.success(request, _("您已签名。所有人都签好了，申请已收件，开始办理。"))
    elif agrees:
        messages.success(request, _("您已签名。还要等其他人签名。"))
    else:
        messages.success(request, _("您已拒绝签名。申请人会看到，可以修改后重新提交。"))
    return redirect("sign_application", application.pk)


def _page(
    request: HttpRequest, signature: Signature, *, problem: str = "", status: int = 200
) -> HttpResponse:
    application = signature.application
    what = planned_as_submitted(application, at=timezone.now())
    fields = {field.meaning: words.said(field) for field in what.plan.fields}
    context = {
        "signature": signature,
        "application": application,
        "service": what.service,
        "sections": sections_of(what),
        "materials": material_lines(what),
        "roles": [fields.get(role, role) for role in signature.roles],
        "is_asked": _is_asked(signature),
        "is_same": signature.content_hash == content_hash(application),
        "problem": problem,
    }
    return render(request, "matters/sign/page.html", context, status=status)


def _is_asked(signature: Signature) -> bool:
    waits = signature.application.state == signature.application.State.SIGNING
    return waits and signature.state == Signature.State.PENDING
