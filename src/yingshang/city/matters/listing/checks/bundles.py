"""A bundle fits its matters: members, offices, questions, pages, and number prefixes."""

from collections.abc import Iterator, Mapping

from yingshang.city.matters.listing.bundle import Bundle
from yingshang.city.matters.listing.checks.graphs import check_needs
from yingshang.city.matters.listing.checks.references import (
    bad_default,
    is_office,
    missing_office,
    unknown_answers,
)
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.questions import Question
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError


def check_bundles(items: Items) -> list[ListError]:
    """Every check of bundles."""
    bundles = items.of("bundle", Bundle)
    matters = {item.code: item for item in items.of("matter", Matter)}
    errors = _repeated_prefixes(bundles)
    for bundle in bundles:
        if not is_office(items, bundle.model.lead_office):
            errors.append(missing_office(bundle, "lead_office", bundle.model.lead_office, "office"))
        errors += _members(bundle, matters, items)
        errors += check_needs(bundle, matters)
        errors += _questions(bundle, matters)
        if all(member.matter in matters for member in bundle.model.members):
            errors += _pages(bundle, matters)
            errors += _formats(bundle, matters)
    return errors


def _members(
    bundle: Item[Bundle], matters: Mapping[str, Item[Matter]], items: Items
) -> Iterator[ListError]:
    seen: set[str] = set()
    for index, member in enumerate(bundle.model.members):
        if not items.has("matter", member.matter):
            yield bundle.error(
                "matters.missing_matter", "members", index, "matter", found=member.matter,
                expected="a matter of this place", zh="事项清单里没有“{found}”。",
                en="There is no matter “{found}” in the lists.",
            )  # fmt: skip
        elif (
            member.deferrable
            and member.matter in matters
            and not matters[member.matter].model.deferrable
        ):
            yield bundle.error(
                "matters.not_deferrable", "members", index, "deferrable", found="true",
                expected="false", matter=member.matter, zh="事项“{matter}”不可暂缓办理。",
                en="The matter “{matter}” may not be put off.",
            )  # fmt: skip
        if member.matter in seen:
            yield bundle.error(
                "catalogue.repeated_code", "members", index, "matter", found=member.matter,
                expected="unique member", zh="成员事项“{found}”写了两次。",
                en="The member “{found}” is there twice.",
            )  # fmt: skip
        if member.defer_when and not member.deferrable:
            yield bundle.error(
                "matters.not_deferrable", "members", index, "defer_when",
                found=", ".join(member.defer_when), expected="deferrable: true",
                zh="写了 defer_when 的成员要标明 deferrable: true。",
                en="A member with defer_when must say deferrable: true.",
            )  # fmt: skip
        seen.add(member.matter)


def _questions(bundle: Item[Bundle], matters: Mapping[str, Item[Matter]]) -> Iterator[ListError]:
    questions = bundle.model.questions
    own = {question.code: question for question in questions}
    yield from bad_default(bundle, questions)
    for index, member in enumerate(bundle.model.members):
        for name, when in (("when", member.when), ("defer_when", member.defer_when)):
            yield from unknown_answers(bundle, questions, ("members", index, name), when)
        item = matters.get(member.matter)
        for place, question in enumerate(item.model.questions if item else ()):
            if item and _differs(own.get(question.code), question):
                yield item.error(
                    "matters.question_differs", "questions", place, "choices",
                    found=", ".join(question.values), expected=", ".join(own[question.code].values),
                    bundle=bundle.code,
                    zh="同一个问题在“{bundle}”里的选项是 {expected}，这里是 {found}，请统一。",
                    en="The bundle “{bundle}” has other choices for this question: {expected}, "
                    "not {found}. Make them alike.",
                )  # fmt: skip


def _differs(one: Question | None, other: Question) -> bool:
    return one is not None and set(one.values) != set(other.values)


def _pages(bundle: Item[Bundle], matters: Mapping[str, Item[Matter]]) -> Iterator[ListError]:
    members = [matters[m.matter].model for m in bundle.model.members if m.matter in matters]
    asked = {field.meaning for matter in members for field in matter.fields}
    listed = {material.code for matter in members for material in matter.materials}
    seen: set[str] = set()
    for index, page in enumerate(bundle.model.pages):
        for place, meaning in enumerate(page.meanings):
            if meaning not in asked or meaning in seen:
                yield bundle.error(
                    "matters.page_field", "pages", index, "meanings", place, found=meaning,
                    expected="a field of a member, once",
                    zh="“{found}”不是任何成员事项的字段，或已在前面的页上。",
                    en="“{found}” is no field of any member, or stands on an earlier page.",
                )  # fmt: skip
            seen.add(meaning)
    for index, code in enumerate(bundle.model.materials):
        if code not in listed:
            yield bundle.error(
                "matters.unlisted_material", "materials", index, found=code,
                expected="a material of a member",
                zh="材料“{found}”不在任何成员事项的材料清单内；清单以外的材料不得要求。",
                en="No member lists the material “{found}”; nothing may be demanded beyond the "
                "lists.",
            )  # fmt: skip


def _formats(bundle: Item[Bundle], matters: Mapping[str, Item[Matter]]) -> Iterator[ListError]:
    """A material uploaded once must be in a format that every member takes."""
    common: dict[str, set[str]] = {}
    for index, member in enumerate(bundle.model.members):
        for material in matters[member.matter].model.materials:
            formats = common.setdefault(material.code, set(material.formats))
            formats &= set(material.formats)
            if not formats:
                yield bundle.error(
                    "matters.no_common_format", "members", index, "matter", found=material.code,
                    expected="a format that all members take", material=material.name,
                    material_en=material.name_en,
                    zh="各成员事项对“{material}”没有共同接受的文件格式，无法只传一次。",
                    en="The members take no common format of “{material_en}”, so it cannot be "
                    "uploaded once.",
                )  # fmt: skip


def _repeated_prefixes(bundles: list[Item[Bundle]]) -> list[ListError]:
    first: dict[str, Item[Bundle]] = {}
    errors = []
    for bundle in bundles:
        other = first.setdefault(bundle.model.number_prefix, bundle)
        if other is not bundle:
            errors.append(
                bundle.error(
                    "matters.repeated_prefix", "number_prefix", found=bundle.model.number_prefix,
                    expected="unique prefix", other=other.code,
                    zh="编号前缀“{found}”已被“{other}”使用。",
                    en="The number prefix “{found}” is already used by “{other}”.",
                )
            )  # fmt: skip
    return errors
