"""What a deficiency notice asked for, and how its answer goes back: whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from yingshang.city.matters.applicants import resubmit, supply
from yingshang.city.matters.lifecycle import MATTER
from yingshang.city.matters.models import Paper
from yingshang.city.matters.pages.material_cards import formats_of
from yingshang.city.matters.queries.cases import CaseFile
from yingshang.city.matters.shrinking import PlannedMaterial
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Document, User
from yingshang.errors import Invalid

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Deficiency:
    """What is missing, all of it, with the notice that says so if there is one."""

    points: tuple[str, ...]
    paper: Paper | None


@dataclass(frozen=True)
class NewFile:
    """A file sent for a material."""

    material: PlannedMaterial
    file: "UploadedFile[Any]"  # generic in the stubs only


@dataclass(frozen=True)
class Correction:
    """The answer: changed values by meaning, new files, and the version it was made from."""

    case: Case
    values: Mapping[str, object]
    files: Sequence[NewFile]
    version: int | None


def deficiency(file: CaseFile) -> Deficiency:
    """The points of the latest notice; the entry's reason where an outside system asked."""
    case_id = file.case.pk
    papers = [p for p in file.papers if p.case_id == case_id and p.kind == "deficiency_notice"]
    asked = [e for e in file.entries if e.action == "matter.ask_correction"]
    data = (asked[-1].data or {}) if asked else {}
    points = data.get("points") or [data.get("reason", "")]
    told = tuple(str(p) for p in points if p) if isinstance(points, list) else ()
    return Deficiency(told, papers[-1] if papers else None)


def asked_supplement(file: CaseFile, case: Case) -> str:
    """What the office asked for after acceptance and has not got yet; nothing if nothing."""
    asked = ""
    for entry in file.entries:
        if entry.subject_id == case.pk and entry.action == "matter.ask_supplement":
            asked = str((entry.data or {}).get("reason", ""))
        elif entry.subject_id == case.pk and entry.action == "matter.supply":
            asked = ""
    return asked if may_supply(case) else ""


def may_supply(case: Case) -> bool:
    """Whether a supplement can be handed in from where the case is."""
    step = MATTER.step("supply")
    return case.kind == MATTER.kind and step is not None and case.state in step.sources


def hand_in(correction: Correction, *, user: User, at: datetime) -> None:
    """Keep the files and hand them in as a supplement, in one transaction.

    Errors: those of `store` with the material as field; those of `supply`.
    """
    with transaction.atomic():
        documents = [
            (new.material.code, keep_file(new, correction.case, user, at).pk)
            for new in correction.files
        ]
        case = correction.case
        supply(case.pk, documents, user=user, at=at, version=correction.version)


def send_back(correction: Correction, *, user: User, at: datetime) -> None:
    """Keep the files and resubmit, in one transaction.

    Errors: those of `store` with the material as field; those of `resubmit`.
    """
    with transaction.atomic():
        documents = [
            (new.material.code, keep_file(new, correction.case, user, at).pk)
            for new in correction.files
        ]
        resubmit(
            correction.case.pk, correction.values, user=user, at=at, documents=documents,
            version=correction.version,
        )  # fmt: skip


def keep_file(new: NewFile, case: Case, user: User, at: datetime) -> Document:
    """Store a file as a document of the case's party. Errors: those of `store`, by material."""
    try:
        return store(
            new.file.file,  # type: ignore[arg-type]  # an upload has an open file
            name=new.file.name or "",
            kind=new.material.code,
            owner=case.party,
            place=case.place,
            origin=Document.Origin.APPLICANT,
            allowed=formats_of(new.material.formats),
            max_size_bytes=new.material.max_size_mb * MEGABYTE,
            actor=Actor.user(user.pk),
            at=at,
        )
    except Invalid as error:
        error.field = new.material.code
        raise
