"""What is said to a firm about a policy, in sentences of both languages: pages, API and CLI."""

from collections.abc import Mapping

from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.types import Change, Condition, Group, Lacking, Origin, Seen
from yingshang.city.benefits.matching.words import said, value_words, yuan
from yingshang.city.benefits.policies.validity import State, first_day, last_day
from yingshang.core.parties.models import Office
from yingshang.errors import Sentence

Offices = Mapping[str, Sentence]
GROUPS: Mapping[Group, Sentence] = {
    Group.ELIGIBLE: Sentence("可以享受", "You are eligible"),
    Group.UNKNOWN: Sentence("还不能确定", "Not known yet"),
    Group.INELIGIBLE: Sentence("不能享受", "You are not eligible"),
    Group.OUT_OF_TIME: Sentence("已到期或者还没有开始", "Over, or not yet begun"),
}
MODES: Mapping[str, Sentence] = {
    "without_application": Sentence(
        "免申即享：不用申请，部门比对数据后直接拨付",
        "Paid without applying: the offices compare their data and pay",
    ),
    "on_application": Sentence(
        "即申即享：提出申请，数据够的当场同意",
        "Granted on application: at once, where the data suffice",
    ),
    "by_review": Sentence(
        "申报评审：提出申请，由主管部门审核决定",
        "By review: apply, and the office in charge decides",
    ),
    "self_declared": Sentence(
        "申报享受：在纳税申报时直接享受，有关资料自己留存备查，不另行拨付",
        "By declaration: taken with the tax return; keep the papers, nothing is paid out",
    ),
}
WHY: Mapping[str, Sentence] = {
    "not_listed": Sentence("还没有部门提供这项数据", "no office delivers it yet"),
    "not_delivered": Sentence("尚未提供", "has not delivered it yet"),
    "no_row": Sentence("提供的数据里没有贵企业", "has delivered it, but not about your firm"),
    "empty": Sentence("提供的数据里这一项是空的", "has delivered your firm without it"),
}
STATES: Mapping[State, Sentence] = {
    State.NOT_YET: Sentence("{day} 起施行", "in force from {day}"),
    State.WITHDRAWN: Sentence(
        "没有按期复核，已自动停用", "withdrawn, as it was not reviewed in time"
    ),
    State.EXPIRED: Sentence("{day} 到期", "over since {day}"),
}


def offices_of(place: str) -> dict[str, Sentence]:
    """The names of a place's offices by code. One SQL statement."""
    rows = Office.objects.filter(place=place).values_list("code", "name", "name_en")
    return {code: said(zh, en) for code, zh, en in rows}


def amount_words(fen: int | None) -> Sentence:
    """An amount in yuan; a policy without an amount says so."""
    if fen is None:
        return Sentence("不涉及金额", "no amount")
    return Sentence("{yuan} 元", "{yuan} yuan", {"yuan": yuan(fen)})


def condition_words(one: Condition) -> Sentence:
    """What was looked at and what it was, with the ground in the rule."""
    ground = "（{ground}）" if one.ground else ""
    data = {"label": one.label, "value": one.value, "ground": one.ground}
    return Sentence(
        "“{label}”为{value}" + ground, "“{label}” = {value}" + ground.translate(_BRACKETS), data
    )


def change_words(one: Change) -> Sentence:
    """What the datum is, and what it would have to be."""
    return Sentence(
        "“{name}”现在是 {now}；是 {then} 就可以享受（其他不变）。",
        "“{name}” is {now}; were it {then}, all else unchanged, you would be eligible.",
        {"name": one.name, "now": one.now, "then": one.then},
    )


def lacking_words(one: Lacking, offices: Offices) -> Sentence:
    """What is missing, at which office, and whether the answer hangs on it."""
    matters = _MATTERS if one.matters else _NO_MATTER
    if one.lack is None:
        return Sentence(
            "“{name}”：本地还没有确定。{matters}",
            "“{name}”: not settled here yet. {matters}",
            {"name": one.name, "matters": matters},
        )
    office = offices.get(one.lack.office, said(one.lack.office, one.lack.office))
    data: dict[str, object] = {
        "name": one.name,
        "office": office,
        "why": WHY[one.lack.why],
        "matters": matters,
    }
    return Sentence(
        "“{name}”：{office}{why}。{matters}", "“{name}”: {office} {why}. {matters}", data
    )


def source_words(one: Seen, offices: Offices) -> Sentence:
    """Who says so, as of when."""
    if one.fact is not None:
        snapshot = one.fact.snapshot
        office = offices.get(snapshot.office.code, said(snapshot.office.name, snapshot.office.name))
        data: dict[str, object] = {"office": office, "day": snapshot.as_of.isoformat(),
                                   "hash": snapshot.content_hash[:12]}  # fmt: skip
        contested = _CONTESTED if one.fact.is_contested else said("", "")
        return Sentence(
            "{office}，截至 {day}，快照 {hash}{contested}",
            "{office}, as of {day}, snapshot {hash}{contested}",
            data | {"contested": contested},
        )
    if one.origin is Origin.PARAMETER:
        unsure = _UNSURE if one.is_unsure else said("", "")
        data = {"source": one.source or "—", "unsure": unsure}
        return Sentence("政策参数：{source}{unsure}", "parameter: {source}{unsure}", data)
    return _ORIGINS[one.origin] if one.value is not None else _NOBODY


def way_words(line: Line) -> Sentence:
    """How the policy is had: by its mode, or since when not."""
    model, state = line.listed.model, line.listed.state
    if line.group is Group.OUT_OF_TIME:
        day = first_day(model) if state is State.NOT_YET else last_day(model)
        found = STATES[state]
        return Sentence(found.zh, found.en, {"day": day.isoformat()})
    return MODES[model.mode]


def combination_words(matched: Matched) -> list[Sentence]:
    """The best combination, and why no other is worth more, one sentence for each choice made."""
    titles = {
        line.code: said(line.listed.model.title, line.listed.model.title_en)
        for line in matched.lines
    }
    found = []
    for part in matched.best.components:
        if part.is_forced:
            continue
        zh, en = (_joined([titles[c] for c in part.chosen], lang) for lang in ("zh", "en"))
        all_zh, all_en = (_joined([titles[c] for c in part.members], lang) for lang in ("zh", "en"))
        data: dict[str, object] = {
            "all": said(all_zh, all_en), "chosen": said(zh, en), "yuan": yuan(part.value),
            "tie": _TIE if part.ties else said("", ""),
        }  # fmt: skip
        found.append(
            Sentence(
                "{all}不能同时享受，取{chosen}最多，合计 {yuan} 元。{tie}",
                "{all} cannot be had together; {chosen} is worth most, {yuan} yuan. {tie}",
                data,
            )
        )
    return found


def _joined(names: list[Sentence], language: str) -> str:
    parts = [f"“{name.text(language)}”" for name in names]
    return ("、" if language == "zh" else ", ").join(parts)


_BRACKETS = str.maketrans({"（": " (", "）": ")"})
_MATTERS = Sentence("结论取决于它。", "The answer hangs on it.")
_NO_MATTER = Sentence("不影响结论。", "It does not change the answer.")
_CONTESTED = Sentence("（贵企业已提出异议）", " (you contest it)")
_UNSURE = Sentence("（存疑）", " (unsure)")
_TIE = Sentence("另有一样多的取法。", "There is another choice worth as much.")
_NOBODY = Sentence("没有数据", "nobody says")
_ORIGINS: Mapping[Origin, Sentence] = {
    Origin.STATEMENT: Sentence("贵企业自己的声明", "your own statement"),
    Origin.DAY: Sentence("日期", "the day"),
    Origin.FUND: Sentence("基金数据", "the fund's data"),
    Origin.OFFICE: Sentence("部门数据", "an office"),
}

__all__ = [
    "GROUPS",
    "MODES",
    "amount_words",
    "change_words",
    "combination_words",
    "condition_words",
    "lacking_words",
    "offices_of",
    "source_words",
    "value_words",
    "way_words",
]
