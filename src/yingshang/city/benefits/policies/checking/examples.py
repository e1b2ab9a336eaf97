"""A policy's examples are run with its lists: an amount that comes out otherwise is refused."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.policies.examples import Tried, tried
from yingshang.core.catalogue.items import Item
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.rows import content_hash
from yingshang.rules import Model
from yingshang.rules.errors import RulesError

MOST_HELD = 10_000
_held: set[tuple[str, str]] = set()
"""Versions of policies, and of rules, whose examples came out right: they do so again."""
ELIGIBLE = {
    True: ("应享", "eligible"),
    False: ("不符合", "not eligible"),
    None: ("不明", "unknown"),
}


def example_faults(item: Item[Policy], model: Model) -> list[ListError]:
    """Each example whose answer is another; or that its values cannot be read."""
    version = (content_hash(item.model.model_dump(mode="json")), model.hash)
    if version in _held:
        return []
    faults = list(_faults(item, model))
    if not faults and len(_held) < MOST_HELD:
        _held.add(version)
    return faults


def _faults(item: Item[Policy], model: Model) -> Iterator[ListError]:
    read = {one.element for one in item.model.inputs} | {e.element for e in item.model.exclusions}
    strange = _strange(item.model, {code for code in read if code is not None})
    if strange:
        yield _unreadable(item, f"{strange}")
        return
    try:
        for one in tried(item.model, model):
            if not one.holds:
                yield _fails(item, one)
    except (RulesError, ValueError) as wrong:
        yield _unreadable(item, str(wrong))


def _strange(policy: Policy, read: set[str]) -> str:
    """Elements of a made-up firm that the rule does not read, as a slip of the pen would be."""
    told = set(policy.typical).union(*(example.given for example in policy.examples))
    return ", ".join(sorted(told - read))


def _fails(item: Item[Policy], one: Tried) -> ListError:
    words = item.model.words_en
    zh, en = _said(one, 0, {}), _said(one, 1, words)
    expected_zh, expected_en = (
        _outcome(one.example.eligible, one.expected_fen, language) for language in (0, 1)
    )
    return item.error(
        "benefits.example_fails", "examples", one.number, found=zh, expected=expected_zh,
        name=one.example.name, name_en=one.example.name_en, found_en=en, expected_en=expected_en,
        zh="示例“{name}”应当是{expected}，规则得出的是{found}。请改规则或者改示例。",
        en="The example “{name_en}” expects {expected_en}, and the rule says {found_en}. "
        "Mend the rule or the example.",
    )  # fmt: skip


def _said(one: Tried, language: int, words: Mapping[str, str]) -> str:
    """The rule's answer: what it comes to, its own word for it, and what is missing."""
    answer = one.answer
    said = _outcome(answer.eligible, answer.amount_fen, language)
    own = [words.get(str(answer.verdict), str(answer.verdict))] if answer.verdict else []
    added = "、".join([*own, *answer.missing])
    if not added:
        return said
    return f"{said} ({added})" if language else f"{said}（{added}）"


def _outcome(eligible: bool | None, fen: int | None, language: int) -> str:
    said = ELIGIBLE[eligible][language]
    return said if fen is None else f"{said} {Decimal(fen).scaleb(-2):.2f}"


def _unreadable(item: Item[Policy], why: str) -> ListError:
    return item.error(
        "benefits.example_unreadable", "examples", found=why, expected="elements of the inputs",
        zh="示例里有读不懂的值，或者规则不用的数据元：{found}。",
        en="The examples hold a value that cannot be read, or an element the rule does not read: "
        "{found}.",
    )  # fmt: skip
