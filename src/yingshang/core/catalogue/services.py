"""A place's lists come into the database here: all rows of an edition, or none."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from yingshang.core.catalogue.models import Edition, Item
from yingshang.core.catalogue.reading import read_place
from yingshang.core.catalogue.rows import Row
from yingshang.core.commitments.republishing import recompute_under_new_calendar
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office, Region

LOADER = Actor.system("catalogue")


def ensure_place(folder: str) -> tuple[Edition, bool]:
    """The lists with which a place begins its day; answers the edition and whether it is new.

    A place whose lists are simulated keeps them, and its real ones are not even read: `load_place`
    brings them back. Errors: those of `load_place`.
    """
    rows = Item.objects.filter(kind="place", code=folder, is_current=True)
    for place in rows.values_list("place", flat=True):
        newest = newest_edition(place)
        if newest is not None and newest.is_simulated:
            return newest, False
    return load_place(folder)


def newest_edition(place: str) -> Edition | None:
    """The lists that hold now; None before the first are loaded."""
    return Edition.objects.filter(place=place).order_by("-loaded_at", "-id").first()


def load_place(
    folder: str, *, actor: Actor = LOADER, at: datetime | None = None, root: Path | None = None,
    is_simulated: bool = False,
) -> tuple[Edition, bool]:  # fmt: skip
    """Load `common` and the place's folder; answers the edition and whether it is new.

    The folders stand under `root`, the platform's own catalogue unless another is named.

    Versions are kept by content hash; the newest edition's are current, and open cases keep theirs.
    Loading the same content again changes nothing. Errors: `ListsRefused` with every mistake.
    """
    rows = read_place(root or settings.CATALOGUE_ROOT, folder).require()
    at = at or timezone.now()
    place = next(str(row.body["region"]) for row in rows if row.kind == "place")
    digest = edition_hash(rows)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7248902)")
        newest = newest_edition(place)
        if newest and newest.content_hash == digest:
            return newest, False
        edition = Edition.objects.create(
            place=place, content_hash=digest, rows=len(rows), loaded_at=at, loaded_by=actor.id,
            is_simulated=is_simulated,
        )  # fmt: skip
        _store_rows(edition, rows)
        _store_regions([row for row in rows if row.kind == "region"])
        _store_offices(place, [row for row in rows if row.kind == "office"])
        data = {"hash": digest, "rows": len(rows)}
        record([Act(place, "edition", edition.id, actor, at, "catalogue.load", data)])
        recompute_under_new_calendar(place, actor=actor, at=at)
    return edition, True


def edition_hash(rows: Sequence[Row]) -> str:
    """The hex SHA-256 over kind, code and hash of every row, sorted: names the edition."""
    lines = sorted(f"{row.kind}\t{row.code}\t{row.hash}\n" for row in rows)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _store_rows(edition: Edition, rows: Sequence[Row]) -> None:
    Item.objects.filter(place=edition.place, is_current=True).update(is_current=False)
    known = set(
        Item.objects.filter(place=edition.place).values_list("kind", "code", "content_hash")
    )
    Item.objects.bulk_create(
        [
            Item(
                place=edition.place,
                kind=row.kind,
                code=row.code,
                content_hash=row.hash,
                body=row.body,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                source=row.source,
                file=row.file,
                edition=edition,
                is_current=False,
            )
            for row in rows
            if (row.kind, row.code, row.hash) not in known
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_item i SET is_current = true"
            " FROM unnest(%s::text[], %s::text[], %s::text[]) AS r(kind, code, hash)"
            " WHERE i.place = %s AND i.kind = r.kind AND i.code = r.code"
            " AND i.content_hash = r.hash",
            [[r.kind for r in rows], [r.code for r in rows], [r.hash for r in rows], edition.place],
        )


def _store_regions(rows: Sequence[Row]) -> None:
    ordered = sorted(rows, key=lambda row: row.body.get("parent") is not None)
    Region.objects.bulk_create(
        [
            Region(
                code=row.code,
                name=row.body["name"],
                name_en=row.body["name_en"],
                parent_id=row.body.get("parent"),
            )
            for row in ordered
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "parent"],
    )


def _store_offices(place: str, rows: Sequence[Row]) -> None:
    Office.objects.bulk_create(
        [
            Office(
                place=place,
                code=row.code,
                name=row.body["name"],
                name_en=row.body["name_en"],
                kind=_office_kind(row),
                is_open=True,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["place", "code"],
        update_fields=["name", "name_en", "kind", "is_open"],
    )
    codes = [row.code for row in rows]
    Office.objects.filter(place=place).exclude(code__in=codes).update(is_open=False)


def _office_kind(row: Row) -> Office.Kind:
    is_external = row.body["kind"] == "external"
    return Office.Kind.EXTERNAL if is_external else Office.Kind.OFFICE


def office_ids(place: str) -> dict[str, UUID]:
    """The ids of a place's offices by their code."""
    return dict(Office.objects.filter(place=place).values_list("code", "id"))
