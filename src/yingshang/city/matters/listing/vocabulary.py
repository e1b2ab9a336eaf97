"""Words that matters share: the same meaning is asked once, the same material is uploaded once.

A matter names a meaning, a material or a question by its code; what the vocabulary says of it is
copied into the matter when it is read, so that a case that keeps its version keeps the words too.
"""

from typing import Annotated, Any

from pydantic import Field

from yingshang.city.matters.listing.questions import Choice, Question
from yingshang.city.matters.listing.terms import FieldType, Sensitivity
from yingshang.core.catalogue.items import Items, ListedItem
from yingshang.core.catalogue.schemas import Code, Text


class Meaning(ListedItem):
    """What a field of a form is about, whoever asks for it."""

    code: Code
    name: Text
    name_en: Text
    type: FieldType
    sensitivity: Sensitivity = "public"
    hint: Text | None = None
    hint_en: Text | None = None
    pattern: Text | None = None
    max_length: Annotated[int, Field(ge=1, le=10000)] | None = None
    choices: tuple[Choice, ...] = ()


class SharedMaterial(ListedItem):
    """A document that matters may demand."""

    code: Code
    name: Text
    name_en: Text
    sensitivity: Sensitivity = "public"
    hint: Text | None = None
    hint_en: Text | None = None


class SharedQuestion(Question, ListedItem):
    """A scenario question that several matters and bundles ask in the same words."""


FIELD_WORDS = (
    "name", "name_en", "type", "sensitivity", "hint", "hint_en", "pattern", "max_length", "choices",
)  # fmt: skip
MATERIAL_WORDS = ("name", "name_en", "sensitivity", "hint", "hint_en")
QUESTION_WORDS = ("text", "text_en", "hint", "hint_en", "choices", "default")


def fill_from_vocabulary(data: dict[str, Any], items: Items) -> None:
    """Copy what the vocabulary says into a raw matter or bundle, where it says nothing itself.

    A field without a code of its own has its meaning's.
    """
    fields = data.get("fields")
    if isinstance(fields, list):
        data["fields"] = [
            {"code": f["meaning"]} | f if isinstance(f, dict) and "meaning" in f else f
            for f in fields
        ]
    _fill(data, "fields", "meaning", items, ("meaning", FIELD_WORDS))
    _fill(data, "materials", "code", items, ("material", MATERIAL_WORDS))
    _fill(data, "questions", "code", items, ("question", QUESTION_WORDS))


def _fill(
    data: dict[str, Any], part: str, key: str, items: Items, words: tuple[str, tuple[str, ...]]
) -> None:
    kind, names = words
    entries = data.get(part)
    if not isinstance(entries, list):
        return
    known = {item.code: item.model.model_dump(mode="json") for item in items.by_kind.get(kind, [])}
    data[part] = [
        {name: known[entry[key]][name] for name in names} | entry
        if isinstance(entry, dict) and isinstance(entry.get(key), str) and entry[key] in known
        else entry
        for entry in entries
    ]
