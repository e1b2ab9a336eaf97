"""Everything that people read in a list stands there in Chinese and in English."""

from collections.abc import Iterator

from pydantic import BaseModel

from yingshang.core.catalogue.documents import Path
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError


def check_both_languages(items: Items) -> list[ListError]:
    """A mistake for each text `x` whose `x_en` is missing or is still Chinese, and the reverse."""
    return [
        error
        for item in items
        for path, model in _models((), item.model)
        for error in _in_one_language(item, path, model)
    ]


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in `text`."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _in_one_language(item: Item[BaseModel], path: Path, model: BaseModel) -> Iterator[ListError]:
    fields = type(model).model_fields
    for name in fields:
        if f"{name}_en" not in fields:
            continue
        chinese = getattr(model, name) or ""
        english = getattr(model, f"{name}_en") or ""
        if bool(chinese) != bool(english) or has_chinese(english):
            yield item.error(
                "catalogue.one_language",
                *path,
                name if chinese else f"{name}_en",
                found=english or chinese,
                expected=f"{name} + {name}_en",
                field=name,
                zh="“{field}”要有中文和英文两种写法，现在只有：{found}。",
                en="“{field}” must stand in Chinese and in English; there is only: {found}.",
            )


def _models(path: Path, value: object) -> Iterator[tuple[Path, BaseModel]]:
    if isinstance(value, BaseModel):
        yield path, value
        for name in type(value).model_fields:
            yield from _models((*path, name), getattr(value, name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _models((*path, index), entry)
