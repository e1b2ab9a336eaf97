"""What a single row of the lists of undertakings cannot know."""

from collections.abc import Iterator
from string import Formatter

from yingshang.city.matters.listing import Matter
from yingshang.city.matters.undertakings.listing import UndertakingItem, UndertakingText
from yingshang.city.matters.undertakings.rules import may_commit
from yingshang.city.matters.undertakings.terms import STATEMENTS
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError

SLOTS = frozenset({"party", "matter", "office", "materials", "conditions", "points", "days"})
"""What a template may leave open."""


def check_texts(items: Items) -> list[ListError]:
    """Templates leave only known slots open, the same in both languages; commitments say all."""
    return [
        error
        for text in items.of("undertaking_text", UndertakingText)
        for error in (*_slots(text), *_statements(text))
    ]


def check_items(items: Items) -> list[ListError]:
    """Codes exist, what is promised was asked for, the area is allowed, draws have their share."""
    matters = {item.code: item.model for item in items.of("matter", Matter)}
    errors = []
    for item in items.of("undertaking_item", UndertakingItem):
        errors += [*_codes(item, items), *_promised(item, matters), *_family(item)]
        errors += _allowed(item)
    return errors


def _slots(text: Item[UndertakingText]) -> Iterator[ListError]:
    for n, paragraph in enumerate(text.model.paragraphs):
        zh, en = _names(paragraph.zh), _names(paragraph.en)
        if zh != en or zh - SLOTS:
            yield text.error(
                "matters.text_slot", "paragraphs", n,
                found=", ".join(sorted(zh ^ en or zh - SLOTS)), expected=", ".join(sorted(SLOTS)),
                zh="模板里的空位“{found}”不认识，或中英文不一致；可用的有：{expected}。",
                en="The slot “{found}” is unknown or stands in one language only; there are:"
                " {expected}.",
            )  # fmt: skip


def _names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def _statements(text: Item[UndertakingText]) -> Iterator[ListError]:
    if text.model.document != "commitment":
        return
    missing = STATEMENTS - {paragraph.says for paragraph in text.model.paragraphs}
    if missing:
        yield text.error(
            "matters.text_incomplete", "paragraphs",
            found=", ".join(sorted(missing)), expected=", ".join(sorted(STATEMENTS)),
            zh="承诺书须写明已知晓、符合条件、承担责任、真实意思四项，缺：{found}。",
            en="A commitment states that it is understood, that conditions are met, liability and"
            " own will; it lacks: {found}.",
        )  # fmt: skip


def _codes(item: Item[UndertakingItem], items: Items) -> Iterator[ListError]:
    model = item.model
    named = [("office", "office", model.office), ("matter", "matter", model.matter)]
    named += [("undertaking_text", "documents", code) for code in _documents(item)]
    named += [("material", "materials", code) for code in model.materials]
    for kind, field, code in named:
        if code is not None and not items.has(kind, code):
            yield item.error(
                f"matters.undertaking_{field}", field, found=code, expected=kind,
                zh="清单里没有“{found}”（{expected}）。",
                en="There is no “{found}” ({expected}) in the lists.",
            )  # fmt: skip


def _documents(item: Item[UndertakingItem]) -> tuple[str, str, str]:
    documents = item.model.documents
    return documents.guide, documents.commitment, documents.checking


def _promised(item: Item[UndertakingItem], matters: dict[str, Matter]) -> Iterator[ListError]:
    """A promise replaces what was asked for; where the matter is listed, by the matter itself."""
    model = item.model
    matter = matters.get(model.matter or "")
    asked = {m.code for m in matter.materials} if matter else set(model.materials)
    extra = set(model.promised) - asked | set(model.promised) - set(model.materials)
    if extra:
        yield item.error(
            "matters.promised_unasked", "promised",
            found=", ".join(sorted(extra)), expected=", ".join(sorted(asked)),
            zh="承诺代替的材料“{found}”本来就不要交。",
            en="The promise replaces “{found}”, which nobody asks for.",
        )  # fmt: skip


def _family(item: Item[UndertakingItem]) -> Iterator[ListError]:
    model = item.model
    if (model.family == "promise") != bool(model.points):
        yield item.error(
            "matters.promise_points", "points", found=len(model.points), expected="N",
            zh="一审N承诺须列出承诺事项，其他类别不列。",
            en="One review, N promises lists its points; the others list none.",
        )  # fmt: skip
    if (model.check.scope == "drawn") != (model.check.percent is not None):
        yield item.error(
            "matters.check_share", "check", "percent", found=model.check.percent, expected="1-100",
            zh="抽查的写明比例（percent），全查的不写。",
            en="A drawn check says its percent, a full one does not.",
        )  # fmt: skip


def _allowed(item: Item[UndertakingItem]) -> Iterator[ListError]:
    """The rule that decides for an applicant says no to an item nobody may promise."""
    model = item.model
    ruling = may_commit(
        area=model.area, high_risk=model.high_risk, is_barred=False, by_agent=False,
        is_authorised=True,
    )  # fmt: skip
    if not ruling.is_allowed:
        yield item.error(
            "matters.undertaking_forbidden", "area",
            found=model.area, expected="undertaking_eligibility.dmn",
            zh="这个领域（{found}）风险大或损害难以挽回，不适用告知承诺。",
            en="In this area ({found}) the risk is high or harm is final: no promise is allowed.",
        )  # fmt: skip
