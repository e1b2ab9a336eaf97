"""An invented draw: firms in two classes, two parties who commit and reveal."""

from datetime import UTC, datetime, timedelta

from tests.cast import PLACE
from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import announce, give_commitment, give_reveal
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Office
from yingshang.proofs.draws import (
    Announcement,
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Ratio,
    Stratum,
    Words,
)
from yingshang.proofs.randomness import BeaconRound, BeaconSource, CommitReveal, commitment

ACTOR = Actor.system("tests")
HOUR = timedelta(hours=1)
PARTIES = ("示例商会", "示例纪检组")
SECRETS = {party: party.encode() * 3 for party in PARTIES}
SIGNED = datetime(2023, 8, 23, 15, 0, tzinfo=UTC)  # an hour before drand quicknet's round 1000
ROUND = BeaconRound(
    1000,
    bytes.fromhex(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b1957"
        "6350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    ),
)


def stated(source, *, code: str = "2026-示例-1") -> Announcement:
    firms = [f"firm-{number:02d}" for number in range(30)]
    people = tuple(Inspector(f"inspector-{number}") for number in range(4))
    return Announcement(
        place="",
        draw_id=code,
        purpose=Words("食品生产企业抽查（示例）", "Inspection of food makers (invented)"),
        announced_at=SIGNED,
        strata=(
            Stratum("A", tuple(firms[:20]), Ratio(1, 10), substitutes=1),
            Stratum("D", tuple(firms[20:]), Count(3)),
        ),
        source=source,
        exclusions=(Exclusion("firm-00", Words("本年度已检查", "Inspected this year")),),
        inspectors=Inspectors(people, 2, conflicts=(("firm-29", "inspector-0"),)),
    )


def office() -> Office:
    return Office.objects.get(place=PLACE, code="market_regulation")


def announced(now: datetime, *, code: str = "2026-示例-1") -> Draw:
    """A real draw: commits until an hour from now, reveals until two."""
    source = CommitReveal(PARTIES, now + HOUR, now + 2 * HOUR)
    return announce(stated(source, code=code), office=office(), actor=ACTOR, at=now)


def by_beacon(**more) -> Draw:
    """A simulated draw by a round of the past."""
    words = {"office": office(), "actor": ACTOR, "at": SIGNED, "is_simulated": True} | more
    return announce(stated(BeaconSource(ROUND.round), code="2023-示例-1"), **words)


def commit(draw: Draw, party: str, at: datetime):
    digest = commitment(bytes(draw.announcement_hash), party, SECRETS[party])
    return give_commitment(draw.pk, party, digest, actor=ACTOR, at=at)


def reveal(draw: Draw, party: str, at: datetime):
    return give_reveal(draw.pk, party, SECRETS[party], actor=ACTOR, at=at)
