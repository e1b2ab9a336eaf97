"""Materials of a letter: files in base64 as far as they fit, originals by post with a number."""

import base64
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from yingshang.city.matters.crossregion.errors import CrossMaterialMissing
from yingshang.city.matters.crossregion.letters import Attachment
from yingshang.city.matters.crossregion.listing import CrossMaterial
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import Use, store, use_in_cases
from yingshang.core.documents.stores import chosen_store
from yingshang.core.exchange.places.errors import LetterTooLarge
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Document
from yingshang.errors import Invalid, Sentence

MOST_BYTES = 600 * 1024
"""What the files of one letter may have together; in base64 it fits the exchange's 1 MiB."""
FORMATS = (Format.PDF, Format.PNG, Format.JPEG)
ONLINE, POST = "online", "post"


@dataclass(frozen=True, slots=True)
class Given:
    """A material as it is given: a file with its name, or the tracking number of a parcel."""

    code: str
    file: BinaryIO | None = None
    name: str = ""
    tracking: str = ""


class AttachmentDamaged(Invalid):
    """A file in a letter does not have the digest that the letter states."""

    code = "matters.attachment_damaged"
    zh = "函件所附“{name}”与其摘要不符。"
    en = "The attached “{name}” does not have the digest that the letter states."


def keep(
    case: Case, wanted: Sequence[CrossMaterial], given: Sequence[Given], *, actor: Actor,
    at: datetime,
) -> list[dict[str, str]]:  # fmt: skip
    """Store what was given for a case; answers the file's rows of materials.

    Errors: `CrossMaterialMissing`, `LetterTooLarge`, those of `documents.store`.
    """
    by_code: dict[str, list[Given]] = {}
    for one in given:
        by_code.setdefault(one.code, []).append(one)
    rows = []
    for material in wanted:
        found = by_code.get(material.code, [])
        if material.required and not found:
            raise CrossMaterialMissing(
                field=f"material_{material.code}", name=Sentence(material.name, material.name_en)
            )
        rows += [_kept(case, material, one, actor, at) for one in found]
    _check_size(rows)
    return rows


def attached(rows: Sequence[Mapping[str, str]]) -> tuple[Attachment, ...]:
    """The rows as a letter carries them, with the bytes of their files."""
    return tuple(_attachment(row) for row in rows)


def unpack(
    case: Case, attachments: Sequence[Attachment], *, actor: Actor, at: datetime
) -> list[dict[str, str]]:
    """Store what a letter brought, at the home; answers the file's rows of materials.

    Errors: `AttachmentDamaged`, those of `documents.store`.
    """
    rows = []
    for one in attachments:
        row = {"code": one.code, "name": one.name, "way": one.way, "tracking": one.tracking}
        if one.way == ONLINE:
            content = base64.b64decode(one.content)
            if hashlib.sha256(content).hexdigest() != one.sha256:
                raise AttachmentDamaged(name=one.name)
            given = Given(one.code, io.BytesIO(content), one.file_name)
            row |= _stored(case, given, actor, at)
        rows.append(row)
    return rows


def _kept(
    case: Case, material: CrossMaterial, given: Given, actor: Actor, at: datetime
) -> dict[str, str]:
    row = {"code": material.code, "name": material.name, "tracking": given.tracking}
    if given.file is None:
        return row | {"way": POST}
    return row | {"way": ONLINE} | _stored(case, given, actor, at)


def _stored(case: Case, given: Given, actor: Actor, at: datetime) -> dict[str, str]:
    if given.file is None:
        raise CrossMaterialMissing(field=f"material_{given.code}", name=given.code)
    document = store(
        given.file, name=given.name, kind=given.code, owner=case.party, place=case.place,
        origin=Document.Origin.APPLICANT, allowed=FORMATS, max_size_bytes=MOST_BYTES, actor=actor,
        at=at,
    )  # fmt: skip
    use_in_cases([Use(document.pk, case.pk, given.code, at)], actor=actor, at=at)
    return {"document": str(document.pk), "sha256": document.blob_id, "file_name": document.name}


def _check_size(rows: Sequence[Mapping[str, str]]) -> None:
    ids = [row["document"] for row in rows if "document" in row]
    sizes = Document.objects.filter(pk__in=ids).values_list("blob__size_bytes", flat=True)
    total = sum(sizes)
    if total > MOST_BYTES:
        raise LetterTooLarge(size=total // 1024, most=MOST_BYTES // 1024)


def _attachment(row: Mapping[str, str]) -> Attachment:
    plain = {name: row.get(name, "") for name in ("code", "name", "way", "tracking")}
    if "document" not in row:
        return Attachment(**plain)
    with chosen_store().open(row["sha256"]) as file:
        content = base64.b64encode(file.read()).decode()
    return Attachment(**plain, file_name=row["file_name"], sha256=row["sha256"], content=content)
