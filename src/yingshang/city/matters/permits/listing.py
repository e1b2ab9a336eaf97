"""Which permits follow from which words of a registered business scope.

*Source*: 国发〔2021〕7号 (four ways), 国发〔2015〕62号 (told twice); domain reference, section 1.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from yingshang.core.catalogue.items import Item, Items, ListedItem
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import Code, Text

Way = Literal["abolished", "filing", "commitment", "optimised"]
WAYS: dict[Way, tuple[str, str]] = {
    "abolished": ("直接取消审批", "approval abolished"),
    "filing": ("审批改为备案", "filing instead of approval"),
    "commitment": ("实行告知承诺", "notification and commitment"),
    "optimised": ("优化审批服务", "approval, made easier"),
}
"""The rule's own words for the four ways, and what English pages say."""
KIND = "scope_permit"


class ScopePermit(ListedItem):
    """A permit, the words of a scope that call for it, and the office that watches over it.

    A phrase of the scope that has one of `unless` calls for nothing. `matter` is the service item
    by which it can be had here, if it is one of the platform's.
    """

    code: Code
    name: Text
    name_en: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    way: Way
    matter: Code | None = None
    office: Code


def scope_permit_from(body: Mapping[str, Any]) -> ScopePermit:
    """The permit in a stored row's body."""
    return ScopePermit.model_validate_json(json.dumps(body))


def register_permit_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make the list known; offices and matters are read before it."""
    kinds.register(
        RowKind(KIND, "scope_permits.yaml", ScopePermit, rows="permits", check=check_permits)
    )


def check_permits(items: Items) -> list[ListError]:
    """Offices and matters that are named stand in the lists."""
    return [error for item in items.of(KIND, ScopePermit) for error in _codes(item, items)]


def _codes(item: Item[ScopePermit], items: Items) -> Iterator[ListError]:
    for kind, field, code in (
        ("office", "office", item.model.office),
        ("matter", "matter", item.model.matter),
    ):
        if code is not None and not items.has(kind, code):
            yield item.error(
                f"matters.permit_{field}",
                field,
                found=code,
                expected=kind,
                zh="清单里没有“{found}”（{expected}）。",
                en="There is no “{found}” ({expected}) in the lists.",
            )
