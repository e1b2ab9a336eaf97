"""A matter's fields, materials and results speak the shared vocabulary."""

import re
from collections.abc import Iterator

from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.vocabulary import Meaning
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError


def check_words(item: Item[Matter], items: Items) -> Iterator[ListError]:
    """Every word is known, and each field can be asked as its meaning says."""
    yield from _unknown_words(item, items)
    yield from _fields(item, items)


def _unknown_words(item: Item[Matter], items: Items) -> Iterator[ListError]:
    matter = item.model
    named = [
        *(("meaning", ("fields", i, "meaning"), f.meaning) for i, f in enumerate(matter.fields)),
        *(("material", ("materials", i, "code"), m.code) for i, m in enumerate(matter.materials)),
        *(
            ("meaning", ("results", i, "meanings", j), code)
            for i, result in enumerate(matter.results)
            for j, code in enumerate(result.meanings)
        ),
    ]
    for kind, path, code in named:
        if not items.has(kind, code):
            yield item.error(
                "matters.not_in_vocabulary", *path, found=code, expected=f"{kind} in vocabulary/",
                zh="共享词汇（common/vocabulary）里没有“{found}”，请先在那里写明它的名称和类型。",
                en="common/vocabulary has no “{found}”: give its name and type there first.",
            )  # fmt: skip


def _fields(item: Item[Matter], items: Items) -> Iterator[ListError]:
    types = {meaning.code: meaning.model.type for meaning in items.of("meaning", Meaning)}
    for index, field in enumerate(item.model.fields):
        if field.type != types.get(field.meaning, field.type):
            yield item.error(
                "matters.field_type", "fields", index, "type", found=field.type,
                expected=types[field.meaning], meaning=field.meaning,
                zh="“{meaning}”在共享词汇里的类型是 {expected}，这里写的是 {found}；"
                "类型不同就不是同一个含义。",
                en="The vocabulary says that “{meaning}” is {expected}, not {found}; with another "
                "type it is another meaning.",
            )  # fmt: skip
        if (field.type == "choice") != bool(field.choices):
            yield item.error(
                "matters.field_choices", "fields", index, "choices", found=field.type,
                expected="type: choice <=> choices",
                zh="类型是 choice 的字段要写选项，其他类型不写。",
                en="A field of type choice has choices, and other fields have none.",
            )  # fmt: skip
        if field.pattern is not None and not _compiles(field.pattern):
            yield item.error(
                "matters.field_pattern", "fields", index, "pattern", found=field.pattern,
                expected="a regular expression",
                zh="格式（pattern）不是正确的正则表达式：{found}。",
                en="The pattern is no valid regular expression: {found}.",
            )  # fmt: skip


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
