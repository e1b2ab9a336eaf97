"""Whether the offices, elements and parameters that a policy names are in the lists."""

from collections.abc import Iterator

from yingshang.city.benefits.listing import Policy
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError
from yingshang.core.facts.listing import Element


def name_faults(item: Item[Policy], items: Items) -> list[ListError]:
    """What is named and is not there; what is not named and has to be."""
    return [*_offices(item, items), *_times(item, items), *_exclusions(item, items)]


def element_of(items: Items, code: str) -> Element | None:
    """The element of that code, if it is in the dictionary and without faults."""
    found = (one.model for one in items.of("element", Element) if one.code == code)
    return next(found, None)


def no_element(item: Item[Policy], *path: str | int, found: str) -> ListError:
    """That the dictionary has no such element, with the way to mend it."""
    return item.error(
        "benefits.no_element", *path, found=found, expected="an element in facts/elements.yaml",
        zh="数据元字典里没有“{found}”。请在 facts/elements.yaml 登记，并由数据集提供。",
        en="There is no data element “{found}”. Add it to facts/elements.yaml and to a dataset.",
    )  # fmt: skip


def _offices(item: Item[Policy], items: Items) -> Iterator[ListError]:
    for field in ("owner", "payer"):
        code = getattr(item.model, field)
        if code is not None and not items.has("office", code):
            yield item.error(
                "benefits.no_office", field, found=code, expected="an office in offices.yaml",
                zh="机构清单里没有“{found}”。", en="There is no office “{found}” in the list.",
            )  # fmt: skip


def _times(item: Item[Policy], items: Items) -> Iterator[ListError]:
    model = item.model
    for field in ("public_notice", "appeal"):
        code = getattr(model, field)
        if code is None and model.mode == "without_application":
            yield item.error(
                "benefits.no_notice", field, found="", expected="a code in parameters.yaml",
                zh="免申即享的政策要公示并可以提出异议，请写明参数。",
                en="What is paid without application is published and can be objected to: "
                "name the parameter.",
            )  # fmt: skip
        elif code is not None and not items.has("parameter", code):
            yield item.error(
                "benefits.no_parameter", field, found=code,
                expected="a parameter in parameters.yaml", zh="参数清单里没有“{found}”。",
                en="There is no parameter “{found}” in the list.",
            )  # fmt: skip


def _exclusions(item: Item[Policy], items: Items) -> Iterator[ListError]:
    for number, one in enumerate(item.model.exclusions):
        path = ("exclusions", number, "element")
        if not items.has("element", one.element):
            yield no_element(item, *path, found=one.element)
            continue
        element = element_of(items, one.element)
        if element is not None and element.type != "boolean":
            yield item.error(
                "benefits.exclusion_of_no_list", *path, found=element.type, expected="boolean",
                code_=one.element, zh="排除名单的数据元“{code_}”要是“是／否”，现在是 {found}。",
                en="The element “{code_}” of a credit list must be boolean; it is {found}.",
            )  # fmt: skip
