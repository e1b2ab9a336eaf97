"""A policy with other parameters or under another rule: a version that stands in no list."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from yingshang.city.benefits.laboratory.errors import (
    NoSuchParameter,
    NothingChanged,
    RuleUnfit,
    ValueUnfit,
)
from yingshang.city.benefits.listing import DatedValue, Policy, RuleParameter, Value
from yingshang.city.benefits.policies.checking.inputs import allowed_texts
from yingshang.city.benefits.policies.deciding import answer_of, decisions_asked
from yingshang.city.benefits.policies.examples import facts_of
from yingshang.city.benefits.policies.given import parameter_on, plain_value
from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.catalogue.models import Item
from yingshang.errors import DomainError
from yingshang.rules import Model, load
from yingshang.rules.types import BOOLEAN, DATE, NUMBER, Type, plain

SOURCE = "laboratory"
OUTSIDE = "type_does_not_conform"
NAMED: Mapping[Type, str] = {
    NUMBER: "数 · a number", DATE: "日期 · a date, 2022-05-31", BOOLEAN: "true, false",
}  # fmt: skip
TRUTHS: Mapping[str, bool] = {"true": True, "是": True, "false": False, "否": False}


def variant(
    listed: Listed,
    settings: Mapping[str, str],
    *,
    dmn: Path | None = None,
    on: date,
    beside: Model | None = None,
) -> Listed:
    """The policy as it would be: parameters as people write them, a DMN file of their own.

    `beside` is the rule in force, where the policy was given another one already.

    Errors: `NothingChanged`, `NoSuchParameter`, `ValueUnfit`, `RuleUnfit`.
    """
    rule = listed.rule if dmn is None else _other_rule(listed.model, dmn)
    set_to = {name: _value(listed.model, rule, name, text) for name, text in settings.items()}
    now = parameters_on(listed.model, on)
    changed = {name: value for name, value in set_to.items() if str(value) != str(now[name])}
    if not changed and rule.hash == (beside or listed.rule).hash:
        raise NothingChanged
    parameters = tuple(_set(one, changed) for one in listed.model.parameters)
    model = listed.model.model_copy(update={"parameters": parameters})
    _refuse_outside(model, rule, changed, on)
    return replace(listed, item=_item(listed, model, rule), model=model, rule=rule)


def parameters_on(policy: Policy, on: date) -> dict[str, Value]:
    """The parameters by name, as they hold on a day."""
    return {one.name: parameter_on(one, on) for one in policy.parameters}


def _other_rule(policy: Policy, dmn: Path) -> Model:
    try:
        rule = load(dmn)
    except DomainError as error:
        words = error.sentence
        raise RuleUnfit(file=dmn.name, policy=policy.title, why=words.zh.rstrip("。"),
                        why_en=words.en.rstrip(".")) from None  # fmt: skip
    except OSError as error:
        why = error.strerror or str(error)
        raise RuleUnfit(file=dmn.name, policy=policy.title, why=why, why_en=why) from None
    lost = [name for name in decisions_asked(policy) if name not in rule.decisions]
    if lost:
        raise RuleUnfit(
            file=dmn.name, policy=policy.title,
            why=f"缺少结论“{'、'.join(lost)}”，请补上",
            why_en=f"add the decisions {', '.join(lost)}",
        )  # fmt: skip
    _refuse_unmapped(policy, rule, dmn)
    return rule


def _refuse_unmapped(policy: Policy, rule: Model, dmn: Path) -> None:
    mapped = {one.name for one in policy.inputs}
    strange = [d.name for d in rule.program.inputs.values() if d.name not in mapped]
    if strange:
        raise RuleUnfit(
            file=dmn.name, policy=policy.title,
            why=f"输入“{'、'.join(strange)}”没有数据来源，请在政策清单的 inputs 中写明，"
                "或改用已有的输入",
            why_en=f"nothing is mapped to the inputs {', '.join(strange)}; name their source under"
                   " the policy's inputs or use those that are there",
        )  # fmt: skip


def _value(policy: Policy, rule: Model, name: str, text: str) -> Value:
    """The value as a list writes it: numbers and dates as strings."""
    known = [one.name for one in policy.parameters]
    if name not in known:
        raise NoSuchParameter(policy=policy.title, name=name[:60], known="、".join(known) or "—")
    inputs = [one.name for one in policy.inputs if one.parameter == name]
    types = [d.type for d in rule.program.inputs.values() if d.name in inputs]
    for type_ in types:
        _refuse_unfit(name, text.strip(), type_)
    if types and plain(types[0]) == BOOLEAN:
        return TRUTHS[text.strip()]
    return text.strip()


def _refuse_unfit(name: str, text: str, type_: Type) -> None:
    allowed = allowed_texts(type_)
    expected = "、".join(sorted(allowed)) if allowed else NAMED.get(plain(type_), str(type_))
    if allowed is not None and text not in allowed:
        raise ValueUnfit(name=name, value=text[:60], expected=expected)
    if plain(type_) == BOOLEAN and text not in TRUTHS:
        raise ValueUnfit(name=name, value=text[:60], expected=expected)
    try:
        if plain(type_) in (NUMBER, DATE):
            plain_value(text, plain(type_))
    except (ValueError, ArithmeticError):
        raise ValueUnfit(name=name, value=text[:60], expected=expected) from None


def _refuse_outside(policy: Policy, rule: Model, changed: Mapping[str, Value], on: date) -> None:
    """A number beyond what the rule's type allows: the rule itself says so of the made-up firm."""
    facts = facts_of(policy, policy.examples[0], rule)
    answer = answer_of(policy, rule, facts, on=on, covers_reserve=True, explain=True)
    named = {one.name: one.parameter for one in policy.inputs if one.parameter in changed}
    for decided in (answer.reasons, answer.reckoned):
        for warning in decided.warnings if decided else ():
            name = named.get(str(warning.data.get("what")))
            if warning.code == OUTSIDE and name is not None:
                value, allowed = str(warning.data["value"]), str(warning.data["type"])
                raise ValueUnfit(name=name, value=value, expected=allowed)


def _set(parameter: RuleParameter, changed: Mapping[str, Value]) -> RuleParameter:
    if parameter.name not in changed:
        return parameter
    value = DatedValue(value=changed[parameter.name], source=SOURCE)
    return parameter.model_copy(update={"values": (value,)})


def _item(listed: Listed, model: Policy, rule: Model) -> Item:
    """A row that is never saved; its id follows from what it says, as compiled rules are kept."""
    body = model.model_dump(mode="json")
    said = json.dumps([body, rule.hash], sort_keys=True, ensure_ascii=False)
    key = uuid5(NAMESPACE_URL, f"urn:yingshang:laboratory:{listed.item.pk}:{said}")
    item = listed.item
    return Item(pk=key, place=item.place, kind=item.kind, code=item.code, body=body)
