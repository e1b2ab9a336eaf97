"""What the applicant is asked, and for each thing that she is not, why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from yingshang.city.matters.conditions import Answers, may_hold
from yingshang.city.matters.guiding import Guided, is_material_needed
from yingshang.city.matters.listing.matter import FormField, Material, Matter
from yingshang.city.matters.shrinking.plans import (
    Held,
    Matters,
    PlannedField,
    PlannedMaterial,
    Reason,
    Saved,
    Subject,
)
from yingshang.city.matters.shrinking.selection import Selection
from yingshang.city.matters.shrinking.sentences import saved


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def when(self) -> Mapping[str, tuple[str, ...]]: ...


Entry = TypeVar("Entry", bound=_Named)


@dataclass
class _Asked(Generic[Entry]):
    """Fields or materials sorted into those asked for and those spared, with who wants each."""

    subject: Subject
    once: Reason
    asked: dict[str, list[tuple[str, Entry]]] = field(default_factory=dict)
    spared: dict[tuple[str, Reason], list[tuple[str, Entry]]] = field(default_factory=dict)

    def take(self, code: str, matter: str, entry: Entry, reason: Reason | None) -> None:
        """`matter` wants `entry`; `reason` says why nobody needs to be asked, None that it is."""
        if reason is None:
            self.asked.setdefault(code, []).append((matter, entry))
        else:
            self.spared.setdefault((code, reason), []).append((matter, entry))

    def saved(self) -> list[Saved]:
        """What is spared, and what is asked once instead of several times."""
        shared = {(c, self.once): wants for c, wants in self.asked.items() if len(wants) > 1}
        return [
            saved(
                self.subject,
                reason,
                code,
                (wants[0][1].name, wants[0][1].name_en),
                tuple(matter for matter, _ in wants),
            )
            for (code, reason), wants in (shared | self.spared).items()
        ]


@dataclass(frozen=True)
class Asking:
    """The merged fields and materials, in the order in which members want them."""

    fields: tuple[PlannedField, ...]
    materials: tuple[PlannedMaterial, ...]
    saved: tuple[Saved, ...]


def ask(
    selection: Selection,
    matters: Matters,
    answers: Answers,
    held: Held,
    guidance: Guided | None = None,
) -> Asking:
    """What the active members need of the applicant, each meaning and each material once."""
    fields: _Asked[FormField] = _Asked("field", "asked_once")
    materials: _Asked[Material] = _Asked("material", "uploaded_once")
    for member in selection.active:
        matter = matters[member.matter]
        before = selection.before(member.matter)
        made = {meaning for code in before for meaning in _answered_by(matters[code])}
        for wanted in matter.fields:
            reason = _field_reason(wanted, made, answers, held)
            fields.take(wanted.meaning, matter.code, wanted, reason)
        for material in matter.materials:
            needed = is_material_needed(material.code, material.when, answers, guidance)
            reason = _material_reason(material, before, held, is_needed=needed)
            materials.take(material.code, matter.code, material, reason)
    return Asking(
        _merged(fields, _merged_field),
        _merged(materials, _merged_material),
        (*fields.saved(), *materials.saved()),
    )


def _answered_by(matter: Matter) -> set[str]:
    return {meaning for result in matter.results for meaning in result.meanings}


def _field_reason(wanted: FormField, made: set[str], answers: Answers, held: Held) -> Reason | None:
    if not may_hold(wanted.when, answers):
        return "not_needed"
    if wanted.meaning in made:
        return "produced"
    return "held" if wanted.meaning in held.meanings else None


def _material_reason(
    material: Material, before: frozenset[str], held: Held, *, is_needed: bool
) -> Reason | None:
    if not is_needed:
        return "not_needed"
    if material.of is not None and material.of.matter in before:
        return "produced"
    if material.code in held.materials:
        return "held"
    source = material.otherwise if material.of is not None else material.source
    return "government" if source == "government" else None


Planned = TypeVar("Planned")


def _merged(
    asked: _Asked[Entry], merge: Callable[[str, list[tuple[str, Entry]]], Planned]
) -> tuple[Planned, ...]:
    return tuple(merge(code, wants) for code, wants in asked.asked.items())


def _merged_field(meaning: str, wants: list[tuple[str, FormField]]) -> PlannedField:
    entries = [entry for _, entry in wants]
    first = entries[0]
    return PlannedField(
        meaning=meaning,
        name=first.name,
        name_en=first.name_en,
        type=first.type,
        required=any(entry.required for entry in entries),
        sensitivity=first.sensitivity,
        hint=first.hint,
        hint_en=first.hint_en,
        choices=first.choices,
        pattern=first.pattern,
        max_length=min((e.max_length for e in entries if e.max_length), default=None),
        used_by=tuple(matter for matter, _ in wants),
    )


def _merged_material(code: str, wants: list[tuple[str, Material]]) -> PlannedMaterial:
    entries = [entry for _, entry in wants]
    first = entries[0]
    return PlannedMaterial(
        code=code,
        name=first.name,
        name_en=first.name_en,
        required=any(entry.required for entry in entries),
        original=any(entry.original for entry in entries),
        formats=tuple(f for f in first.formats if all(f in e.formats for e in entries)),
        max_size_mb=min(entry.max_size_mb for entry in entries),
        sensitivity=first.sensitivity,
        hint=first.hint,
        hint_en=first.hint_en,
        used_by=tuple(matter for matter, _ in wants),
        secondary=all(entry.secondary for entry in entries),
    )
