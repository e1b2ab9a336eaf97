"""What happened in a case, from its entries: the time line, and the opinions given so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.desk_pages.words import moment_text, said, step_name
from yingshang.city.matters.listing.terms import Delivery
from yingshang.city.matters.papers.entered import unfolded
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.models import Case, User
from yingshang.ui.components import Event

HASH_SHOWN = 12
PAPERS = {
    "receipt": ("收件凭证", "receipt"),
    "acceptance": ("受理通知书", "notice of acceptance"),
    "non_acceptance": ("不予受理通知书", "notice of non-acceptance"),
    "deficiency_notice": ("补正告知书", "deficiency notice"),
    "no_permit_needed": ("不属许可范围告知书", "notice that no permit is needed"),
    "on_spot": ("当场更正确认单", "record of a correction on the spot"),
    "supplement": ("补充材料通知书", "request for a supplement"),
    "termination": ("终止办理通知书", "notice of termination"),
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
            "watch.warn": _("期限预警"),
            "opinion.ask": _("请其他单位会办"),
            "opinion.given": _("会办意见"),
            "paper.serve": _("送达文书"),
            "green.open": _("开通绿色通道"),
            "green.end": _("结束绿色通道"),
            "matter.archive": _("归档"),
            "errand.archive": _("归档"),
            "bundle.archive": _("归档"),
            "matter.erase": _("保管期满销毁"),
            "errand.erase": _("保管期满销毁"),
            "bundle.erase": _("保管期满销毁"),
        }
        return known.get(entry.action) or step_name(self.case.kind, name or kind)


def history_of(case: Case, *, at: datetime) -> History:
    """The history of one case: two SQL statements."""
    entries = list(unfolded(entries_of([case.pk])))
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


LIGHTS = {
    "yellow": gettext_lazy("黄灯，已通知承办人"),
    "red": gettext_lazy("红灯，已通知负责人"),
    "breached": gettext_lazy("超期，已通知督查"),
}


def _lines(data: Mapping[str, object]) -> Iterable[str]:
    if data.get("level") in LIGHTS:
        yield str(LIGHTS[str(data["level"])])
    if data.get("what") and data.get("office"):
        yield f"{data['office']}：{data['what']}"
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
        "go_to": _("应当向%(text)s申请"),
        "corrected": _("更正：%(text)s"),
        "confirmed_by": _("确认人：%(text)s"),
        "ground_name": _("终止理由：%(text)s"),
        "days": _("所需 %(text)s 个工作日"),
        "where": _("地点：%(text)s"),
        "record": _("记录：%(text)s"),
        "licence_no": _("许可证件编号：%(text)s"),
        "manager": _("专办员：%(text)s"),
    }
    yield from (text % {"text": data[name]} for name, text in labels.items() if data.get(name))
