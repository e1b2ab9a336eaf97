"""The refund of 2022 at the published size: 3,313 firms, 56,791,600.00 yuan from January to July.

*Source*: both as the place published them (figures.yaml). They are the plan of this simulation and
stand in no rule and no query: the firms are drawn so, and only their drawn premiums are mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yingshang.city.benefits.policies.reading import policy
from yingshang.simulation.benefits.delivering import hand_in, papers, relief_papers
from yingshang.simulation.benefits.drawing import Wanted, population
from yingshang.simulation.benefits.firms import Firm
from yingshang.simulation.benefits.judging import Verdict, judged

POLICY = "job_retention_refund_2022"
SEED = 20220425
RAISED_ON = date(2022, 5, 31)
"""From this day large firms get 50 %; by then every firm has had its due, first or topped up."""
PUBLISHED = Wanted(firms=3_313, total_fen=5_679_160_000)
RELIEF_FEN, RELIEF_MONTHS = 393_700_000_000, 7
"""Taxes and fees newly reduced from January to July, a reported figure: only its way is shown."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was drawn and handed in."""

    firms: int
    files: int


def deliver_refund(place: str, *, at: datetime, seed: int = SEED) -> Delivered:
    """Draw the firms and hand in what is said of them; again, it finds all delivered before."""
    firms = drawn(place, PUBLISHED, seed=seed)
    return Delivered(len(firms), hand_in(place, papers(firms, year=RAISED_ON.year), at=at))


def deliver_relief(place: str, *, at: datetime) -> int:
    """Hand in what the tax office reports; how many files were new."""
    found = relief_papers(RELIEF_FEN, year=RAISED_ON.year, months=RELIEF_MONTHS)
    return hand_in(place, found, at=at)


def drawn(place: str, wanted: Wanted, *, seed: int = SEED) -> list[Firm]:
    """The firms among which the place's rule finds what is wanted."""
    listed = policy(place, POLICY, on=RAISED_ON)

    def judge(firms: Sequence[Firm], /) -> list[Verdict]:
        return judged(listed, firms, on=RAISED_ON, covers_reserve=True)

    return population(seed, wanted, judge)
