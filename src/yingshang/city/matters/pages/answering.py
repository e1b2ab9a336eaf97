"""The scenario questions: what they save is shown before anything is filled in."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yingshang.city.matters.applications import drafting
from yingshang.city.matters.applications.errors import StalePage
from yingshang.city.matters.applications.planning import held_of, planned
from yingshang.city.matters.listing import Question
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.readers import Draft, draft_page, posted_version, say
from yingshang.city.matters.pages.steps import QUESTIONS, REVIEW, after, places_of, stepper_of
from yingshang.city.matters.shrinking import Plan, plan
from yingshang.errors import Invalid
from yingshang.ui.forms import PageForm, plain_words
from yingshang.ui.htmx import render

QUESTION, PUT_OFF, DELIVERY = "question-", "put_off", "delivery"
DELIVERIES = ("electronic", "desk", "mail")


class QuestionsForm(PageForm):
    """One set of cards a question, what may wait, and how results are to come."""

    def __init__(self, draft: Draft, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        for question in draft.plan.questions:
            self.fields[QUESTION + question.code] = _question_field(question, draft.plan.answers)
        if choices := _may_wait(draft):
            self.fields[PUT_OFF] = forms.MultipleChoiceField(
                label=_("以后再办"), required=False, choices=choices,
                widget=forms.CheckboxSelectMultiple, initial=draft.application.deferred,
            )  # fmt: skip
        self.fields[DELIVERY] = forms.ChoiceField(
            label=_("结果怎样送达"), choices=_deliveries(draft), widget=forms.RadioSelect,
            initial=draft.application.delivery,
        )  # fmt: skip
        for name, field in self.fields.items():
            plain_words(field, label=str(self[name].label))

    @property
    def answers(self) -> dict[str, str]:
        """The answers that were given so far, by question."""
        return {
            name.removeprefix(QUESTION): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(QUESTION) and value
        }

    @property
    def put_off(self) -> list[str]:
        """The members that wait."""
        return list(self.cleaned_data.get(PUT_OFF, ()))


@draft_page
def apply_questions(draft: Draft) -> HttpResponse:
    """Ask; `preview` shows what the answers save and keeps nothing."""
    form = QuestionsForm(draft, draft.request.POST if draft.is_post else None)
    if not draft.is_post:
        return _page(draft, form, draft.plan)
    is_valid = form.is_valid()
    if "preview" in draft.request.POST:
        return _page(draft, form, _plan_of(draft, form))
    if not is_valid:
        return _page(draft, form, draft.plan, status=422)
    return _save(draft, form)


def _save(draft: Draft, form: QuestionsForm) -> HttpResponse:
    try:
        application = drafting.answer(
            draft.application.pk, form.answers, user=draft.user, at=draft.at,
            version=posted_version(draft.request), put_off=form.put_off,
            delivery=form.cleaned_data[DELIVERY],
        )  # fmt: skip
    except StalePage as error:
        form.add_error(None, say(error))
        return _page(draft, form, draft.plan, status=409)
    except Invalid as error:
        form.add_error(None, say(error))
        return _page(draft, form, draft.plan, status=422)
    now = planned(application, at=draft.at)
    if "back_to_review" in draft.request.POST:
        return redirect(places_of(now)[-1].url)
    return redirect(after(now, QUESTIONS))


def _page(draft: Draft, form: QuestionsForm, shown: Plan, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "plan": shown,
        "is_from_review": draft.request.GET.get("from") == REVIEW
        or "back_to_review" in draft.request.POST,
        **stepper_of(draft.planned, QUESTIONS),
    }
    return render(
        draft.request, "matters/apply/questions.html", context,
        partial="matters/apply/saved.html" if "preview" in draft.request.POST else None,
        status=status,
    )  # fmt: skip


def _plan_of(draft: Draft, form: QuestionsForm) -> Plan:
    """The plan these answers would give; unknown ones are ignored."""
    offered = draft.planned.service
    held = held_of(draft.application.enterprise, at=draft.at)
    return plan(offered.bundle, offered.matters, form.answers, held, put_off=form.put_off)


def _question_field(question: Question, answers: Mapping[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=words.said(question, "text"),
        help_text=words.said(question, "hint"),
        choices=[(c.value, words.said(c, "label")) for c in question.choices],
        widget=forms.RadioSelect,
        initial=answers.get(question.code),
    )


def _may_wait(draft: Draft) -> list[tuple[str, str]]:
    """What may wait by a click; what a question puts off is not asked twice."""
    offered = draft.planned.service
    return [
        (member.matter, words.said(offered.matters[member.matter]))
        for member in offered.bundle.members
        if member.deferrable and not member.defer_when
    ]


def _deliveries(draft: Draft) -> list[tuple[str, str]]:
    names = {"electronic": _("电子送达"), "desk": _("窗口领取"), "mail": _("邮寄")}
    every = draft.planned.service.matters.values()
    possible = {way for matter in every for way in matter.delivery}
    return [(way, names[way]) for way in DELIVERIES if way in possible]
