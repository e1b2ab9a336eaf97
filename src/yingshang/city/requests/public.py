"""What other packages may call of this capability."""

from dataclasses import dataclass
from datetime import datetime

from yingshang.city.requests.pages.words import state_name
from yingshang.city.requests.unresolved.doors import reported_by
from yingshang.core.access.posts import Reader
from yingshang.core.models import Case, Party

__all__ = ["OwnReport", "own_reports"]
MOST = 20


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A matter that the reader reported, with its state in the reader's language."""

    case: Case
    state: str


def own_reports(user: Reader, *, at: datetime, party: Party | None = None) -> list[OwnReport]:
    """The newest reports of the user and her clients, or of one client."""
    cases = reported_by(user, at=at)
    if party is not None:
        cases = cases.filter(party=party)
    return [OwnReport(case, state_name(case)) for case in cases.order_by("-opened_at")[:MOST]]
