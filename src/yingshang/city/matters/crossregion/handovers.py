"""The responsibility log (责任交接): own lines, and those that the other side's letters bring."""

from collections.abc import Iterable
from datetime import datetime

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


def locked_file(place: str, dossier: str, role: str, *, peer: str) -> CrossFile:
    """A place's file of a dossier with the peer, the case locked before it, as everywhere.

    Errors: `AboutNothingKnown` while no letter opened it.
    """
    rows = CrossFile.objects.filter(place=place, dossier=dossier, role=role, peer=peer)
    case_id = rows.values_list("case_id", flat=True).first()
    if case_id is None:
        raise AboutNothingKnown(about=dossier)
    Case.objects.select_for_update().get(pk=case_id)
    own = rows.select_for_update(of=("self",))
    return own.select_related("case__office", "case__party", "offer").get()


def note(
    file: CrossFile, act: str, *, holder: str, at: datetime, office: Office, text: str = "",
    key: str = "",
) -> None:  # fmt: skip
    """Write a line of this place; the same key twice changes nothing."""
    line = Handover(
        file=file, key=f"{file.place}.{key or act}", at=at, place=file.place, holder=holder,
        office=name_of(office).model_dump(), act=act, note=text[:300],
    )  # fmt: skip
    Handover.objects.bulk_create([line], ignore_conflicts=True)


def own_lines(file: CrossFile) -> tuple[Line, ...]:
    """All lines of this place, for the next letter; the other side knows most of them already."""
    rows = Handover.objects.filter(file=file, place=file.place).order_by("at", "id")
    return tuple(
        Line(
            key=row.key, at=instant(row.at), place=row.place, holder=row.holder,
            office=Name(**row.office), act=row.act, note=row.note,
        )
        for row in rows
    )  # fmt: skip


def copy_lines(file: CrossFile, lines: Iterable[Line], *, sender: str) -> None:
    """Take over the sender's lines, each once; a place speaks for itself only."""
    rows = [
        Handover(
            file=file, key=line.key[:80], at=datetime.fromisoformat(line.at), place=line.place,
            holder=line.holder[:6], office=line.office.model_dump(), act=line.act[:30],
            note=line.note[:300],
        )
        for line in lines
        if line.place == sender and line.key.startswith(f"{sender}.")
    ]  # fmt: skip
    Handover.objects.bulk_create(rows, ignore_conflicts=True)


def lines_of(file: CrossFile) -> list[Handover]:
    """The whole log of the file, in the order in which things happened."""
    return list(Handover.objects.filter(file=file).order_by("at", "id"))
