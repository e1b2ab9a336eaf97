"""The best of what a firm may have at once: policies that exclude each other are not combined."""

from collections.abc import Iterable, Iterator, Sequence

from yingshang.city.benefits.matching.lines import Line
from yingshang.city.benefits.matching.types import Group
from yingshang.city.benefits.policies.reading import Listed
from yingshang.planning.exclusions import Choice, best


def best_of(lines: Sequence[Line]) -> Choice:
    """The eligible policies that are worth most together; what has no amount counts nothing.

    Of equal worth the most policies are taken, then those that stand first by code.
    """
    eligible = sorted(
        (line for line in lines if line.group is Group.ELIGIBLE), key=lambda line: line.code
    )
    weights = {line.code: line.amount_fen or 0 for line in eligible}
    return best(weights, exclusions(line.listed for line in eligible))


def exclusions(policies: Iterable[Listed]) -> Iterator[tuple[str, str]]:
    """Each pair of policies of which one says that it excludes the other."""
    for listed in policies:
        for other in listed.model.excludes:
            yield listed.code, other
