"""A document is used in a case: once for each material, with consent if it comes from another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import User
from yingshang.core.cases.models import Case
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


def use_in_cases(
    uses: Sequence[Use], *, actor: Actor, at: datetime, on_behalf_of: UUID | None = None
) -> list[DocumentUse]:
    """Use all, or none; a use that stands already is answered and not repeated.

    A use is a *reuse* if the document is used in a case of another family (a bundle and its
    members are one family): then consent is needed. A user must see document and case; the
    platform and outside systems may use any. The number of SQL statements does not depend on the
    rows.
    Errors: `DocumentMissing`, `CaseMissing`, `NotClean`, `DocumentExpired`, `ConsentNeeded`.
    """
    if not uses:
        return []
    with transaction.atomic():
        documents = _documents({use.document_id for use in uses}, actor, at)
        cases = _cases({use.case_id for use in uses}, actor, at)
        standing = _standing(documents)
        for document in documents.values():
            _check(document, at)
        new = _new_uses(uses, documents, cases, standing, at)
        DocumentUse.objects.bulk_create(new)
        record([_act(use, documents, cases, actor, on_behalf_of) for use in new])
    made = {_key(use): use for use in [*standing, *new]}
    return [made[use.document_id, use.case_id, use.material] for use in uses]


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


def _documents(ids: set[UUID], actor: Actor, at: datetime) -> dict[UUID, Document]:
    """Locked, so that two uses of one document see each other."""
    known = Document.objects.filter(pk__in=ids)
    user = _user(actor)
    if user is not None:
        known = known.filter(pk__in=visible_documents(user, at=at).values("pk"))
    found = {d.pk: d for d in known.order_by("pk").select_for_update(of=("self",), no_key=True)}
    if ids - found.keys():
        raise DocumentMissing
    return found


def _cases(ids: set[UUID], actor: Actor, at: datetime) -> dict[UUID, Case]:
    user = _user(actor)
    known = Case.objects.all() if user is None else visible_cases(user, at=at)
    found = {case.pk: case for case in known.filter(pk__in=ids)}
    if ids - found.keys():
        raise CaseMissing
    return found


def _user(actor: Actor) -> User | None:
    if actor.kind != "user":
        return None
    user = User.objects.filter(pk=actor.id).first()
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
    uses: Sequence[Use],
    documents: dict[UUID, Document],
    cases: dict[UUID, Case],
    standing: Sequence[DocumentUse],
    at: datetime,
) -> list[DocumentUse]:
    families: dict[UUID, set[UUID]] = {document_id: set() for document_id in documents}
    for known in standing:
        families[known.document_id].add(_family(known.case))
    made = {_key(known) for known in standing}
    new = []
    for use in uses:
        key = (use.document_id, use.case_id, use.material)
        if key in made:
            continue
        made.add(key)
        family = _family(cases[use.case_id])
        is_reuse = bool(families[use.document_id] - {family})
        if is_reuse and use.consented_at is None:
            raise ConsentNeeded(field=use.material, name=documents[use.document_id].name)
        families[use.document_id].add(family)
        new.append(
            DocumentUse(
                id=new_id(), document_id=use.document_id, case_id=use.case_id,
                material=use.material, is_reuse=is_reuse,
                consented_at=use.consented_at if is_reuse else None, at=at,
            )
        )  # fmt: skip
    return new


def _family(case: Case) -> UUID:
    return case.parent_id or case.pk


def _key(use: DocumentUse) -> tuple[UUID, UUID, str]:
    return use.document_id, use.case_id, use.material


def _act(
    use: DocumentUse,
    documents: dict[UUID, Document],
    cases: dict[UUID, Case],
    actor: Actor,
    on_behalf_of: UUID | None,
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
    return Act(place, "document", use.document_id, actor, use.at, action, data, on_behalf_of)
