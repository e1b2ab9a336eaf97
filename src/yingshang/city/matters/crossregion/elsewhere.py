"""What else happens on the receiving side: give back, supplement, hand over, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.crossregion.attaching import Given, keep
from yingshang.city.matters.crossregion.forwarding import (
    post_handed_over,
    post_supplement,
    post_withdrawal,
)
from yingshang.city.matters.crossregion.handovers import note
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import service_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import User


def give_back(
    case_id: UUID, *, reason: str, user: User, at: datetime, version: int | None = None
) -> None:
    """Return the papers to the applicant and say why. Errors: `StepRefused`."""
    with transaction.atomic():
        file = _moved(case_id, "give_back", user, at, version=version, reason=reason)
        note(file, "returned", holder=file.place, at=at, office=file.case.office, text=reason)


def supplement(
    case_id: UUID, given: Sequence[Given], *, text: str, user: User, at: datetime,
    version: int | None = None,
) -> None:  # fmt: skip
    """Forward what the home asked for. Errors: `StepRefused`, those of `attaching.keep`."""
    with transaction.atomic():
        file = _moved(case_id, "supplement", user, at, version=version)
        wanted = [
            material.model_copy(update={"required": False})
            for material in service_of(file.offer).materials
        ]
        actor = Actor.user(user.pk)
        rows = keep(file.case, wanted, given, actor=actor, at=at)
        file.materials = [*file.materials, *rows]
        file.save(update_fields=["materials"])
        note(file, "supplement", holder=file.peer, at=at, office=file.case.office,
             text=text, key=f"supplement.{file.rounds}")  # fmt: skip
        post_supplement(file, rows, text=text, actor=actor, at=at)


def hand_over(
    case_id: UUID, *, received_by: str, user: User, at: datetime, version: int | None = None
) -> None:
    """Give the result to the applicant; the home learns it. Errors: `StepRefused`."""
    with transaction.atomic():
        file = _moved(case_id, "hand_over", user, at, version=version)
        note(file, "handed_over", holder=file.place, at=at, office=file.case.office,
             text=received_by)  # fmt: skip
        post_handed_over(file, received_by=received_by, actor=Actor.user(user.pk), at=at)


def withdraw(case_id: UUID, *, user: User, at: datetime, reason: str = "") -> None:
    """End it, or ask the home to where it is away already. Errors: `StepRefused`."""
    with transaction.atomic():
        state = CrossFile.objects.values_list("case__state", flat=True).get(case_id=case_id)
        step = "withdraw" if state == "received" else "ask_withdrawal"
        file = _moved(case_id, step, user, at, reason=reason)
        act = "withdrawn" if step == "withdraw" else "withdrawal"
        holder = file.place if step == "withdraw" else file.peer
        note(file, act, holder=holder, at=at, office=file.case.office, text=reason)
        if step == "ask_withdrawal":
            post_withdrawal(file, reason=reason, actor=Actor.user(user.pk), at=at)


def _moved(
    case_id: UUID, step: str, user: User, at: datetime, *, version: int | None = None,
    reason: str = "",
) -> CrossFile:  # fmt: skip
    """The file after the step, locked, with the case as it is now."""
    move = Move(case_id, step, Actor.user(user.pk), at, expected_version=version, reason=reason)
    advance([move])
    rows = CrossFile.objects.select_for_update(of=("self",))
    return rows.select_related("case__office", "case__party", "offer").get(case_id=case_id)
