"""The rated office may complain; somebody else decides; what was done is published."""

from datetime import datetime
from fractions import Fraction

import pytest

from tests.cast import NOW, PLACE, serve
from tests.core.ratings.town import COMMENT
from yingshang.core.access.models import Role
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.queries import entries_of
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import measure
from yingshang.core.models import Case, Commitment, RatingComplaint, RatingHandling
from yingshang.core.ratings import errors
from yingshang.core.ratings.complaints import (
    bad_rating_at,
    bad_ratings_at,
    complain,
    publish_handling,
)
from yingshang.core.ratings.followups import get_followup_for, take_followup_step
from yingshang.core.ratings.handling import handling_of
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.queries import bad_outcomes
from yingshang.core.ratings.rating import rate
from yingshang.worktime import SHANGHAI

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2026-11")


@pytest.fixture
def bad(town):
    return rate(town.case().pk, Opinion(1, ("slow",), COMMENT), user=town.owner, at=NOW)


def step(town, bad, name, user=None, reason="已核实") -> str:
    moved = take_followup_step(
        bad.followup_case_id, name, user=user or town.caller, at=NOW, reason=reason
    )
    return moved.state


def shares() -> tuple[Fraction | None, Fraction | None]:
    names = ("ratings.good_rate_given", "ratings.good_rate")
    return tuple(measure(name).compute(PLACE, MONTH).value for name in names)


def test_a_complaint_that_is_well_founded_removes_the_rating_and_both_rates_are_told(town, bad):
    for grade in (5, 5, 4):
        rate(town.case().pk, Opinion(grade), user=town.owner, at=NOW)
    assert shares() == (Fraction(3, 4), Fraction(3, 4))
    complain(bad.pseudonym, "malicious", "当日未办理该事项", user=town.rated_officer, at=NOW)
    assert Case.objects.get(pk=bad.followup_case_id).state == "reviewing"
    assert step(town, bad, "reject_malicious", town.supervisor) == "rejected"
    assert shares() == (Fraction(3, 4), Fraction(1))
    assert RatingComplaint.objects.get().verdict == "removed"
    last = entries_of([bad.followup_case_id])[-1].data
    assert (last["verdict"], last["handling"]) == ("恶意", "剔除")


def test_a_complaint_that_is_not_founded_leaves_it_and_the_call_back_is_still_owed(town, bad):
    complain(bad.pseudonym, "mistaken", "评错窗口", user=town.rated_officer, at=NOW)
    assert step(town, bad, "uphold", town.supervisor) == "verifying"
    assert RatingComplaint.objects.get().verdict == "upheld"
    assert Commitment.objects.filter(
        case_id=bad.followup_case_id, clock="callback", met_at__isnull=True
    ).exists()
    with pytest.raises(errors.ComplainedBefore):
        complain(bad.pseudonym, "mistaken", "再申诉", user=town.rated_officer, at=NOW)


def test_the_rated_office_does_not_decide_its_own_complaint(town, bad):
    complain(bad.pseudonym, "mistaken", "评错窗口", user=town.rated_officer, at=NOW)
    serve(town.rated_officer, town.office("service_centre"), Role.SUPERVISOR)
    with pytest.raises(StepRefused) as refused:
        step(town, bad, "reject", town.rated_officer)
    assert refused.value.code == "ratings.partial"


@pytest.mark.parametrize("who", ["tax_approver", "clerk", "caller", "owner", "stranger"])
def test_nobody_else_complains_or_finds_the_rating(town, bad, who):
    with pytest.raises(errors.RatingHidden):
        complain(bad.pseudonym, "mistaken", "评错", user=getattr(town, who), at=NOW)
    assert bad_ratings_at(getattr(town, who), at=NOW) == []


def test_the_office_sees_no_giver_no_moment_and_no_id(town, bad):
    shown = bad_rating_at(town.rated_officer, bad.pseudonym, at=NOW)
    assert (shown.grade, shown.comment, shown.state) == (1, COMMENT, "opened")
    assert not {"pk", "id", "given_at", "subject_id"} & set(type(shown).__slots__)
    for ground, text in (("weather", "评错"), ("mistaken", " ")):
        with pytest.raises(errors.WrongComplaint):
            complain(bad.pseudonym, ground, text, user=town.rated_officer, at=NOW)


def test_what_takes_time_is_listed_with_its_limit_and_then_put_right(town, bad):
    step(town, bad, "verify")
    assert step(town, bad, "list", reason="换叫号机") == "listed"
    due = Commitment.objects.get(case_id=bad.followup_case_id, clock="rectify").due_at
    assert due == datetime(2026, 12, 15, 17, tzinfo=SHANGHAI)
    complain(bad.pseudonym, "mistaken", "评错窗口", user=town.rated_officer, at=NOW)
    serve_two = serve(town.supervisor, town.office("service_centre"), Role.CALLBACK)
    step(town, bad, "uphold", serve_two)
    assert step(town, bad, "list", reason="继续") == "listed"
    assert step(town, bad, "fix", reason="已换") == "fixed"
    rectify = Commitment.objects.get(case_id=bad.followup_case_id, clock="rectify")
    assert rectify.met_at == NOW


def test_what_was_done_is_published_once_it_is_closed_and_tells_no_number(town, bad):
    def publish(note: str) -> None:
        case, rating = get_followup_for(town.caller, bad.followup_case_id, at=NOW)
        publish_handling(case, rating, note, user=town.caller, at=NOW)

    with pytest.raises(errors.NothingToPublish):
        publish("增开窗口")
    for name in ("verify", "fix", "call_back"):
        step(town, bad, name)
    for unfit in ("请打 138 0000 0000", "", "长" * 301):
        with pytest.raises(errors.WrongComplaint):
            publish(unfit)
    publish("增开一个窗口")
    publish("增开两个窗口，2026 年底前到位")
    assert [row.note for row in bad_outcomes(PLACE, MONTH)] == ["增开两个窗口，2026 年底前到位"]
    assert RatingHandling.objects.count() == 1
    acts = [entry.action for entry in entries_of([bad.followup_case_id])]
    assert acts.count("followup.publish") == 2


def test_the_rule_says_who_is_called_back(town):
    assert handling_of(2, is_named=True).value == "核实整改并回访"
    assert handling_of(2, is_named=False).value == "核实整改"
    assert handling_of(3, is_named=True).value == "无需处理"
