"""Every code that a matter or a bundle names exists, and parts fit their own whole."""

from collections.abc import Iterable, Iterator

from yingshang.city.matters.listing.bundle import Bundle
from yingshang.city.matters.listing.checks.words import check_words
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.questions import Question, When
from yingshang.core.catalogue.documents import Path
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import Office

STAGE_ORDER = ("handle", "review", "approve")


def check_references(items: Items) -> list[ListError]:
    """Offices, vocabulary, signatories, conditions, stages, results of every matter."""
    matters = items.of("matter", Matter)
    errors = [error for matter in matters for error in _responsible(matter, items)]
    for matter in matters:
        errors += check_words(matter, items)
        errors += _parts(matter)
        errors += list(_conditions(matter))
    return errors


def unknown_answers(
    item: Item[Matter] | Item[Bundle], questions: Iterable[Question], at: Path, when: When
) -> Iterator[ListError]:
    """Conditions of `item` that name a question or an answer which `questions` do not have."""
    known = {question.code: question.values for question in questions}
    for code, values in when.items():
        if code not in known:
            yield item.error(
                "matters.unknown_question", *at, code,
                found=code, expected=", ".join(known) or "a question",
                zh="条件里的问题“{found}”没有定义，可用的有：{expected}。",
                en="The condition names the unknown question “{found}”; there are: {expected}.",
            )  # fmt: skip
            continue
        for value in values:
            if value not in known[code]:
                yield item.error(
                    "matters.unknown_answer", *at, code,
                    found=value, expected=", ".join(known[code]), question=code,
                    zh="问题“{question}”没有答案“{found}”，可用的有：{expected}。",
                    en="The question “{question}” has no answer “{found}”; it has: {expected}.",
                )  # fmt: skip


def bad_default(
    item: Item[Matter] | Item[Bundle], questions: Iterable[Question]
) -> Iterator[ListError]:
    """Questions whose default is not among their choices."""
    for index, question in enumerate(questions):
        if question.default is not None and question.default not in question.values:
            yield item.error(
                "matters.unknown_answer", "questions", index, "default",
                found=question.default, expected=", ".join(question.values), question=question.code,
                zh="问题“{question}”的默认答案“{found}”不在选项里：{expected}。",
                en="The default “{found}” of “{question}” is not among its choices: {expected}.",
            )  # fmt: skip


def is_office(items: Items, code: str) -> bool:
    """Whether `code` is an office that handles cases."""
    return items.has("office", code) and code not in _external(items)


def is_external(items: Items, code: str) -> bool:
    """Whether `code` is an external executor (or a row that cannot be judged yet)."""
    known = {office.code for office in items.of("office", Office)}
    return code in _external(items) or (code not in known and items.has("office", code))


def _external(items: Items) -> set[str]:
    return {o.code for o in items.of("office", Office) if o.model.kind == "external"}


def missing_office(
    item: Item[Matter] | Item[Bundle], field: str, found: str | None, expected: str
) -> ListError:
    """The mistake of naming an office that the place does not have."""
    return item.error(
        "matters.missing_office", field, found=found or "", expected=expected,
        zh="机构清单（offices.yaml）里没有“{found}”这个{expected}。",
        en="offices.yaml has no “{found}” ({expected}).",
    )  # fmt: skip


def _responsible(item: Item[Matter], items: Items) -> Iterator[ListError]:
    matter = item.model
    if (matter.office is None) == (matter.executor is None):
        yield item.error(
            "matters.one_responsible", "office" if matter.office else "executor",
            found=matter.responsible, expected="office | executor",
            zh="一个事项由一个部门（office）或一个外部单位（executor）承办，二者只写一个。",
            en="An item is handled by one office or by one external executor: name exactly one.",
        )  # fmt: skip
    if matter.office is not None and not is_office(items, matter.office):
        yield missing_office(item, "office", matter.office, "office")
    if matter.executor is not None and not is_external(items, matter.executor):
        yield missing_office(item, "executor", matter.executor, "kind: external")
    if (matter.type == "partner_service") != (matter.executor is not None):
        yield item.error(
            "matters.partner_type", "type", found=matter.type,
            expected="partner_service <=> executor",
            zh="外部单位承办的事项类型是 partner_service，部门承办的则不是。",
            en="What an executor does is a partner_service, and what an office does is not.",
        )  # fmt: skip


def _parts(item: Item[Matter]) -> Iterator[ListError]:
    matter = item.model
    for part, codes in (
        ("fields", [field.code for field in matter.fields]),
        ("materials", [material.code for material in matter.materials]),
        ("results", [result.code for result in matter.results]),
        ("questions", [question.code for question in matter.questions]),
    ):
        for index, code in enumerate(codes):
            if code in codes[:index]:
                yield item.error(
                    "catalogue.repeated_code", part, index, "code", found=code,
                    expected="unique code", zh="编码“{found}”在本事项里重复。",
                    en="The code “{found}” is repeated in this item.",
                )  # fmt: skip
    yield from _stages(item)
    yield from _signatories(item)
    yield from _sources(item)
    yield from bad_default(item, matter.questions)


def _stages(item: Item[Matter]) -> Iterator[ListError]:
    order = [STAGE_ORDER.index(stage.stage) for stage in item.model.stages]
    if order != sorted(set(order)):
        yield item.error(
            "matters.stage_order", "stages",
            found=", ".join(stage.stage for stage in item.model.stages),
            expected=", ".join(STAGE_ORDER),
            zh="环节应按承办、审核、批准的先后各写一次，现为：{found}。",
            en="Stages stand once each in the order handle, review, approve, not: {found}.",
        )  # fmt: skip


def _signatories(item: Item[Matter]) -> Iterator[ListError]:
    people = {f.meaning for f in item.model.fields if f.type in ("person", "persons")}
    for index, code in enumerate(item.model.signatories):
        if code not in people:
            yield item.error(
                "matters.unknown_signatory", "signatories", index, found=code,
                expected=", ".join(sorted(people)) or "a person field",
                zh="签名人“{found}”不是本事项表单里的人员字段，可用的有：{expected}。",
                en="The signatory “{found}” is not a person field of this item: {expected}.",
            )  # fmt: skip


def _sources(item: Item[Matter]) -> Iterator[ListError]:
    for index, material in enumerate(item.model.materials):
        is_output = material.source == "output"
        if is_output != (material.of is not None) or (material.otherwise and not is_output):
            yield item.error(
                "matters.output_of", "materials", index, "source", found=material.source,
                expected="output <=> of: {matter, result}",
                zh="来源是 output 的材料要写明由哪个事项的哪个结果产生（of），其他来源不写。",
                en="A material that is an output says of which matter and result; others do not.",
            )  # fmt: skip


def _conditions(item: Item[Matter]) -> Iterator[ListError]:
    matter = item.model
    conditions: list[tuple[str, int, When]] = [
        *(("fields", index, field.when) for index, field in enumerate(matter.fields)),
        *(("materials", index, material.when) for index, material in enumerate(matter.materials)),
    ]
    for part, index, when in conditions:
        yield from unknown_answers(item, matter.questions, (part, index, "when"), when)
