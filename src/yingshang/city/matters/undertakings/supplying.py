"""What the applicant does about a gap: hand in what was promised, or promise it at a correction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applicants import resubmit
from yingshang.city.matters.guiding import guided, is_material_needed
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.lists import bundle_of, parsed_matter
from yingshang.city.matters.models import Application
from yingshang.city.matters.standing import lock_bundles
from yingshang.city.matters.undertakings.errors import (
    GapNotFilled,
    NothingLacking,
    NotOffered,
    TextChanged,
    UndertakingMissing,
)
from yingshang.city.matters.undertakings.keeping import answer, open_of
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.offers import Applying, Way, ways_of
from yingshang.city.matters.undertakings.signing import Signing, sign
from yingshang.city.matters.undertakings.standing import Capacity, capacity_of
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import CaseMissing, get_case_for
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.documents.services import Use, use_in_cases
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, DocumentUse, User
from yingshang.errors import Sentence

MATTER = "matter"


@dataclass(frozen=True, slots=True)
class LatePromise:
    """At a correction: which materials come later, in which words, and what is corrected now."""

    case_id: UUID
    materials: tuple[str, ...]
    text_hash: str
    values: Mapping[str, object] = field(default_factory=dict)
    documents: Sequence[tuple[str, UUID]] = ()
    version: int | None = None


def gap_of(case: Case) -> Undertaking:
    """The open promise of a case accepted with a gap. Errors: `UndertakingMissing`."""
    row = open_of([case.pk], Kind.CONDITIONAL).first()
    if row is None:
        raise UndertakingMissing
    return row


def missing_in(case: Case, row: Undertaking) -> list[tuple[str, str, str]]:
    """Code and both names of what was promised; in the matter's order."""
    promised = set(row.data.get("materials", ()))
    matter = parsed_matter(case.item)
    return [(m.code, m.name, m.name_en) for m in matter.materials if m.code in promised]


def supply(
    case_id: UUID, documents: Sequence[tuple[str, UUID]], *, user: User, at: datetime,
    version: int | None = None,
) -> None:  # fmt: skip
    """Hand in everything that was promised, at once; an officer then looks at it.

    Errors: `CaseMissing`; `UndertakingMissing`; `GapNotFilled`; those of `use_in_cases`;
    `StepRefused` once the time has run out.
    """
    with transaction.atomic():
        lock_bundles([case_id])
        case = _own_case(case_id, user, at)
        row = gap_of(case)
        brought = {material for material, _ in documents}
        left = [one for one in missing_in(case, row) if one[0] not in brought]
        if left:
            zh, en = "、".join(one[1] for one in left), ", ".join(one[2] for one in left)
            raise GapNotFilled(field=f"material.{left[0][0]}", names=Sentence(zh, en))
        actor, behalf = Actor.user(user.pk), _behalf(case, user)
        uses = [Use(document, case.pk, material, at) for material, document in documents]
        use_in_cases(uses, actor=actor, at=at, on_behalf_of=behalf)
        data = {"materials": sorted(brought)}
        advance([
            Move(case.pk, "supply_gap", actor, at, expected_version=version, on_behalf_of=behalf,
                 data=data),
        ])  # fmt: skip
        answer([row], actor=actor, at=at, data=data)


def way_at_correction(case: Case, *, at: datetime, user: User) -> Way | None:
    """Which secondary materials of a case may still be promised, and in which words."""
    if case.kind != MATTER:
        return None
    matter = parsed_matter(case.item)
    lacking = _lacking(case, matter)
    if not lacking:
        return None
    applying = Applying(case.place, [case.party], case.party.name, [matter], {matter.code: lacking})
    ways = ways_of(applying, at=at, capacity=_capacity(case, user, at))
    return next((way for way in ways if way.kind == Kind.CONDITIONAL), None)


def promise_at_correction(promise: LatePromise, *, user: User, at: datetime) -> Undertaking:
    """Promise to hand some in later, and resubmit with what is corrected now.

    Errors: `CaseMissing`; `NotOffered`; `NothingLacking`; `TextChanged`; those of `resubmit`.
    """
    with transaction.atomic():
        lock_bundles([promise.case_id])
        case = _own_case(promise.case_id, user, at)
        way = way_at_correction(case, at=at, user=user)
        materials = _checked(case, way, promise)
        assert way is not None  # noqa: S101 - checked a line before
        actor = Actor.user(user.pk)
        (row,) = sign([_signing(case, way, materials, user, at)], actor=actor, at=at)
        resubmit(
            case.pk, promise.values, user=user, at=at, documents=promise.documents,
            version=promise.version,
        )  # fmt: skip
    return row


def _signing(case: Case, way: Way, materials: tuple[str, ...], user: User, at: datetime) -> Signing:
    return Signing(
        place=case.place, case_id=case.pk, party_id=case.party_id, kind=Kind.CONDITIONAL,
        code=way.code, template=way.template, slots=way.slots_for(materials),
        signer_id=user.person_id or case.party_id, signed_at=at,
        mandate_id=_capacity(case, user, at).mandate_id, data={"materials": list(materials)},
    )  # fmt: skip


def _checked(case: Case, way: Way | None, promise: LatePromise) -> tuple[str, ...]:
    from yingshang.city.matters.undertakings.choices import reason_of

    name = Sentence(str(case.item.body["name"]), str(case.item.body["name_en"]))
    if way is None:
        raise NotOffered(name=name, reason=Sentence("清单没有列入", "the lists do not offer it"))
    if not way.ruling.is_allowed:
        raise NotOffered(name=name, reason=reason_of(way))
    brought = {material for material, _ in promise.documents}
    wanted = set(promise.materials) - brought
    materials = tuple(code for code in way.materials if code in wanted)
    if not materials:
        raise NothingLacking(field="materials")
    if way.words_for(materials).hash != promise.text_hash:
        raise TextChanged(name=name)
    return materials


def _lacking(case: Case, matter: Matter) -> list[str]:
    """The secondary materials that this case needs and has not."""
    application = Application.objects.filter(case_id=case.parent_id or case.pk).first()
    answers = application.answers if application else {}
    guidance = guided(bundle_of(application.bundle), answers) if application else None
    given = set(DocumentUse.objects.filter(case=case).values_list("material", flat=True))
    return [
        m.code
        for m in matter.materials
        if m.secondary
        and m.code not in given
        and is_material_needed(m.code, m.when, answers, guidance)
    ]


def _own_case(case_id: UUID, user: User, at: datetime) -> Case:
    case = get_case_for(user, case_id, at=at)
    bundle = case.parent.item.code if case.parent else ""
    if not may_act_for(user, case.party, item_code=case.item.code, bundle_code=bundle, at=at):
        raise CaseMissing
    return case


def _capacity(case: Case, user: User, at: datetime) -> Capacity:
    codes = {case.item.code, *([case.parent.item.code] if case.parent else [])}
    return capacity_of(user, [case.party], codes=codes, at=at)


def _behalf(case: Case, user: User) -> UUID | None:
    return case.party_id if user.person_id != case.party_id else None
