"""What happened in a case, from its entries: the time line, and the opinions given so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yingshang.city.matters.desk_pages.words import moment_text, said, step_name
from yingshang.city.matters.listing.terms import Delivery
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, User
from yingshang.ui.components import Event

HASH_SHOWN = 12
PAPERS = {
    "receipt": ("收件凭证", "receipt"),
    "acceptance": ("受理通知书", "notice of acceptance"),
    "non_acceptance": ("不予受理通知书", "notice of non-acceptance"),
    "deficiency_notice": ("补正告知书", "deficiency notice"),
    "extension": ("延期告知书", "notice of extension"),
    "suspension": ("特别程序告知书", "notice of a special procedure"),
    "decision": ("准予决定书", "decision to grant"),
    "refusal": ("不予决定书", "decision to refuse"),
    "delivery": ("送达回证", "proof of delivery"),
}
DELIVERIES: Mapping[Delivery, tuple[str, str]] = {
    "desk": ("窗口领取", "at the desk"),
    "mail": ("邮寄", "by mail"),
    "electronic": ("电子送达", "electronically"),
}


@dataclass(frozen=True)
class Opinion:
    """What an officer wrote at a stage."""

    stage: str
    text: str
    who: str
    when: str


@dataclass(frozen=True)
class History:
    """The entries of a case with the names of those who acted."""

    case: Case
    entries: Sequence[EntryView]
    names: Mapping[UUID, str]
    at: datetime

    def events(self, *, since_version: int = 0) -> list[Event]:
        """The time line, newest first; only steps after a version, if one is given."""
        chosen = [e for e in self.entries if _version(e) > since_version or not since_version]
        return [self._event(entry) for entry in reversed(chosen)]

    def opinions(self) -> list[Opinion]:
        """The opinions in the order in which they were given."""
        return [
            Opinion(self._act(e), str(_data(e)["opinion"]), self._who(e), self._when(e))
            for e in self.entries
            if _data(e).get("opinion")
        ]

    def has_form(self, key: UUID) -> bool:
        """Whether a form with this key was carried out before."""
        return any(_data(entry).get("form") == str(key) for entry in self.entries)

    def _event(self, entry: EntryView) -> Event:
        return Event(
            time_text=self._when(entry),
            iso=entry.at.isoformat(),
            who=self._who(entry),
            act=self._act(entry),
            text=_text(entry),
            lines=tuple(_lines(_data(entry))),
            code=_("存证 %(hash)s") % {"hash": entry.hash_hex[:HASH_SHOWN]},
        )

    def _who(self, entry: EntryView) -> str:
        if entry.actor_kind == "system":
            return _("系统")
        if entry.actor_kind == "exchange":
            return _("外部系统")
        return self.names.get(entry.actor_id, "")

    def _when(self, entry: EntryView) -> str:
        return moment_text(entry.at, now=self.at)

    def _act(self, entry: EntryView) -> str:
        kind, _dot, name = entry.action.partition(".")
        known = {
            "case.open": _("开立办件"),
            "matter.paper": _("出具"),
            "matter.result": _("制作结果"),
            "matter.licence_pdf": _("生成电子证照"),
            "exchange.push": _("送外部系统办理"),
            "exchange.answer": _("外部系统答复"),
            "exchange.dead": _("外部系统无法送达"),
            "commitment.recompute": _("按新公布的日历重算期限"),
            "rating.give": _("评价"),
        }
        return known.get(entry.action) or step_name(self.case.kind, name or kind)


def history_of(case: Case, *, at: datetime) -> History:
    """The history of one case: two SQL statements."""
    entries = entries_of([case.pk])
    ids = {entry.actor_id for entry in entries if entry.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))
    return History(case, entries, names, at)


def paper_name(kind: str) -> str:
    """The name of a kind of paper."""
    zh, en = PAPERS.get(kind, (kind, kind))
    return said(zh, capfirst(en))


def delivery_name(way: str) -> str:
    """The name of a way of delivery."""
    zh, en = DELIVERIES.get(way, (way, way))  # type: ignore[call-overload]  # unknown ways read as they are
    return said(zh, capfirst(en))


def _data(entry: EntryView) -> Mapping[str, object]:
    return entry.data or {}


def _version(entry: EntryView) -> int:
    version = _data(entry).get("version", 0)
    return version if isinstance(version, int) else 0


def _text(entry: EntryView) -> str:
    data = _data(entry)
    if entry.action == "matter.paper":
        return f"{paper_name(str(data.get('kind', '')))} {data.get('number', '')}"
    if entry.action in {"case.open", "matter.result"}:
        return str(data.get("number", ""))
    return delivery_name(str(data["by"])) if data.get("by") else ""


def _lines(data: Mapping[str, object]) -> Iterable[str]:
    points = data.get("points")
    if isinstance(points, list):
        yield from (f"{n}. {point}" for n, point in enumerate(points, start=1))
    elif data.get("reason"):
        yield _("理由：%(text)s") % {"text": data["reason"]}
    labels = {
        "opinion": _("意见：%(text)s"),
        "legal_basis": _("依据：%(text)s"),
        "remedies": _("救济途径：%(text)s"),
        "notice_no": _("通知书 %(text)s"),
        "received_by": _("收件人：%(text)s"),
        "tracking": _("邮件编号：%(text)s"),
    }
    yield from (text % {"text": data[name]} for name, text in labels.items() if data.get(name))
