"""What cannot be announced: each mistake is refused with its place and its remedy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.proofs.draws.cast import AT, TWO_PARTIES, beacon_plan, plan
from yingshang.errors import DomainError
from yingshang.proofs.draws import Count, Exclusion, Stratum, Words, announce
from yingshang.proofs.randomness import BeaconSource
from yingshang.proofs.randomness.commit_reveal import CommitReveal

WHY = Words("已查", "Inspected")


def pool(*entries: str):
    return plan(Stratum("A", entries, Count(1)))


@pytest.mark.parametrize(
    ("announcement", "code", "words"),
    [
        (pool("a", "b", "a"), "draws.duplicate_entry", "“a” stands in the pool more than once"),
        (
            plan(Stratum("A", ("a", "b"), Count(1)), Stratum("B", ("b",), Count(1))),
            "draws.duplicate_entry",
            "“b” stands in the pool more than once (A、B)",
        ),
        (
            plan(Stratum("A", ("a",), Count(1)), Stratum("A", ("b",), Count(1))),
            "draws.duplicate_name",
            "“A” stands twice in strata",
        ),
        (pool("a", ""), "draws.id_invalid", "strata[A].entries[1]"),
        (pool("a", "b c"), "draws.id_invalid", "strata[A].entries[1]"),
        (pool("a", "b\u200b"), "draws.id_invalid", "b\\u200b"),
        (pool("a", "a\ufe0f"), "draws.id_invalid", "strata[A].entries[1]"),
        (pool("a", "a\u3164"), "draws.id_invalid", "strata[A].entries[1]"),
        (pool("a", "\ud800"), "draws.id_invalid", "\\ud800"),
        (pool("a", "e\u0301"), "draws.id_invalid", "in NFC"),
        (pool("a", "x" * 129), "draws.id_invalid", "1 to 128"),
        (pool("a", "tab\tid"), "draws.id_invalid", "tab\\tid"),
        (plan(draw_id=""), "draws.id_invalid", "draw_id"),
        (plan(place="43 03"), "draws.id_invalid", "place"),
        (plan(purpose=Words("抽查", " ")), "draws.words_missing", "purpose"),
        (plan(exclusions=(Exclusion("zz", WHY),)), "draws.exclusion_unknown", "“zz”"),
        (plan(exclusions=(Exclusion("a1", WHY),) * 2), "draws.duplicate_name", "“a1”"),
        (
            plan(exclusions=(Exclusion("a1", Words("", "")),)),
            "draws.words_missing",
            "exclusions[a1].reason",
        ),
        (
            plan(source=BeaconSource(1000), announced_at=AT + timedelta(minutes=59)),
            "randomness.round_too_early",
            "Announce round 1012 or a later",
        ),
        (beacon_plan(announced_at=AT.replace(year=2026)), "randomness.round_too_early", "1000"),
        (plan(source=BeaconSource(-5)), "randomness.round_too_early", "-5"),
        (plan(source=BeaconSource(10**15)), "randomness.round_too_late", "10000"),
        (
            plan(source=replace(TWO_PARTIES, parties=("one",))),
            "randomness.parties_invalid",
            "at least two",
        ),
        (
            plan(source=replace(TWO_PARTIES, parties=("one", "one"))),
            "randomness.parties_invalid",
            "at least two",
        ),
        (
            plan(source=CommitReveal(("a", "b"), AT, AT + timedelta(hours=1))),
            "randomness.period_invalid",
            "must follow each other",
        ),
    ],
)
def test_a_wrong_announcement_is_refused_with_place_and_remedy(announcement, code, words):
    with pytest.raises(DomainError) as refused:
        announce(announcement)
    assert refused.value.code == code
    assert words in refused.value.text("en")
    assert refused.value.text("zh-hans") != refused.value.text("en")


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(DomainError, match="Give it with its zone"):
        announce(plan(announced_at=AT.replace(tzinfo=None)))


def test_ids_in_chinese_are_good_ids():
    assert announce(pool("甲公司代号", "乙")).quotas == [1]
