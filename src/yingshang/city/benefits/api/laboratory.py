"""The laboratory by API: try a change, look how far it is, save and read notes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from yingshang.city.benefits.api.laboratory_schemas import (
    NoteDetail,
    NoteLine,
    NotePage,
    NotePaging,
    TrialBody,
    TrialOut,
)
from yingshang.city.benefits.laboratory.doors import get_note_for, get_trial_for, notes_for
from yingshang.city.benefits.laboratory.noting import Trial
from yingshang.city.benefits.laboratory.trying import begin_trial, save_trial
from yingshang.core.access.api import caller
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import cut, gives

router = Router(tags=["benefits"])
BASE = "/desk/benefits/laboratory"
RULE = "rule.dmn"


@router.post(
    f"{BASE}/trials",
    response=gives(TrialOut, 403, 404, 409, 503, status=201),
    operation_id="try_policy_change",
    summary="Try a change of a policy over everyone 试算",
)
def try_change(request: HttpRequest, body: TrialBody) -> Status[TrialOut]:
    """The data are frozen and both sides computed in the background; ask again for the result."""
    with TemporaryDirectory(prefix="yingshang-rule-") as folder:
        dmn = None
        if body.rule is not None:
            dmn = Path(folder) / RULE
            dmn.write_text(body.rule, encoding="utf-8")
        trial = Trial(body.policy, body.on, body.settings, dmn, body.budget_fen)
        made = begin_trial(place_code(), trial, user=caller(request), at=timezone.now())
    return Status(201, TrialOut.of(made))


@router.get(
    f"{BASE}/trials/{{trial_id}}",
    response=gives(TrialOut, 404),
    operation_id="get_policy_trial",
    summary="One trial 试算结果",
)
def trial(request: HttpRequest, trial_id: UUID) -> TrialOut:
    """How far it is; its tables as soon as they are there."""
    return TrialOut.of(get_trial_for(caller(request), place_code(), trial_id, at=timezone.now()))


@router.post(
    f"{BASE}/trials/{{trial_id}}/note",
    response=gives(NoteDetail, 404, 409, status=201),
    operation_id="save_policy_trial",
    summary="Save a trial as a dated note 存为记录",
)
def save(request: HttpRequest, trial_id: UUID) -> Status[NoteDetail]:
    """Once it is done; saving again answers the same note."""
    user, at = caller(request), timezone.now()
    found = get_trial_for(user, place_code(), trial_id, at=at)
    return Status(201, NoteDetail.of(save_trial(found, user=user, at=at)))


@router.get(
    f"{BASE}/notes",
    response=gives(NotePage),
    operation_id="list_policy_notes",
    summary="Notes of the laboratory 试算记录",
)
def notes(request: HttpRequest, paging: Query[NotePaging]) -> NotePage:
    """Of the policies of one's offices; supervisors and leaders read all of the place."""
    rows = notes_for(caller(request), place_code(), at=timezone.now()).order_by("pk")
    if paging.after:
        rows = rows.filter(pk__gt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda note: note.pk)
    return NotePage(items=[NoteLine.of(note) for note in page], next=following)


@router.get(
    f"{BASE}/notes/{{note_id}}",
    response=gives(NoteDetail, 404),
    operation_id="get_policy_note",
    summary="One note 试算记录详情",
)
def note(request: HttpRequest, note_id: UUID) -> NoteDetail:
    """What was tried on which data, what came out, and its hashes."""
    return NoteDetail.of(get_note_for(caller(request), place_code(), note_id, at=timezone.now()))
