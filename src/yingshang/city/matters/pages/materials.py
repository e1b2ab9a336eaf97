"""The materials of an application: uploaded once, several files each, or used again by consent."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yingshang.city.matters.applications import materials
from yingshang.city.matters.applications.errors import StalePage
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.material_cards import FIELD, cards_of
from yingshang.city.matters.pages.readers import Draft, draft_page, posted_version, say
from yingshang.city.matters.pages.steps import MATERIALS, REVIEW, places_of, stepper_of
from yingshang.errors import Invalid, Missing

Problems = dict[str, list[str]]
MOST_FILES = 20


@draft_page
def apply_materials(draft: Draft) -> HttpResponse:
    """Show; remove a document; or keep what was sent and go on if nothing is missing."""
    if not draft.is_post:
        return _page(draft, {})
    if posted_version(draft.request) != draft.application.version:
        return _page(draft, {}, status=409)
    if "remove" in draft.request.POST:
        return _remove(draft)
    return _keep(draft)


def _keep(draft: Draft) -> HttpResponse:
    """Every file apart: one that is refused does not take the others with it."""
    problems: Problems = {}
    try:
        _reuse(draft, problems)
        _upload(draft, problems)
    except StalePage:
        return _page(draft, problems, status=409)
    action = draft.request.POST.get("action")
    if action == "later":
        messages.success(draft.request, _("已保存。以后可以从“我的”继续。"))
        return redirect("my_affairs") if not problems else _page(draft, problems, status=422)
    if action == "continue":
        _name_the_missing(draft, problems)
    if problems:
        return _page(draft, problems, status=422)
    if action == "continue":
        return redirect(places_of(draft.planned)[-1].url)
    return redirect("apply_materials", draft.application.pk)


def _upload(draft: Draft, problems: Problems) -> None:
    sent = [
        (material.code, file)
        for material in draft.plan.materials
        for file in draft.request.FILES.getlist(FIELD + material.code)
    ]
    if len(sent) > MOST_FILES:
        text = _("一次最多传 %(n)s 个文件，请分几次。") % {"n": MOST_FILES}
        problems.setdefault(sent[0][0], []).append(text)
        return
    for code, file in sent:
        try:
            materials.upload(
                draft.application.pk,
                code,
                file.file,  # type: ignore[arg-type]  # an upload has an open file
                name=file.name or "",
                user=draft.user,
                at=draft.at,
            )
        except Invalid as error:
            problems.setdefault(code, []).append(say(error))


def _reuse(draft: Draft, problems: Problems) -> None:
    """A ticked box is the consent."""
    for choice in draft.request.POST.getlist("reuse"):
        code, document_id = _pair(choice)
        try:
            materials.reuse(draft.application.pk, code, document_id, user=draft.user, at=draft.at)
        except (Invalid, Missing):
            text = _("这份材料现在不能再次使用，请另行上传。")
            problems.setdefault(code, []).append(text)


def _remove(draft: Draft) -> HttpResponse:
    code, document_id = _pair(draft.request.POST["remove"])
    materials.remove(draft.application.pk, code, document_id, user=draft.user, at=draft.at)
    return redirect("apply_materials", draft.application.pk)


def _name_the_missing(draft: Draft, problems: Problems) -> None:
    given = set(draft.application.materials.values_list("material", flat=True))
    for material in draft.plan.materials:
        if material.required and material.code not in given and material.code not in problems:
            text = _("请上传“%(label)s”。") % {"label": words.said(material)}
            problems[material.code] = [text]


def _page(
    draft: Draft, problems: Mapping[str, Sequence[str]], *, status: int = 200
) -> HttpResponse:
    draft.application.refresh_from_db(fields=["version", "state"])
    cards = cards_of(draft, problems)
    context = {
        "draft": draft,
        "cards": cards,
        "errors": [error for card in cards for error in card.errors],
        "is_stale": status == 409,
        "is_from_review": draft.request.GET.get("from") == REVIEW,
        **stepper_of(draft.planned, MATERIALS),
    }
    return render(draft.request, "matters/apply/materials.html", context, status=status)


def _pair(text: str) -> tuple[str, UUID]:
    """`material:document`, as the buttons and boxes of the page send it; nonsense names nothing."""
    code, _sep, document = text.rpartition(":")
    try:
        return code, UUID(document)
    except ValueError:
        return code, UUID(int=0)
