"""Whether a policy gives its rule what the rule asks for: everything, nothing else, of its type."""

from collections.abc import Iterator

from yingshang.city.benefits.listing import Input, Policy, Value
from yingshang.city.benefits.policies.checking.names import element_of, no_element
from yingshang.city.benefits.policies.checking.rules import decisions_of
from yingshang.city.benefits.policies.given import plain_value
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError
from yingshang.core.facts.listing import Element
from yingshang.rules import Model
from yingshang.rules.ir import ExpressionTest, Tests
from yingshang.rules.regions import constant_of
from yingshang.rules.types import BOOLEAN, DATE, NUMBER, STRING, Constrained, Type, plain

FITS = {
    "text": STRING, "credit_code": STRING, "choice": STRING, "integer": NUMBER,
    "decimal": NUMBER, "money": NUMBER, "date": DATE, "boolean": BOOLEAN,
}  # fmt: skip


def input_faults(item: Item[Policy], model: Model, items: Items) -> list[ListError]:
    """What is not given, given twice or for nothing, unknown, or of another type."""
    types = {datum.name: datum.type for datum in model.program.inputs.values()}
    return [
        *_coverage(item, model),
        *_verdicts(item, model),
        *(fault for number, one in enumerate(item.model.inputs) if one.name in types
          for fault in _one(item, number, one, types[one.name], items)),
    ]  # fmt: skip


def allowed_texts(type_: Type) -> frozenset[str] | None:
    """The texts that a type lists; None where it lists none."""
    while isinstance(type_, Constrained):
        tests = type_.constraint
        if isinstance(tests, Tests) and not tests.is_negated:
            found = [constant_of(t.expression) for t in tests.tests
                     if isinstance(t, ExpressionTest)]  # fmt: skip
            values = [one.value for one in found if one is not None]
            if len(values) == len(tests.tests) and all(isinstance(v, str) for v in values):
                return frozenset(map(str, values))
        type_ = type_.underlying
    return None


def _coverage(item: Item[Policy], model: Model) -> Iterator[ListError]:
    names = [one.name for one in item.model.inputs]
    needed = {n for d in decisions_of(item.model).values() for n in model.inputs_of(d)}
    missing = sorted(needed - set(names))
    if missing:
        yield item.error(
            "benefits.input_not_given", "inputs", found="、".join(missing),
            expected="、".join(sorted(needed)),
            zh="规则要的这些输入没有写从哪里来：{found}。请在 inputs 里补上。",
            en="The rule needs inputs that the policy does not say where from: {found}. "
            "Add them to inputs.",
        )  # fmt: skip
    for number, name in enumerate(names):
        if name not in needed:
            yield item.error(
                "benefits.input_superfluous", "inputs", number, "name", found=name,
                expected="、".join(sorted(needed)),
                zh="规则不用输入“{found}”；规则只能拿到它用的数据，请删去。",
                en="The rule does not use the input “{found}”; it may only get what it uses: "
                "remove it.",
            )  # fmt: skip
        elif name in names[:number]:
            yield item.error(
                "benefits.input_twice", "inputs", number, "name", found=name, expected="once",
                zh="输入“{found}”写了两次。", en="The input “{found}” stands twice.",
            )  # fmt: skip


def _verdicts(item: Item[Policy], model: Model) -> Iterator[ListError]:
    named = item.model.decision
    key = model.program.names[named.verdict]
    allowed = allowed_texts(model.program.decisions[key].type)
    for number, value in enumerate(named.eligible):
        if allowed is not None and value not in allowed:
            yield item.error(
                "benefits.no_such_verdict", "decision", "eligible", number, found=value,
                expected="、".join(sorted(allowed)), verdict=named.verdict,
                zh="决策“{verdict}”不会得出“{found}”，只有：{expected}。",
                en="The decision “{verdict}” never says “{found}”, only: {expected}.",
            )  # fmt: skip


def _one(
    item: Item[Policy], number: int, one: Input, type_: Type, items: Items
) -> Iterator[ListError]:
    if one.element is None:
        yield from _of_no_firm(item, number, one, type_)
        return
    if not items.has("element", one.element):
        yield no_element(item, "inputs", number, "element", found=one.element)
        return
    element = element_of(items, one.element)
    if element is not None:
        yield from _of_element(item, number, one, type_, element)


def _of_element(
    item: Item[Policy], number: int, one: Input, type_: Type, element: Element
) -> Iterator[ListError]:
    if one.values is None and FITS[element.type] != plain(type_):
        yield _misfit(item, number, one, f"{element.code}: {element.type}", type_)
    if (element.type == "money") != (one.unit is not None):
        yield item.error(
            "benefits.unit", "inputs", number, found=one.unit or "", expected="unit <=> money",
            element=element.code,
            zh="金额数据元以分保存，要写 unit（元或万元）；其他数据元不写。数据元：{element}。",
            en="An element of money is kept in fen and needs a unit; others have none: {element}.",
        )  # fmt: skip
    allowed = allowed_texts(type_)
    for choice in element.choices if allowed is not None else ():
        said = (one.values or {}).get(choice, choice)
        if said is not None and said not in (allowed or ()):
            yield item.error(
                "benefits.choice_unknown_to_rule", "inputs", number, "values", found=said,
                expected="、".join(sorted(allowed or ())), name=one.name,
                zh="规则的“{name}”没有“{found}”这个值，只有：{expected}。请在 values 里写明对应。",
                en="The rule's “{name}” has no value “{found}”, only: {expected}. "
                "Say in values which is meant.",
            )  # fmt: skip


def _of_no_firm(item: Item[Policy], number: int, one: Input, type_: Type) -> Iterator[ListError]:
    parameters = {parameter.name: parameter for parameter in item.model.parameters}
    if one.day is not None and plain(type_) != DATE:
        yield _misfit(item, number, one, one.day, type_)
    elif one.fund is not None and plain(type_) != BOOLEAN:
        yield _misfit(item, number, one, one.fund, type_)
    elif one.parameter is not None and one.parameter not in parameters:
        yield item.error(
            "benefits.no_rule_parameter", "inputs", number, "parameter", found=one.parameter,
            expected="、".join(parameters),
            zh="这条政策的 parameters 里没有“{found}”。",
            en="The policy's own parameters have no “{found}”.",
        )  # fmt: skip
    elif one.parameter is not None:
        for dated in parameters[one.parameter].values:
            if not _fits(dated.value, type_):
                yield _misfit(item, number, one, str(dated.value), type_)


def _fits(value: Value, type_: Type) -> bool:
    allowed = allowed_texts(type_)
    if value is None:
        return True
    if allowed is not None:
        return value in allowed
    try:
        found = plain_value(value, plain(type_))
    except (ValueError, ArithmeticError):
        return False
    return isinstance(found, bool) == (plain(type_) == BOOLEAN)


def _misfit(item: Item[Policy], number: int, one: Input, found: str, type_: Type) -> ListError:
    return item.error(
        "benefits.input_of_wrong_type", "inputs", number, found=found, expected=str(plain(type_)),
        name=one.name, type=str(type_),
        zh="规则的“{name}”要 {type}（{expected}），给的是 {found}。",
        en="The rule's “{name}” wants {type} ({expected}) and is given {found}.",
    )  # fmt: skip
