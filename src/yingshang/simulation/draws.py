"""Two invented draws, so that the public pages of a fresh demo are not empty (source: simulated).

One waits for a round of the beacon a month ahead; one was drawn by two parties' secrets, in acted
time. Both go through the real services, and their ledger entries say that they are simulated.
"""

import hashlib
from datetime import datetime, timedelta
from itertools import pairwise

from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import announce, complete, give_commitment, give_reveal
from yingshang.core.parties.models import Office
from yingshang.proofs.draws import (
    Announcement,
    Exclusion,
    Inspector,
    Inspectors,
    Ratio,
    Stratum,
    Words,
)
from yingshang.proofs.draws.types import Source
from yingshang.proofs.randomness import BeaconSource, CommitReveal, commitment, round_after
from yingshang.simulation.cast import DEMO

PARTIES = ("示例纪检组", "示例商会")
CLASSES = (("A", 1, 40), ("B", 3, 160), ("C", 10, 120), ("D", 20, 80))
"""Credit-risk class, percent inspected, firms; source: illustrative."""
FIRE, FOOD = "fire", "food"
MINUTE = timedelta(minutes=1)
MONTH = timedelta(days=30)


def ensure_draws(place: str, *, at: datetime) -> bool:
    """Announce both once; afterwards, and after a restart, they are found."""
    if Draw.objects.filter(place=place, is_simulated=True).exists():
        return False
    office = Office.objects.get(place=place, code="market_regulation")
    _drawn(office, at)
    source = BeaconSource(round_after(at + MONTH))
    words = Words("食品生产企业双随机抽查", "Random inspection of food makers")
    announce(
        _stated(f"DEMO-{at:%Y}-002", words, source, at),
        office=office, actor=DEMO, at=at, is_simulated=True,
    )  # fmt: skip
    return True


def _drawn(office: Office, at: datetime) -> None:
    """The one that is over: announced an hour ago, then committed, revealed and drawn."""
    begun = at - 60 * MINUTE
    source = CommitReveal(PARTIES, begun + 20 * MINUTE, begun + 40 * MINUTE)
    words = Words("消防产品经营单位双随机抽查", "Random inspection of fire-safety dealers")
    draw = announce(
        _stated(f"DEMO-{at:%Y}-001", words, source, begun),
        office=office, actor=DEMO, at=begun, is_simulated=True,
    )  # fmt: skip
    digest = bytes(draw.announcement_hash)
    for party in PARTIES:
        hashed = commitment(digest, party, _secret(digest, party))
        give_commitment(draw.pk, party, hashed, actor=DEMO, at=begun + 10 * MINUTE)
    for party in PARTIES:
        secret = _secret(digest, party)
        give_reveal(draw.pk, party, secret, actor=DEMO, at=begun + 30 * MINUTE)
    complete(draw.pk, actor=DEMO, at=begun + 45 * MINUTE)


def _secret(digest: bytes, party: str) -> bytes:
    """An acted secret: anyone could compute it, which no real party's may allow."""
    return hashlib.sha256(b"simulated" + digest + party.encode()).digest()


def _stated(code: str, purpose: Words, source: Source, at: datetime) -> Announcement:
    ids = [f"firm-{number:04d}" for number in range(sum(n for _c, _p, n in CLASSES))]
    cuts = [0]
    for _name, _percent, firms in CLASSES:
        cuts.append(cuts[-1] + firms)
    strata = tuple(
        Stratum(name, tuple(ids[first:last]), Ratio(percent, 100), substitutes=1)
        for (name, percent, _n), (first, last) in zip(CLASSES, pairwise(cuts), strict=True)
    )
    people = tuple(
        Inspector(f"inspector-{number:02d}", ((FIRE, FOOD)[number % 2],)) for number in range(8)
    )
    visited = Words("本年度已检查", "Inspected this year")
    return Announcement(
        place="", draw_id=code, purpose=purpose, announced_at=at, strata=strata, source=source,
        exclusions=tuple(Exclusion(one, visited) for one in ids[5::97]),
        inspectors=Inspectors(people, 2, conflicts=((ids[-2], people[0].id),)),
    )  # fmt: skip
