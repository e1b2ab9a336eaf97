"""A document is used in a case: once for each material, with consent if it comes from another."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import User
from yingshang.core.cases.models import Case
from yingshang.core.copying import copy_rows
from yingshang.core.documents.doors import visible_documents
from yingshang.core.documents.errors import (
    ConsentNeeded,
    DocumentExpired,
    DocumentMissing,
    NotClean,
)
from yingshang.core.documents.models import Document, DocumentUse
from yingshang.core.documents.validity import is_valid
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record


@dataclass(frozen=True, slots=True)
class Use:
    """A document for a material of a case; `consented_at` is when its reuse was agreed to."""

    document_id: UUID
    case_id: UUID
    material: str
    consented_at: datetime | None = None


class Given(NamedTuple):
    """A use with who makes it and when: a row of a batch by many."""

    document_id: UUID
    case_id: UUID
    material: str
    actor: Actor
    at: datetime
    on_behalf_of: UUID | None = None
    consented_at: datetime | None = None


def use_in_cases(
    uses: Sequence[Use], *, actor: Actor, at: datetime, on_behalf_of: UUID | None = None
) -> list[DocumentUse]:
    """Use all, or none, by one actor; a use that stands already is answered and not repeated.

    Errors: as `use_all`.
    """
    if not uses:
        return []
    rows = [
        Given(u.document_id, u.case_id, u.material, actor, at, on_behalf_of, u.consented_at)
        for u in uses
    ]
    with transaction.atomic():
        use_all(rows)
        found = DocumentUse.objects.filter(document__in={use.document_id for use in uses})
        made = {_key(use): use for use in found}
    return [made[use.document_id, use.case_id, use.material] for use in uses]


def use_all(rows: Sequence[Given]) -> int:
    """Use all, or none, each by its own actor; answers how many uses are new.

    A use is a *reuse* if the document is used in a case of another family (a bundle and its
    members are one family): then consent is needed. A user must see document and case; the
    platform and outside systems may use any. The number of SQL statements does not depend on the
    rows, but for users who see a document by a case alone: each of those is asked for.
    Errors: `DocumentMissing`, `CaseMissing`, `NotClean`, `DocumentExpired`, `ConsentNeeded`.
    """
    if not rows:
        return 0
    with transaction.atomic():
        documents = _documents(rows)
        cases = _cases(rows)
        standing = _standing(documents)
        for document_id, at in {(row.document_id, row.at) for row in rows}:
            _check(documents[document_id], at)
        new = _new_uses(rows, documents, cases, standing)
        copy_rows("core_documentuse", _COLUMNS, (_row(use) for use, _ in new))
        record([_act(use, documents, cases, row) for use, row in new])
    return len(new)


_COLUMNS = ("id", "document_id", "case_id", "material", "is_reuse", "consented_at", "at")


def _row(use: DocumentUse) -> tuple[object, ...]:
    return (str(use.pk), str(use.document_id), str(use.case_id), use.material, use.is_reuse,
            use.consented_at, use.at)  # fmt: skip


def use_in_case(
    document_id: UUID,
    case_id: UUID,
    *,
    material: str,
    actor: Actor,
    at: datetime,
    consented_at: datetime | None = None,
    on_behalf_of: UUID | None = None,
) -> DocumentUse:
    """`use_in_cases` for one."""
    use = Use(document_id, case_id, material, consented_at)
    return use_in_cases([use], actor=actor, at=at, on_behalf_of=on_behalf_of)[0]


def _documents(rows: Sequence[Given]) -> dict[UUID, Document]:
    """Locked, so that two uses of one document see each other."""
    ids = {row.document_id for row in rows}
    known = Document.objects.filter(pk__in=ids).order_by("pk")
    found = {d.pk: d for d in known.select_for_update(of=("self",), no_key=True)}
    if ids - found.keys():
        raise DocumentMissing
    pairs = {(row.actor.id, row.document_id, row.at) for row in rows if row.actor.kind == "user"}
    for user_id, at, unsure in _by_user(pairs - _own(pairs, _OWN_DOCUMENTS)):
        seen = visible_documents(_user(user_id), at=at).filter(pk__in=unsure)
        if unsure - set(seen.values_list("pk", flat=True)):
            raise DocumentMissing
    return found


def _cases(rows: Sequence[Given]) -> dict[UUID, Case]:
    ids = {row.case_id for row in rows}
    found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    if ids - found.keys():
        raise CaseMissing
    pairs = {(row.actor.id, row.case_id, row.at) for row in rows if row.actor.kind == "user"}
    for user_id, at, unsure in _by_user(pairs - _own(pairs, _OWN_CASES)):
        seen = visible_cases(_user(user_id), at=at).filter(pk__in=unsure)
        if unsure - set(seen.values_list("pk", flat=True)):
            raise CaseMissing
    return found


Seen = tuple[UUID, UUID, datetime]
"""A user, what it must see, and when."""

_ROWS = """unnest(%s::uuid[], %s::uuid[], %s::timestamptz[]) AS b(actor_id, id, at)
    JOIN core_user u ON u.id = b.actor_id AND u.is_active"""
_OWN_DOCUMENTS = f"""SELECT b.actor_id, b.id, b.at FROM {_ROWS}
    JOIN core_document d ON d.id = b.id AND d.owner_id = u.person_id"""  # noqa: S608 - constants
_OWN_CASES = f"""SELECT b.actor_id, b.id, b.at FROM {_ROWS}
    JOIN core_case c ON c.id = b.id AND c.party_id = u.person_id"""  # noqa: S608 - constants


def _own(pairs: Collection[Seen], statement: str) -> set[Seen]:
    """What is the user's own, in one SQL statement: the common case of a batch."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*pairs, strict=True)])
        return set(cursor.fetchall())


def _by_user(pairs: Collection[Seen]) -> Iterator[tuple[UUID, datetime, set[UUID]]]:
    found: dict[tuple[UUID, datetime], set[UUID]] = {}
    for user_id, seen_id, at in pairs:
        found.setdefault((user_id, at), set()).add(seen_id)
    for (user_id, at), ids in found.items():
        yield user_id, at, ids


def _user(user_id: UUID) -> User:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise DocumentMissing
    return user


def _standing(documents: Iterable[UUID]) -> list[DocumentUse]:
    return list(DocumentUse.objects.filter(document__in=list(documents)).select_related("case"))


def _check(document: Document, at: datetime) -> None:
    if document.scan != Document.Scan.CLEAN:
        raise NotClean(name=document.name)
    if not is_valid(document.valid_until, at=at):
        raise DocumentExpired(name=document.name, until=document.valid_until)


def _new_uses(
    rows: Sequence[Given],
    documents: dict[UUID, Document],
    cases: dict[UUID, Case],
    standing: Sequence[DocumentUse],
) -> list[tuple[DocumentUse, Given]]:
    families: dict[UUID, set[UUID]] = {document_id: set() for document_id in documents}
    for known in standing:
        families[known.document_id].add(_family(known.case))
    made = {_key(known) for known in standing}
    new = []
    for row in rows:
        key = (row.document_id, row.case_id, row.material)
        if key in made:
            continue
        made.add(key)
        family = _family(cases[row.case_id])
        is_reuse = bool(families[row.document_id] - {family})
        if is_reuse and row.consented_at is None:
            raise ConsentNeeded(field=row.material, name=documents[row.document_id].name)
        families[row.document_id].add(family)
        consented = row.consented_at if is_reuse else None
        use = DocumentUse(
            id=new_id(), document_id=row.document_id, case_id=row.case_id, material=row.material,
            is_reuse=is_reuse, consented_at=consented, at=row.at,
        )  # fmt: skip
        new.append((use, row))
    return new


def _family(case: Case) -> UUID:
    return case.parent_id or case.pk


def _key(use: DocumentUse) -> tuple[UUID, UUID, str]:
    return use.document_id, use.case_id, use.material


def _act(
    use: DocumentUse, documents: dict[UUID, Document], cases: dict[UUID, Case], row: Given
) -> Act:
    data: dict[str, object] = {
        "case": str(use.case_id),
        "material": use.material,
        "sha256": documents[use.document_id].blob_id,
    }
    if use.consented_at is not None:
        data["consented_at"] = instant(use.consented_at)
    action = "document.reuse" if use.is_reuse else "document.use"
    place = cases[use.case_id].place
    return Act(
        place, "document", use.document_id, row.actor, use.at, action, data, row.on_behalf_of
    )
