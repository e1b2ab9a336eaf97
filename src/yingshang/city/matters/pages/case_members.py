"""The members of a bundle as its page lists them: how far, who holds each, what stops it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.promise import remaining_text, state_of
from yingshang.city.matters.progress import SUCCEEDED
from yingshang.city.matters.queries.cases import CaseFile
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.models import Case, Commitment
from yingshang.ui.components import Dot, Member, State


def members_of(file: CaseFile, *, at: datetime) -> list[Member]:
    """A line a member, in the order of their opening."""
    return [_member(file, case, at) for case in file.members]


def state_text(case: Case) -> str:
    """The state in words."""
    state = lifecycle_of(case.kind).state(case.state)
    return state.en if words.is_english() else state.zh


def standing_text(file: CaseFile, case: Case) -> str:
    """Who holds it since when, or what it waits for, or when it ended."""
    if case.closed_at:
        return _("%(day)s%(state)s") % {
            "day": words.moment_text(case.closed_at), "state": state_text(case)
        }  # fmt: skip
    if case.state == "waiting":
        return _waits_for(file, case)
    if case.state == "correction":
        return _("等您补正；补正后重新收件")
    last = file.latest_entry(case.pk)
    since = words.moment_text(last.at if last else case.opened_at)
    if case.state == "granted":
        return _("已准予，等送达（%(since)s 起）") % {"since": since}
    return _("%(state)s（%(since)s 起）") % {"state": state_text(case), "since": since}


def dot_of(case: Case) -> Dot:
    """How far a case is."""
    if case.state in SUCCEEDED:
        return Dot.KEPT
    if case.closed_at:
        return Dot.BROKEN
    return Dot.WAIT if case.state == "waiting" else Dot.NOW


def _member(file: CaseFile, case: Case, at: datetime) -> Member:
    tag, state = _tag(file, case, at)
    return Member(
        title=words.said_in(case.item.body),
        detail=f"{words.said(case.office)} · {standing_text(file, case)}",
        dot=dot_of(case),
        tag=tag,
        state=state,
        url=reverse("case_page", args=[case.pk]),
    )


def _tag(file: CaseFile, case: Case, at: datetime) -> tuple[str, State]:
    if case.state in SUCCEEDED:
        return state_text(case), State.KEPT
    if case.closed_at:
        return state_text(case), State.BROKEN
    if case.state == "waiting":
        return _("等前一项"), State.PAUSE
    if case.state == "correction":
        return _("待您补正"), State.SOON
    promise = running_promise(file, case)
    if promise is None:
        return state_text(case), State.ACT
    pauses = file.pauses.get(case.pk, ())
    text = remaining_text(promise, file.clock, at=at, pauses=pauses)
    return text, state_of(promise, at=at, pauses=pauses)


def running_promise(file: CaseFile, case: Case) -> Commitment | None:
    """The promise that runs for a case now: to decide, else to answer, else to deliver."""
    running = {
        m.clock: m for m in file.commitments.get(case.pk, ()) if not m.met_at and not m.cancelled_at
    }
    return next((running[c] for c in ("promised", "intake", "delivery") if c in running), None)


def _waits_for(file: CaseFile, case: Case) -> str:
    waits = [c for c in file.needs.get(case.pk, ()) if c.state not in SUCCEEDED]
    names = _("、").join(words.said_in(c.item.body) for c in waits)
    if not names:
        return _("马上开始")
    return _("等“%(names)s”；它的结果由系统转交，您不用提供") % {"names": names}
