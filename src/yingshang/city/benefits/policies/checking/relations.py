"""Whether what policies say of each other is the same on both sides."""

from collections.abc import Iterator

from yingshang.city.benefits.listing import Policy
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError

KIND = "benefit_policy"
FIELDS = ("excludes", "combines_with")


def relation_faults(item: Item[Policy], items: Items) -> list[ListError]:
    """Policies that are not there, named on one side only, or both combined and excluded."""
    others = {one.code: one.model for one in items.of(KIND, Policy)}
    found = [fault for field in FIELDS for fault in _of(item, field, others, items)]
    both = set(item.model.excludes) & set(item.model.combines_with)
    if both:
        found.append(
            item.error(
                "benefits.combined_and_excluded", "excludes", found="、".join(sorted(both)),
                expected="one of excludes, combines_with",
                zh="“{found}”既写了可以同享，又写了不能同享。",
                en="“{found}” is named both as combining and as excluded.",
            )
        )  # fmt: skip
    return found


def _of(
    item: Item[Policy], field: str, others: dict[str, Policy], items: Items
) -> Iterator[ListError]:
    for number, code in enumerate(getattr(item.model, field)):
        if code == item.code or not items.has(KIND, code):
            yield item.error(
                "benefits.no_other_policy", field, number, found=code,
                expected="another policy in benefits/",
                zh="没有另一条政策“{found}”。", en="There is no other policy “{found}”.",
            )  # fmt: skip
        elif code in others and item.code not in getattr(others[code], field):
            yield item.error(
                "benefits.one_sided", field, number, found=code,
                expected=f"{code}.{field}: {item.code}", field=field, own=item.code,
                zh="“{found}”的 {field} 里没有写“{own}”，两边要一致。",
                en="“{found}” does not name “{own}” in its {field}; both sides must agree.",
            )  # fmt: skip
