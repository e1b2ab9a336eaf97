"""Answer a deficiency notice: change what it names, add what is missing, send it back once."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.applications.errors import ApplicationIncomplete
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.pages.case import acts_for
from yingshang.city.matters.pages.corrections import (
    Correction,
    NewFile,
    asked_supplement,
    deficiency,
    hand_in,
    send_back,
)
from yingshang.city.matters.pages.filling import Topic, kept_topic, posted_topic, resized_topic
from yingshang.city.matters.pages.material_cards import FIELD, MaterialCard
from yingshang.city.matters.pages.readers import Draft, posted_version, reader_of, say
from yingshang.city.matters.queries.cases import CaseFile, case_file
from yingshang.city.matters.shrinking import PlannedField, PlannedMaterial
from yingshang.city.matters.undertakings.supplying import way_at_correction
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.doors import CaseMissing
from yingshang.core.cases.types import StepRefused
from yingshang.errors import Invalid
from yingshang.ui.form_errors import FormError


@dataclass
class Answering:
    """A case under correction, with the fields and materials its matter asked for.

    Or one whose office asked for a `supplement` after acceptance: then files only.
    """

    draft: Draft
    file: CaseFile
    fields: tuple[PlannedField, ...]
    materials: tuple[PlannedMaterial, ...]
    supplement: str = ""
    problems: dict[str, list[str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)

    def cards(self) -> list[MaterialCard]:
        """A card a material; what was given stays, more can be added."""
        return [
            MaterialCard(material, [], [], self.problems.get(material.code, []))
            for material in self.materials
        ]

    def files(self) -> list[NewFile]:
        """The files that were sent, each for its material."""
        return [
            NewFile(material, file)
            for material in self.materials
            for file in self.draft.request.FILES.getlist(FIELD + material.code)
        ]


@signed_in
def case_correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what is missing; take the answer. Errors: `CaseMissing`."""
    answering = _open(request, case_id)
    if answering is None:
        messages.info(request, _("这个事项现在不需要补正。"))
        return redirect("case_page", case_id)
    if request.method != "POST":
        return _page(answering, kept_topic(answering.fields, answering.draft))
    if request.POST.get("add") or request.POST.get("remove"):
        return _page(answering, resized_topic(answering.fields, answering.draft))
    return _answer(answering)


def _open(request: HttpRequest, case_id: UUID) -> Answering | None:
    user, at = reader_of(request), timezone.now()
    file = case_file(user, case_id, at=at)
    if not acts_for(user, file.case, at=at) or file.application is None:
        raise CaseMissing
    supplement = asked_supplement(file, file.case)
    if file.case.state != "correction" and not supplement:
        return None
    what = planned(file.application, at=at)  # as `resubmit` reads it: the founded firm is held
    code = file.case.item.code
    return Answering(
        draft=Draft(request, user, at, what),
        file=file,
        fields=() if supplement else tuple(f for f in what.plan.fields if code in f.used_by),
        materials=tuple(m for m in what.plan.materials if code in m.used_by),
        supplement=supplement,
    )


def _answer(answering: Answering) -> HttpResponse:
    draft = answering.draft
    topic = posted_topic(answering.fields, draft, is_strict=True)
    if not topic.is_valid(is_strict=True):
        return _page(answering, topic, status=422)
    values = _changed(topic, draft)
    files = answering.files()
    if not values and not files:
        answering.whole.append(_("请至少改一处，或补传一份材料，再提交。"))
        return _page(answering, topic, status=422)
    correction = Correction(answering.file.case, values, files, posted_version(draft.request))
    try:
        act = hand_in if answering.supplement else send_back
        act(correction, user=draft.user, at=draft.at)
    except ApplicationIncomplete as error:
        for problem in error.problems:
            topic.refuse(problem)
        return _page(answering, topic, status=422)
    except StepRefused as error:
        answering.whole.append(say(error))
        return _page(answering, topic, status=409)
    except Invalid as error:
        answering.problems.setdefault(error.field or "", []).append(say(error))
        return _page(answering, topic, status=422)
    done = _("已补充，办理期限照常计算。") if answering.supplement else _("已补正，重新收件。")
    messages.success(draft.request, done)
    return redirect("case_page", answering.file.case.pk)


def _changed(topic: Topic, draft: Draft) -> dict[str, object]:
    """Only what was changed goes back."""
    values, unchanged = topic.values()
    same = {name for name in topic.form.fields if name not in topic.form.changed_data}
    return {name: v for name, v in values.items() if name not in same | set(unchanged)}


def _page(answering: Answering, topic: Topic, *, status: int = 200) -> HttpResponse:
    cards = answering.cards()
    errors = [FormError(text) for text in answering.whole] + topic.errors
    context = {
        "case": answering.file.case,
        "version": answering.file.case.version,
        "deficiency": deficiency(answering.file),
        "supplement": answering.supplement,
        "late_url": _late_url(answering),
        "topic": topic,
        "cards": cards,
        "errors": errors + [error for card in cards for error in card.errors],
    }
    return render(answering.draft.request, "matters/case/correct.html", context, status=status)


def _late_url(answering: Answering) -> str:
    """Where some of it can be promised instead of handed in now; nothing if none of it can."""
    case, draft = answering.file.case, answering.draft
    way = way_at_correction(case, at=draft.at, user=draft.user)
    return reverse("case_late", args=[case.pk]) if way and way.ruling.is_allowed else ""
