"""Whole applications are handed in here, many at once: what draft, answers and submit do for one.

For whoever brings complete applications: another system, an import, a simulated city. The doors
are those of a draft; the number of SQL statements does not depend on how many applications there
are, but for firms that are yet to be founded: a name is held and given one by one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.matters.applications.checking import COMPANY_NAME, problems_of_fresh
from yingshang.city.matters.applications.drafting import ClientMissing, NoPerson
from yingshang.city.matters.applications.errors import ApplicationIncomplete, UnknownMaterial
from yingshang.city.matters.applications.planning import (
    NOTHING_HELD,
    Planned,
    held_of_all,
    planned_alike,
)
from yingshang.city.matters.applications.receiving import Material, Ready, open_bundles
from yingshang.city.matters.applications.signing import Asking, ask_all, hash_of
from yingshang.city.matters.applications.submission import party_of
from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.lists import services
from yingshang.city.matters.models import Application, Signature
from yingshang.city.matters.progress import start_members
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.documents.models import Document
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Party, User
from yingshang.errors import DomainError, Missing
from yingshang.worktime.zone import local

State = Application.State
SIGNED = Signature.State.SIGNED
NOBODY: Mapping[str, str] = {}


class HandIn(NamedTuple):
    """A complete application. The same `key` is done once, whoever sends it again.

    `values` are raw, by meaning; `materials` name documents of the applicant, or of the enterprise
    when it is about one.
    """

    key: UUID
    code: str
    user_id: UUID
    applicant_id: UUID
    at: datetime
    values: Mapping[str, object] = {}
    answers: Mapping[str, str] = NOBODY
    materials: Sequence[Material] = ()
    enterprise_id: UUID | None = None
    put_off: Sequence[str] = ()
    delivery: str = "electronic"


class HandedIn(NamedTuple):
    """What became of a hand-in; no bundle while signatures are missing."""

    key: UUID
    application_id: UUID
    bundle_id: UUID | None


class _Row(NamedTuple):
    """A hand-in with its application and plan."""

    given: HandIn
    what: Planned
    person_id: UUID

    @property
    def application(self) -> Application:
        return self.what.application

    @property
    def on_behalf_of(self) -> UUID | None:
        applicant = self.given.applicant_id
        return applicant if applicant != self.person_id else None

    def act(self, action: str, **data: object) -> Act:
        given = self.given
        return Act(
            self.application.place, "application", self.application.pk, Actor.user(given.user_id),
            given.at, action, data, self.on_behalf_of,
        )  # fmt: skip


def hand_in(place: str, rows: Sequence[HandIn]) -> list[HandedIn]:
    """Hand in all, or none; in order. What was handed in before is answered and not repeated.

    Errors: `NoPerson`, `ClientMissing`, `ServiceMissing`; `ApplicationIncomplete` with everything
    that one of them lacks; `UnknownMaterial`; `Missing` for a document that is not the applicant's;
    those of `register_persons`; `NameTaken`.
    """
    with transaction.atomic():
        before = _before([row.key for row in rows])
        fresh = [row for row in rows if row.key not in before]
        made = _hand_in(place, fresh) if fresh else {}
    return [before.get(row.key) or made[row.key] for row in rows]


def _before(keys: Sequence[UUID]) -> dict[UUID, HandedIn]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT submission_key, id, case_id FROM matters_application"
            " WHERE submission_key = ANY (%s::uuid[])",
            [list(keys)],
        )
        return {row[0]: HandedIn(*row) for row in cursor}


def _hand_in(place: str, given: Sequence[HandIn]) -> dict[UUID, HandedIn]:
    people = _people({row.user_id for row in given})
    _may_act(given, people)
    parties = Party.objects.in_bulk(
        {row.applicant_id for row in given} | {row.enterprise_id for row in given} - {None}
    )
    blobs = _blobs(given)
    rows = _planned(place, given, people, parties)
    record(
        [row.act("application.start", service=row.given.code) for row in rows]
        + [row.act("application.reuse", material=m.code, document=str(m.document_id))
           for row in rows for m in row.given.materials if m.consented_at]
    )  # fmt: skip
    signed = _signed(rows, blobs)
    ready = [_ready(row, parties) for row in signed]
    for row, cases in zip(signed, open_bundles(ready), strict=True):
        row.application.case_id, row.application.state = cases.bundle_id, State.SUBMITTED
    for row, its in zip(signed, ready, strict=True):
        row.application.enterprise_id = its.party_id
    _keep(rows)
    start_members(
        [row.application.case_id for row in signed if row.application.case_id],
        at={row.application.case_id: row.given.at for row in signed if row.application.case_id},
    )
    return {
        row.given.key: HandedIn(row.given.key, row.application.pk, row.application.case_id)
        for row in rows
    }


def _people(user_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The persons behind active log-ins. Errors: `NoPerson`."""
    users = User.objects.filter(pk__in=user_ids, is_active=True, person__isnull=False)
    pairs = users.values_list("pk", "person_id")
    people: dict[UUID, UUID] = dict(pairs)
    if user_ids - people.keys():
        raise NoPerson
    return people


_MANDATED = """
SELECT count(*) FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[])
    AS b(person, party, code, at)
WHERE NOT EXISTS (SELECT 1 FROM core_mandate m WHERE m.holder_id = b.person
    AND m.principal_id = b.party AND m.revoked_at IS NULL AND m.valid_from <= b.at
    AND (m.valid_until IS NULL OR m.valid_until > b.at)
    AND (m.scope = '{}' OR b.code = ANY (m.scope)))"""


def _may_act(given: Sequence[HandIn], people: Mapping[UUID, UUID]) -> None:
    """Everybody acts for herself or by mandate, as for a draft. Errors: `ClientMissing`."""
    others = [
        (people[row.user_id], party, row.code, row.at)
        for row in given
        for party in {row.applicant_id, row.enterprise_id}
        if party is not None and party != people[row.user_id]
    ]
    if not others:
        return
    with connection.cursor() as cursor:
        cursor.execute(_MANDATED, [list(column) for column in zip(*others, strict=True)])
        (without,) = cursor.fetchone()
    if without:
        raise ClientMissing


def _blobs(given: Sequence[HandIn]) -> dict[UUID, str]:
    """The blob of each document, which must be its applicant's and of the material's kind."""
    ids = {material.document_id for row in given for material in row.materials}
    if not ids:
        return {}
    columns = ("pk", "owner_id", "kind", "blob_id")
    found = {row[0]: row[1:] for row in Document.objects.filter(pk__in=ids).values_list(*columns)}
    for row in given:
        owner = row.enterprise_id or row.applicant_id
        for material in row.materials:
            if found.get(material.document_id, ("", "", ""))[:2] != (owner, material.code):
                raise Missing(field=f"material.{material.code}")
    return {pk: str(blob) for pk, (_, _, blob) in found.items()}


def _planned(
    place: str,
    given: Sequence[HandIn],
    people: Mapping[UUID, UUID],
    parties: Mapping[UUID, Party],
) -> list[_Row]:
    offered = services(place, {row.code for row in given})
    firms = {row.enterprise_id: row.at for row in given if row.enterprise_id}
    held = held_of_all({pk: parties[pk] for pk in firms}, at=firms)
    rows = []
    for row in given:
        service = offered[row.code]
        application = _application(place, row, service.item.pk)
        its = held.get(row.enterprise_id, NOTHING_HELD) if row.enterprise_id else NOTHING_HELD
        what = planned_alike(application, service, its)
        application.fields = _cleaned(what, row)
        _refuse_what_lacks(what, row, parties)
        rows.append(_Row(row, what, people[row.user_id]))
    return rows


def _application(place: str, row: HandIn, item_id: UUID) -> Application:
    """As a draft would stand after its answers, its form, each material, and the submission."""
    return Application(
        id=new_id(), place=place, bundle_id=item_id, started_by_id=row.user_id,
        applicant_id=row.applicant_id, enterprise_id=row.enterprise_id, answers=dict(row.answers),
        deferred=list(row.put_off), delivery=row.delivery, state=State.SIGNING,
        version=4 + len(row.materials), submission_key=row.key, created_at=row.at,
        updated_at=row.at, submitted_at=row.at,
    )  # fmt: skip


def _cleaned(what: Planned, row: HandIn) -> dict[str, object]:
    today = local(row.at, field="at").date()
    kept: dict[str, object] = {}
    problems: list[DomainError] = []
    for field in what.plan.fields:
        if field.meaning not in row.values:
            continue
        try:
            value = clean(field, row.values[field.meaning], today=today)
        except DomainError as error:
            error.field = field.meaning
            problems.append(error)
        else:
            if value is not None:
                kept[field.meaning] = value
    if problems:
        raise ApplicationIncomplete(problems)
    return kept


def _refuse_what_lacks(what: Planned, row: HandIn, parties: Mapping[UUID, Party]) -> None:
    wanted = {material.code for material in what.plan.materials}
    brought = [material.code for material in row.materials]
    for code in brought:
        if code not in wanted:
            raise UnknownMaterial(field=f"material.{code}", material=code)
    if problems := problems_of_fresh(what, brought):
        raise ApplicationIncomplete(problems)


def _signed(rows: Sequence[_Row], blobs: Mapping[UUID, str]) -> list[_Row]:
    """Those that nobody else must sign; the applications that are signed stand in the database."""
    to_sign = [row for row in rows if row.what.plan.signatories]
    Application.objects.bulk_create([row.application for row in to_sign])
    asked = ask_all(
        [
            Asking(
                row.what, row.given.user_id, row.person_id,
                hash_of(
                    row.application, row.what.service.item.content_hash,
                    [(m.code, blobs[m.document_id]) for m in row.given.materials],
                ),
                row.given.at,
            )
            for row in to_sign
        ]
    )  # fmt: skip
    signers = {
        row.given.key: [str(s.signer_id) for s in group]
        for row, group in zip(to_sign, asked, strict=True)
    }
    waiting = {
        row.given.key
        for row, group in zip(to_sign, asked, strict=True)
        if any(s.state != SIGNED for s in group)
    }
    record([
        row.act("application.submit", signers=signers.get(row.given.key, [])) for row in rows
    ])  # fmt: skip
    return [row for row in rows if row.given.key not in waiting]


def _ready(row: _Row, parties: Mapping[UUID, Party]) -> Ready:
    given = row.given
    party = parties[given.enterprise_id or given.applicant_id]
    if not given.enterprise_id and row.application.fields.get(COMPANY_NAME):
        row.application.applicant = parties[given.applicant_id]
        party = party_of(row.application, User.objects.get(pk=given.user_id), given.at)
    return Ready(
        row.what, given.user_id, row.on_behalf_of, party.pk, party.name, given.materials, given.at
    )


_COLUMNS = (
    "id", "place", "bundle_id", "started_by_id", "applicant_id", "enterprise_id", "answers",
    "fields", "deferred", "delivery", "state", "version", "submission_key", "case_id",
    "created_at", "updated_at", "submitted_at",
)  # fmt: skip


def _keep(rows: Sequence[_Row]) -> None:
    """Write the applications that are new, update those that were signed, attach materials."""
    signed = [row.application for row in rows if row.what.plan.signatories]
    Application.objects.bulk_update(signed, ["case", "state", "enterprise"])
    fresh = [row.application for row in rows if not row.what.plan.signatories]
    copy_rows("matters_application", _COLUMNS, map(_columns, fresh))
    copy_rows(
        "matters_applicationmaterial",
        ("id", "application_id", "material", "document_id", "is_reuse", "consented_at"),
        _attached(rows),
    )


def _columns(a: Application) -> tuple[object, ...]:
    at = a.created_at.isoformat()
    return (
        str(a.pk), a.place, str(a.bundle_id), str(a.started_by_id), str(a.applicant_id),
        str(a.enterprise_id) if a.enterprise_id else None, json_text(a.answers),
        json_text(a.fields), json_text(a.deferred), a.delivery, str(a.state), a.version,
        str(a.submission_key), str(a.case_id) if a.case_id else None, at, at, at,
    )  # fmt: skip


def _attached(rows: Iterable[_Row]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        for m in row.given.materials:
            yield (str(new_id()), str(row.application.pk), m.code, str(m.document_id),
                   m.consented_at is not None, m.consented_at)  # fmt: skip
