"""Registers the lists of undertakings: templates first, then the items that name them."""

from yingshang.city.matters.undertakings.checks import check_items, check_texts
from yingshang.city.matters.undertakings.listing import UndertakingItem, UndertakingText
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds


def register_undertaking_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make templates and items known; a file lists many."""
    kinds.register(
        RowKind(
            "undertaking_text", "undertakings/texts.yaml", UndertakingText, rows="texts",
            check=check_texts,
        )
    )  # fmt: skip
    kinds.register(
        RowKind(
            "undertaking_item", "undertakings/items.yaml", UndertakingItem, rows="items",
            check=check_items,
        )
    )  # fmt: skip
