"""What an officer's step must say, checked against the lists and the case's papers, for a batch.

Answers what is added to a step's data: remedies, how long a special procedure takes, why a second
deficiency notice is allowed. A batch without such steps costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.listing import PROCEDURES, Matter
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.standing_notices import Told, told_before
from yingshang.city.matters.stating import (
    LawNotListed,
    LongerThanListed,
    ProcedureNotListed,
    ToldOnce,
    laws_of,
    names_a_law,
    remedies_of,
)
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.models import Case, Item
from yingshang.worktime import Budget, Unit

NOTHING: Mapping[str, object] = {}
Added = dict[str, object]


class Statement(NamedTuple):
    """What an officer says with a step: the parts that the lists have a word in."""

    case_id: UUID
    step: str
    at: datetime
    points: tuple[str, ...] = ()
    legal_basis: str = ""
    procedure: str = ""
    expected_end: datetime | None = None
    data: Mapping[str, object] = NOTHING


def additions(rows: Sequence[Statement]) -> dict[UUID, Added]:
    """What the steps' data gain, by case. Two SQL statements, four with deficiency notices.

    Errors: `LawNotListed`, `ProcedureNotListed`, `LongerThanListed`, `ToldOnce`.
    """
    wanted = [row for row in rows if row.step in _ADDING]
    if not wanted:
        return {}
    cases = Case.objects.select_related("item").in_bulk([row.case_id for row in wanted])
    told = told_before([row.case_id for row in wanted if row.step == "ask_correction"])
    grounds = _grounds(wanted, {case.place for case in cases.values()})
    found: dict[UUID, Added] = {}
    for row in wanted:
        case = cases.get(row.case_id)
        if case is None or case.kind != "matter":
            continue  # the judge refuses it
        about = _About(row, case, parsed_matter(case.item), told.get(case.pk), grounds)
        found[case.pk] = _ADDING[row.step](about)
    return found


class _About(NamedTuple):
    row: Statement
    case: Case
    matter: Matter
    told: Told | None
    grounds: Mapping[str, Item]


def _refusal(about: _About) -> Added:
    basis, matter = about.row.legal_basis, about.matter
    if basis and laws_of(matter) and not names_a_law(matter, basis):
        listed = "；".join(law.law for law in laws_of(matter))
        raise LawNotListed(field="legal_basis", basis=basis, listed=listed)
    return _with_remedies(about)


def _with_remedies(about: _About) -> Added:
    said = about.row.data.get("remedies")
    return {"remedies": str(said) if said else remedies_of(about.matter).zh}


def _termination(about: _About) -> Added:
    item = about.grounds.get(str(about.row.data.get("ground", "")))
    if item is None:
        return _with_remedies(about)  # the judge refuses it
    named = {name: str(item.body[key]) for name, key in
             (("ground_name", "name"), ("ground_name_en", "name_en"), ("ground_basis", "basis"))
             if item.body.get(key)}  # fmt: skip
    return {**_with_remedies(about), **named}


def _suspension(about: _About) -> Added:
    row, listed = about.row, {one.procedure: one for one in about.matter.special_procedures}
    if row.expected_end is None or row.expected_end <= row.at:
        return {}  # refused by the desk
    if listed and row.procedure not in listed:
        names = "、".join(PROCEDURES[name][0] for name in listed)
        raise ProcedureNotListed(field="procedure", listed=names)
    clock = work_clock(about.case.place)
    most = listed.get(row.procedure)  # type: ignore[call-overload]  # any text may be asked for
    if most is not None:
        budget = Budget(most.within.amount, Unit(most.within.unit))
        if row.expected_end.date() > clock.due(row.at, budget).at.date():
            raise LongerThanListed(field="expected_end", most=most.within.text())
    return {"days": int(clock.used(row.at, row.expected_end, Unit.WORKING_DAY))}


def _correction(about: _About) -> Added:
    """The first notice says everything; a second only what is open still, or newly wrong."""
    if about.told is None:
        return {"again": ""} if about.row.data.get("again") else {}
    points = {point.strip() for point in about.row.points if point.strip()}
    named = about.row.data.get("about")
    newly = {str(name) for name in named} if isinstance(named, list | tuple) else set()
    if points <= about.told.points:
        return {"again": "still_open"}
    if newly and newly <= about.told.changed:
        return {"again": "new_fault", "about": sorted(newly)}
    raise ToldOnce(field="points")


_ADDING: Mapping[str, Callable[[_About], Added]] = {
    "refuse": _refusal,
    "refuse_acceptance": _refusal,
    "wrong_office": _with_remedies,
    "not_within_permits": _with_remedies,
    "terminate": _termination,
    "suspend": _suspension,
    "ask_correction": _correction,
}


ADDING = frozenset(_ADDING)
"""The steps that gain anything here."""


def _grounds(rows: Sequence[Statement], places: set[str]) -> dict[str, Item]:
    if not any(row.step == "terminate" for row in rows):
        return {}
    listed = Item.objects.filter(kind="termination_ground", place__in=places, is_current=True)
    return {item.code: item for item in listed}
