"""Everything once more before it is submitted, with all that is missing and where to mend it."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingshang.city.matters.applications.checking import problems_of
from yingshang.city.matters.applications.errors import ApplicationIncomplete, StalePage
from yingshang.city.matters.applications.submission import submit
from yingshang.city.matters.applications.values import persons_in
from yingshang.city.matters.pages.contents import material_lines, sections_of
from yingshang.city.matters.pages.readers import Draft, draft_page, posted_version, say
from yingshang.city.matters.pages.steps import MATERIALS, REVIEW, places_of, stepper_of
from yingshang.errors import DomainError, Missing
from yingshang.ui.form_errors import FormError, errors_of
from yingshang.ui.forms import OncePageForm


class SubmitForm(OncePageForm):
    """The applicant's word that all is true, and the key that makes a second click harmless."""

    is_true = forms.BooleanField(
        label=_("以上内容真实、完整；如有虚假，愿承担法律责任。"),
        error_messages={"required": _("请先勾选确认，再提交。")},
    )


@draft_page
def apply_review(draft: Draft) -> HttpResponse:
    """Show all and what is missing, or submit once."""
    problems = [_link(draft, problem) for problem in problems_of(draft.planned)]
    if not draft.is_post:
        return _page(draft, SubmitForm(), problems)
    form = SubmitForm(draft.request.POST)
    if not form.is_valid() or problems:
        return _page(draft, form, errors_of(form) + problems, status=422)
    return _submit(draft, form)


def _submit(draft: Draft, form: SubmitForm) -> HttpResponse:
    try:
        submit(
            draft.application.pk, user=draft.user, key=form.key, at=draft.at,
            version=posted_version(draft.request),
        )  # fmt: skip
    except StalePage:
        return _page(draft, form, [], status=409)
    except ApplicationIncomplete as error:
        return _page(draft, form, [_link(draft, p) for p in error.problems], status=422)
    except Missing:
        raise
    except DomainError as error:
        return _page(draft, form, [_link(draft, error)], status=422)
    return redirect("apply_done", draft.application.pk)


def _page(
    draft: Draft, form: SubmitForm, problems: Sequence[FormError], *, status: int = 200
) -> HttpResponse:
    kept = draft.application.fields
    signers = {
        person["index"]: person
        for meaning in draft.plan.signatories
        for person in persons_in(kept.get(meaning))
    }
    context = {
        "draft": draft,
        "form": form,
        "problems": problems,
        "is_stale": status == 409,
        "sections": sections_of(draft.planned),
        "materials": material_lines(draft.planned),
        "materials_url": _materials_url(draft),
        "signers": list(signers.values()),
        **stepper_of(draft.planned, REVIEW),
    }
    return render(draft.request, "matters/apply/review.html", context, status=status)


def _link(draft: Draft, problem: DomainError) -> FormError:
    """The problem with the address of the control that mends it."""
    target = problem.field or ""
    if target.startswith("material."):
        return FormError(say(problem), f"{_materials_url(draft)}?from=review#{target}")
    if target.startswith("promise."):
        url = reverse("apply_promises", args=[draft.application.pk])
        return FormError(say(problem), f"{url}?from=review#{target}")
    for page in draft.plan.pages:
        for field in page.fields:
            if field.meaning == target:
                place = next(p for p in places_of(draft.planned) if p.key == page.code)
                suffix = "-0-name" if field.type in {"person", "persons"} else ""
                return FormError(say(problem), f"{place.url}?from=review#id_{target}{suffix}")
    return FormError(say(problem))


def _materials_url(draft: Draft) -> str:
    places = [p for p in places_of(draft.planned) if p.key == MATERIALS]
    return places[0].url if places else ""
