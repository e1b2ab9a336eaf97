"""A comparison, a trial and a note as their pages show them, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from yingshang.city.benefits.laboratory.comparing import quoted
from yingshang.city.benefits.laboratory.errors import FilesGone
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.types import Bin, Compared, Group, Side, Threshold
from yingshang.city.benefits.laboratory.variants import parameters_on
from yingshang.city.benefits.laboratory.working import NEAR, file_of
from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.pages import run_words
from yingshang.city.benefits.pages.policy_words import is_english, said
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.policies.english import english_words
from yingshang.core.access.models import User
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.parties.models import Region
from yingshang.ui.charts import Bar
from yingshang.ui.components import Fact, State

Context = dict[str, object]
Row = LaboratoryNote | LaboratoryTrial
Named = Callable[[str], str]
MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of one kind with a chart of their totals."""

    key: str
    title: str
    rows: Sequence[tuple[str, Group, str, str, str]]
    bars: Sequence[Bar]
    chart: str


@dataclass(frozen=True, slots=True)
class NearTable:
    """A condition, who is near its limit, and the nearest firms where their list is kept."""

    text: str
    decision: str
    threshold: Threshold
    firms: Sequence[Mapping[str, str]]


def words_of(row: Row) -> Mapping[str, str]:
    """English by the Chinese of the rule."""
    policy = Policy.model_validate(row.item.body, strict=False)
    return english_words(policy, dictionary_of(row.place).elements)


def title_of(row: Row) -> str:
    """The policy's title."""
    return said(row.item.body["title"], row.item.body["title_en"])


def result_context(row: Row, compared: Compared, words: Mapping[str, str]) -> Context:
    """Everything that a comparison says."""
    total = compared.total
    named = _named(words)
    regions = Region.objects.filter(pk__in=[one.label for one in compared.districts])
    districts = {region.code: said(region.name, region.name_en) for region in regions}
    return {
        "compared": compared,
        "answers": [
            (f"{total.gainers:,}", _("户得的更多")),
            (f"{total.losers:,}", _("户得的更少")),
            (f"{total.unchanged:,}", _("户不变")),
            (f"{total.entered:,}", _("户新进来")),
            (f"{total.left:,}", _("户出去")),
            (signed(total.after_fen - total.before_fen), _("总额变化")),
        ],
        "sides": [_side(_("现行"), compared.before), _side(_("试算"), compared.after)],
        "bins": _bins(compared.bins),
        "longest": max((max(b.before, b.after) for b in compared.bins), default=0),
        "tables": [
            _table("sizes", _("按规模"), compared.sizes, named, _("未分规模")),
            _table("industries", _("按行业"), compared.industries, named, _("行业未知")),
            _table("districts", _("按登记地"), compared.districts,
                   lambda code: districts.get(code, code), _("未知")),
        ],
        "moved": [(named(m.was) or _("数据不足"), named(m.now) or _("数据不足"), f"{m.firms:,}")
                  for m in compared.moved],
        "nears": _nears(row, compared, words),
    }  # fmt: skip


def facts_context(row: Row, words: Mapping[str, str]) -> Context:
    """What was tried, on which data, under which hashes."""
    return {
        "tried": _tried(row, words),
        "data": _data(row),
        "hashes": _hashes(row),
    }


def signed(fen: int) -> str:
    """A change of money with its sign."""
    return f"{'+' if fen > 0 else ''}{run_words.money(fen)}"


def _named(words: Mapping[str, str]) -> Named:
    def name(text: str) -> str:
        return run_words.said(text, words.get(text, text)) if text else ""

    return name


def _side(name: str, side: Side) -> tuple[str, str, str, str, str]:
    spent = side.spent_on.isoformat() if side.spent_on else "—"
    return name, f"{side.eligible:,}", f"{side.unknown:,}", run_words.money(side.fen), spent


def _bins(bins: Sequence[Bin]) -> list[tuple[str, list[Bar]]]:
    """A chart for each side, drawn to the same length."""
    return [
        (
            _("现行：每户金额（元）和户数"),
            [Bar(_range(b), b.before, state=State.PAUSE) for b in bins],
        ),
        (_("试算：每户金额（元）和户数"), [Bar(_range(b), b.after) for b in bins]),
    ]


def _range(one: Bin) -> str:
    low = f"{one.above_fen // 100:,}"
    if one.most_fen is None:
        return _("%(low)s 以上") % {"low": low}
    high = f"{one.most_fen // 100:,}"
    return _("%(high)s 以下") % {"high": high} if not one.above_fen else f"{low}–{high}"


def _table(
    key: str, title: str, groups: Sequence[Group], named: Named, unknown: str
) -> GroupTable:  # fmt: skip
    labelled = [(named(one.label) if one.label else unknown, one) for one in groups]
    rows = [
        (label, one, run_words.money(one.before_fen), run_words.money(one.after_fen),
         signed(one.after_fen - one.before_fen))
        for label, one in labelled
    ]  # fmt: skip
    changes = [(label, one.after_fen - one.before_fen) for label, one in labelled]
    largest = sorted((c for c in changes if c[1]), key=lambda c: (-abs(c[1]), c[0]))[:MOST_BARS]
    bars = [
        Bar(label, abs(fen) / 100, signed(fen), State.KEPT if fen > 0 else State.BROKEN)
        for label, fen in largest
    ]
    chart = _("%(title)s：总额变化，由大到小") % {"title": title}
    return GroupTable(key, title, rows, bars, chart)


def _nears(row: Row, compared: Compared, words: Mapping[str, str]) -> list[NearTable]:
    close = _close(row, words)
    return [
        NearTable(_translated(one.text, words), _named(words)(one.decision), one,
                  close.get(number, []))
        for number, one in enumerate(compared.thresholds, 1)
    ]  # fmt: skip


def _translated(text: str, words: Mapping[str, str]) -> str:
    """A condition with its names in English; the longest names first, as some begin alike."""
    if not is_english():
        return text
    for name in sorted(words, key=len, reverse=True):
        text = text.replace(name, words[name])
    return text


def _close(row: Row, words: Mapping[str, str]) -> dict[int, list[Mapping[str, str]]]:
    """The nearest firms by the number of their condition; nothing where no list is kept."""
    if not isinstance(row, LaboratoryTrial):
        return {}
    try:
        path = file_of(row, NEAR)
    except FilesGone:
        return {}
    with duckdb.connect() as engine:
        found = engine.execute(
            "SELECT number, holds, credit_code, name, found, wanted, verdict"  # noqa: S608 - our own file
            f" FROM read_parquet('{quoted(path)}')"
            " ORDER BY number, abs(found - wanted), credit_code"
        ).fetchall()
    close: dict[int, list[Mapping[str, str]]] = {}
    for number, holds, code, name, value, wanted, verdict in found:
        close.setdefault(number, []).append({
            "code": code, "name": name or code, "value": _number(value),
            "wanted": _number(wanted), "off": _number(value - wanted),
            "holds": _("满足") if holds else _("不满足"),
            "verdict": _named(words)(verdict or "") or _("数据不足"),
        })  # fmt: skip
    return close


def _number(value: Any) -> str:
    return f"{value.normalize():,f}"


def _tried(row: Row, words: Mapping[str, str]) -> list[Fact]:
    policy = Policy.model_validate(row.item.body, strict=False)
    now = parameters_on(policy, row.decided_on)
    names = {one.name: said(one.name, one.name_en) for one in policy.parameters}
    facts = [Fact(_("按哪一天"), row.decided_on.isoformat())]
    facts += [
        Fact(names.get(name, name), f"{_said(now.get(name), words)} → {_said(value, words)}")
        for name, value in row.settings.items()
    ]
    if row.before_hash != row.after_hash:
        name = row.rule_name if isinstance(row, LaboratoryTrial) else ""
        facts.append(Fact(_("规则"), _("另一份规则 %(name)s") % {"name": name}))
    if row.budget_fen is not None:
        facts.append(Fact(_("预算"), _("%(sum)s 元") % {"sum": yuan(row.budget_fen)}))
    facts.append(Fact(_("试算人"), _maker(row)))
    facts.append(Fact(_("时间"), run_words.when(row.made_at)))
    return facts


def _maker(row: Row) -> str:
    if row.made_by is None:
        return _("命令行")
    names = User.objects.filter(pk=row.made_by).values_list("display_name", flat=True)
    return names.first() or "—"


def _said(value: object, words: Mapping[str, str]) -> str:
    text = str(value)
    return said(text, words.get(text, text))


def _data(row: Row) -> list[Fact]:
    listed = dictionary_of(row.place).datasets
    return [
        Fact(said(listed[one["dataset"]].name, listed[one["dataset"]].name_en)
             if one["dataset"] in listed else one["dataset"],
             _("%(day)s 的数据") % {"day": one["as_of"]})
        for one in row.snapshots
    ]  # fmt: skip


def _hashes(row: Row) -> list[Fact]:
    found = [Fact(_("现行规则"), row.before_hash), Fact(_("试算规则"), row.after_hash)]
    result = row.result
    if result:
        found += [Fact(_("现行名单"), result["before"]["list_hash"]),
                  Fact(_("试算名单"), result["after"]["list_hash"])]  # fmt: skip
    found += [Fact(one["dataset"], one["hash"]) for one in row.snapshots]
    if isinstance(row, LaboratoryNote):
        found += [Fact(_("结果"), row.result_hash), Fact(_("记录"), row.note_hash)]
    return found
