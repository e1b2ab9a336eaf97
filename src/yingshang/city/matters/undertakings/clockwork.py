"""What the clock does about promises and no person: gaps begin and lapse, draws are applied."""

from datetime import datetime

from yingshang.city.matters.undertakings import gaps
from yingshang.city.matters.undertakings.aftercheck.drawing import settle_check_draws


def follow_promises(*, at: datetime) -> int:
    """Every minute; answers how many moved."""
    begun = gaps.begin_missing(at=at)
    return begun + gaps.lapse(at=at) + settle_check_draws(at=at)
