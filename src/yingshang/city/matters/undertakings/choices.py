"""What the applicant of a draft promises: chosen and read in the draft, signed on submission."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_draft_for
from yingshang.city.matters.applications.drafting import act
from yingshang.city.matters.applications.planning import Planned, planned
from yingshang.city.matters.models import Application
from yingshang.city.matters.undertakings.errors import NothingLacking, NotOffered, TextChanged
from yingshang.city.matters.undertakings.lists import ITEM, in_force
from yingshang.city.matters.undertakings.models import Kind, UndertakingChoice
from yingshang.city.matters.undertakings.offers import Applying, Way, way_for, ways_of
from yingshang.city.matters.undertakings.rules import OTHERWISE, UNAUTHORISED
from yingshang.city.matters.undertakings.signing import Signing, sign
from yingshang.city.matters.undertakings.standing import Capacity, capacity_of
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Party, User
from yingshang.errors import DomainError, Sentence
from yingshang.worktime.zone import local

COMPANY_NAME = "company_name"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is chosen in one matter; `text_hash` is of the words that were shown.

    `materials` only for conditional acceptance: which come later.
    """

    matter: str
    kind: Kind
    text_hash: str
    materials: tuple[str, ...] = ()
    is_published: bool = False


def ways_in(what: Planned, *, at: datetime, user: User | None = None) -> list[Way]:
    """The ways of a draft; for `user` in her capacity, else for the applicant in person."""
    applying = _applying(what)
    capacity = _capacity(what, user, at) if user else None
    return ways_of(applying, at=at, capacity=capacity)


def offers_promises(what: Planned) -> bool:
    """Whether anything may be promised in the draft, by the lists. At most one SQL statement."""
    applying = _applying(what)
    if any(applying.lacking.values()):
        return True
    on = local(what.application.updated_at, field="at").date()
    codes = [matter.code for matter in applying.matters]
    return in_force(applying.place, ITEM, on=on).filter(body__matter__in=codes).exists()


def choose(
    application_id: UUID, choosing: Choosing, *, user: User, at: datetime,
    version: int | None = None,
) -> UndertakingChoice:  # fmt: skip
    """Keep a choice; it replaces another one in the same matter.

    Errors: those of the door; `NotOffered` with the rule's reason; `NothingLacking`; `TextChanged`.
    """
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=version, at=at)
        what = planned(draft, at=at)
        way = way_for(ways_in(what, at=at, user=user), choosing.matter, choosing.kind)
        materials = _checked(way, choosing)
        if user.person is None:
            raise NotOffered(name=choosing.matter, reason=UNAUTHORISED[1])
        capacity = _capacity(what, user, at)
        choice, _ = UndertakingChoice.objects.update_or_create(
            application=draft,
            matter=choosing.matter,
            defaults={
                "kind": choosing.kind,
                "materials": list(materials),
                "is_published": choosing.is_published,
                "text_hash": choosing.text_hash,
                "signer": user.person,
                "mandate_id": capacity.mandate_id,
                "chosen_at": at,
            },
        )
        _changed(draft, at)
        said = {"matter": choice.matter, "way": str(choice.kind), "text_hash": choice.text_hash}
        record([act(draft, "application.undertake", user=user, at=at, **said)])
    return choice


def unchoose(
    application_id: UUID, matter: str, *, user: User, at: datetime, version: int | None = None
) -> None:
    """Back to the normal procedure in a matter; nothing happens where nothing was chosen."""
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=version, at=at)
        if draft.choices.filter(matter=matter).delete()[0]:
            _changed(draft, at)
            said = {"matter": matter, "way": "normal"}
            record([act(draft, "application.undertake", user=user, at=at, **said)])


def problems_in(what: Planned) -> list[DomainError]:
    """The choices that no longer hold: not offered any more, or in other words."""
    choices = _active(what)
    if not choices:
        return []
    problems: list[DomainError] = []
    ways = ways_in(what, at=max(choice.chosen_at for choice in choices))
    for choice in choices:
        way = way_for(ways, choice.matter, choice.kind)
        try:
            _checked(way, _as_chosen(choice), name=_name(what, choice.matter))
        except DomainError as error:
            error.field = f"promise.{choice.matter}"
            problems.append(error)
    return problems


def sign_choices(
    what: Planned, cases: Mapping[str, UUID], *, party: Party, actor: Actor, at: datetime
) -> None:
    """Sign what was chosen, about the new cases by matter; in the caller's transaction.

    A material that came after all is not promised. Errors: `NotOffered`, `TextChanged`.
    """
    choices = _active(what)
    if not choices:
        return
    given = set(what.application.materials.values_list("material", flat=True))
    ways = ways_in(what, at=at)
    signings: list[Signing] = []
    for choice in choices:
        way = way_for(ways, choice.matter, choice.kind)
        name = _name(what, choice.matter)
        _checked(way, _as_chosen(choice), name=name)
        if way is not None and choice.matter in cases:
            signings += _signings(way, choice, cases[choice.matter], party, given)
    sign(signings, actor=actor, at=at)


def _signings(
    way: Way, choice: UndertakingChoice, case_id: UUID, party: Party, given: Collection[str]
) -> list[Signing]:
    left = [code for code in choice.materials if code not in given]
    if choice.kind == Kind.CONDITIONAL and not left:
        return []
    one = Signing(
        place=choice.application.place, case_id=case_id, party_id=party.pk, kind=Kind(choice.kind),
        code=way.code, template=way.template, slots=way.slots_for(choice.materials),
        signer_id=choice.signer_id, mandate_id=choice.mandate_id, signed_at=choice.chosen_at,
        is_published=choice.is_published,
        data={"materials": left, **_listed(way)},
    )  # fmt: skip
    if choice.kind != Kind.PROMISE or way.listed is None:
        return [one]
    return [
        replace(one, code=f"{way.code}.{point.code}"[:60], data={**one.data, "days": point.days,
                "point": point.name, "point_en": point.name_en})
        for point in way.listed.item.points
    ]  # fmt: skip


def _listed(way: Way) -> dict[str, object]:
    """Which version of the item was promised on, and of which documents the applicant was told."""
    if way.listed is None:
        return {}
    told = [f"{one.row.code} {one.text.version}" for one in way.told]
    return {"item": str(way.listed.row.pk), "told": told}


def _checked(
    way: Way | None, choosing: Choosing, *, name: Sentence | None = None
) -> tuple[str, ...]:
    """The materials of a choice that may be made in the words that were read."""
    said = name or (Sentence(way.matter.name, way.matter.name_en) if way else choosing.matter)
    if way is None:
        raise NotOffered(name=said, reason=Sentence("清单没有列入", "the lists do not offer it"))
    if not way.ruling.is_allowed:
        raise NotOffered(name=said, reason=reason_of(way))
    materials = way.materials
    if way.kind == Kind.CONDITIONAL:
        materials = tuple(code for code in way.materials if code in choosing.materials)
        if not materials:
            raise NothingLacking(field="materials")
    if way.words_for(materials).hash != choosing.text_hash:
        raise TextChanged(name=said)
    return materials


def reason_of(way: Way) -> Sentence:
    """Why the rule says no, in a sentence."""
    return way.ruling.reason or OTHERWISE


def _as_chosen(choice: UndertakingChoice) -> Choosing:
    return Choosing(choice.matter, Kind(choice.kind), choice.text_hash, tuple(choice.materials))


def _active(what: Planned) -> list[UndertakingChoice]:
    """The choices in matters that are part of the plan."""
    codes = {member.matter for member in what.plan.members}
    rows = what.application.choices.select_related("application").order_by("pk")
    return [choice for choice in rows if choice.matter in codes]


def _name(what: Planned, code: str) -> Sentence:
    matter = what.service.matters[code]
    return Sentence(matter.name, matter.name_en)


def _applying(what: Planned) -> Applying:
    """Before the choices: what may be put off is read from the plan without them."""
    application, plain = what.application, what.plain
    codes = [member.matter for member in plain.members]
    lacking = {
        code: [m.code for m in plain.materials if m.secondary and code in m.used_by]
        for code in codes
    }
    parties = [p for p in (application.enterprise, application.applicant) if p is not None]
    return Applying(
        application.place, parties, _party_name(application),
        [what.service.matters[code] for code in codes], lacking,
    )  # fmt: skip


def _party_name(application: Application) -> str:
    if application.enterprise is not None:
        return application.enterprise.name
    return str(application.fields.get(COMPANY_NAME) or application.applicant.name)


def _capacity(what: Planned, user: User, at: datetime) -> Capacity:
    application = what.application
    parties = [p for p in (application.enterprise, application.applicant) if p is not None]
    codes = {application.bundle.code, *(member.matter for member in what.plan.members)}
    return capacity_of(user, parties, codes=codes, at=at)


def _changed(draft: Application, at: datetime) -> None:
    draft.version += 1
    draft.updated_at = at
    draft.save(update_fields=["version", "updated_at"])
