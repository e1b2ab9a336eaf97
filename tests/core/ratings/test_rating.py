"""Who was served rates once, in time, in words that are text; silence is no rating."""

from datetime import timedelta

import pytest

from tests.cast import NOW, PLACE
from tests.core.ratings.town import COMMENT, ENDED
from yingshang.core.access.doors import CaseMissing
from yingshang.core.ids import new_id
from yingshang.core.ratings.errors import (
    NotFinished,
    RatedBefore,
    RatingOver,
    ServiceToRateMissing,
    WrongComment,
    WrongGrade,
    WrongReason,
)
from yingshang.core.ratings.models import RaterIdentity, Rating
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate, rate_window
from yingshang.core.ratings.tickets import ticket_code

pytestmark = pytest.mark.django_db
GOOD = Opinion(5, ("fast",))


def test_the_owner_rates_a_finished_case(town):
    case = town.case()
    row = rate(case.pk, Opinion(4, ("clear", "fast"), f" {COMMENT}\r\n"), user=town.owner, at=NOW)
    assert (row.grade, row.reasons, row.comment) == (4, ["fast", "clear"], COMMENT)
    assert (row.subject_id, row.office_id) == (case.pk, case.office_id)
    assert row.followup_case_id is None


def test_an_agent_rates_for_the_client_within_the_mandate(town):
    bundle = town.case(item="company_opening", kind="bundle")
    assert rate(bundle.pk, GOOD, user=town.agent, at=NOW).grade == 5
    other = town.case(item="food_business_licence")
    with pytest.raises(CaseMissing):
        rate(other.pk, GOOD, user=town.agent, at=NOW)


def test_bundle_and_member_are_rated_apart(town):
    bundle = town.case(item="company_opening", kind="bundle")
    member = town.case()
    rate(bundle.pk, GOOD, user=town.owner, at=NOW)
    rate(member.pk, Opinion(3), user=town.owner, at=NOW)
    assert sorted(Rating.objects.values_list("grade", flat=True)) == [3, 5]


def test_a_service_is_rated_once(town):
    case = town.case()
    rate(case.pk, GOOD, user=town.owner, at=NOW)
    with pytest.raises(RatedBefore):
        rate(case.pk, Opinion(1), user=town.owner, at=NOW)
    assert Rating.objects.get().grade == 5


def test_a_rating_of_the_same_moment_is_refused_by_the_database(town, monkeypatch):
    case = town.case()
    rate(case.pk, GOOD, user=town.owner, at=NOW)
    monkeypatch.setattr("yingshang.core.ratings.rating.rating_of", lambda kind, subject: None)
    with pytest.raises(RatedBefore):
        rate(case.pk, Opinion(1), user=town.owner, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "clerk", "approver", "supervisor", "leader"])
def test_nobody_else_can_rate_and_nobody_learns_that_the_case_is_there(town, who):
    case = town.case()
    with pytest.raises(CaseMissing):
        rate(case.pk, GOOD, user=getattr(town, who), at=NOW)
    with pytest.raises(CaseMissing):
        rate(new_id(), GOOD, user=town.owner, at=NOW)
    assert not Rating.objects.exists()


def test_an_open_case_and_a_case_of_long_ago_are_not_rated(town):
    with pytest.raises(NotFinished):
        rate(town.case(ended=None).pk, GOOD, user=town.owner, at=NOW)
    last = town.case(ended=NOW - timedelta(days=30))
    assert rate(last.pk, GOOD, user=town.owner, at=NOW)
    over = town.case(ended=NOW - timedelta(days=30, seconds=1))
    with pytest.raises(RatingOver) as refused:
        rate(over.pk, GOOD, user=town.owner, at=NOW)
    assert refused.value.data == {"days": 30}


@pytest.mark.parametrize("grade", [0, 6, -1, True, "5", None, 4.0])
def test_there_are_five_grades(town, grade):
    with pytest.raises(WrongGrade):
        rate(town.case().pk, Opinion(grade), user=town.owner, at=NOW)


@pytest.mark.parametrize("reasons", [("rude",), ("fast", "fast"), ("",)])
def test_reasons_come_from_the_list(town, reasons):
    with pytest.raises(WrongReason):
        rate(town.case().pk, Opinion(5, reasons), user=town.owner, at=NOW)


@pytest.mark.parametrize("comment", ["长" * 501, "a\x00b", "a\x1b[31m", "a\u202eb", "\ud800"])
def test_a_comment_is_short_and_text(town, comment):
    with pytest.raises(WrongComment):
        rate(town.case().pk, Opinion(5, (), comment), user=town.owner, at=NOW)
    assert not Rating.objects.exists()


def test_a_comment_of_500_characters_on_two_lines_is_kept(town):
    comment = "好" * 250 + "\n" + "好" * 249
    assert rate(town.case().pk, Opinion(5, (), comment), user=town.owner, at=NOW).comment == comment


def test_the_holder_of_a_ticket_rates_with_its_code(town):
    service = town.window()
    code = ticket_code(service.pk)
    assert rate_window(service.pk, GOOD, code=code.upper(), at=NOW).subject_kind == "window"
    with pytest.raises(RatedBefore):
        rate_window(service.pk, GOOD, code=code, at=NOW)
    assert not RaterIdentity.objects.exists()


def test_a_wrong_code_answers_like_no_service(town):
    service, other = town.window(), town.window()
    for service_id, code in (
        (service.pk, ticket_code(other.pk)),
        (service.pk, "一二三"),
        (new_id(), "x"),
    ):
        with pytest.raises(ServiceToRateMissing):
            rate_window(service_id, GOOD, code=code, at=NOW)


def test_a_window_service_that_goes_on_is_not_rated(town):
    service = town.window(ended=None)
    with pytest.raises(NotFinished):
        rate_window(service.pk, GOOD, code=ticket_code(service.pk), at=NOW)


def test_the_case_and_the_window_of_one_visit_are_rated_apart(town):
    case = town.case()
    service = town.window(case_id=case.pk, ended=ENDED)
    rate(case.pk, GOOD, user=town.owner, at=NOW)
    rate_window(service.pk, Opinion(2), code=ticket_code(service.pk), at=NOW)
    assert Rating.objects.filter(place=PLACE).count() == 2
