"""A population in which the real rule finds as many firms and as much money as was published.

Firms are drawn one after the other until so many are due; then the drawn premiums are scaled, and
one of them mended by a few fen, until what the rule makes of them adds up. Neither rule nor query
knows either number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from yingshang.simulation.benefits.firms import Firm, firm
from yingshang.simulation.benefits.judging import Verdict

ROUND = 2_000
MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many firms are to be due, and how much in all on the last day. *Units*: fen."""

    firms: int
    total_fen: int


class Judge(Protocol):
    """What the rule says of firms, each in its turn."""

    def __call__(self, firms: Sequence[Firm], /) -> list[Verdict]:
        """The verdicts, in order."""
        ...


def population(seed: int, wanted: Wanted, judge: Judge) -> list[Firm]:
    """As many firms as it takes. Errors: `RuntimeError` where the sum cannot be met."""
    return _with_total(_until_enough(seed, wanted.firms, judge), wanted.total_fen, judge)


def _until_enough(seed: int, count: int, judge: Judge) -> list[Firm]:
    found: list[Firm] = []
    due = number = 0
    while due < count:
        drawn = [firm(seed, n) for n in range(number, number + ROUND)]
        number += ROUND
        for one, verdict in zip(drawn, judge(drawn), strict=True):
            found.append(one)
            due += verdict.is_due
            if due == count:
                break
    return found


def _with_total(firms: list[Firm], total: int, judge: Judge) -> list[Firm]:
    for _ in range(MOST_ROUNDS):
        verdicts = judge(firms)
        reached = sum(v.fen for v in verdicts)
        if reached == total:
            return firms
        if abs(reached - total) * 1000 > total:
            firms = [_scaled(one, total, reached) for one in firms]
        else:
            firms = _mended(firms, verdicts, total - reached)
    raise RuntimeError(f"no premiums were found whose refunds add up to {total} fen")


def _scaled(one: Firm, total: int, reached: int) -> Firm:
    return one._replace(premiums_fen=max(1, one.premiums_fen * total // reached))


def _mended(firms: list[Firm], verdicts: Sequence[Verdict], missing: int) -> list[Firm]:
    """The missing fen, over the firm whose premiums are highest: its own rate tells how many."""
    at = max(range(len(firms)), key=lambda n: verdicts[n].fen)
    one, fen = firms[at], verdicts[at].fen
    step = round(missing * one.premiums_fen / fen) or (1 if missing > 0 else -1)
    return [*firms[:at], one._replace(premiums_fen=one.premiums_fen + step), *firms[at + 1 :]]
