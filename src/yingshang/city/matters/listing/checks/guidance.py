"""What a bundle's rule decides is there, is decided for every combination of answers, and once.

The rule is run as the form runs it, once for each combination of the answers it looks at.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from yingshang.city.matters import guiding
from yingshang.city.matters.listing.bundle import Bundle, Member
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.questions import Question
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError
from yingshang.rules.errors import RulesError
from yingshang.rules.model import Model
from yingshang.rules.problems import Severity

MOST_COMBINATIONS = 4096
Matters = Mapping[str, Item[Matter]]
Answers = Mapping[str, str]


def check_guidance(items: Items) -> list[ListError]:
    """Every check of the rules that bundles name."""
    matters = {item.code: item for item in items.of("matter", Matter)}
    return [
        error
        for bundle in items.of("bundle", Bundle)
        if bundle.model.guidance is not None
        for error in _faults(bundle, matters)
    ]


def _faults(bundle: Item[Bundle], matters: Matters) -> Iterator[ListError]:
    text = bundle.model.guidance_text
    if text is None:
        yield _missing(bundle)
        return
    try:
        model = guiding.model_of(text)
        problems = [problem for problem in model.problems if problem.severity is Severity.ERROR]
    except RulesError as error:
        yield _unreadable(bundle, error.text("zh-hans"), error.text("en"))
        return
    if problems:
        yield _unreadable(bundle, problems[0].text("zh"), problems[0].text("en"))
        return
    unknown = [*_subjects(bundle, model, matters), *_conditions(bundle, model, matters)]
    yield from unknown
    questions = _asked(bundle, model, matters)
    if isinstance(questions, list) and not unknown:
        yield from _combinations(bundle, questions, matters)
    elif not isinstance(questions, list):
        yield questions


def _subjects(bundle: Item[Bundle], model: Model, matters: Matters) -> Iterator[ListError]:
    """What the rule decides exists: members of the bundle, and materials that they list."""
    members = {member.matter for member in bundle.model.members}
    listed = {m.code for code in members if code in matters for m in matters[code].model.materials}
    known = {guiding.MATTER: members, guiding.MATERIAL: listed}
    for prefix, code, name in guiding.subjects(model):
        if code not in known[prefix]:
            yield bundle.error(
                "matters.guidance_unknown", "guidance", found=f"{prefix}{code}",
                expected="a member of the bundle, or a material of a member", name=name,
                zh="规则里的“{name}”（{found}）不是这件事的成员事项，也不是成员事项的材料。",
                en="“{name}” ({found}) in the rule is no member of this bundle and no material of "
                "a member.",
            )  # fmt: skip


def _conditions(bundle: Item[Bundle], model: Model, matters: Matters) -> Iterator[ListError]:
    """Nothing is decided twice: by the rule and by a condition in a list."""
    decided = {(prefix, code) for prefix, code, _ in guiding.subjects(model)}
    for index, member in enumerate(bundle.model.members):
        if (guiding.MATTER, member.matter) in decided and (member.when or member.defer_when):
            yield bundle.error(
                "matters.decided_twice", "members", index, "when", found=member.matter,
                expected="no when, no defer_when",
                zh="“{found}”已由规则决定，清单里不要再写 when 或 defer_when。",
                en="The rule decides about “{found}”; leave out when and defer_when.",
            )  # fmt: skip
        item = matters.get(member.matter)
        for place, material in enumerate(item.model.materials if item else ()):
            if item and material.when and (guiding.MATERIAL, material.code) in decided:
                yield item.error(
                    "matters.decided_twice", "materials", place, "when", found=material.code,
                    expected="no when", zh="“{found}”已由规则决定，清单里不要再写 when。",
                    en="The rule decides about “{found}”; leave out when.",
                )  # fmt: skip


def _asked(bundle: Item[Bundle], model: Model, matters: Matters) -> list[Question] | ListError:
    """The questions that the rule looks at; or what is wrong with them."""
    known = {q.code: q for q in bundle.model.questions}
    for member in bundle.model.members:
        item = matters.get(member.matter)
        for question in item.model.questions if item else ():
            known.setdefault(question.code, question)
    for code, name in guiding.asked_by(model).items():
        if code not in known:
            return bundle.error(
                "matters.guidance_question", "guidance", found=code, expected=", ".join(known),
                name=name, zh="规则的输入“{name}”（{found}）不是这件事的问题；问题有：{expected}。",
                en="The rule's input “{name}” ({found}) is no question of this bundle: {expected}.",
            )  # fmt: skip
    named = {code for member in bundle.model.members for code in member.when}
    asked = [known[code] for code in known if code in named | set(guiding.asked_by(model))]
    number = prod(len(question.values) for question in asked)
    if number > MOST_COMBINATIONS:
        return bundle.error(
            "matters.guidance_too_large", "guidance", found=number, expected=str(MOST_COMBINATIONS),
            zh="回答的组合有 {found} 种，最多 {expected} 种；请分成几件事或减少问题。",
            en="The answers combine in {found} ways, at most {expected} are checked: ask less.",
        )  # fmt: skip
    return asked


def _combinations(
    bundle: Item[Bundle], questions: list[Question], matters: Matters
) -> Iterator[ListError]:
    """Each combination has a verdict on everything, and what is needed is there; told once each."""
    told: set[tuple[str, str]] = set()
    for values in product(*(question.values for question in questions)):
        answers = dict(zip((q.code for q in questions), values, strict=True))
        for code, error in _in_combination(bundle, answers, matters):
            if (error.code, code) not in told:
                told.add((error.code, code))
                yield error


def _in_combination(
    bundle: Item[Bundle], answers: Mapping[str, str], matters: Matters
) -> Iterator[tuple[str, ListError]]:
    found = guiding.guided(bundle.model, answers)
    if found is None:
        return
    text = ", ".join(f"{question}={answer}" for question, answer in answers.items())
    for prefix, verdicts in ((guiding.MATTER, found.matters), (guiding.MATERIAL, found.materials)):
        for code, verdict in verdicts.items():
            if verdict.value not in guiding.VALUES[prefix]:
                yield code, bundle.error(
                    "matters.guidance_open", "guidance", found=text,
                    expected="、".join(guiding.VALUES[prefix]), subject=code,
                    zh="回答为 {found} 时，规则没有决定“{subject}”；应为 {expected} 之一。",
                    en="For {found} the rule says nothing of “{subject}”; expected: {expected}.",
                )  # fmt: skip
    for index, member in enumerate(bundle.model.members):
        if found.defers(member, answers) and not member.deferrable:
            yield member.matter, bundle.error(
                "matters.not_deferrable", "members", index, "deferrable", found="false",
                expected="true", matter=member.matter, answers=text,
                zh="回答为 {answers} 时规则让“{matter}”暂缓，但它不可暂缓。",
                en="For {answers} the rule puts “{matter}” off, which may not be put off.",
            )  # fmt: skip
        for need in member.needs:
            if _is_lost(bundle.model, member, need, (found, answers), matters):
                yield need, bundle.error(
                    "matters.needs_the_conditional", "members", index, "needs", found=need,
                    expected=text, zh="回答为 {expected} 时不办“{found}”，但有事项离不开它的结果。",
                    en="For {expected} “{found}” is not handled, but something cannot do without "
                    "its result.",
                )  # fmt: skip


def _is_lost(
    bundle: Bundle, member: Member, need: str, case: tuple["guiding.Guided", Answers],
    matters: Matters,
) -> bool:  # fmt: skip
    """Whether a member stays although what it cannot do without is not handled."""
    found, answers = case
    needed = bundle.member(need)
    if needed is None or member.matter not in matters:
        return False
    if not found.includes(member, answers) or found.includes(needed, answers):
        return False
    return any(
        m.of is not None and m.of.matter == need and m.otherwise is None
        for m in matters[member.matter].model.materials
    )


def _missing(bundle: Item[Bundle]) -> ListError:
    return bundle.error(
        "catalogue.rule_missing", "guidance", found=bundle.model.guidance,
        expected="a file under catalogue/rules", zh="没有规则文件 rules/{found}.dmn。",
        en="There is no rule file rules/{found}.dmn.",
    )  # fmt: skip


def _unreadable(bundle: Item[Bundle], zh: str, en: str) -> ListError:
    return bundle.error(
        "matters.guidance_unreadable", "guidance", found=bundle.model.guidance,
        expected="yingshang rules check", why=zh, why_en=en,
        zh="规则 rules/{found}.dmn 有错误：{why}",
        en="The rule rules/{found}.dmn is wrong: {why_en}",
    )  # fmt: skip
