"""How large the simulated city is, and what share of things goes wrong.

*Source* of the totals: the place's own account of January to July 2022 (domain reference, section
1 and its warning); of all shares: illustrative.
"""

from dataclasses import dataclass
from datetime import date

BUNDLE_CASES = 2_071_000
"""“一件事一次办” bundle cases of seven months."""

CROSS_CASES = 134_600
"""Cross-region cases of the same months, counted apart; the published text is corrupted there."""

MONTHS = 7
FIRST_DAY = date(2022, 1, 1)
SUBJECTS = {"person": 62, "enterprise": 31, "project": 72, "special_group": 20}
"""Bundles by whom they are for: 185."""

SEASON = (0.9, 0.7, 1.1, 1.05, 1.1, 1.1, 1.05)
"""Weight of a day by month, January first: the Spring Festival is quiet. Illustrative."""

DAY_OFF = 0.25
"""Weight of a rest day against a working day: online only. Illustrative."""

HOURS = (1, 1, 0, 0, 0, 1, 2, 6, 20, 60, 70, 50, 20, 25, 55, 60, 45, 20, 12, 12, 14, 12, 8, 3)
"""Weight of each hour of the day. Illustrative."""

CASES_A_PERSON = 12
CASES_A_FIRM = 40
OFFICERS_A_ROLE = 3


@dataclass(frozen=True)
class Shares:
    """How often something happens to a member case, or to a bundle. Illustrative."""

    corrected: float = 0.04
    not_corrected: float = 0.1
    not_accepted: float = 0.003
    claimed: float = 0.15
    suspended: float = 0.005
    refused: float = 0.006
    withdrawn: float = 0.004
    late: float = 0.02
    rated: float = 0.08


@dataclass(frozen=True)
class CityPlan:
    """What to simulate. `matters` is how many service items the generated lists have.

    Of `parts` processes that share a city, each has the applications whose number leaves `part`.
    """

    place_folder: str = "xiangtan"
    months: int = MONTHS
    scale: float = 1.0
    seed: int = 20220101
    matters: int = 815
    part: int = 0
    parts: int = 1
    shares: Shares = Shares()

    @property
    def bundles(self) -> int:
        """How many bundle cases come in."""
        month = BUNDLE_CASES / sum(SEASON)
        return max(1, round(month * sum(SEASON[: self.months]) * self.scale))

    @property
    def cross_cases(self) -> int:
        """How many cases across regions there are, received here and decided there or the other
        way."""
        return max(1, round(CROSS_CASES * self.bundles / BUNDLE_CASES))

    @property
    def persons(self) -> int:
        """How many people apply."""
        return max(8, self.bundles // CASES_A_PERSON)

    @property
    def firms(self) -> int:
        """How many firms apply."""
        return max(4, self.bundles // CASES_A_FIRM)

    @property
    def name(self) -> str:
        """Names the run: another seed, scale or length is another run."""
        city = f"{self.place_folder}.{self.months}.{self.scale:g}.{self.seed}"
        return f"simulate.{city}.{self.part}of{self.parts}"

    def has(self, n: int) -> bool:
        """Whether application n is this part's."""
        return n % self.parts == self.part
