"""The responsibility log (责任交接): own lines, and those that the other side's letters bring."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.crossregion.letters import Line, Name
from yingshang.city.matters.crossregion.models import CrossFile, Handover
from yingshang.core.exchange.places.errors import AboutNothingKnown
from yingshang.core.ledger.canonical import instant
from yingshang.core.models import Case, Office

ACTS = {
    "received": ("收件", "received"),
    "checked": ("核对身份和材料形式", "checked identity and form"),
    "forwarded": ("转递业务属地", "forwarded to the deciding place"),
    "arrived": ("业务属地收到", "arrived at the deciding place"),
    "accepted": ("业务属地受理", "accepted by the deciding place"),
    "correction": ("要求补正", "asked for a correction"),
    "supplement": ("转递补正材料", "forwarded the supplement"),
    "asked": ("请求协查", "asked another place"),
    "replied": ("答复协查", "answered"),
    "granted": ("准予", "granted"),
    "refused": ("不予", "refused"),
    "ended": ("终结", "ended"),
    "delivered": ("属地送达", "delivered by the deciding place"),
    "handed_over": ("窗口交付结果", "handed over by the window"),
    "returned": ("退回申请人", "returned to the applicant"),
    "withdrawal": ("申请撤回", "asked to withdraw"),
    "withdrawn": ("撤回", "withdrawn"),
}
"""What a line says was done, as people read it."""


def name_of(office: Office) -> Name:
    """An office's name in both languages."""
    return Name(zh=office.name, en=office.name_en)


class Known(NamedTuple):
    """By what a letter finds its file: whose file, of which dossier, on which side, with whom."""

    place: str
    dossier: UUID
    role: str
    peer: str


def locked_files(wanted: Collection[Known]) -> dict[Known, CrossFile]:
    """Files by what letters say of them, the cases locked before them, as everywhere.

    Three SQL statements. Errors: `AboutNothingKnown` where no letter opened one.
    """
    rows = CrossFile.objects.filter(dossier__in={one.dossier for one in wanted})
    names = ("place", "dossier", "role", "peer")
    cases = {Known(*row): pk for *row, pk in rows.values_list(*names, "case_id")}
    for one in wanted:
        if one not in cases:
            raise AboutNothingKnown(about=str(one.dossier))
    ids = [cases[one] for one in wanted]
    list(Case.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    own = CrossFile.objects.filter(case_id__in=ids).order_by("pk").select_for_update(of=("self",))
    files = own.select_related("case__office", "case__party", "offer")
    return {Known(f.place, f.dossier, f.role, f.peer): f for f in files}


def locked_file(place: str, dossier: str, role: str, *, peer: str) -> CrossFile:
    """A place's file of a dossier with the peer. Errors: `AboutNothingKnown`."""
    known = Known(place, UUID(dossier), role, peer)
    return locked_files([known])[known]


class Note(NamedTuple):
    """A line that this place writes: `holder` is in charge from then on."""

    file: CrossFile
    act: str
    holder: str
    at: datetime
    office: Office
    text: str = ""
    key: str = ""


def note_all(notes: Iterable[Note]) -> None:
    """Write lines of these places; the same key of a file twice changes nothing."""
    rows = [
        Handover(
            file=one.file, key=f"{one.file.place}.{one.key or one.act}", at=one.at,
            place=one.file.place, holder=one.holder, office=name_of(one.office).model_dump(),
            act=one.act, note=one.text[:300],
        )
        for one in notes
    ]  # fmt: skip
    Handover.objects.bulk_create(rows, ignore_conflicts=True)


def note(
    file: CrossFile, act: str, *, holder: str, at: datetime, office: Office, text: str = "",
    key: str = "",
) -> None:  # fmt: skip
    """Write one line."""
    note_all([Note(file, act, holder, at, office, text, key)])


def own_lines_of(files: Iterable[CrossFile]) -> dict[UUID, tuple[Line, ...]]:
    """All lines of each file's own place, for the next letter; the other side knows most of them.

    One SQL statement.
    """
    places = {file.pk: file.place for file in files}
    found: dict[UUID, list[Line]] = {pk: [] for pk in places}
    for row in Handover.objects.filter(file_id__in=places).order_by("at", "id"):
        if row.place == places[row.file_id]:
            found[row.file_id].append(_line(row))
    return {pk: tuple(lines) for pk, lines in found.items()}


def own_lines(file: CrossFile) -> tuple[Line, ...]:
    """The same of one file."""
    return own_lines_of([file])[file.pk]


def _line(row: Handover) -> Line:
    return Line(
        key=row.key, at=instant(row.at), place=row.place, holder=row.holder,
        office=Name(**row.office), act=row.act, note=row.note,
    )  # fmt: skip


Brought = tuple[CrossFile, Iterable[Line]]
"""A file, and the lines that a letter of its peer brought."""


def copy_all(brought: Iterable[Brought]) -> None:
    """Take over the peers' lines, each once; a place speaks for itself only."""
    rows = [
        Handover(
            file=file, key=line.key[:80], at=datetime.fromisoformat(line.at), place=line.place,
            holder=line.holder[:6], office=line.office.model_dump(), act=line.act[:30],
            note=line.note[:300],
        )
        for file, lines in brought
        for line in lines
        if line.place == file.peer and line.key.startswith(f"{file.peer}.")
    ]  # fmt: skip
    Handover.objects.bulk_create(rows, ignore_conflicts=True)


def copy_lines(file: CrossFile, lines: Iterable[Line], *, sender: str) -> None:
    """Take over the sender's lines, who is the file's peer."""
    if file.peer == sender:
        copy_all([(file, lines)])


def lines_of(file: CrossFile) -> list[Handover]:
    """The whole log of the file, in the order in which things happened."""
    return list(Handover.objects.filter(file=file).order_by("at", "id"))
