"""Whether a policy's rule file is there, can be read, and decides what the policy says it does."""

from collections.abc import Iterator

from yingshang.city.benefits.listing import Policy
from yingshang.core.catalogue.items import Item
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.rules import RuleMissing, rule
from yingshang.errors import DomainError
from yingshang.rules import Model
from yingshang.rules.errors import RulesError


def rule_of(item: Item[Policy]) -> Model | None:
    """The rule, if it can be read and has all decisions that the policy names."""
    try:
        found = rule(item.model.decision.rule)
    except (RuleMissing, RulesError):
        return None
    return None if next(_unknown_decisions(item, found), None) else found


def rule_faults(item: Item[Policy]) -> list[ListError]:
    """Why `rule_of` has none."""
    name = item.model.decision.rule
    try:
        return list(_unknown_decisions(item, rule(name)))
    except RuleMissing:
        return [
            item.error(
                "benefits.no_rule", "decision", "rule", found=name,
                expected="a file under catalogue/rules",
                zh="没有规则文件 rules/{found}.dmn。",
                en="There is no rule file rules/{found}.dmn.",
            )
        ]  # fmt: skip
    except RulesError as wrong:
        return [_unreadable(item, name, wrong)]


def decisions_of(policy: Policy) -> dict[str, str]:
    """The decisions that a policy names, by the key under which it does."""
    named = policy.decision
    found = {"verdict": named.verdict, "amount": named.amount, "channel": named.channel}
    return {key: name for key, name in found.items() if name is not None}


def _unknown_decisions(item: Item[Policy], model: Model) -> Iterator[ListError]:
    for key, name in decisions_of(item.model).items():
        if name not in model.decisions:
            known = "、".join(model.decisions)
            yield item.error(
                "benefits.no_decision", "decision", key, found=name, expected=known,
                rule=item.model.decision.rule,
                zh="规则 {rule} 里没有决策“{found}”，有：{expected}。",
                en="The rule {rule} has no decision “{found}”; it has: {expected}.",
            )  # fmt: skip


def _unreadable(item: Item[Policy], name: str, wrong: DomainError) -> ListError:
    return item.error(
        "benefits.rule_unreadable", "decision", "rule", found=name, expected="DMN 1.5",
        why_zh=wrong.text("zh-hans"), why_en=wrong.text("en"),
        zh="规则文件 rules/{found}.dmn 读不了：{why_zh}",
        en="The rule file rules/{found}.dmn cannot be read: {why_en}",
    )  # fmt: skip
