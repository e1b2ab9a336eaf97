"""What happened, step by step, and where the randomness comes from, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import Record
from yingshang.core.schemas import said
from yingshang.portal.openness import words
from yingshang.proofs.randomness import BeaconSource
from yingshang.proofs.randomness.moments import moment
from yingshang.ui.components import Event, Link

ROUND_URL = "https://api.drand.sh/{chain}/public/{round}"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The announced source: a paragraph on how it works, and where it can be looked at."""

    name: str
    text: str
    link: Link | None = None


def story_of(record: Record) -> list[Event]:
    """From the announcement on, in order of time."""
    draw = record.draw
    events = [(draw.announced_at, _announced(record))]
    for part in record.parts:
        text = _("交来自选秘密数字的散列；秘密还没有公开。")
        committed = _event(part.committed_at, part.party, pgettext("draw", "随机数承诺"), text)
        events.append((part.committed_at, _with_code(committed, bytes(part.commit).hex())))
        if part.revealed_at is not None:
            text = _("公开秘密，与先前的随机数承诺相符。")
            shown = _event(part.revealed_at, part.party, pgettext("draw", "揭示"), text)
            events.append((part.revealed_at, shown))
    if draw.ended_at is not None:
        events.append((draw.ended_at, _ended(record, draw.ended_at)))
    return [event for _at, event in sorted(events, key=lambda pair: pair[0])]


def source_of(draw: Draw) -> SourceText:
    """How chance comes in, as it was announced."""
    stated: dict[str, Any] = draw.summary["source"]
    chance = words.moment_text(draw.chance_at)
    if stated["kind"] == BeaconSource.kind:
        text = _(
            "公告时约定用 drand 公共随机信标的第 %(round)s 轮。这一轮由多个国家的独立机构在"
            " %(at)s 共同签出；在那之前谁也不知道，谁也不能挑选。"
        ) % {"round": stated["round"], "at": chance}
        url = ROUND_URL.format(chain=stated["chain"], round=stated["round"])
        return SourceText(_("公共随机信标"), text, Link(_("在 drand 网站上看这一轮"), url))
    text = _(
        "公告时约定由 %(parties)s 共同产生：各方先交“随机数承诺”（自选秘密数字的散列），到"
        " %(commit)s 截止；之后才公开秘密，到 %(reveal)s 截止。所有秘密合在一起决定结果，只要"
        "有一方诚实，谁也不能预定结果。有一方不公开，抽取作废并记名。"
    ) % {
        "parties": said("、", ", ").join(stated["parties"]),
        "commit": words.moment_text(moment(stated["commit_until"])),
        "reveal": words.moment_text(moment(stated["reveal_until"])),
    }
    return SourceText(_("随机数承诺与揭示"), text)


def _announced(record: Record) -> Event:
    draw = record.draw
    text = _("公布名录、数量和随机数来源；从此不能改动。")
    office = words.office_name(draw)
    event = _event(draw.announced_at, office, pgettext("draw", "公告"), text)
    lines = (_sealed(record, draw.announced_entry),)
    link = _receipt(record, draw.announced_entry, "announced")
    return _with_code(event, bytes(draw.announcement_hash).hex(), lines=lines, link=link)


def _ended(record: Record, at: datetime) -> Event:
    draw = record.draw
    who = "" if draw.state == Draw.State.DRAWN else _("本次抽取")
    if draw.state == Draw.State.DRAWN:
        act, text = pgettext("draw", "抽取"), _("由公告和随机数算出结果并发布。")
    else:
        act, text = pgettext("draw", "作废"), said(draw.void_zh, draw.void_en)
    lines = (_sealed(record, draw.ended_entry),)
    link = _receipt(record, draw.ended_entry, "ended")
    return _with_code(_event(at, who, act, text), "", lines=lines, link=link)


def _sealed(record: Record, entry: UUID | None) -> str:
    seal = record.seals.get(entry) if entry else None
    if seal is None:
        return _("还没有封存到日志，每几秒封存一次。")
    at = words.moment_text(seal.at) if seal.at else ""
    return _("已封存为日志第 %(index)s 笔（从 0 数起），检查点签于 %(at)s。") % {
        "at": at,
        "index": f"{seal.index:,}",
    }


def _receipt(record: Record, entry: UUID | None, act: str) -> Link | None:
    if entry not in record.seals:
        return None
    return Link(_("回执"), reverse("draw_receipt", args=[record.draw.pk, act]))


def _event(at: datetime, who: str, act: str, text: str) -> Event:
    return Event(time_text=words.moment_text(at), iso=words.iso(at), who=who, act=act, text=text)


def _with_code(
    event: Event, code: str, *, lines: tuple[str, ...] = (), link: Link | None = None
) -> Event:
    return Event(
        time_text=event.time_text, iso=event.iso, who=event.who, act=event.act, text=event.text,
        lines=lines, code=code, link=link,
    )  # fmt: skip
