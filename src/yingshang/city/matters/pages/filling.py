"""The pages of the one form: one topic a page, kept at every step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from typing_extensions import override

from yingshang.city.matters.applications import drafting
from yingshang.city.matters.applications.errors import (
    ApplicationIncomplete,
    ApplicationMissing,
    StalePage,
)
from yingshang.city.matters.pages import persons, words
from yingshang.city.matters.pages.persons import PersonGroup
from yingshang.city.matters.pages.readers import Draft, draft_page, posted_version, say
from yingshang.city.matters.pages.steps import REVIEW, after, places_of, stepper_of
from yingshang.city.matters.pages.topic_fields import PERSONS, SIZES, form_field
from yingshang.city.matters.shrinking import PlannedField, PlannedPage
from yingshang.errors import DomainError
from yingshang.ui.fields import target_id
from yingshang.ui.form_errors import FormError, errors_of
from yingshang.ui.forms import PageForm, plain_words
from yingshang.worktime.zone import local


class TopicForm(PageForm):
    """The fields of a page that are not about persons."""

    def __init__(
        self,
        fields: tuple[PlannedField, ...],
        kept: Mapping[str, object],
        data: Mapping[str, Any] | None = None,
        *,
        is_strict: bool = True,
    ) -> None:
        super().__init__(data)
        self.is_strict = is_strict
        for planned in fields:
            if planned.type not in PERSONS:
                self.fields[planned.meaning] = form_field(planned, kept.get(planned.meaning))
        for name, asked in self.fields.items():
            plain_words(asked, label=str(self[name].label))

    @override
    def full_clean(self) -> None:
        """A draft that is only put aside may have gaps."""
        wanted = {name: asked.required for name, asked in self.fields.items()}
        for asked in self.fields.values():
            asked.required = asked.required and self.is_strict
        super().full_clean()
        for name, asked in self.fields.items():
            asked.required = wanted[name]


@dataclass
class Topic:
    """A page of the form with its persons, as it is shown and as it is sent."""

    fields: tuple[PlannedField, ...]
    form: TopicForm
    groups: dict[str, PersonGroup] = field(default_factory=dict)

    @property
    def parts(self) -> list[dict[str, object]]:
        """What the template walks over: bound fields and groups, in the plan's order."""
        return [
            {"group": self.groups[planned.meaning]}
            if planned.meaning in self.groups
            else {"bound": self.form[planned.meaning], "size": SIZES.get(planned.type, "")}
            for planned in self.fields
        ]

    @property
    def errors(self) -> list[FormError]:
        """All problems in the order of the page, each with the control that mends it."""
        found = errors_of(self.form)
        by_target = {error.target: error for error in found if error.target}
        ordered: list[FormError] = [error for error in found if not error.target]
        for planned in self.fields:
            if planned.meaning in self.groups:
                ordered += self.groups[planned.meaning].errors()
            elif error := by_target.get(target_id(self.form[planned.meaning])):
                ordered.append(error)
        return ordered

    def is_valid(self, *, is_strict: bool) -> bool:
        """Whether everything sent is well formed."""
        parts = [g.is_valid(is_strict=is_strict) for g in self.groups.values()]
        return all([self.form.is_valid(), *parts])

    def values(self) -> tuple[dict[str, object], list[str]]:
        """What goes to the service, and which fields stay as they are."""
        values: dict[str, object] = dict(self.form.cleaned_data)
        unchanged = [m for m, group in self.groups.items() if group.is_unchanged]
        unchanged += [
            f.meaning for f in self.fields if f.type == "id_number" and not values.get(f.meaning)
        ]
        values |= {m: g.value for m, g in self.groups.items() if m not in unchanged}
        return values, unchanged

    def refuse(self, error: DomainError) -> None:
        """Put a problem that the service found beside its field."""
        text = say(error)
        if error.field in self.groups:
            self.groups[error.field].problems.append(text)
        else:
            self.form.add_error(error.field if error.field in self.form.fields else None, text)


@draft_page
def apply_page(draft: Draft, page: str) -> HttpResponse:
    """Show, change the number of persons, or save. Errors: a page that is not in the plan."""
    topic_page = next((p for p in draft.plan.pages if p.code == page), None)
    if topic_page is None:
        raise ApplicationMissing
    if not draft.is_post:
        return _show(draft, topic_page, kept_topic(topic_page.fields, draft))
    if draft.request.POST.get("add") or draft.request.POST.get("remove"):
        return _show(draft, topic_page, resized_topic(topic_page.fields, draft))
    return _save(draft, topic_page)


def kept_topic(fields: tuple[PlannedField, ...], draft: Draft) -> Topic:
    """The page as it was saved."""
    kept, today = draft.application.fields, local(draft.at, field="at").date()
    groups = {f.meaning: persons.kept_group(f, kept, today) for f in fields if f.type in PERSONS}
    return Topic(fields, TopicForm(fields, kept), groups)


def posted_topic(fields: tuple[PlannedField, ...], draft: Draft, *, is_strict: bool) -> Topic:
    """The page as it was sent."""
    kept, today = draft.application.fields, local(draft.at, field="at").date()
    data = draft.request.POST
    groups = {
        f.meaning: persons.posted_group(f, kept, today, data) for f in fields if f.type in PERSONS
    }
    return Topic(fields, TopicForm(fields, kept, data, is_strict=is_strict), groups)


def resized_topic(fields: tuple[PlannedField, ...], draft: Draft) -> Topic:
    """The page as it was sent with one person more or fewer; nothing is checked or saved."""
    kept, data = draft.application.fields, draft.request.POST
    today = local(draft.at, field="at").date()
    meaning, _sep, number = data.get("remove", "").rpartition("-")
    groups = {}
    for f in fields:
        if f.type in PERSONS:
            gone = int(number) if f.meaning == meaning and number.isdecimal() else None
            more = data.get("add") == f.meaning
            groups[f.meaning] = persons.changed_group(f, kept, today, data, add=more, remove=gone)
    form = TopicForm(fields, kept)
    form.initial = {name: data.get(name, "") for name in form.fields}
    return Topic(fields, form, groups)


def _save(draft: Draft, page: PlannedPage) -> HttpResponse:
    is_later = draft.request.POST.get("action") == "later"
    topic = posted_topic(page.fields, draft, is_strict=not is_later)
    if not topic.is_valid(is_strict=not is_later):
        return _show(draft, page, topic, status=422)
    values, unchanged = topic.values()
    try:
        drafting.fill(
            draft.application.pk, values, user=draft.user, at=draft.at,
            version=posted_version(draft.request), unchanged=unchanged,
        )  # fmt: skip
    except StalePage:
        return _show(draft, page, topic, status=409)
    except ApplicationIncomplete as error:
        for problem in error.problems:
            topic.refuse(problem)
        return _show(draft, page, topic, status=422)
    if is_later:
        messages.success(draft.request, _("已保存。以后可以从“我的”继续。"))
        return redirect("my_affairs")
    if "back_to_review" in draft.request.POST:
        return redirect(places_of(draft.planned)[-1].url)
    return redirect(after(draft.planned, page.code))


def _show(draft: Draft, page: PlannedPage, topic: Topic, *, status: int = 200) -> HttpResponse:
    from_review = draft.request.GET.get("from") == REVIEW
    context = {
        "draft": draft,
        "page": page,
        "page_name": words.said(page),
        "topic": topic,
        "errors": topic.errors,
        "is_stale": status == 409,
        "is_from_review": from_review or "back_to_review" in draft.request.POST,
        **stepper_of(draft.planned, page.code),
    }
    return render(draft.request, "matters/apply/page.html", context, status=status)
