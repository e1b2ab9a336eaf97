"""The laboratory: what can be tried and was noted, the form of a trial, a trial, a note."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.benefits.laboratory.doors import (
    get_note_for,
    get_trial_for,
    notes_for,
    refuse_stranger,
    trials_for,
    tried_by,
)
from yingshang.city.benefits.laboratory.errors import (
    NothingChanged,
    TrialMissing,
    TrialNotAllowed,
    TrialUnfinished,
    ValueUnfit,
)
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.noting import Trial
from yingshang.city.benefits.laboratory.taking import take_away
from yingshang.city.benefits.laboratory.trying import begin_again, begin_trial, save_trial
from yingshang.city.benefits.laboratory.types import Compared
from yingshang.city.benefits.laboratory.working import FIRMS, file_of
from yingshang.city.benefits.pages import laboratory_shown as shown
from yingshang.city.benefits.pages import run_words
from yingshang.city.benefits.pages.laboratory_files import firms_file, streamed, tables_file
from yingshang.city.benefits.pages.laboratory_forms import TrialForm
from yingshang.city.benefits.pages.policy_words import said
from yingshang.city.benefits.pages.run_acts import reader
from yingshang.city.benefits.policies.english import english_words
from yingshang.city.benefits.policies.errors import NoSuchPolicy
from yingshang.city.benefits.policies.reading import Listed, policy, today
from yingshang.city.benefits.policies.validity import first_day, last_day
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.errors import DomainError, Kind
from yingshang.ui.components import Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

Context = dict[str, object]
MOST_TRIALS = 20
TONES = {"waiting": "pause", "running": "act", "compared": "act", "done": "kept",
         "failed": "broken"}  # fmt: skip


@staff_required
@never_cache
@require_safe
def laboratory(request: HttpRequest) -> HttpResponse:
    """What the reader may try, what was tried lately, and the notes, the newest first."""
    now, place, user = timezone.now(), place_code(), reader(request)
    page = page_of(request, notes_for(user, place, at=now).order_by("-made_at", "-pk"))
    trials = trials_for(user, place, at=now).filter(again_of=None).order_by("-made_at", "-pk")
    context: Context = {
        "policies": [(one.code, said(one.model.title, one.model.title_en))
                     for one in tried_by(user, place, at=now)],
        "trials": [_listed_trial(one) for one in trials[:MOST_TRIALS]],
        "page": page,
        "notes": [_listed_note(one) for one in page.object_list],
    }  # fmt: skip
    return render(request, "benefits/laboratory_list.html", context)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def laboratory_try(request: HttpRequest, code: str) -> HttpResponse:
    """Change the parameters or the rule of one policy (`?on=`); the worker compares."""
    now, place, user = timezone.now(), place_code(), reader(request)
    listed = _policy_for(user, place, code, now)
    on = _day(request, listed)
    words = english_words(listed.model, dictionary_of(place).elements)
    posted, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TrialForm(posted, files, listed=listed, on=on, words=words)
    if posted is not None and form.is_valid():
        made = _begin(form, place, listed.code, user, now)
        if made is not None:
            return HttpResponseRedirect(_trial_url(made))
    title = said(listed.model.title, listed.model.title_en)
    context: Context = {"form": form, "title": title, "code": listed.code, "on": on,
                        "trail": _trail()}  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "benefits/laboratory_try.html", context, status=status)


@staff_required
@never_cache
@require_safe
def laboratory_trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """How far a trial is; its tables as soon as they are there."""
    trial = _trial(request, trial_id)
    words = shown.words_of(trial)
    context: Context = {
        "trial": trial,
        "title": shown.title_of(trial),
        "state": str(trial.get_state_display()),
        "tone": TONES[trial.state],
        "problem": said(*trial.problem) if trial.problem else "",
        "is_done": trial.state == LaboratoryTrial.State.DONE,
        "differing": trial.differing,
        "trail": _trail(),
        **shown.facts_context(trial, words),
    }
    if trial.result is not None:
        context |= shown.result_context(trial, Compared.of_json(trial.result), words)
    return render(request, "benefits/laboratory_trial.html", context)


@staff_required
@never_cache
@require_POST
def laboratory_save(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Keep the trial as a note."""
    note = save_trial(_trial(request, trial_id), user=reader(request), at=timezone.now())
    return HttpResponseRedirect(_note_url(note))


@staff_required
@never_cache
@require_safe
def laboratory_firms(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The firms whose amount changes, as CSV; that they were taken away is recorded."""
    trial = _trial(request, trial_id)
    path = file_of(trial, FIRMS)
    take_away(trial, user=reader(request), at=timezone.now())
    return streamed(firms_file(path), f"{trial.policy}-firms.csv")


@staff_required
@never_cache
@require_safe
def laboratory_tables(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The tables of a trial as CSV; no firm is named in them."""
    return _tables(_trial(request, trial_id))


@staff_required
@never_cache
@require_safe
def laboratory_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """A note: what was tried on which data, what came out, its hashes."""
    now, user = timezone.now(), reader(request)
    note = get_note_for(user, place_code(), note_id, at=now)
    words = shown.words_of(note)
    may_again = any(one.code == note.policy for one in tried_by(user, note.place, at=now))
    again = note.again.order_by("-made_at").first() if may_again else None
    context: Context = {
        "note": note,
        "title": shown.title_of(note),
        "made": run_words.when(note.made_at),
        "may_again": may_again,
        "again": None if again is None else _listed_trial(again),
        "trail": _trail(),
        **shown.facts_context(note, words),
        **shown.result_context(note, Compared.of_json(note.result), words),
    }
    return render(request, "benefits/laboratory_note.html", context)


@staff_required
@never_cache
@require_safe
def laboratory_note_tables(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """The tables of a note as CSV."""
    return _tables(get_note_for(reader(request), place_code(), note_id, at=timezone.now()))


@staff_required
@never_cache
@require_POST
def laboratory_again(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Compute a note again; the page of the trial says whether anything differs."""
    now, user = timezone.now(), reader(request)
    note = get_note_for(user, place_code(), note_id, at=now)
    if not any(one.code == note.policy for one in tried_by(user, note.place, at=now)):
        raise TrialNotAllowed(policy=shown.title_of(note))
    return HttpResponseRedirect(_trial_url(begin_again(note, user=user, at=now)))


def _begin(
    form: TrialForm, place: str, code: str, user: User, at: datetime
) -> LaboratoryTrial | None:
    """The trial, or None with the form saying why there is none."""
    kept = form.cleaned_data
    with TemporaryDirectory(prefix="yingshang-rule-") as folder:
        dmn = None
        if kept["rule"]:
            dmn = Path(folder) / (Path(kept["rule"].name).name[-100:] or "rule.dmn")
            dmn.write_bytes(kept["rule"].read())
        trial = Trial(code, kept["on"], form.settings, dmn, kept["budget"])
        try:
            return begin_trial(place, trial, user=user, at=at)
        except DomainError as error:
            if error.kind not in (Kind.INVALID, Kind.CONFLICT, Kind.UNAVAILABLE):
                raise
            form.add_error(_field(form, error), said(error.text(), error.text("en")))
    return None


def _field(form: TrialForm, error: DomainError) -> str | None:
    """The field whose value is wrong."""
    if isinstance(error, ValueUnfit):
        return form.field_of(error.data.get("name"))
    if isinstance(error, NothingChanged):
        return None
    return "rule" if error.code == "benefits.rule_unfit" else None


def _policy_for(user: User, place: str, code: str, at: datetime) -> Listed:
    """A policy that the reader may try: what is not hers is as if it were not there."""
    try:
        listed = policy(place, code)
        refuse_stranger(user, listed, at=at)
    except (NoSuchPolicy, TrialNotAllowed):
        raise TrialMissing from None
    return listed


def _day(request: HttpRequest, listed: Listed) -> date:
    """The day that is asked for, else today as far as the policy reaches."""
    asked = request.POST.get("on") or request.GET.get("on", "")
    try:
        found = parse_date(asked)
    except ValueError:
        found = None
    return found or min(max(today(), first_day(listed.model)), last_day(listed.model))


def _trial(request: HttpRequest, trial_id: UUID) -> LaboratoryTrial:
    return get_trial_for(reader(request), place_code(), trial_id, at=timezone.now())


def _tables(row: LaboratoryTrial | LaboratoryNote) -> HttpResponse:
    if row.result is None:
        raise TrialUnfinished
    return streamed(tables_file(Compared.of_json(row.result)), f"{row.policy}-tables.csv")


def _listed_trial(one: LaboratoryTrial) -> Context:
    return {
        "url": _trial_url(one), "title": shown.title_of(one), "when": run_words.when(one.made_at),
        "state": str(one.get_state_display()), "tone": TONES[one.state],
        "differing": one.differing,
    }  # fmt: skip


def _listed_note(one: LaboratoryNote) -> Context:
    total = one.result["total"]
    return {
        "url": _note_url(one), "title": shown.title_of(one), "when": run_words.when(one.made_at),
        "gainers": f"{total['gainers']:,}", "losers": f"{total['losers']:,}",
        "change": shown.signed(total["after_fen"] - total["before_fen"]),
    }  # fmt: skip


def _trail() -> list[Link]:
    return [Link(_("政策试算"), reverse("benefit_laboratory"))]


def _trial_url(trial: LaboratoryTrial) -> str:
    return reverse("benefit_trial", args=[trial.pk])


def _note_url(note: LaboratoryNote) -> str:
    return reverse("benefit_note", args=[note.pk])
