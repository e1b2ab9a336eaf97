"""Members that outside systems do or complete: what we send them, and what their answers do.

A matter with an adapter and an approval stage is decided at our desk and completed by the
register ("issue"); one without is decided by the register itself ("apply"). An errand is ordered
from its external executor ("order").
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from yingshang.city.matters.listing import Matter
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.models import Application, Paper
from yingshang.city.matters.papers.issuing import advance_on_paper
from yingshang.city.matters.stating import laws_of, remedies_of
from yingshang.core.cases.types import Move
from yingshang.core.exchange.services import Incoming, Push, push, register_handler
from yingshang.core.ledger.acts import CLOCK, NOTHING, Actor
from yingshang.core.models import Case, Message

SYSTEMS = ("registry", "tax", "social_insurance", "housing_fund", "seal_maker", "bank")
ISSUE, APPLY, ORDER = "issue", "apply", "order"


def kind_of_message(case: Case) -> str | None:
    """How an outside system takes part in the case, if one does."""
    return kind_of_matter(parsed_matter(case.item))


def kind_of_matter(matter: Matter) -> str | None:
    """How an outside system takes part in cases of the matter, if one does."""
    if matter.executor:
        return ORDER
    if matter.adapter is None:
        return None
    return ISSUE if any(stage.stage == "approve" for stage in matter.stages) else APPLY


def hand_over(cases: Iterable[Case], *, kinds: Sequence[str], at: datetime) -> None:
    """Send the cases of these kinds to their systems, once; anew after each correction."""
    found = [(case, kind) for case in cases if (kind := kind_of_message(case)) in kinds]
    rounds = _rounds([case.pk for case, _ in found])
    keys = {case.pk: f"{case.pk}.{kind}.{rounds.get(case.pk, 0)}" for case, kind in found}
    sent = Message.objects.filter(direction="out", key__in=keys.values())
    known = set(sent.values_list("key", flat=True))
    chosen = [(case, kind) for case, kind in found if keys[case.pk] not in known]
    parents = {case.parent_id for case, _ in chosen if case.parent_id}
    rows = Application.objects.filter(case_id__in=parents)
    fields = {row.case_id: row.fields for row in rows}
    pushes = [
        _push(case, str(kind), keys[case.pk], fields.get(case.parent_id, {}))
        for case, kind in chosen
    ]
    if pushes:
        push(pushes, actor=CLOCK, at=at)


def _push(case: Case, kind: str, key: str, fields: dict[str, object]) -> Push:
    """Only the fields that this matter asks for leave the house."""
    matter = parsed_matter(case.item)
    wanted = {field.meaning for field in matter.fields}
    body: dict[str, object] = {
        "matter": matter.code,
        "number": case.number,
        "holder": case.party.name,
        "credit_code": case.party.credit_code or "",
        "fields": {meaning: value for meaning, value in fields.items() if meaning in wanted},
    }
    if fields.get("simulate"):
        body["simulate"] = fields["simulate"]
    system = matter.adapter or matter.executor or ""
    return Push(case.place, system, kind, key, case.pk, body)


def _rounds(case_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How often each case was sent back for correction; claims and transfers are no new round."""
    notices = Paper.objects.filter(case_id__in=case_ids, kind=Paper.Kind.DEFICIENCY_NOTICE)
    counted = notices.order_by().values_list("case_id").annotate(times=Count("pk"))
    return dict(counted)


def answered(message: Incoming) -> None:
    """An outside system's answer moves its case: accepted, granted with results, or refused.

    Two answers about one bundle wait for each other; a case that has its result takes no other.
    """
    from yingshang.city.matters.progress import lock_bundles, refused, with_results

    actor = Actor.exchange(message.system)
    cases = Case.objects.select_related("item", "party", "office")
    case_id = message.case_id or UUID(int=0)
    lock_bundles([case_id])
    case = cases.filter(pk=case_id, closed_at__isnull=True, licences__isnull=True).first()
    if case is None:
        return  # withdrawn, ended or answered meanwhile: the answer stays in the inbox
    if message.body.get("outcome") == "refused":
        _refuse(case, actor, message)
        refused([case.pk], at=message.at)
        return
    for step in _steps_to_grant(case):
        _take(case, step, actor, message.at)
    with_results([(case.pk, actor, message.body)], at=message.at)


def _steps_to_grant(case: Case) -> list[str]:
    if case.kind == "errand":
        return ["complete"]
    return {"received": ["accept", "grant"], "granted": []}.get(case.state, ["grant"])


def _refuse(case: Case, actor: Actor, message: Incoming) -> None:
    reason = str(message.body.get("reason", "")) or "外部系统未说明理由"
    if case.kind == "errand":
        _take(case, "fail", actor, message.at, reason)
        return
    if case.state == "received":
        _take(case, "accept", actor, message.at)
    step = "annul" if case.state == "granted" else "refuse"
    _take(case, step, actor, message.at, reason, _grounds(case, message))


def _grounds(case: Case, message: Incoming) -> dict[str, object]:
    """Legal basis and remedies of a refusal by a register: what it says, else the list's laws."""
    matter = parsed_matter(case.item)
    listed = "、".join(f"《{law.law.strip('《》')}》" for law in laws_of(matter))
    basis = str(message.body.get("legal_basis", "")) or listed
    return {"legal_basis": basis, "remedies": remedies_of(matter).zh}


def _take(
    case: Case,
    step: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    data: Mapping[str, object] = NOTHING,
) -> None:
    """One step by an outside system, with its paper."""
    said: dict[UUID, dict[str, object]] = {case.pk: {"reason": reason, **data}} if reason else {}
    advance_on_paper([Move(case.pk, step, actor, at, reason=reason, data=data)], said=said)


def register_answers() -> None:
    """Say that this capability handles the systems' answers."""
    for system in SYSTEMS:
        for kind in (ISSUE, APPLY, ORDER):
            register_handler(system, kind, answered)
