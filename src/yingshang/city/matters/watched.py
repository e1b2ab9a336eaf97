"""Which promises of this capability are watched for lights and breaches."""

from yingshang.city.matters.opinions.lifecycle import OPINION
from yingshang.core.watch.watched import watch

CLOCKS = {
    "matter": ("intake", "promised", "statutory", "delivery"),
    "errand": ("promised",),
    OPINION.kind: ("response",),
}
"""A bundle's own date follows from its members, who are watched each."""


def register_watches() -> None:
    """Have the watch look at matters, errands and opinions."""
    for kind, clocks in CLOCKS.items():
        watch(kind, clocks)
