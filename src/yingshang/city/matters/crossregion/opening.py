"""Files of the receiving side are opened here, many at once; one is a batch of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.crossregion.attaching import Given, keep
from yingshang.city.matters.crossregion.errors import CrossFieldMissing
from yingshang.city.matters.crossregion.handovers import Note, note_all
from yingshang.city.matters.crossregion.lifecycle import RECEIVED_ELSEWHERE
from yingshang.city.matters.crossregion.listing import CrossService
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.modes import duties_of
from yingshang.city.matters.crossregion.offers import service_of
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item, Office, Party
from yingshang.errors import Sentence
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

FORWARD_LIMIT = "cross_region_forward"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants from another place: the service, the form's values, the materials.

    `dossier` names the file on both sides; who hands in under a name of her own does so once.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    materials: Sequence[Given] = ()
    dossier: UUID | None = None


class Arriving(NamedTuple):
    """What comes in: for which row of the list, at which office, for whom, by whom, when."""

    row: Item
    office: Office
    party: Party
    wanted: Wanted
    actor: Actor
    at: datetime


def open_files(rows: Sequence[Arriving]) -> list[CrossFile]:
    """Open a case and a file for each, in the caller's transaction.

    The number of SQL statements depends on materials only. Errors: `CrossFieldMissing`,
    `FieldInvalid`, `CrossMaterialMissing`, those of `documents.store`.
    """
    services = {row.row.pk: service_of(row.row) for row in rows}
    values = [cleaned(services[row.row.pk], row.wanted.values, at=row.at) for row in rows]
    limits = _Limits()
    openings = [_opening(row, limits) for row in rows]
    open_cases(openings)
    ids = [one.case_id for one in openings]
    cases = Case.objects.select_related("party", "office").in_bulk(ids)
    files = [
        _file(row, services[row.row.pk], cases[pk], kept)
        for row, pk, kept in zip(rows, ids, values, strict=True)
    ]
    CrossFile.objects.bulk_create(files)
    note_all(
        Note(file, "received", row.row.place, row.at, row.office)
        for file, row in zip(files, rows, strict=True)
    )
    return files


def cleaned(
    service: CrossService, values: Mapping[str, object], *, at: datetime
) -> dict[str, object]:
    """The form's values as they are kept. Errors: `CrossFieldMissing`, `FieldInvalid`."""
    today = local(at, field="at").date()
    kept: dict[str, object] = {}
    for one in service.fields:
        value = clean(one, values.get(one.meaning), today=today)  # type: ignore[arg-type]  # same shape
        if value is None and one.required:
            raise CrossFieldMissing(field=one.meaning, name=Sentence(one.name, one.name_en))
        if value is not None:
            kept[one.meaning] = value
    return kept


def _file(row: Arriving, service: CrossService, case: Case, values: dict[str, object]) -> CrossFile:
    given = row.wanted.materials
    return CrossFile(
        place=row.row.place, dossier=row.wanted.dossier or case.pk, case=case,
        role=CrossFile.Role.RECEIVER, mode=service.mode, offer=row.row, peer=service.home,
        fields=values, peer_office={"zh": service.home_name, "en": service.home_name_en},
        materials=keep(case, service.materials, given, actor=row.actor, at=row.at),
        handed_in_at=row.at,
    )  # fmt: skip


class _Limits:
    """The time to forward, read once a day and place."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date], Budget] = {}

    def of(self, place: str, at: datetime) -> Budget:
        key = place, local(at, field="at").date()
        if key not in self._known:
            self._known[key] = parameter(place, FORWARD_LIMIT, on=key[1]).budget
        return self._known[key]


def _opening(one: Arriving, limits: _Limits) -> Opening:
    row, body = one.row, one.row.body
    return Opening(
        case_id=new_id(), kind=RECEIVED_ELSEWHERE, state="received", place=row.place,
        number_prefix=body["number_prefix"], party_id=one.party.pk, office_id=one.office.pk,
        item_id=row.pk, actor=one.actor, at=one.at, title=f"{body['name']}：{one.party.name}",
        starts=(("forward", limits.of(row.place, one.at)),),
        data={"home": body["home"], "mode": body["mode"],
              "window": duties_of(body["mode"]).window},
    )  # fmt: skip
