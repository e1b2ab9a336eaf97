"""A firm contests a fact; the office upholds it, or corrects it with the next data."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, PLACE, Cast
from tests.core.facts.delivering import AS_OF, code, hand_in, insurer, row, with_code
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.cases.types import StepRefused
from yingshang.core.commitments.models import Commitment
from yingshang.core.facts.contests.answering import take_contest_step
from yingshang.core.facts.contests.contesting import Contest, contest, withdraw
from yingshang.core.facts.contests.queries import contests_for, get_contest_for
from yingshang.core.facts.errors import (
    ContestedAlready,
    FirmMissing,
    NothingToContest,
    WrongText,
)
from yingshang.core.facts.models import ContestedFact
from yingshang.core.facts.queries import given
from yingshang.core.ids import new_id
from yingshang.core.notices.models import Notice

PREMIUMS = "social_insurance_premiums"

pytestmark = pytest.mark.django_db


def wrong(key=None, **more) -> Contest:
    values = {
        "place": PLACE, "dataset": PREMIUMS, "element": "premiums_paid",
        "claimed": "22345.67 元", "grounds": "七月补缴一万元，见缴费凭证",
    }  # fmt: skip
    return Contest(key=key or new_id(), **(values | more))


@pytest.fixture
def cast(tmp_path) -> Cast:
    hand_in(tmp_path, row(1), row(2))
    cast = Cast()
    with_code(cast.company)
    return cast


def test_contesting_opens_a_case_for_the_office_which_promises_an_answer(cast):
    case = contest(wrong(), firm=cast.company, user=cast.owner, at=NOW)
    assert (case.kind, case.state, case.office.code) == (
        "fact_contested",
        "opened",
        "social_insurance",
    )
    assert (case.number[:2], case.title) == ("数异", "数据异议：上年缴纳失业保险费")
    assert case.contested_fact.value == "12345.67"
    promise = Commitment.objects.get(case=case)
    assert (promise.clock, promise.budget, promise.unit) == ("response", 10, "working_day")
    value = given(PLACE, code(1), ["premiums_paid", "insured_at_end"], on=AS_OF).values
    assert value["premiums_paid"].is_contested
    assert not value["insured_at_end"].is_contested
    assert (
        not given(PLACE, code(2), ["premiums_paid"], on=AS_OF).values["premiums_paid"].is_contested
    )


def test_a_fact_is_contested_once_at_a_time_and_the_same_key_is_the_same_contest(cast):
    first = wrong()
    case = contest(first, firm=cast.company, user=cast.owner, at=NOW)
    assert contest(first, firm=cast.company, user=cast.owner, at=NOW) == case
    with pytest.raises(ContestedAlready):
        contest(wrong(), firm=cast.company, user=cast.owner, at=NOW)
    withdraw(case.pk, user=cast.owner, at=NOW)
    assert contest(wrong(), firm=cast.company, user=cast.owner, at=NOW) != case


def test_what_is_not_said_and_who_does_not_act_for_the_firm_find_nothing(cast):
    for more in ({"element": "is_zombie"}, {"dataset": "nothing"}, {"element": "credit_code"}):
        with pytest.raises(NothingToContest):
            contest(wrong(**more), firm=cast.company, user=cast.owner, at=NOW)
    with pytest.raises(WrongText):
        contest(wrong(grounds=" "), firm=cast.company, user=cast.owner, at=NOW)
    for user in (cast.agent, cast.stranger, cast.clerk):
        with pytest.raises(FirmMissing):
            contest(wrong(), firm=cast.company, user=user, at=NOW)
    assert not ContestedFact.objects.exists()


def test_the_office_upholds_with_a_reason_that_the_firm_reads(cast):
    officer = insurer()
    case = contest(wrong(), firm=cast.company, user=cast.owner, at=NOW)
    take_contest_step(case.pk, "verify", user=officer, at=NOW)
    with pytest.raises(WrongText):
        take_contest_step(case.pk, "uphold", user=officer, at=NOW)
    take_contest_step(case.pk, "uphold", user=officer, at=NOW, reason="凭证属于下一年度")
    row_ = ContestedFact.objects.select_related("case").get()
    assert (row_.case.state, row_.is_open, row_.answer) == ("upheld", False, "凭证属于下一年度")
    assert Commitment.objects.get(case=case).met_at == NOW
    assert Notice.objects.get(subject_id=case.pk).template == "fact_upheld"


def test_what_the_office_agreed_to_correct_is_closed_by_data_that_say_otherwise(cast, tmp_path):
    case = contest(wrong(), firm=cast.company, user=cast.owner, at=NOW)
    take_contest_step(case.pk, "agree", user=insurer(), at=NOW, reason="补缴尚未入账")
    clocks = {c.clock: c.met_at for c in Commitment.objects.filter(case=case)}
    assert clocks == {"response": NOW, "correction": None}
    hand_in(tmp_path, row(1), row(2, paid="1.00"), as_of=date(2022, 6, 30))  # as before
    case.refresh_from_db()
    assert case.state == "correcting"
    hand_in(tmp_path, row(1, paid="22345.67"), as_of=date(2021, 6, 30))  # of an earlier day
    case.refresh_from_db()
    assert case.state == "correcting"
    assert (
        given(PLACE, code(1), ["premiums_paid"], on=NOW.date()).values["premiums_paid"].is_contested
    )
    mended, _ = hand_in(tmp_path, row(1, paid="22345.67"), as_of=date(2022, 7, 31))
    case.refresh_from_db()
    assert (case.state, case.contested_fact.corrected_in) == ("corrected", mended)
    value = given(PLACE, code(1), ["premiums_paid"], on=NOW.date()).values["premiums_paid"]
    assert (value.value, value.is_contested) == (2234567, False)
    assert Commitment.objects.filter(case=case, met_at__isnull=True).count() == 0


def test_the_delivering_office_and_the_firm_see_it_and_nobody_else(cast):
    officer = insurer()
    case = contest(wrong(), firm=cast.company, user=cast.owner, at=NOW)
    assert list(contests_for(officer, at=NOW)) == [case]
    for user in (officer, cast.owner):
        assert visible_cases(user, at=NOW).filter(pk=case.pk).exists()
    for user in (cast.approver, cast.clerk, cast.supervisor, cast.agent, cast.stranger):
        assert not visible_cases(user, at=NOW).filter(pk=case.pk).exists()
        with pytest.raises(CaseMissing):
            get_contest_for(user, case.pk, at=NOW)
        with pytest.raises(CaseMissing):
            take_contest_step(case.pk, "uphold", user=user, at=NOW, reason="无权")
        with pytest.raises(StepRefused):
            withdraw(case.pk, user=user, at=NOW + timedelta(minutes=1))
