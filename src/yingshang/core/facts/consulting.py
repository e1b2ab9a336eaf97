"""Reading facts for a decision: who, for which purpose, which elements, of which snapshots.

Every such reading is kept beside its entry, and the firm can see it. A whole population is one
reading. Whoever shows a firm its own facts takes `queries.given`, which records nothing.

*Source*: 数据安全法 Art. 38: data are used within the duty, for its purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction

from yingshang.core.facts.errors import PurposeNeeded
from yingshang.core.facts.models import Consultation, Snapshot
from yingshang.core.facts.queries import given
from yingshang.core.facts.types import Given
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office

ACTION = "facts.consult"
PURPOSE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Purpose:
    """What facts are read for, in words that the firm will read; and the run that reads them."""

    zh: str
    en: str = ""
    run_kind: str = ""
    run_id: UUID | None = None


def consult(
    place: str,
    credit_code: str,
    elements: Sequence[str],
    *,
    on: date,
    purpose: Purpose,
    actor: Actor,
    at: datetime,
    office: Office | None = None,
) -> Given:
    """What is known of one firm on a day; that it was read, and for what, is recorded.

    Nothing is recorded where nothing was delivered. `office` is whose duty the decision is.
    Errors: `PurposeNeeded`, `NoSuchElement`, `SnapshotDamaged`.
    """
    _refuse_no_purpose(purpose)
    found = given(place, credit_code, elements, on=on)
    if found.snapshots:
        row = _row(place, purpose, list(dict.fromkeys(elements)), found.snapshots, actor, at)
        row.credit_code, row.office = credit_code, office
        _keep(row, actor)
    return found


def record_population_read(
    place: str,
    elements: Sequence[str],
    snapshots: Sequence[Snapshot],
    *,
    purpose: Purpose,
    actor: Actor,
    at: datetime,
    office: Office | None = None,
) -> Consultation:
    """Record, once, that a run read these elements of every firm in the snapshots.

    The same run, purpose, elements and snapshots again is the same reading: a resumed run may call
    it anew. Errors: `PurposeNeeded`.
    """
    _refuse_no_purpose(purpose)
    wanted = sorted(set(elements))
    row = _row(place, purpose, wanted, snapshots, actor, at)
    row.office = office
    if purpose.run_id is not None:
        ids = ",".join(sorted(str(snapshot.pk) for snapshot in snapshots))
        what = f"{purpose.run_kind}:{purpose.run_id}:{purpose.zh}:{','.join(wanted)}:{ids}"
        row.id = uuid5(NAMESPACE_URL, f"urn:yingshang:consultation:{place}:{what}")
    return _keep(row, actor)


def _refuse_no_purpose(purpose: Purpose) -> None:
    if not 0 < len(purpose.zh.strip()) <= PURPOSE_LENGTH or len(purpose.en) > PURPOSE_LENGTH:
        raise PurposeNeeded(field="purpose", most=PURPOSE_LENGTH)


def _row(
    place: str,
    purpose: Purpose,
    elements: Sequence[str],
    snapshots: Sequence[Snapshot],
    actor: Actor,
    at: datetime,
) -> Consultation:
    return Consultation(
        id=new_id(),
        place=place,
        purpose=purpose.zh.strip(),
        purpose_en=purpose.en.strip(),
        elements=list(elements),
        snapshots=[snapshot.pk for snapshot in snapshots],
        run_kind=purpose.run_kind,
        run_id=purpose.run_id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        at=at,
    )


def _keep(row: Consultation, actor: Actor) -> Consultation:
    """The row and its entry; a row of that id that is there already stays as it is."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record([_act(row, actor)], with_ids=False)
    except IntegrityError:
        known = Consultation.objects.filter(pk=row.pk).first()
        if known is None:
            raise
        return known
    return row


def _act(row: Consultation, actor: Actor) -> Act:
    data: dict[str, object] = {
        "purpose": row.purpose,
        "elements": list(row.elements),
        "snapshots": [str(pk) for pk in row.snapshots],
    }
    if row.credit_code:
        data["credit_code"] = row.credit_code
    if row.run_id is not None:
        data |= {"run": str(row.run_id), "run_kind": row.run_kind}
    return Act(row.place, "consultation", row.pk, actor, row.at, ACTION, data)
