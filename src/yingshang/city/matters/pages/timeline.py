"""The time line of a case, from the ledger: who did what when, with entry and hash."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yingshang.city.matters.models import Paper
from yingshang.city.matters.pages import words
from yingshang.city.matters.papers.entered import unfolded
from yingshang.city.matters.queries.cases import CaseFile
from yingshang.city.matters.queries.inside import INSIDE
from yingshang.core.cases.lifecycle import APPLICANT, lifecycle_of
from yingshang.core.ledger.queries import EntryView
from yingshang.core.models import User
from yingshang.ui.components import Event, Link
from yingshang.worktime.zone import local

QUIET = INSIDE | {"exchange.push", "exchange.answer"}
"""Acts inside and between offices that say nothing to an applicant; the ledger page has them."""
PAST = {
    "start": "started", "claim": "took", "transfer": "passed on", "assign": "reassigned",
    "accept": "accepted",
    "deem_accepted": "counted as accepted", "ask_correction": "asked for a correction of",
    "resubmit": "corrected", "refuse_acceptance": "did not accept", "handle": "handled",
    "review": "reviewed", "send_back": "sent back", "grant": "granted", "refuse": "refused",
    "suspend": "stopped the clock of", "resume": "resumed the clock of", "extend": "extended",
    "deliver": "delivered", "withdraw": "withdrew", "terminate": "ended", "take": "took",
    "complete": "completed", "fail": "could not complete", "fulfil": "kept the promise",
    "finish": "finished", "finish_partly": "finished in part",
    "not_within_permits": "said that no permit is needed for",
    "wrong_office": "named the office in charge of", "correct_on_spot": "had corrected on the spot",
    "record_visit": "visited the site of", "ask_supplement": "asked for a supplement to",
    "supply": "supplied", "extend_jointly": "extended", "miss_delivery": "could not deliver",
}  # fmt: skip
"""English tells what was done; the lifecycles name what is to be done."""
BY_THE_OFFICE = frozenset({"case.open", "matter.paper", "matter.result"})
"""What a step of anybody brings about in the office's name."""


def events_of(file: CaseFile, *, viewer: User, ledger_url: str, quiet: bool = True) -> list[Event]:
    """The acts about a case and its members, newest first. One SQL statement for the names."""
    told = [e for e in unfolded(file.entries) if not (quiet and _is_quiet(e, file))]
    entries = told[::-1]
    names = names_of(entries)
    return [_event(entry, file, names, viewer, ledger_url) for entry in entries]


def names_of(entries: Iterable[EntryView]) -> dict[UUID, str]:
    """The names of the log-ins that acted."""
    ids = {entry.actor_id for entry in entries if entry.actor_kind == "user"}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def act_text(entry: EntryView) -> str:
    """What was done, in a word or two."""
    data = entry.data or {}
    if known := _fixed().get(entry.action):
        return known
    kind, _dot, step = entry.action.partition(".")
    if entry.action == "matter.paper":
        return _("出具%(paper)s") % {"paper": paper_text(str(data.get("kind", "")))}
    found = lifecycle_of(kind).step(step) if kind in {"matter", "errand", "bundle"} else None
    if found is None:
        return entry.action
    return PAST.get(found.name, found.en) if words.is_english() else found.zh


def paper_text(kind: str) -> str:
    """The name of a kind of paper."""
    names = {
        Paper.Kind.RECEIPT: _("收件凭证"),
        Paper.Kind.ACCEPTANCE: _("受理通知书"),
        Paper.Kind.NON_ACCEPTANCE: _("不予受理通知书"),
        Paper.Kind.DEFICIENCY_NOTICE: _("补正告知书"),
        Paper.Kind.NO_PERMIT_NEEDED: _("不属许可范围告知书"),
        Paper.Kind.ON_SPOT: _("当场更正确认单"),
        Paper.Kind.SUPPLEMENT: _("补充材料通知书"),
        Paper.Kind.TERMINATION: _("终止办理通知书"),
        Paper.Kind.EXTENSION: _("延期告知书"),
        Paper.Kind.SUSPENSION: _("特别程序告知书"),
        Paper.Kind.DECISION: _("准予决定书"),
        Paper.Kind.REFUSAL: _("不予决定书"),
        Paper.Kind.DELIVERY: _("送达回证"),
    }
    return names.get(kind, kind)  # type: ignore[call-overload, no-any-return]  # text choices are text


def who_text(entry: EntryView, file: CaseFile, names: Mapping[UUID, str], viewer: User) -> str:
    """Who acted: you, the applicant's side by name, an office, the clock, an outside system."""
    case = file.cases.get(entry.subject_id)
    office = words.said(case.office) if case else ""
    if entry.actor_kind == "system":
        return _("系统")
    if entry.actor_kind == "exchange":
        return _("%(office)s（业务系统）") % {"office": office} if office else _("外部系统")
    if office and entry.action in BY_THE_OFFICE:
        return office
    if entry.actor_id == viewer.pk:
        return _("您")
    if _is_applicants(entry) or not office:
        return names.get(entry.actor_id, "")
    return office


def _is_quiet(entry: EntryView, file: CaseFile) -> bool:
    """The members' openings are told by the bundle's own."""
    opens_member = entry.action == "case.open" and entry.subject_id != file.case.pk
    return opens_member or entry.action in QUIET


def _event(
    entry: EntryView, file: CaseFile, names: Mapping[UUID, str], viewer: User, ledger_url: str
) -> Event:
    return Event(
        time_text=words.moment_text(entry.at),
        iso=local(entry.at, field="at").isoformat(timespec="seconds"),
        who=who_text(entry, file, names, viewer),
        act=act_text(entry),
        text=_about(entry, file),
        lines=_lines(entry),
        code=f"{entry.id.hex[-8:]} · {entry.hash_hex[:16]}",
        link=Link(_("存证"), f"{ledger_url}#e-{entry.id.hex}"),
    )


def _about(entry: EntryView, file: CaseFile) -> str:
    """Which member, where the page is about a bundle."""
    case = file.cases.get(entry.subject_id)
    if case is None or case.pk == file.case.pk:
        return ""
    return words.said_in(case.item.body)


def _lines(entry: EntryView) -> tuple[str, ...]:
    data = entry.data or {}
    points = data.get("points")
    if isinstance(points, list) and points:
        return tuple(str(point) for point in points)
    found = []
    if data.get("number") and entry.action != "case.open":
        found.append(_("编号 %(number)s") % {"number": data["number"]})
    if data.get("reason"):
        found.append(_("理由：%(reason)s") % {"reason": data["reason"]})
    if data.get("notice_no"):
        found.append(_("通知书 %(number)s") % {"number": data["notice_no"]})
    return tuple(found)


def _is_applicants(entry: EntryView) -> bool:
    kind, _dot, name = entry.action.partition(".")
    if kind in {"application", "case"}:
        return True
    if kind not in {"matter", "errand", "bundle"}:
        return False
    step = lifecycle_of(kind).step(name)
    return step is not None and APPLICANT in step.by


def _fixed() -> Mapping[str, str]:
    """Acts that no lifecycle names."""
    return {
        "application.start": pgettext("act", "开始填写"),
        "application.submit": pgettext("act", "提交申请"),
        "application.sign": pgettext("act", "签名"),
        "application.refuse_signature": pgettext("act", "拒绝签名"),
        "application.take_back": pgettext("act", "收回修改"),
        "application.reuse": pgettext("act", "同意再次使用材料"),
        "application.discard": pgettext("act", "放弃草稿"),
        "case.open": pgettext("act", "收件"),
        "matter.result": pgettext("act", "制发结果"),
        "paper.serve": pgettext("act", "送达文书"),
        "green.open": pgettext("act", "开通绿色通道"),
        "green.end": pgettext("act", "结束绿色通道"),
        "matter.archive": pgettext("act", "归档"),
        "errand.archive": pgettext("act", "归档"),
        "bundle.archive": pgettext("act", "归档"),
        "matter.erase": pgettext("act", "保管期满销毁"),
        "errand.erase": pgettext("act", "保管期满销毁"),
        "bundle.erase": pgettext("act", "保管期满销毁"),
        "watch.warn": pgettext("act", "期限预警"),
        "opinion.ask": pgettext("act", "请其他单位会办"),
        "opinion.given": pgettext("act", "会办单位答复"),
        "exchange.push": pgettext("act", "送业务系统办理"),
        "exchange.answer": pgettext("act", "业务系统答复"),
    }
